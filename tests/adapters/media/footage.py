"""Small real videos for tests: every frame carries its own number, sounds are known to the sample."""

import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from adapters.media.ffmpeg import locate_ffmpeg

WIDTH, HEIGHT = 320, 180
BITS = 10
STRIPE = WIDTH // BITS
RATE = 48_000

Gray = NDArray[np.uint8]


def ffmpeg(*args: str | Path, data: bytes | None = None) -> None:
    """Run the real program; it must succeed."""
    command = [
        str(locate_ffmpeg()),
        "-v",
        "error",
        "-nostdin" if data is None else "-hide_banner",
        "-y",
        *map(str, args),
    ]
    done = subprocess.run(command, input=data, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()


def numbered(number: int) -> Gray:
    """A frame whose stripes, left to right, are the bits of `number`, lowest first."""
    bits = [(number >> bit) & 1 for bit in range(BITS)]
    row = np.repeat(np.array([235 if bit else 16 for bit in bits], np.uint8), STRIPE)
    return np.broadcast_to(row, (HEIGHT, WIDTH))


def number_of(frame: Gray) -> int:
    """The number that a frame of any size shows."""
    height, width = frame.shape
    return sum(1 << bit for bit in range(BITS) if frame[height // 2, round((bit + 0.5) * width / BITS)] > 125)


def write_video(
    path: Path, frames: Iterable[Gray], rate: str = "30000/1001", *, sound: Path | None = None, args: Sequence[str] = ()
) -> Path:
    """Encode gray frames of WIDTH x HEIGHT, with the sound of another file; `args` are output options."""
    extra: list[str | Path] = [] if sound is None else ["-i", sound, "-map", "0:v", "-map", "1:a"]
    codec = (
        ()
        if "-c:v" in args
        else ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "12", "-g", "40", "-bf", "2", "-pix_fmt", "yuv420p")
    )
    data = b"".join(np.ascontiguousarray(frame).tobytes() for frame in frames)
    ffmpeg(
        "-f",
        "rawvideo",
        "-pix_fmt",
        "gray",
        "-s",
        f"{WIDTH}x{HEIGHT}",
        "-r",
        rate,
        "-i",
        "-",
        *extra,
        *codec,
        *args,
        path,
        data=data,
    )
    return path


def write_sound(path: Path, samples: NDArray[np.float64], channels: int = 1) -> Path:
    """A WAV at 48 kHz; `samples` of shape (n,) or (n, channels)."""
    pcm = (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
    ffmpeg("-f", "s16le", "-ar", str(RATE), "-ac", str(channels), "-i", "-", path, data=pcm)
    return path


def tone(seconds: float, level: float = 0.1, hertz: float = 440.0) -> NDArray[np.float64]:
    """A sine of `level` full scale."""
    return level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)


def babble(seconds: float, level: float, seed: int = 7) -> NDArray[np.float64]:
    """Noise in syllables: loud and soft, as speech is."""
    noise = np.random.default_rng(seed).normal(size=round(seconds * RATE))
    times = np.arange(noise.size) / RATE
    return level * noise * (0.15 + np.abs(np.sin(2 * np.pi * 1.7 * times)) ** 3)


def clicks(seconds: float, at: Sequence[float], level: float = 0.8) -> NDArray[np.float64]:
    """Silence with bursts of 20 ms."""
    samples = np.zeros(round(seconds * RATE))
    for time in at:
        start = round(time * RATE)
        samples[start : start + 960] = tone(0.02, level, 1000)
    return samples


def luma_frames(path: Path, width: int = WIDTH, height: int = HEIGHT) -> list[Gray]:
    """The stored luma (16..235) of all frames of a file of this size, untouched."""
    command = [
        str(locate_ffmpeg()),
        "-v",
        "error",
        "-nostdin",
        "-i",
        str(path),
        "-map",
        "0:v:0",
        "-vf",
        "extractplanes=y",
    ]
    data = subprocess.run([*command, "-f", "rawvideo", "-"], capture_output=True, check=True, timeout=120).stdout
    return list(np.frombuffer(data, np.uint8).reshape(-1, height, width))


def gray_frames(path: Path, width: int = WIDTH, height: int = HEIGHT) -> list[Gray]:
    """All frames of a file, scaled to `width` x `height`, 0..255, without any change of rate."""
    command = [
        str(locate_ffmpeg()),
        "-v",
        "error",
        "-nostdin",
        "-i",
        str(path),
        "-map",
        "0:v:0",
        "-fps_mode",
        "passthrough",
    ]
    command += ["-vf", f"scale={width}:{height}:flags=area", "-pix_fmt", "gray", "-f", "rawvideo", "-"]
    data = subprocess.run(command, capture_output=True, check=True, timeout=120).stdout
    return list(np.frombuffer(data, np.uint8).reshape(-1, height, width))


def mono(path: Path, rate: int = 16_000) -> NDArray[np.float32]:
    """The sound of a file as float32 mono, from the start of its timeline."""
    command = [
        str(locate_ffmpeg()),
        "-v",
        "error",
        "-nostdin",
        "-i",
        str(path),
        "-map",
        "0:a:0",
        "-ac",
        "1",
        "-ar",
        str(rate),
        "-f",
        "f32le",
        "-",
    ]
    return np.frombuffer(subprocess.run(command, capture_output=True, check=True, timeout=120).stdout, np.float32)


def onsets(samples: NDArray[np.float32], rate: int = 16_000, above: float = 0.1) -> list[float]:
    """Seconds at which the sound rises above `above` after at least 50 ms below it."""
    loud = np.flatnonzero(np.abs(samples) > above)
    starts = loud[np.flatnonzero(np.diff(np.concatenate(([-rate], loud))) > rate * 0.05)]
    return [float(start) / rate for start in starts]


def rough(frames: Sequence[np.ndarray]) -> list[int]:
    return [number_of(frame) for frame in frames]
