"""Joins the proxy's parts without encoding them again, and adds the source's sound."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator
from pathlib import Path

from adapters.media.child import Limits
from adapters.media.ffmpeg import FfmpegRunner, source_input
from adapters.media.source import open_at, picture_of
from domain.contracts.media import MediaInfo

_START_SECONDS = 120
_BLOCK_BYTES = 1 << 18
_SOUND = ("-c:a", "aac", "-b:a", "128k", "-ac", "2", "-ar", "48000")
# Containers that keep time from the same instant whether or not their picture is read along.
_STEADY = ("mov", "matroska")


async def join_proxy(
    runner: FfmpegRunner, source: Path, media: MediaInfo, parts: AsyncIterable[Path], target: Path
) -> None:
    """Write an MP4 with faststart to `target`; `parts` are those of all stretches, in order.

    The parts are bare H.264 with one frame for each of the grid: their bytes one after the other are one stream, and a
    frame's number is its time. Each part is asked for when the one before it was read, so that they need not all be
    there at once. Sound that browsers play as it is (AAC, at most two channels) is copied, other sound becomes AAC
    stereo.
    """
    rate = picture_of(media).frame_rate
    beat = f"{rate.den}/{rate.num}/TB"
    opening, sound = _sound(source, media)
    await runner.run(
        [
            *("-protocol_whitelist", "pipe", "-framerate", f"{rate.num}/{rate.den}", "-f", "h264", "-i", "pipe:0"),
            *opening,
            *("-map", "0:v:0", "-c:v", "copy", *sound),
            *("-bsf:v", f"setts=ts=round(N*{beat}):duration=round({beat})"),
            *("-map_metadata", "-1", "-map_chapters", "-1", "-movflags", "+faststart", "-f", "mp4", str(target)),
        ],
        seconds=_START_SECONDS + media.duration,
        limits=Limits(cpu_seconds=round(_START_SECONDS + media.duration)),
        stdin=_bytes_of(parts),
    )


async def _bytes_of(parts: AsyncIterable[Path]) -> AsyncIterator[bytes]:
    async for part in parts:
        with part.open("rb") as file:
            while data := await asyncio.to_thread(file.read, _BLOCK_BYTES):
                yield data


def _sound(source: Path, media: MediaInfo) -> tuple[list[str], list[str]]:
    """The arguments that open the source for its sound, and those that place the sound in the proxy."""
    audio = media.audio
    if audio is None:
        return [], []
    plain = audio.codec == "aac" and audio.channels <= 2 and audio.untouched
    if plain and any(name in media.container for name in _STEADY):
        return source_input(source), ["-map", f"1:a:{audio.index}", "-c:a", "copy"]
    opened = open_at(source, media, number=1)
    return list(opened.args), ["-filter_complex", f"{opened.sound}[sound]", "-map", "[sound]", *_SOUND]
