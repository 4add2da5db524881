"""A known text laid over the sound of its line: which words lie in which stretch of voice, and when.

Words take time by their length, pauses fall where the punctuation is; where both disagree, the likelier way wins. The
times are a first guess, which an aligner fits to the sound.
"""

import math
import re
from collections.abc import Sequence
from itertools import pairwise

from domain.contracts.base import TimeRange
from domain.heuristics.sentence_marks import ends_with_sign
from domain.heuristics.speech_chunks import merge_spans
from domain.heuristics.subtitle_text import SPACELESS, ends_clause

_PER_WORD = 0.6
"""What a word weighs beside its letters: it takes longer than the part of a longer one."""
_PER_DIGIT = 3.5
"""A figure is read as a word: `27` has two letters and three syllables."""
_LAST_WORD = 2.0
"""What the last word before a pause weighs more: voices slow down there."""
_UNEVEN = 0.2
"""How unevenly voices speak: standard deviation of a stretch's pace as a share of its length."""
_EDGE = 0.06
_UNMARKED = 3.0
"""Cost of a pause behind a word without a sign, against half a squared standard deviation."""

_OPENING = frozenset("«“‘„¿¡([{「『（《〈【")
_JOINED = frozenset({"zh", "yue", "ja"})


def words_in(text: str, language: str) -> list[str]:
    """The words of a text with their punctuation; of a language without spaces, its smallest pieces."""
    tokens = text.split()
    if language not in SPACELESS:
        return _attached(tokens, " ")
    if language not in _JOINED:
        return tokens
    pieces: list[str] = []
    for token in tokens:
        pieces += re.findall(r"[A-Za-z0-9À-ɏ]+(?:[.,'’%-]+[A-Za-z0-9À-ɏ]*)*|.", token)
    return _attached(pieces, "")


def spread(words: Sequence[str], voiced: Sequence[TimeRange]) -> list[TimeRange]:
    """When each word is said, if the voice is heard in the stretches `voiced` (seconds, in order, at least one)."""
    spans = _no_more_than(voiced, len(words))
    weights = [_weight(word) for word in words]
    found: list[TimeRange] = []
    for span, (first, last) in zip(spans, pairwise(_bounds(words, weights, spans)), strict=True):
        said = [*weights[first : last - 1], weights[last - 1] + _LAST_WORD]
        rate = span.duration / sum(said)
        at = span.start
        for weight in said:
            found.append(TimeRange(start=at, end=min(span.end, at + weight * rate)))
            at = found[-1].end
    return found


def _attached(pieces: Sequence[str], joint: str) -> list[str]:
    """Pieces without a letter or digit go to the word before them, at the beginning to the one after."""
    words: list[str] = []
    opening = ""
    for piece in pieces:
        if any(char.isalnum() for char in piece):
            words.append(opening + piece)
            opening = ""
        elif words and piece not in _OPENING:
            words[-1] += joint + piece
        else:
            opening += piece + joint
    if words and opening:
        words[-1] += joint + opening.rstrip()
    return words


def _weight(word: str) -> float:
    digits = sum(char.isdigit() for char in word)
    letters = sum(char.isalpha() for char in word)
    return _PER_WORD + letters + _PER_DIGIT * digits


def _no_more_than(spans: Sequence[TimeRange], most: int) -> list[TimeRange]:
    """Joined over the shortest gaps until there is a word for each of them."""
    joined = list(spans)
    while len(joined) > max(1, most):
        gaps = sorted(after.start - before.end for before, after in pairwise(joined))
        joined = merge_spans(joined, gaps[0])
    return joined


def _bounds(words: Sequence[str], weights: Sequence[float], spans: Sequence[TimeRange]) -> list[int]:
    """Of each stretch its first word, and behind the last one the number of words (dynamic programming)."""
    until = [0.0]
    for weight in weights:
        until.append(until[-1] + weight)
    pace = sum(span.duration for span in spans) / until[-1]
    costs: list[float] = [0.0] + [math.inf] * len(words)
    ways: list[list[int]] = []
    for number, span in enumerate(spans):
        fresh = [math.inf] * (len(words) + 1)
        came = [0] * (len(words) + 1)
        left = len(spans) - number - 1
        for last in range(number + 1, len(words) - left + 1):
            behind = _UNMARKED if left and not _marked(words[last - 1]) else 0.0
            for first in range(number, last):
                off = (until[last] - until[first]) * pace - span.duration
                cost = costs[first] + off**2 / 2 / (_EDGE + _UNEVEN * span.duration) ** 2 + behind
                if cost < fresh[last]:
                    fresh[last], came[last] = cost, first
        costs = fresh
        ways.append(came)
    bounds = [len(words)]
    for came in reversed(ways):
        bounds.append(came[bounds[-1]])
    return bounds[::-1]


def _marked(word: str) -> bool:
    return ends_with_sign(word) or ends_clause(word) or word.endswith(("-", "…"))
