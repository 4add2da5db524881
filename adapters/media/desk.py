"""The mixing desk: second by second the bed at its gain, the room's tone where the bed is off, the lines, and music."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Self

import numpy as np
from numpy.typing import NDArray

from adapters.media.cut import SAMPLE_RATE
from adapters.media.line_sounds import ReadyLine
from adapters.media.music import MusicBed
from adapters.media.room_tone import HOP, RoomTone
from adapters.media.stream import Samples
from domain.heuristics.mix_levels import HOP_SECONDS, loudest_level, mean_level, per_hop
from domain.heuristics.mix_profile import JOINT_FADE_MS, LINE_FADE_MS, GainPoint
from domain.progress import ProgressCallback

Gains = NDArray[np.float32]

CENTRE = 2
LOW_FREQUENCIES = 3
"""Places of two channels in 5.1; the latter does not count in a level (ITU-R BS.1770)."""

_JOINT = JOINT_FADE_MS * SAMPLE_RATE // 1000
_LINE_FADE = LINE_FADE_MS * SAMPLE_RATE // 1000


@dataclass(frozen=True)
class Voice:
    """A line and the factor by which it is brought to the level of the voices."""

    line: ReadyLine
    gain: float


@dataclass(frozen=True)
class DeskPlan:
    """What lies on the desk. `bed_gain`: the factor at which the original is as loud as the voices; `joints`: samples
    of the output at which stretches meet that do not follow each other in the source.
    """

    channels: int
    samples: int
    points: Sequence[GainPoint]
    bed_gain: float
    joints: Sequence[int]
    voices: Sequence[Voice]
    tone: RoomTone
    music: MusicBed | None = None


def power_of(block: Samples) -> NDArray[np.float64]:
    """The mean square per hop of a block, summed over the channels that count; the last hop may be short."""
    counted = np.delete(block, LOW_FREQUENCIES, axis=1) if block.shape[1] > LOW_FREQUENCIES else block
    return per_hop(np.square(counted, dtype=np.float64).sum(axis=1), HOP)


class Desk:
    """Takes the bed second by second and writes the mix to `target` (raw float samples, 48 kHz) while its context is
    open.
    """

    def __init__(self, plan: DeskPlan, target: Path, progress: ProgressCallback) -> None:
        self._plan = plan
        self._target: BinaryIO = target.open("wb")
        self._progress = progress
        self._at = 0
        self._times = np.array([point.time for point in plan.points])
        self._gains = np.array([point.gain for point in plan.points])
        self._firsts = [voice.line.first for voice in plan.voices]
        self._bed_power: list[NDArray[np.float64]] = []
        self._voice_power: list[NDArray[np.float64]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._target.close()

    def push(self, block: Samples) -> None:
        """Mix one block over the bed."""
        gain = self._gain(len(block))
        bed = block * (gain * self._plan.bed_gain)[:, None]
        away = np.sqrt(np.maximum(0.0, 1.0 - np.square(gain)))
        if away.any():
            tone = self._plan.tone.samples(self._at, len(block))
            bed += tone * (away * self._plan.bed_gain)[:, None]
        voice = self._voices(len(block))
        self._bed_power.append(power_of(bed))
        self._voice_power.append(power_of(voice))
        mix = bed + voice
        if self._plan.music is not None:
            self._plan.music.add(mix, self._at)
        self._target.write(mix.astype("<f4").tobytes())
        self._at += len(block)
        self._progress(self._at / self._plan.samples)

    def voice_over_bed(self) -> float | None:
        """By how many decibels each line is louder than the loudest moment of the bed under it, at the least."""
        if not self._plan.voices:
            return None
        bed, voice = np.concatenate(self._bed_power), np.concatenate(self._voice_power)
        found = []
        for one in self._plan.voices:
            placed = one.line.placed
            # Hops that lie in the line as a whole; of a line shorter than two, those that it touches.
            first, last = int(np.ceil(placed.start / HOP_SECONDS)), int(placed.end / HOP_SECONDS)
            inside = slice(first, last) if last > first else slice(max(0, first - 1), last + 1)
            level = mean_level(voice[inside])
            if level is not None:
                found.append(level - loudest_level(bed[inside]))
        return min(found, default=None)

    def _gain(self, count: int) -> Gains:
        times = (self._at + np.arange(count)) / SAMPLE_RATE
        gain = np.interp(times, self._times, self._gains)
        for joint in self._plan.joints:
            if self._at - _JOINT < joint < self._at + count + _JOINT:
                away = np.abs(self._at + np.arange(count) - joint + 0.5) / _JOINT
                gain *= np.sin(np.pi / 2 * np.minimum(1.0, away))
        return np.asarray(gain, np.float32)

    def _voices(self, count: int) -> Samples:
        mix = np.zeros((count, self._plan.channels), np.float32)
        earliest = max(0, bisect_right(self._firsts, self._at) - 1)
        for voice in self._plan.voices[earliest : bisect_left(self._firsts, self._at + count)]:
            line = voice.line
            low, high = max(line.first, self._at), min(line.end, self._at + count)
            if low >= high:
                continue
            samples = line.samples(low - line.first, high - line.first)
            samples *= voice.gain * _edges(line, low, high)
            into = mix[low - self._at : high - self._at]
            if self._plan.channels > LOW_FREQUENCIES:
                into[:, CENTRE] += samples
            else:
                into += samples[:, None]
        return mix


def _edges(line: ReadyLine, low: int, high: int) -> Gains:
    """The fades at a line's edges over samples `low` to `high` of the mix."""
    places = np.arange(low, high)
    away = np.minimum(places - line.first, line.end - 1 - places) + 0.5
    return np.asarray(np.sin(np.pi / 2 * np.minimum(1.0, away / _LINE_FADE)), np.float32)
