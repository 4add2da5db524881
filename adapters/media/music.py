"""A bed of music: decoded once, laid under a mix as often as it takes, quieter where somebody speaks."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from adapters.media.child import Limits
from adapters.media.cut import SAMPLE_RATE
from adapters.media.ffmpeg import FfmpegRunner, source_input
from adapters.media.stream import Samples
from domain.errors import RejectedError
from domain.heuristics.mix_levels import decibels
from domain.heuristics.mix_profile import GainPoint

LONGEST_SECONDS = 900
"""Longer music is cut; no retell is longer."""

_OVERLAP = SAMPLE_RATE // 2
_FADE_IN, _FADE_OUT = SAMPLE_RATE // 4, 2 * SAMPLE_RATE
_SILENT_DB = -70.0


@dataclass(frozen=True)
class MusicBed:
    """Music as stereo samples on disk, for a mix of `length` samples; `points`: its gain over time, as a factor of its
    own level `gain`.
    """

    samples: NDArray[np.float32]
    gain: float
    points: Sequence[GainPoint]
    length: int

    def add(self, mix: Samples, at: int) -> None:
        """Add the music to samples of the mix that begin at `at`; in 5.1 to the two front channels."""
        places = at + np.arange(len(mix))
        gain = np.interp(
            places / SAMPLE_RATE, [point.time for point in self.points], [point.gain for point in self.points]
        )
        gain *= np.minimum(1.0, places / _FADE_IN) * np.clip((self.length - places) / _FADE_OUT, 0.0, 1.0)
        mix[:, :2] += self._looped(places) * (self.gain * gain)[:, None].astype(np.float32)

    def _looped(self, places: NDArray[np.int64]) -> Samples:
        """The music from its beginning again and again, each time faded into the end of the last."""
        period = len(self.samples) - _OVERLAP
        if period <= _OVERLAP:
            return np.asarray(self.samples[places % len(self.samples)], np.float32)
        within = places % period
        heard = np.array(self.samples[within])
        again = (places >= period) & (within < _OVERLAP)
        if again.any():
            share = (within[again] / _OVERLAP).astype(np.float32)[:, None]
            heard[again] = heard[again] * np.sqrt(share) + self.samples[within[again] + period] * np.sqrt(1 - share)
        return heard


@dataclass(frozen=True)
class DecodedMusic:
    """Stereo samples on disk, shape (samples, 2), and their mean level in dBFS over both channels."""

    samples: NDArray[np.float32]
    level: float


async def decode_music(runner: FfmpegRunner, path: Path, folder: Path) -> DecodedMusic:
    """Raises RejectedError `media.no_audio` when nothing is to be heard in the file."""
    raw = folder / "music.f32"
    form = ("-ac", "2", "-ar", str(SAMPLE_RATE), "-f", "f32le", f"file:{raw}")
    await runner.run(
        [*source_input(path), "-map", "0:a:0", "-t", str(LONGEST_SECONDS), *form],
        limits=Limits(cpu_seconds=300),
        seconds=600,
    )
    return await asyncio.to_thread(_measured, raw)


def _measured(raw: Path) -> DecodedMusic:
    empty = raw.stat().st_size == 0
    samples = np.zeros((0, 2), np.float32) if empty else np.memmap(raw, np.float32, "r").reshape(-1, 2)
    # Second by second: the squares of all at once would be as large as the music.
    seconds = (samples[at : at + SAMPLE_RATE] for at in range(0, len(samples), SAMPLE_RATE))
    power = sum(float(np.square(second, dtype=np.float64).sum()) for second in seconds) / max(1, len(samples))
    if decibels(power) < _SILENT_DB:
        raise RejectedError("media.no_audio", "The music has no sound; choose another file.")
    return DecodedMusic(samples, decibels(power))
