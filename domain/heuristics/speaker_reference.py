"""Chooses a speaker's cleanest stretches, for a voice that is to sound like them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.contracts.base import TimeRange

LONGEST_REFERENCE = 12.0
"""Seconds; engines that clone a voice ask for 6 to 12."""
_SHORTEST_STRETCH = 1.0
_RATE = 16_000
_FRAME = 320
_CLEAREST = 40.0
_GAP = 0.15
_FADE = 160


@dataclass(frozen=True)
class Candidate:
    """A stretch in which one speaker is heard. `surely`: by how much it is more like this voice than any other;
    `clarity` in dB; `probability` of its words, 0..1.
    """

    span: TimeRange
    surely: float
    clarity: float
    probability: float


def choose_reference(candidates: Sequence[Candidate]) -> tuple[TimeRange, ...]:
    """The best stretches, in the order of time, together at most `LONGEST_REFERENCE` seconds; () where none is long
    enough.
    """
    long = [one for one in candidates if one.span.duration >= _SHORTEST_STRETCH]
    chosen: list[TimeRange] = []
    left = LONGEST_REFERENCE
    for one in sorted(long, key=_worth, reverse=True):
        seconds = one.span.duration + _GAP
        if seconds <= left:
            chosen.append(one.span)
            left -= seconds
    return tuple(sorted(chosen, key=lambda span: span.start))


def clarity(sound: NDArray[np.float32]) -> float:
    """How far speech stands above what is heard in its own short pauses, in dB."""
    frames = sound[: len(sound) // _FRAME * _FRAME].reshape(-1, _FRAME)
    if not len(frames):
        return 0.0
    energy = np.mean(np.square(frames, dtype=np.float64), axis=1) + 1e-10
    return float(10 * np.log10(energy.mean() / np.percentile(energy, 10)))


def joined(pieces: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """The pieces one after the other, faded at their ends, with a short silence between them."""
    silence = np.zeros(int(_GAP * _RATE), np.float32)
    parts: list[NDArray[np.float32]] = []
    for piece in pieces:
        faded = piece.copy()
        ramp = np.linspace(0.0, 1.0, min(_FADE, len(faded)), dtype=np.float32)
        faded[: len(ramp)] *= ramp
        faded[len(faded) - len(ramp) :] *= ramp[::-1]
        parts += [silence, faded]
    return np.concatenate(parts[1:]) if parts else np.zeros(0, np.float32)


def _worth(candidate: Candidate) -> float:
    return (
        min(candidate.span.duration, LONGEST_REFERENCE / 3) / (LONGEST_REFERENCE / 3)
        + min(candidate.clarity, _CLEAREST) / _CLEAREST
        + candidate.probability
        + candidate.surely
    )
