"""What a dub may not part: whole sentences of one speaker, whatever pauses are inside.

A transcript cuts long sentences and ends one at every long pause; here they are whole again, by their signs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.contracts.base import TimeRange
from domain.contracts.speech import Transcript, Word
from domain.heuristics.line_breaking import ANYWHERE, break_cost
from domain.heuristics.sentence_bounds import sentence_ends
from domain.heuristics.sentences import SIGNLESS_WORDS, is_punctuated
from domain.heuristics.subtitle_text import ends_clause

LONGEST_UNIT = 25.0
"""Seconds from which a sentence is parted: what translates from the sound hears 29 s at a time and drops what is
behind them, and a voice that reads on for longer has lost the picture.
"""
LONGEST_SILENCE = 5.0
"""Seconds; who is silent for longer has broken off. What follows would be said that much too early."""
SOMEBODY = "A"
"""The label of the only speaker, where nobody told speakers apart."""

_UNEVEN = 6.0
"""What a bound at the very edge costs more than one in the middle, in seconds of pause."""
_LONGEST_COUNTED = 2.0


@dataclass(frozen=True)
class SpokenUnit:
    """Words `first` to `last` (exclusive) of one speaker; `language` where it isn't the transcript's."""

    first: int
    last: int
    speaker: str
    language: str | None = None

    def leads_to(self, other: "SpokenUnit") -> bool:
        """Whether the same speaker goes on there, in the same language, with the next word."""
        return self.last == other.first and self.speaker == other.speaker and self.language == other.language


def units_of_speech(transcript: Transcript, ranges: Sequence[TimeRange] = ()) -> list[SpokenUnit]:
    """Sentences in the order of time; every word is in exactly one. With `ranges` only those that are heard in one of
    them, whole.

    A unit is less than a sentence where the speaker or the language changes inside, at a silence of LONGEST_SILENCE,
    and where the sentence is longer than LONGEST_UNIT: then it ends at a clause's sign, or at a pause if there is none.
    """
    units: list[SpokenUnit] = []
    for first, last in _sentences(transcript):
        if _heard(transcript.words[first:last], ranges):
            begins = transcript.words[first]
            parts = _parted(transcript, first, last)
            units += [SpokenUnit(start, end, begins.speaker or SOMEBODY, begins.language) for start, end in parts]
    return units


def _sentences(transcript: Transcript) -> Iterator[tuple[int, int]]:
    """Bounds by signs, speakers and languages; where there are no signs at all, those of the transcript."""
    words = transcript.words
    if not words:
        return
    ends = {0, len(words)} | {index for index in range(1, len(words)) if _breaks_off(words, index)}
    for first, last in pairwise(sorted(ends)):
        signed = sentence_ends(words[first:last], transcript.language_of(first))
        for start, end in pairwise(sorted({first, last} | {first + place for place in signed})):
            inside = _kept_bounds(transcript, start, end)
            yield from pairwise([start, *inside, end])


def _kept_bounds(transcript: Transcript, first: int, last: int) -> list[int]:
    if last - first <= SIGNLESS_WORDS or is_punctuated(transcript.words[first:last]):
        return []
    return [one.first for one in transcript.sentences if first < one.first < last]


def _breaks_off(words: Sequence[Word], index: int) -> bool:
    left, right = words[index - 1], words[index]
    other = (left.speaker or SOMEBODY) != (right.speaker or SOMEBODY) or left.language != right.language
    return other or right.start - left.end > LONGEST_SILENCE


def _heard(words: Sequence[Word], ranges: Sequence[TimeRange]) -> bool:
    if not ranges:
        return True
    middles = [(word.start + word.end) / 2 for word in words]
    return any(span.start <= middle < span.end for middle in middles for span in ranges)


def _parted(transcript: Transcript, first: int, last: int) -> list[tuple[int, int]]:
    """The sentence, or its parts where it is too long: at its clauses as long as there are any, as evenly as may be."""
    words = transcript.words
    if last - first < 2 or words[last - 1].end - words[first].start <= LONGEST_UNIT:
        return [(first, last)]
    places = range(first + 1, last)
    clauses = [index for index in places if ends_clause(words[index - 1].text)]
    best = max(clauses or places, key=lambda index: _worth(transcript, first, last, index))
    return _parted(transcript, first, best) + _parted(transcript, best, last)


def _worth(transcript: Transcript, first: int, last: int, index: int) -> float:
    words = transcript.words
    left, right = words[index - 1], words[index]
    start, end = words[first].start, words[last - 1].end
    uneven = abs((left.end + right.start) / 2 - (start + end) / 2) / (end - start)
    bound = break_cost(left.text, right.text, transcript.language_of(first)) / ANYWHERE
    return min(_LONGEST_COUNTED, right.start - left.end) - 2 * _UNEVEN * uneven**2 - bound
