"""Words to the short groups of burned captions: what is on screen together, and when each word is lit."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from domain.heuristics.caption_pieces import Piece, joint_costs, waits, words_into_sentence
from domain.heuristics.line_breaking import FORBIDDEN
from domain.heuristics.line_breaking_words import CLINGS_TO_NEXT, LEANS_ON_NEXT
from domain.heuristics.subtitle_text import (
    INSIDE_WORD,
    SOFT_HYPHEN,
    SPACELESS,
    without_emoji,
)

_LONG_PAUSE = 0.5
"""Seconds of silence that no group spans, unless its last word waits for what comes then."""
_LONGEST_PAUSE = 2.5
"""Seconds that none spans even so."""
_WAITING = 60.0
"""What a group costs that ends with an article, a preposition or the like."""
_ALONE = 30.0
"""What a group of one word costs where its sentence has more."""
_HOLD = 0.4
"""Seconds that a group stays after its last word when nothing follows."""
_CALM_GROUP = 0.45
_LONG_GROUP = 2.4
_SPACELESS_WORDS = 12
"""Tokens per group where words are a character or two long."""
_KEYWORD_LETTERS = 8
_WIDE_LETTERS = frozenset({"ja", "zh", "yue"})


@dataclass(frozen=True, slots=True)
class LitWord:
    """A word with the frames at which it lights up and goes out again.

    `apart`: a space follows it, though its script writes none between words.
    """

    text: str
    on: int
    off: int
    keyword: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class CaptionGroup:
    """Words in `lines`, on screen from frame `start` to `end` (exclusive)."""

    lines: tuple[tuple[LitWord, ...], ...]
    start: int
    end: int

    @property
    def words(self) -> tuple[LitWord, ...]:
        """All words in reading order."""
        return tuple(word for line in self.lines for word in line)


@dataclass(frozen=True, slots=True)
class GroupLimits:
    """`fits` tells whether words stand in one line of the picture; `language` is ISO 639-1."""

    language: str
    max_words: int
    max_lines: int
    frame_rate: float
    clip_frames: int
    fits: Callable[[Sequence[LitWord]], bool]


def group_words(pieces: Sequence[Piece], limits: GroupLimits) -> list[CaptionGroup]:
    """The best cut of all words into groups: at sentences, pauses and clauses, two to four words, readable in time.

    Emoji are left out. A group never spans a sentence's end or a long pause. A word too wide for the picture stands
    alone; the caller then makes it smaller.
    """
    shown = [(piece, without_emoji(piece.text)) for piece in pieces]
    kept = [(piece, text) for piece, text in shown if text]
    if not kept:
        return []
    words = _lit(kept, limits)
    cutter = _Cutter([piece for piece, _ in kept], words, limits)
    bounds = cutter.bounds()
    groups = []
    for first, last in pairwise(bounds):
        start = words[first].on
        following = words[last].on if last < len(words) else None
        hold = round(_HOLD * limits.frame_rate)
        end = min(words[last - 1].off + hold, limits.clip_frames)
        if following is not None:
            end = min(end, following)
        groups.append(CaptionGroup(cutter.lines(first, last), start, max(end, start + 1)))
    return groups


def _lit(kept: Sequence[tuple[Piece, str]], limits: GroupLimits) -> list[LitWord]:
    rate, final = limits.frame_rate, limits.clip_frames
    starts: list[int] = []
    for piece, _ in kept:
        earliest = starts[-1] if starts else 0
        starts.append(min(max(round(piece.start * rate), earliest), max(0, final - 1)))
    keywords = _keywords([text for _, text in kept], limits.language)
    words = []
    for index, (piece, text) in enumerate(kept):
        off = max(round(piece.end * rate), starts[index] + 1)
        if index + 1 < len(kept):
            off = max(min(off, starts[index + 1]), starts[index] + 1)
        words.append(LitWord(text, starts[index], min(off, final), index in keywords, piece.text.endswith(" ")))
    return words


def _keywords(texts: Sequence[str], language: str) -> set[int]:
    """Numbers, and the long words that are said once: at most one of four words in a row."""
    counts: dict[str, int] = {}
    bare = ["".join(char for char in text.lower() if char.isalnum()) for text in texts]
    for word in bare:
        counts[word] = counts.get(word, 0) + 1
    small = CLINGS_TO_NEXT.get(language, frozenset()) | LEANS_ON_NEXT.get(language, frozenset())
    found: set[int] = set()
    scores = []
    # A word in parts fills its lines anyway.
    part = {at + step for at, text in enumerate(texts) if text.endswith(INSIDE_WORD) for step in (0, 1)}
    for at, word in enumerate(bare):
        if at in part:
            scores.append(0.0)
            continue
        score = 100.0 if any(char.isdigit() for char in word) else 0.0
        if language not in SPACELESS and word not in small and len(word) >= _KEYWORD_LETTERS and counts[word] <= 2:
            score = max(score, float(len(word)))
        scores.append(score)
    for index in sorted(range(len(texts)), key=lambda at: (-scores[at], at)):
        if scores[index] > 0 and not any(index + step in found for step in range(-3, 4)):
            found.add(index)
    return found


class _Cutter:
    """Costs of groups `first` to `last` (exclusive), and the cheapest row of them."""

    def __init__(self, pieces: Sequence[Piece], words: Sequence[LitWord], limits: GroupLimits) -> None:
        self._pieces = pieces
        self._words = words
        self._limits = limits
        self._costs = joint_costs(pieces, limits.language)
        self._waits = [False, *(waits(left, right, limits.language) for left, right in pairwise(pieces))]
        self._into = words_into_sentence(pieces)
        self._spaceless = limits.language in SPACELESS
        self._most = _SPACELESS_WORDS if self._spaceless else limits.max_words

    def bounds(self) -> list[int]:
        count = len(self._words)
        best = [math.inf] * count + [0.0]
        choice = [count] * count
        for first in range(count - 1, -1, -1):
            for last in range(first + 1, min(first + self._most, count) + 1):
                cost = self._cost(first, last)
                if math.isinf(cost):
                    break
                if cost + best[last] < best[first]:
                    best[first], choice[first] = cost + best[last], last
        bounds = [0]
        while bounds[-1] < count:
            bounds.append(choice[bounds[-1]])
        return bounds

    def _cost(self, first: int, last: int) -> float:
        if last - first > 1 and (self._closes(last - 1) or not self.lines(first, last)):
            return math.inf
        end = self._words[last].on if last < len(self._words) else self._words[last - 1].off
        seconds = (end - self._words[first].on) / self._limits.frame_rate
        total = 10.0 + self._shape(first, last)
        total += 60 * max(0.0, 1 - seconds / _CALM_GROUP) + 12 * max(0.0, seconds - _LONG_GROUP)
        if last < len(self._words):
            if end <= self._words[first].on:
                total += FORBIDDEN  # no frame to be shown in
            if not self._parts(last):
                total += 0.6 * self._costs[last] + (_WAITING if self._waits[last] else 0.0)
        return total

    def _shape(self, first: int, last: int) -> float:
        count = last - first
        if self._spaceless:
            letters = sum(len(word.text) for word in self._words[first:last])
            return 1.2 * abs(letters - 7) if self._limits.language in _WIDE_LETTERS else 0.6 * abs(letters - 14)
        whole = self._into[first] == 1 and self._pieces[last - 1].closes_sentence
        alone = _ALONE if count == 1 and not whole else 0.0
        return alone + 2.5 * (count - 3) ** 2 + 5.0 * (len(self.lines(first, last)) - 1)

    def _closes(self, index: int) -> bool:
        """Whether the word before `index` ends what a group may hold."""
        return self._parts(index) if index > 0 else False

    def _parts(self, index: int) -> bool:
        left, right = self._pieces[index - 1], self._pieces[index]
        longest = _LONGEST_PAUSE if self._waits[index] else _LONG_PAUSE
        closes = left.closes_sentence and not self._waits[index]
        return closes or right.start - left.end > longest or left.speaker != right.speaker

    def lines(self, first: int, last: int) -> tuple[tuple[LitWord, ...], ...]:
        """The words in one line, or two of which the widest is as narrow as can be; empty when they do not fit."""
        words = self._words[first:last]
        whole = _as_line(words)
        if len(words) == 1 or self._limits.fits(whole):
            return (whole,)
        if self._limits.max_lines < 2:
            return ()
        best: tuple[float, tuple[tuple[LitWord, ...], ...]] | None = None
        total = sum(len(word.text) for word in words)
        for place in range(1, len(words)):
            top, bottom = _as_line(words[:place]), _as_line(words[place:])
            if not (self._limits.fits(top) and self._limits.fits(bottom)):
                continue
            share = sum(len(word.text) for word in top) / total
            cost = self._costs[first + place] + 40 * abs(share - 0.48)
            if best is None or cost < best[0]:
                best = (cost, (top, bottom))
        return best[1] if best else ()


def _as_line(words: Sequence[LitWord]) -> tuple[LitWord, ...]:
    """Words as one line shows them: parts of a word joined, with a hyphen where the line ends inside one."""
    shown: list[LitWord] = []
    for word in words:
        if shown and shown[-1].text.endswith(INSIDE_WORD):
            before = shown[-1]
            shown[-1] = replace(
                word, text=before.text[:-1] + word.text, on=before.on, keyword=before.keyword or word.keyword
            )
        else:
            shown.append(word)
    if shown and shown[-1].text.endswith(INSIDE_WORD):
        hyphen = "-" if shown[-1].text.endswith(SOFT_HYPHEN) else ""
        shown[-1] = replace(shown[-1], text=shown[-1].text[:-1] + hyphen)
    return tuple(shown)
