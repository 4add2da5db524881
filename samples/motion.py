"""Moves a speaker: sway and nod of head and body, mouth by the voice, blinking."""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from samples.figure import MOUTHS
from samples.kokoro import SAMPLE_RATE, Samples

_MOUTH_FLOOR, _MOUTH_STEP = -36.0, 9.0
_BLINK_EVERY, _BLINK_SECONDS = 3.7, 0.13


@dataclass(frozen=True)
class Pose:
    """One speaker at one moment: shift in pixels and turn in degrees at drawn size, mouth and eyelids."""

    head_x: float
    head_y: float
    turn: float
    body_x: float
    mouth: int
    blink: bool


class Motion:
    """The movement of one speaker over a talk, from the sound of that voice alone."""

    def __init__(self, name: str, speech: Samples, frame_rate: float) -> None:
        self._phase = zlib.crc32(name.encode()) % 1000 / 1000.0 * 2.0 * math.pi
        self._frame_rate = frame_rate
        self._mouths, self._effort = _follow(speech, frame_rate)

    def pose(self, frame: int) -> Pose:
        """Return the pose at a frame of the talk."""
        time, phase = frame / self._frame_rate, self._phase
        effort = float(self._effort[min(frame, len(self._effort) - 1)])
        sway = math.sin(2 * math.pi * time / 6.1 + phase)
        nod = math.sin(2 * math.pi * time / 1.35 + 2 * phase) * effort
        blink = (time + phase) % _BLINK_EVERY < _BLINK_SECONDS
        return Pose(
            head_x=16.0 * sway + 6.0 * math.sin(2 * math.pi * time / 2.3) * effort,
            head_y=5.0 * math.sin(2 * math.pi * time / 4.7 + phase) + 7.0 * nod,
            turn=2.2 * math.sin(2 * math.pi * time / 5.2 + phase) + 1.2 * nod,
            body_x=7.0 * sway,
            mouth=int(self._mouths[min(frame, len(self._mouths) - 1)]),
            blink=blink,
        )


def _follow(speech: Samples, frame_rate: float) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Return for each frame how far the mouth is open, and a slow measure (0 to 1) of speaking."""
    step = SAMPLE_RATE / frame_rate
    count = int(len(speech) / step)
    edges = np.round(np.arange(count + 1) * step).astype(np.int64)
    energy = np.concatenate(([0.0], np.cumsum(speech.astype(np.float64) ** 2)))
    power = (energy[edges[1:]] - energy[edges[:-1]]) / step
    level = 10.0 * np.log10(np.maximum(power, 1e-10))
    mouths = np.clip(np.floor((level - _MOUTH_FLOOR) / _MOUTH_STEP) + 1, 0, MOUTHS - 1).astype(np.int64)
    active = (level > _MOUTH_FLOOR).astype(np.float64)
    window = np.hanning(round(frame_rate) + 2)[1:-1]
    return mouths, np.convolve(active, window / window.sum(), mode="same")
