"""Writes a source anew whose clock jumps, or whose index leads astray: the same packets, with times that go on."""

import asyncio
from pathlib import Path

from adapters.media.child import Limits
from adapters.media.ffmpeg import FfmpegRunner, source_input

_START_SECONDS = 300
_BYTES_PER_SECOND = 20e6


async def rewrap(runner: FfmpegRunner, path: Path, target: Path) -> None:
    """Copy pictures and sound to `target` (Matroska), nothing is encoded again.

    Without `-copyts` ffmpeg closes every gap of more than ten seconds, and every step back, in the clock of a
    broadcast stream, which is what its players do. Raises what `failure_of` makes of a failure.
    """
    seconds = _START_SECONDS + (await asyncio.to_thread(path.stat)).st_size / _BYTES_PER_SECOND
    await runner.run(
        [
            *source_input(path, "-fflags", "+genpts+discardcorrupt"),
            *("-map", "0:V?", "-map", "0:a?", "-c", "copy", "-map_chapters", "-1", "-fflags", "+bitexact"),
            *("-max_muxing_queue_size", "4096", "-f", "matroska", f"file:{target}"),
        ],
        seconds=seconds,
        limits=Limits(cpu_seconds=round(seconds)),
    )
