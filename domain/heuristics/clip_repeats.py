"""Which clips tell the same passage, also when the source says it twice: a looped talk, a teaser before its show.

The rule: two stretches that do not overlap tell the same story when at least `SAME_SHARE` of the words of either are
part of runs of `RUN` words (`RUN_UNSPACED` characters where the language writes no spaces) that are said in the other
one too, and those are at least `FEWEST_WORDS`; or when at least `SAME_CONTENT` of the different content words of the
one with fewer, at least `FEWEST_CONTENT`, are said in the other: what was recognised in other words; or when they have
a run of words in common and show the same footage around it (`picture_repeats.py`): what was hardly recognised.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from domain.heuristics.clip_candidates import Candidate
from domain.heuristics.clip_scoring_facts import TalkFacts
from domain.heuristics.clip_scoring_words import UNSPACED
from domain.heuristics.picture_repeats import Motion

RUN: Final = 4
RUN_UNSPACED: Final = 7
SAME_SHARE: Final = 0.25
FEWEST_WORDS: Final = 10
SAME_CONTENT: Final = 0.7
FEWEST_CONTENT: Final = 12


class RepeatedPassages:
    """What a talk says more than once, ready to be asked for any two of its stretches; `motion`: that of its picture, a
    mean for each second.
    """

    def __init__(self, facts: TalkFacts, motion: Sequence[float] = ()) -> None:
        self._motion = Motion(motion)
        self._spans = [text.span for text in facts.texts]
        self._run = RUN_UNSPACED if facts.language in UNSPACED else RUN
        self._tokens = [token for text in facts.texts for token in text.tokens]
        self._starts = [0, *accumulate(len(text.tokens) for text in facts.texts)]
        self._content = [frozenset(text.content) for text in facts.texts]
        places: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for place in range(len(self._tokens) - self._run + 1):
            places[tuple(self._tokens[place : place + self._run])].append(place)
        self._again = {place: found for found in places.values() if len(found) > 1 for place in found}
        self._words: dict[tuple[int, int], frozenset[str]] = {}

    def likeness(self, left: Candidate, right: Candidate) -> float:
        """Share of either's words, 0..1, that the other says too; 0 where the rule does not call them the same, and for
        two that overlap, which are told apart by time.
        """
        first, second = sorted((left, right), key=lambda one: (one.first, one.last))
        if first.last > second.first:
            return 0.0
        one, other = self._words_of(first), self._words_of(second)
        share, words = max(self._said_in(one, other), self._said_in(other, one))
        if share >= SAME_SHARE and words >= FEWEST_WORDS:
            return share
        return self._same_content(first, second) or self._same_footage(first, second, share)

    def _words_of(self, clip: Candidate) -> range:
        return range(self._starts[clip.first], self._starts[clip.last])

    def _said_in(self, stretch: range, other: range) -> tuple[float, int]:
        """Share and number of the stretch's words in runs that the other has at another time."""
        covered = end = 0
        for place in range(stretch.start, stretch.stop - self._run + 1):
            found = self._again.get(place)
            if found is None:
                continue
            if any(there in other and there + self._run <= other.stop for there in found):
                covered += place + self._run - max(place, end)
                end = place + self._run
        return (covered / len(stretch) if len(stretch) else 0.0), covered

    def _same_footage(self, first: Candidate, second: Candidate, share: float) -> float:
        """`share` where the second shows what the first shows while the same words are said, else 0."""
        there = self._words_of(second)
        for place in self._words_of(first):
            for again in self._again.get(place, ()):
                if again in there and again + self._run <= there.stop:
                    shift = self._time_of(again) - self._time_of(place)
                    return share if self._motion.is_shown_again(first.range, second.range, shift) else 0.0
        return 0.0

    def _time_of(self, place: int) -> float:
        """About when a token is said, in seconds: tokens share their sentence's time evenly."""
        sentence = bisect_right(self._starts, place) - 1
        span, first = self._spans[sentence], self._starts[sentence]
        return span.start + span.duration * (place - first) / (self._starts[sentence + 1] - first)

    def _same_content(self, left: Candidate, right: Candidate) -> float:
        one, other = self._content_of(left), self._content_of(right)
        fewer = min(len(one), len(other))
        share = len(one & other) / fewer if fewer >= FEWEST_CONTENT else 0.0
        return share if share >= SAME_CONTENT else 0.0

    def _content_of(self, clip: Candidate) -> frozenset[str]:
        key = (clip.first, clip.last)
        if key not in self._words:
            self._words[key] = frozenset[str]().union(*self._content[clip.first : clip.last])
        return self._words[key]
