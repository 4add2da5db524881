"""Measures the sound of a finished file: as loud as promised, on both sides, the voice of the source, in its time."""

import re
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import av
import imageio_ffmpeg
import numpy as np
from numpy.typing import NDArray

Audio = NDArray[np.float32]

RATE = 16_000
_REACH = 0.6
_INTEGRATED = re.compile(r"I:\s+(-?[\d.]+|-inf|nan) LUFS")
_PEAK = re.compile(r"Peak:\s+(-?[\d.]+|-inf|nan) dBFS")


@dataclass(frozen=True)
class SoundFigures:
    """Loudness in LUFS, true peak in dBTP, level of the softer channel under the louder one in dB, how alike the voice
    is to the source's (0 to 1) and how much later in seconds, and seconds of sound and of picture.
    """

    lufs: float
    peak: float
    softer_channel: float
    alike: float
    late: float
    seconds: float
    picture_seconds: float


def measure(video: Path, voice: Audio) -> SoundFigures:
    """Measure a file against what should be heard in it, at 16 kHz."""
    channels, seconds, picture_seconds = channels_of(video)
    levels = [10 * float(np.log10(np.mean(channel**2) + 1e-12)) for channel in channels]
    alike, late = likeness(channels.mean(axis=0), voice)
    lufs, peak = loudness(video)
    return SoundFigures(lufs, peak, max(levels) - min(levels), alike, late, seconds, picture_seconds)


def loudness(video: Path) -> tuple[float, float]:
    """Integrated loudness and true peak, by ffmpeg's meter."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-hide_banner", "-i", str(video), "-map", "0:a:0"]
    meter = ["-af", "ebur128=peak=true:framelog=quiet", "-f", "null", "-"]
    log = subprocess.run([*command, *meter], capture_output=True, text=True, errors="replace", check=True).stderr
    return tuple(
        -120.0 if found in {"-inf", "nan"} else float(found)
        for found in (_INTEGRATED.findall(log)[-1], _PEAK.findall(log)[-1])
    )


def channels_of(video: Path) -> tuple[Audio, float, float]:
    """Both channels at 16 kHz, seconds of sound, seconds of picture."""
    pieces = []
    with av.open(str(video)) as container:
        resampler = av.AudioResampler("fltp", "stereo", RATE)
        picture = container.streams.video[0]
        lasts = float(picture.duration * picture.time_base) if picture.duration and picture.time_base else 0.0
        first = None
        for frame in container.decode(audio=0):
            first = float(frame.time or 0.0) if first is None else first
            pieces += [part.to_ndarray() for part in resampler.resample(frame)]
        pieces += [part.to_ndarray() for part in resampler.resample(None)]
    sound = np.concatenate(pieces, axis=1).astype(np.float32) if pieces else np.zeros((2, 0), np.float32)
    # The file says when its sound begins; a player keeps to it.
    begins = round((first or 0.0) * RATE)
    sound = np.pad(sound, ((0, 0), (begins, 0))) if begins > 0 else sound[:, -begins:]
    return sound, sound.shape[1] / RATE, lasts


def likeness(heard: Audio, voice: Audio) -> tuple[float, float]:
    """How alike two sounds are at best when one is moved, and by how much the first is later, in seconds."""
    count = max(len(heard), len(voice), 1)
    size = 1 << (2 * count).bit_length()
    product = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(voice, size)), size)
    reach = round(_REACH * RATE)
    around = np.concatenate([product[-reach:], product[: reach + 1]])
    energy = float(np.sqrt(np.sum(heard.astype(float) ** 2) * np.sum(voice.astype(float) ** 2))) or 1.0
    best = int(np.argmax(np.abs(around)))
    return float(abs(around[best]) / energy), (best - reach) / RATE


@lru_cache(maxsize=8)
def _whole(path: str) -> Audio:
    pieces = []
    with av.open(path) as container:
        resampler = av.AudioResampler("s16", "mono", RATE)
        for frame in [*container.decode(audio=0), None]:
            pieces += [part.to_ndarray().reshape(-1) for part in resampler.resample(frame)]
    return np.concatenate(pieces) if pieces else np.zeros(0, np.int16)


def voice_between(paths: tuple[str, ...], start: float, end: float) -> Audio:
    """What is said between two times, of some passages."""
    count = round((end - start) * RATE)
    total = np.zeros(count, np.float32)
    for path in paths:
        part = _whole(path)[max(0, round(start * RATE)) :][:count].astype(np.float32) / 32768.0
        total[: len(part)] += part
    return total
