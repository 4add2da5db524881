"""The picture of a cut that jumps about in its source: one reel after the other into a pipe, as one row of raw frames.

One process with an input per reel would hold a decoder for each of them in memory, and one pass over all would decode
hours for a minute; this way there is one decoder at a time, whatever the cut.
"""

import array
import asyncio
import contextlib
import fcntl
import os
import termios
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from adapters.media.child import Limits
from adapters.media.expressions import any_of
from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.framing_graph import rgb_matrix
from adapters.media.source import decoding, open_at, picture_of, picture_stream
from domain.contracts.media import MediaInfo
from domain.errors import RejectedError

_LOOK_SECONDS = 0.02


def joined(reel: Sequence[range]) -> str:
    """Filters that end after the reel's last part, leave out what lies between its parts and close the gaps."""
    zero = reel[0].start
    span = f"trim=end_frame={reel[-1].stop - zero}"
    if len(reel) == 1:
        return span
    inside = any_of(f"between(n,{part.start - zero},{part.stop - 1 - zero})" for part in reel)
    return f"{span},select='{inside}',setpts=N"


@contextlib.asynccontextmanager
async def unrolled(
    runner: FfmpegRunner, path: Path, media: MediaInfo, reels: Sequence[Sequence[range]], folder: Path
) -> AsyncIterator[tuple[str, ...]]:
    """The arguments that open a pipe with the frames of all reels, on the source's grid; it is filled while the
    context is open, and has to be read to its end there.

    Raises RejectedError `media.truncated` when the source ends before a reel does; whatever happens inside of the
    context ends the work on the strip.
    """
    video = picture_of(media)
    rate = video.frame_rate
    depth = "yuv420p10le" if video.hdr or video.bit_depth > 8 else "yuv420p"
    fifo = folder / "strip"
    os.mkfifo(fifo)
    opened = ("-f", "rawvideo", "-pix_fmt", depth, "-s", f"{video.width}x{video.height}")

    async def fill() -> None:
        # Held open here, so that the reader sees one stream, which ends with the last reel.
        held = os.open(fifo, os.O_RDWR)
        try:
            for reel in reels:
                await _decode(runner, path, media, reel, depth, fifo)
            await _drained(held)
        finally:
            os.close(held)

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fill())
            yield (*opened, "-framerate", f"{rate.num}/{rate.den}", "-i", f"file:{fifo}")
    except BaseExceptionGroup as several:
        raise several.exceptions[0] from None
    finally:
        fifo.unlink()


async def _drained(pipe: int) -> None:
    """Wait until somebody has read all that was written: with its last writer a pipe that nobody opened is empty."""
    unread = array.array("i", [1])
    while unread[0]:
        await asyncio.sleep(_LOOK_SECONDS)
        fcntl.ioctl(pipe, termios.FIONREAD, unread)


async def _decode(
    runner: FfmpegRunner, path: Path, media: MediaInfo, reel: Sequence[range], depth: str, fifo: Path
) -> None:
    rate = picture_of(media).frame_rate
    seconds = float((reel[-1].stop - reel[0].start) / rate.value)
    frames = sum(map(len, reel))
    opened = open_at(path, media, reel[0].start)
    # Raw frames carry no tags: they get the range and, from RGB, the matrix that untagged ones are taken for.
    scale = f"scale=out_range=tv{rgb_matrix(media)}"
    graph = f"[{picture_stream(media)}]{opened.picture},{joined(reel)},{scale},format={depth}[strip]"
    done = await runner.run(
        [
            *(*decoding(media), *opened.args, "-filter_complex", graph, "-map", "[strip]"),
            *("-frames:v", str(frames), "-fps_mode", "passthrough", "-f", "rawvideo", f"file:{fifo}"),
        ],
        limits=Limits(cpu_seconds=int(300 + 60 * seconds)),
        seconds=600 + 120 * seconds,
    )
    if done.frames < frames:
        raise RejectedError("media.truncated", f"The video ends {frames - done.frames} frames before the clip does.")
