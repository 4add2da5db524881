"""Brings spoken lines to the mix's rate and to their time on it, stretched where they have to be, with pitch kept."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from adapters.media.child import Limits
from adapters.media.cut import SAMPLE_RATE, exactly
from adapters.media.ffmpeg import FfmpegRunner, source_input
from adapters.media.room_tone import HOP
from domain.contracts.lines import PlacedLine
from domain.heuristics.mix_levels import per_hop
from domain.heuristics.mix_profile import LINE_FADE_MS
from domain.media_engine import LineSound
from domain.progress import ProgressCallback

# One process for many lines: starting one takes longer than most lines take to stretch.
_BATCH = 24
_LEAST_STRETCH = 0.0005
# The stretcher takes the first and last milliseconds of its input for an attack and a release.
_PADDING = 4_800


@dataclass(frozen=True)
class ReadyLine:
    """A line as raw mono samples (float, 48 kHz) at `path`, heard from sample `first` of the mix on, `count` long.

    `power`: its mean square per hop.
    """

    placed: PlacedLine
    path: Path
    first: int
    count: int
    power: NDArray[np.float64]

    @property
    def end(self) -> int:
        """The sample of the mix at which it is over."""
        return self.first + self.count

    def samples(self, start: int, stop: int) -> NDArray[np.float32]:
        """Its own samples `start` to `stop`."""
        return np.fromfile(self.path, np.float32, stop - start, offset=4 * start)


async def ready_lines(
    runner: FfmpegRunner, lines: Sequence[LineSound], folder: Path, progress: ProgressCallback
) -> list[ReadyLine]:
    """All lines in the order given; their files lie in `folder`."""
    ready: list[ReadyLine] = []
    for start in range(0, len(lines), _BATCH):
        ready += await _batch(runner, lines[start : start + _BATCH], start, folder)
        progress(len(ready) / len(lines))
    return ready


async def _batch(runner: FfmpegRunner, lines: Sequence[LineSound], number: int, folder: Path) -> list[ReadyLine]:
    inputs: list[str] = []
    chains: list[str] = []
    outputs: list[str] = []
    places: list[tuple[PlacedLine, Path, int, int]] = []
    for index, line in enumerate(lines):
        first = round(line.placed.start * SAMPLE_RATE)
        count = round(line.placed.end * SAMPLE_RATE) - first
        path = folder / f"line{number + index}.f32"
        inputs += source_input(line.path)
        chains.append(f"[{index}:a:0]{_chain(line.placed, count)}[o{index}]")
        outputs += ["-map", f"[o{index}]", "-f", "f32le", f"file:{path}"]
        places.append((line.placed, path, first, count))
    seconds = sum(line.placed.spoken.seconds for line in lines)
    await runner.run(
        [*inputs, "-filter_complex", ";".join(chains), *outputs],
        limits=Limits(cpu_seconds=int(60 + 5 * seconds)),
        seconds=120 + 10 * seconds,
    )
    powers = await asyncio.to_thread(lambda: [_power(path) for _, path, _, _ in places])
    return [ReadyLine(*place, power) for place, power in zip(places, powers, strict=True)]


def _chain(line: PlacedLine, count: int) -> str:
    at_rate = f"aformat=sample_fmts=fltp:channel_layouts=mono,aresample={SAMPLE_RATE}"
    if abs(line.speed - 1) < _LEAST_STRETCH:
        return f"{at_rate},{exactly(count)}"
    # A sound that begins at once would be a blow to the stretcher, which keeps blows.
    fade = LINE_FADE_MS / 1000
    edges = f"afade=t=in:d={fade},afade=t=out:st={max(0.0, line.spoken.seconds - fade):.6f}:d={fade}"
    padded = f"adelay={_PADDING}S:all=1,apad=pad_len={_PADDING}"
    stretched = f"rubberband=tempo={line.speed:.6f}:pitchq=quality,atrim=start_sample={round(_PADDING / line.speed)}"
    return f"{at_rate},{edges},{padded},{stretched},asetpts=PTS-STARTPTS,{exactly(count)}"


def _power(path: Path) -> NDArray[np.float64]:
    return per_hop(np.square(np.fromfile(path, np.float32), dtype=np.float64), HOP)
