"""Finds in a transcript the words that somebody quotes from it."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from domain.contracts.speech import Transcript
from domain.heuristics.clip_scoring_text import tokens_of

ALIKE = 0.8
"""Share of a quote's tokens that must be right, in order, for a quote that is not exact."""
FEWEST_TOKENS = 4
"""A shorter quote has to be exact, and said only once."""
_SEEDS = 6
_STEM = 5


class SpokenWords:
    """The words of a transcript, ready to be searched."""

    def __init__(self, transcript: Transcript) -> None:
        self._language = transcript.language
        self._tokens: list[str] = []
        self._words: list[int] = []
        for index, word in enumerate(transcript.words):
            for token in tokens_of(word.text, transcript.language):
                self._tokens.append(token)
                self._words.append(index)
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for place, token in enumerate(self._tokens):
            self._places[token].append(place)

    def find(self, quote: str, after: int = 0) -> tuple[int, int] | None:
        """First and last (exclusive) word of a quote; None when nobody says it.

        An exact quote (by its letters and digits) is taken where it is first said from word `after` on, else where it
        is first said; one that is not exact, where it is said most nearly.
        """
        wanted = tokens_of(quote, self._language)
        if not wanted:
            return None
        exact = self._exact(wanted)
        if exact and (len(wanted) >= FEWEST_TOKENS or len(exact) == 1):
            later = [place for place in exact if self._words[place] >= after]
            return self._run((later or exact)[0], len(wanted))
        return self._nearly(wanted) if len(wanted) >= FEWEST_TOKENS else None

    def _run(self, place: int, size: int) -> tuple[int, int]:
        return self._words[place], self._words[place + size - 1] + 1

    def _exact(self, wanted: Sequence[str]) -> list[int]:
        size = len(wanted)
        return [
            place
            for place in self._places.get(wanted[0], ())
            if tuple(self._tokens[place : place + size]) == tuple(wanted)
        ]

    def _nearly(self, wanted: Sequence[str]) -> tuple[int, int] | None:
        """The stretch that takes the fewest changes, among those that share most tokens at about the same places."""
        votes: Counter[int] = Counter()
        width = max(1, len(wanted) // 2)
        for offset, token in enumerate(wanted):
            places = self._places.get(token, ())
            # What is said all the time says little about where.
            weight = 1.0 / (1.0 + math.log1p(len(places)))
            for place in places:
                votes[(place - offset) // width] += round(1000 * weight)
        best: tuple[float, int, int] | None = None
        for bucket, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:_SEEDS]:
            first = max(0, (bucket - 1) * width)
            last = min(len(self._tokens), (bucket + 2) * width + len(wanted) + width)
            cost, begin, end = _infix(wanted, self._tokens[first:last])
            if end > begin and (best is None or cost < best[0]):
                best = cost, first + begin, first + end
        if best is None or 1.0 - best[0] / len(wanted) < ALIKE:
            return None
        return self._words[best[1]], self._words[best[2] - 1] + 1


def _infix(wanted: Sequence[str], tokens: Sequence[str]) -> tuple[float, int, int]:
    """The fewest changes that turn a stretch of `tokens` into `wanted`, and that stretch (Sellers, 1980)."""
    column: list[tuple[float, int]] = [(float(row), 0) for row in range(len(wanted) + 1)]
    best = (column[-1][0], 0, 0)
    for place, token in enumerate(tokens, start=1):
        following: list[tuple[float, int]] = [(0.0, place)]
        for row, word in enumerate(wanted, start=1):
            cost, begin = column[row - 1]
            following.append(
                min(
                    (cost + _change(word, token), begin),
                    (column[row][0] + 1.0, column[row][1]),
                    (following[-1][0] + 1.0, following[-1][1]),
                )
            )
        column = following
        if column[-1][0] < best[0]:
            best = (column[-1][0], column[-1][1], place)
    return best


def _change(one: str, other: str) -> float:
    """How different two tokens are; another ending or spelling of a word is half a change."""
    if one == other:
        return 0.0
    return 0.5 if len(one) > _STEM and one[:_STEM] == other[:_STEM] else 1.0


def sentences_around(transcript: Transcript, first: int, last: int, beside: int) -> str:
    """The text of the sentences that words `first` to `last` (exclusive) are of, and of `beside` more on each side."""
    bounds = [sentence.first for sentence in transcript.sentences] + [len(transcript.words)]
    touched = [n for n, (begin, end) in enumerate(pairwise(bounds)) if begin < last and end > first]
    if not touched:
        return transcript.text_of(first, last)
    low, high = max(0, touched[0] - beside), min(len(bounds) - 1, touched[-1] + 1 + beside)
    return transcript.text_of(bounds[low], bounds[high])
