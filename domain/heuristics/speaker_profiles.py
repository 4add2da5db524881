"""What is known of each speaker of a transcript: how much they say, their pitch, and where they are heard best."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.contracts.base import TimeRange
from domain.contracts.speech import Transcript
from domain.heuristics.speaker_reference import Candidate, choose_reference
from domain.heuristics.speaker_turns import Stretch
from domain.heuristics.voice_pitch import median_pitch


@dataclass(frozen=True)
class HeardStretch:
    """A stretch as it sounds: the pitches (Hz) of its voiced frames, and its clarity in dB."""

    stretch: Stretch
    pitches: NDArray[np.float64]
    clarity: float


@dataclass(frozen=True)
class SpeakerProfile:
    """`seconds` of speech, median pitch in Hz, and the stretches for a reference recording, in the order of time."""

    label: str
    seconds: float
    pitch: float | None
    reference: tuple[TimeRange, ...]


def profiles(
    transcript: Transcript, heard: Sequence[HeardStretch], likeness: NDArray[np.float64], voices: Sequence[int]
) -> tuple[SpeakerProfile, ...]:
    """One profile for each label of the words, in the order of appearance.

    `likeness` of the stretches to the voices, and which voice each of them has.
    """
    words = transcript.words
    places: dict[str, list[int]] = {word.speaker: [] for word in words if word.speaker is not None}
    for place, one in enumerate(heard):
        labels = {word.speaker for word in words[one.stretch.first : one.stretch.last]}
        # Where somebody has corrected a part of a stretch, it tells of nobody.
        if len(labels) == 1 and (label := labels.pop()) is not None:
            places[label].append(place)
    return tuple(
        SpeakerProfile(
            label=label,
            seconds=round(sum(word.end - word.start for word in words if word.speaker == label), 3),
            pitch=median_pitch(np.concatenate([np.zeros(0), *(heard[place].pitches for place in own)])),
            reference=choose_reference(
                [_candidate(transcript, heard[place], _margin(likeness[place], voices[place])) for place in own]
            ),
        )
        for label, own in places.items()
    )


def _candidate(transcript: Transcript, one: HeardStretch, surely: float) -> Candidate:
    words = transcript.words[one.stretch.first : one.stretch.last]
    return Candidate(
        span=one.stretch.span,
        surely=surely,
        clarity=one.clarity,
        probability=sum(word.probability for word in words) / len(words),
    )


def _margin(likeness: NDArray[np.float64], voice: int) -> float:
    """By how much a stretch is more like its own voice than any other."""
    others = np.delete(likeness, voice)
    return float(likeness[voice] - others.max(initial=0.0))
