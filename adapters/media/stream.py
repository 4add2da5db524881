"""The sound of a source's parts as one stream of samples, decoded part by part, never all of it in memory."""

import asyncio
import math
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from adapters.media.child import FrameStream, Limits
from adapters.media.cut import BLOCKS, SAMPLE_RATE, exactly, sample_at
from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.reels import reels_of
from adapters.media.source import STEREO, SURROUND, open_at, picture_of
from domain.contracts.media import MediaInfo

Samples = NDArray[np.float32]

_SURROUND_CHANNELS = 6


def layout_of(media: MediaInfo) -> tuple[str, int]:
    """The layout in which a source's sound is mixed, and its channels: 5.1 where it has as many, and they are where
    they belong, else stereo.
    """
    audio = media.audio
    surround = audio is not None and audio.channels >= _SURROUND_CHANNELS
    if audio is not None and audio.repair is not None and audio.repair.changes_channels:
        surround = False
    return (SURROUND, _SURROUND_CHANNELS) if surround else (STEREO, 2)


class SecondBySecond:
    """Takes samples in pieces of any size, and hands them on in blocks of exactly one second; the last one shorter."""

    def __init__(self, channels: int, take: Callable[[Samples], None]) -> None:
        self._block = np.zeros((SAMPLE_RATE, channels), np.float32)
        self._filled = 0
        self._take = take

    def push(self, samples: Samples) -> None:
        while len(samples):
            count = min(len(samples), SAMPLE_RATE - self._filled)
            self._block[self._filled : self._filled + count] = samples[:count]
            self._filled += count
            samples = samples[count:]
            if self._filled == SAMPLE_RATE:
                self.end()

    def end(self) -> None:
        """Hand on what is left."""
        if self._filled:
            self._take(self._block[: self._filled])
            self._filled = 0


async def stream_parts(
    runner: FfmpegRunner, path: Path, media: MediaInfo, shown: Sequence[range], take: Callable[[Samples], None]
) -> None:
    """Hand the sound under the grid's frames `shown`, part after part, to `take` in blocks of one second.

    A block is only valid during the call, which is made in a thread. A source without sound gives silence.
    """
    rate = picture_of(media).frame_rate
    blocks = SecondBySecond(layout_of(media)[1], take)
    done = 0
    for reel in reels_of(shown, rate):
        parts = []
        for part in reel:
            # Lengths follow from places in the output, so that rounding never adds up.
            count = sample_at(done + len(part), rate) - sample_at(done, rate)
            parts.append((sample_at(part.start - reel[0].start, rate), count))
            done += len(part)
        await _stream_reel(runner, path, media, reel[0].start, _Keeper(parts, blocks.push))
    await asyncio.to_thread(blocks.end)


async def _stream_reel(runner: FfmpegRunner, path: Path, media: MediaInfo, frame: int, keeper: "_Keeper") -> None:
    layout, channels = layout_of(media)
    seconds = math.ceil(keeper.needed / SAMPLE_RATE)
    if media.audio is None:
        await asyncio.to_thread(_silence, seconds, channels, keeper)
        return
    opened = open_at(path, media, frame, layout)
    chain = f"{opened.sound},aresample={SAMPLE_RATE},{BLOCKS},{exactly(seconds * SAMPLE_RATE)}"
    stream = FrameStream(
        SAMPLE_RATE * channels * 4,
        lambda second: keeper.push(np.frombuffer(second, np.float32).reshape(-1, channels)),
    )
    await runner.run(
        [*opened.args, "-filter_complex", f"{chain}[s]", "-map", "[s]", "-f", "f32le", stream],
        limits=Limits(cpu_seconds=int(120 + seconds)),
        seconds=300 + 4 * seconds,
    )


def _silence(seconds: int, channels: int, keeper: "_Keeper") -> None:
    for _ in range(seconds):
        keeper.push(np.zeros((SAMPLE_RATE, channels), np.float32))


class _Keeper:
    """Of a reel's samples hands on those of its parts: (first sample, how many), in order."""

    def __init__(self, parts: Sequence[tuple[int, int]], take: Callable[[Samples], None]) -> None:
        self._parts = parts
        self._take = take
        self._at = 0

    @property
    def needed(self) -> int:
        return max(first + count for first, count in self._parts)

    def push(self, block: Samples) -> None:
        for first, count in self._parts:
            low, high = max(first, self._at), min(first + count, self._at + len(block))
            if low < high:
                self._take(block[low - self._at : high - self._at])
        self._at += len(block)
