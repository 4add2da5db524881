"""Lines for mixes, made of sounds that are told apart by their pitch; and what is heard of each in a result."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.contracts.base import ArtifactRef, TimeRange
from domain.contracts.lines import Line, PlacedLine, SpokenLine
from domain.media_engine import LineSound
from tests.adapters.media.footage import RATE, ffmpeg

VOICE_HERTZ = 1000.0
ROOM_DB = -62.0
_SOUND = ArtifactRef(digest="0" * 64, size=1, media_type="audio/flac")


def write_flac(path: Path, samples: NDArray[np.float64], rate: int) -> Path:
    pcm = (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
    ffmpeg("-f", "s16le", "-ar", str(rate), "-ac", "1", "-i", "-", path, data=pcm)
    return path


def voice(seconds: float, level: float = 0.1, rate: int = 24_000, hertz: float = VOICE_HERTZ) -> NDArray[np.float64]:
    """A steady tone in syllables that begins at its loudest; `level`: its amplitude."""
    times = np.arange(round(seconds * rate)) / rate
    return level * np.cos(2 * np.pi * hertz * times) * (0.6 + 0.4 * np.sin(2 * np.pi * 4 * times))


def line_of(path: Path, number: int, start: float, seconds: float, speed: float = 1.0, name: str = "v") -> LineSound:
    slot = TimeRange(start=start, end=start + seconds)
    line = Line(number=number, slot=slot, first_word=0, last_word=1, source="x", text="y")
    spoken = SpokenLine(line=line, voice=name, audio=_SOUND, seconds=seconds)
    return LineSound(placed=PlacedLine(spoken=spoken, start=start, end=start + seconds / speed, speed=speed), path=path)


def noise_of(seconds: float, level_db: float, channels: int = 2, seed: int = 3) -> NDArray[np.float64]:
    """White noise; its level over all channels together."""
    noise = np.random.default_rng(seed).normal(size=(round(seconds * RATE), channels))
    return noise * 10 ** (level_db / 20) / np.sqrt(channels)


def decoded(path: Path, channels: int = 2) -> NDArray[np.float64]:
    """A file's samples, shape (samples, channels)."""
    raw = path.with_suffix(".raw")
    ffmpeg("-i", path, "-f", "f32le", raw)
    return np.fromfile(raw, np.float32).reshape(-1, channels).astype(np.float64)


def level_at(samples: NDArray[np.float64], hertz: float) -> float:
    """Decibels of what sounds within a tenth around `hertz` in one channel."""
    shape = np.hanning(len(samples))
    power = np.square(np.abs(np.fft.rfft(samples * shape))) / np.square(shape).sum() / len(samples) * 2
    near = np.abs(np.fft.rfftfreq(len(samples), 1 / RATE) / hertz - 1) < 0.1
    return float(10 * np.log10(max(power[near].sum(), 1e-12)))


def rms_db(samples: NDArray[np.float64]) -> float:
    """Level over all channels."""
    return float(
        10
        * np.log10(
            max(np.square(samples).sum(axis=-1).mean() if samples.ndim > 1 else np.square(samples).mean(), 1e-12)
        )
    )
