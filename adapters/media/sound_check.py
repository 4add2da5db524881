"""Levels over time of a finished file's sound and of the source under it, decoded by another way than the render's.

The source is searched on the sample by ffmpeg itself instead of by its own timestamps, so that a fault in how sources
are opened does not lie in both.
"""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from adapters.media.child import FrameStream, Limits
from adapters.media.cut import BLOCKS, HeardSound, heard_sound
from adapters.media.ffmpeg import FfmpegRunner, source_input
from adapters.media.reels import reels_of
from adapters.media.source import picture_of, sound_graph
from domain.contracts.base import TimeRange
from domain.contracts.media import AudioStream, MediaInfo
from domain.contracts.render import SoundFidelity
from domain.heuristics.cut_list import frames_of
from domain.heuristics.sound_fidelity import HOP_SECONDS, fidelity_of
from domain.media_engine import SoundFile

_RATE = 8_000
_HOP = round(_RATE * HOP_SECONDS)
_OWN = AudioStream(codec="aac", sample_rate=48_000, channels=2, layout="stereo")

Levels = NDArray[np.float64]


async def compare_all(
    runner: FfmpegRunner,
    files: Sequence[Path],
    path: Path,
    media: MediaInfo,
    parts: Sequence[TimeRange],
    sound: SoundFile | None,
) -> tuple[SoundFidelity, ...]:
    """For each of the files, all made from the same parts of the source; empty where nothing is to be heard."""
    heard = heard_sound(path, media, frames_of(parts, picture_of(media).frame_rate), sound)
    if heard is None:
        return ()
    levels = await source_levels(runner, heard)
    return tuple([await compare(runner, file, levels) for file in files])


async def source_levels(runner: FfmpegRunner, heard: HeardSound) -> Levels:
    """Mean squares per hop of both sides of what is heard, part after part."""
    rate = picture_of(heard.media).frame_rate
    pieces = []
    for reel in reels_of(heard.shown, rate):
        zero = rate.time_of(reel[0].start)
        seconds = rate.time_of(reel[-1].stop) - zero
        # Seconds after the container's start, by ffmpeg's own account of where that is.
        opened = source_input(heard.path, *(("-ss", f"{zero:.6f}") if zero else ()), "-t", f"{seconds:.6f}")
        levels = await _levels(runner, opened, sound_graph(heard.media.audio, 0.0), seconds)
        for part in reel:
            first = round((rate.time_of(part.start) - zero) / HOP_SECONDS)
            piece = levels[first : first + round(rate.time_of(len(part)) / HOP_SECONDS)]
            pieces.append(piece)
    return np.concatenate(pieces) if pieces else np.zeros((0, 2))


async def compare(runner: FfmpegRunner, path: Path, source: Levels) -> SoundFidelity:
    """How one of our own files compares to its source's levels."""
    seconds = len(source) * HOP_SECONDS
    output = await _levels(runner, ["-i", f"file:{path}"], sound_graph(_OWN, 0.0), seconds)
    return await asyncio.to_thread(fidelity_of, source, output)


async def _levels(runner: FfmpegRunner, opened: Sequence[str], graph: str, seconds: float) -> Levels:
    found: list[Levels] = []

    def take(second: memoryview) -> None:
        hops = np.frombuffer(second, np.float32).reshape(-1, _HOP, 2)
        found.append(np.square(hops, dtype=np.float64).mean(axis=1))

    whole = -(-round(seconds * _RATE) // _RATE) * _RATE
    stream = FrameStream(_RATE * 2 * 4, take)
    # Levels need no better filter.
    chain = f"{graph},{BLOCKS},aresample={_RATE}:filter_size=8,apad=whole_len={whole},atrim=end_sample={whole}[s]"
    await runner.run(
        [*opened, "-filter_complex", chain, "-map", "[s]", "-f", "f32le", stream],
        limits=Limits(cpu_seconds=int(60 + seconds)),
        seconds=120 + 2 * seconds,
    )
    levels = np.concatenate(found) if found else np.zeros((0, 2))
    return levels[: round(seconds / HOP_SECONDS)]
