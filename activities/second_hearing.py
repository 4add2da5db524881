"""Recognises speech again in which no word was found: alone, in its language, then in whichever it seems to be."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from domain.contracts.base import TimeRange
from domain.contracts.speech import DraftSegment, Word
from domain.engines import AsrEngine
from domain.heuristics.hallucination import drop_invented
from domain.heuristics.speech_chunks import spans_within
from domain.heuristics.spoken_languages import are_kin
from domain.heuristics.word_times import shifted
from domain.heuristics.wordless import is_believable, wordless_speech

if TYPE_CHECKING:
    from domain.engines import type_float32

_RATE = 16_000
_AROUND = 0.3
"""Seconds before and after, which a recogniser needs to hear a beginning and an end."""
MOST_SECONDS = 90.0
"""Seconds of a chunk that are recognised again; a chunk with more is no speech but music or noise, or hopeless."""


def heard_again(
    asr: AsrEngine, audio: "type_float32", language: str, spans: Sequence[TimeRange], segments: Sequence[DraftSegment]
) -> tuple[list[DraftSegment], list[TimeRange]]:
    """All segments with what a second hearing brought, and the stretches that still have no words.

    All times count from the first sample of `audio`.
    """
    known = list(segments)
    left: list[TimeRange] = []
    spent = 0.0
    for stretch in wordless_speech(segments, spans):
        if spent + stretch.duration > MOST_SECONDS:
            left.append(stretch)
            continue
        spent += stretch.duration
        found = _again(asr, audio, language, stretch, spans)
        known += found
        left += wordless_speech(found, spans_within(spans, stretch)) if found else [stretch]
    return sorted(known, key=lambda segment: segment.start), left


def _again(
    asr: AsrEngine, audio: "type_float32", language: str, stretch: TimeRange, spans: Sequence[TimeRange]
) -> list[DraftSegment]:
    begin = max(0.0, stretch.start - _AROUND)
    sound = audio[int(begin * _RATE) : int((stretch.end + _AROUND) * _RATE)]
    for asked in (language, None):
        heard, spoken = asr.transcribe_again(sound, asked)
        if asked is None and are_kin(spoken, language):
            continue
        believed, _ = drop_invented([_moved(segment, begin, stretch) for segment in heard], spans, spoken)
        if is_believable(believed, guessed=asked is None):
            return [
                segment.model_copy(update={"language": None if spoken == language else spoken}) for segment in believed
            ]
    return []


def _moved(segment: DraftSegment, seconds: float, stretch: TimeRange) -> DraftSegment:
    """On the chunk's clock, without words that belong to what lies around the stretch."""
    words = [word for word in shifted(segment.words, seconds) if stretch.start <= _middle(word) <= stretch.end]
    moved = {"start": segment.start + seconds, "end": segment.end + seconds, "words": tuple(words)}
    return segment.model_copy(update=moved)


def _middle(word: Word) -> float:
    return (word.start + word.end) / 2
