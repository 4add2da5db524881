"""Mixes of the sample talk with its own speech as the lines: levels, clicks, CPU and memory, beside the usual recipe.

`python -m bench.mix [--times 1 34]` needs no running stack; `times`: how often the talk follows itself (2.6 minutes
each). The baseline is one ffmpeg graph with an input per line, a side-chain compressor and one-pass loudnorm. Exits
with 1 when a bar is missed.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.inspection import inspect
from adapters.media.mixing import mix
from adapters.media.sound import measure_loudness
from bench.meter import cpu_seconds, memory_bytes, watching
from domain.contracts.base import ArtifactRef, StageScope, TimeRange
from domain.contracts.lines import Line, PlacedLine, SpokenLine
from domain.contracts.media import Loudness
from domain.contracts.mixing import MixName, MixRequest
from domain.media_engine import LineSound
from domain.progress import no_progress
from samples.truth import read_truth

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
RATE = 48_000
SPEEDS = (1.0, 1.0, 1.08, 1.0, 1.15)
LUFS, DBTP, TOLERANCE = -14.0, -1.0, 0.5
OVER_BED = 12.0
MEMORY_MB = 400
_FILE = ArtifactRef(digest="0" * 64, size=1, media_type="application/octet-stream")
_SCOPE = StageScope(org_id="bench", job_id="bench", step="mix")


@dataclass(frozen=True)
class Material:
    """A source, and lines to lay over it."""

    path: Path
    seconds: float
    lines: tuple[LineSound, ...]


def material(runner: FfmpegRunner, times: int, folder: Path) -> Material:
    """The talk `times` over, and each of its phrases as a line of another rate, some of them faster."""
    talk, truth = SAMPLES / "talk.mp4", read_truth(SAMPLES / "talk.truth.json")
    path = folder / "talk.mp4"
    _ffmpeg(runner, "-stream_loop", times - 1, "-i", talk, "-c", "copy", path)
    phrases: list[tuple[float, float]] = []
    for word in truth.words:
        if phrases and word.start - phrases[-1][1] < 0.35 and word.end - phrases[-1][0] < 6:
            phrases[-1] = (phrases[-1][0], word.end)
        else:
            phrases.append((word.start, word.end))
    for number, (start, end) in enumerate(phrases):
        form = ("-map", "0:a", "-ac", 1, "-ar", 24_000, folder / f"{number}.flac")
        _ffmpeg(runner, "-ss", start, "-t", end - start, "-i", talk, *form)
    length = truth.duration
    lines = [
        _line(folder / f"{number}.flac", turn * length + start, end - start, SPEEDS[(turn + number) % len(SPEEDS)])
        for turn in range(times)
        for number, (start, end) in enumerate(phrases)
    ]
    return Material(path, times * length, tuple(lines))


def _line(path: Path, start: float, seconds: float, speed: float) -> LineSound:
    slot = TimeRange(start=start, end=start + seconds)
    line = Line(number=1, slot=slot, first_word=0, last_word=1, source="x", text="x")
    spoken = SpokenLine(line=line, voice="bench", audio=_FILE, seconds=seconds)
    return LineSound(placed=PlacedLine(spoken=spoken, start=start, end=start + seconds / speed, speed=speed), path=path)


async def ours(runner: FfmpegRunner, made: Material, profile: MixName, folder: Path) -> bool:
    """Mix and measure; True when every bar holds."""
    media = await inspect(made.path, 1e6)
    request = MixRequest(
        scope=_SCOPE,
        source=_FILE,
        media=media,
        parts=(TimeRange(start=0, end=media.duration),),
        placed=_FILE,
        profile=profile,
        speech=tuple(line.placed.spoken.line.slot for line in made.lines),
    )
    before = cpu_seconds(os.getpid())
    with watching(lambda: memory_bytes([os.getpid()]), 0.2) as memory:
        mixed = await mix(runner, made.path, request, made.lines, None, folder, no_progress)
    cpu = cpu_seconds(os.getpid()) - before
    loudness = await measure_loudness(runner, ("-i", str(mixed.path)), mixed.seconds)
    # Long mixes have the same joins, and the bench would hold all of their samples.
    click = sharpest_join(runner, mixed.path, made.lines) if made.seconds < 1000 else None
    joins = "" if click is None else f"sharpest join {click:4.2f} of the speech's own bends  "
    over = mixed.voice_over_bed_db or 0.0
    print(
        f"{profile:11} {made.seconds / 60:6.1f} min {len(made.lines):5d} lines  {_levels(loudness)}  "
        f"voice {over:5.1f} dB over the bed at the least  {joins}"
        f"{cpu / made.seconds * 60:5.2f} CPU-s/min  {memory.value / 1e6:4.0f} MB",
        flush=True,
    )
    good = abs(loudness.integrated_lufs - LUFS) <= TOLERANCE and loudness.true_peak_dbtp <= DBTP
    return good and over >= OVER_BED and (click or 0.0) <= 1.0 and memory.value < MEMORY_MB * 1e6


def sharpest_join(runner: FfmpegRunner, path: Path, lines: Sequence[LineSound]) -> float:
    """The sharpest bend within 10 ms of any line's edge, as a share of the sharpest one inside of lines."""
    raw = subprocess.run(
        [str(runner.program), "-v", "error", "-i", str(path), "-ac", "1", "-f", "f32le", "-"],
        check=True,
        capture_output=True,
    ).stdout
    bends = np.abs(np.diff(np.frombuffer(raw, np.float32), 2))

    def most(start: float, end: float) -> float:
        part = bends[max(0, round(start * RATE)) : round(end * RATE)]
        return float(part.max()) if len(part) else 0.0

    places = [line.placed for line in lines]
    edges = max(most(edge - 0.01, edge + 0.01) for place in places for edge in (place.start, place.end))
    return edges / max(most(place.start + 0.02, place.end - 0.02) for place in places)


async def recipe(runner: FfmpegRunner, made: Material, folder: Path) -> None:
    """The usual way: everything in one graph."""
    args: list[object] = ["-i", made.path]
    chains = []
    for number, line in enumerate(made.lines, 1):
        args += ["-i", line.path]
        delay = round(line.placed.start * RATE)
        chains.append(f"[{number}:a]aresample={RATE},atempo={line.placed.speed},adelay={delay}S:all=1[l{number}]")
    voices = "".join(f"[l{number}]" for number in range(1, len(made.lines) + 1))
    chains += [
        f"{voices}amix=inputs={len(made.lines)}:normalize=0,apad,aformat=channel_layouts=stereo,asplit=2[key][voice]",
        "[0:a][key]sidechaincompress=threshold=0.02:ratio=8:attack=20:release=300[bed]",
        f"[bed][voice]amix=inputs=2:duration=first:normalize=0,loudnorm=I={LUFS}:TP={DBTP}[mix]",
    ]
    target = folder / "recipe.flac"
    before = cpu_seconds(os.getpid())
    with watching(lambda: memory_bytes([os.getpid()]), 0.2) as memory:
        await asyncio.to_thread(_ffmpeg, runner, *args, "-filter_complex", ";".join(chains), "-map", "[mix]", target)
    cpu = cpu_seconds(os.getpid()) - before
    loudness = await measure_loudness(runner, ("-i", str(target)), made.seconds)
    print(
        f"{'recipe':11} {made.seconds / 60:6.1f} min {len(made.lines):5d} lines  {_levels(loudness)}  "
        f"{cpu / made.seconds * 60:5.2f} CPU-s/min  {memory.value / 1e6:4.0f} MB",
        flush=True,
    )


def _levels(loudness: Loudness) -> str:
    return f"{loudness.integrated_lufs:6.1f} LUFS {loudness.true_peak_dbtp:5.1f} dBTP"


def _ffmpeg(runner: FfmpegRunner, *args: object) -> None:
    subprocess.run([str(runner.program), "-v", "error", "-nostdin", "-y", *map(str, args)], check=True)


async def measure(times: Sequence[int]) -> int:
    """Returns 1 when a bar is missed."""
    runner = FfmpegRunner()
    good = True
    for turn in times:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            made = await asyncio.to_thread(material, runner, turn, folder)
            profiles: tuple[MixName, ...] = ("replace", "voice_over", "keep_music") if turn == 1 else ("voice_over",)
            for profile in profiles:
                (folder / profile).mkdir()
                good &= await ours(runner, made, profile, folder / profile)
            if turn == 1:
                await recipe(runner, made, folder)
    print(
        f"bars: {LUFS} LUFS within {TOLERANCE} LU, at most {DBTP} dBTP, {OVER_BED:.0f} dB over the bed, no join "
        f"sharper than speech, {MEMORY_MB} MB at any length: {'kept' if good else 'MISSED'}"
    )
    return 0 if good else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 8])
    sys.exit(asyncio.run(measure(parser.parse_args().times)))
