"""Joins the proxy's parts without encoding them again, and adds the source's sound."""

from collections.abc import Sequence
from pathlib import Path

from adapters.media.child import Limits
from adapters.media.ffmpeg import FfmpegRunner, source_input
from adapters.media.source import AUDIO, open_at, picture_of
from domain.contracts.media import MediaInfo
from domain.errors import PermanentError

_START_SECONDS = 120
_SOUND = ("-c:a", "aac", "-b:a", "128k", "-ac", "2", "-ar", "48000")
# Containers that keep time from the same instant whether or not their picture is read along.
_STEADY = ("mov", "matroska")


async def join_proxy(runner: FfmpegRunner, source: Path, media: MediaInfo, parts: Sequence[Path], target: Path) -> None:
    """Write an MP4 with faststart to `target`; `parts` are those of all stretches, in order.

    The parts are bare H.264 with one frame for each of the grid: their bytes one after the other are one stream, and a
    frame's number is its time. Sound that browsers play as it is (AAC, at most two channels) is copied, other sound
    becomes AAC stereo.
    """
    if not parts:
        raise PermanentError("media.no_parts", "There is no part to join.")
    rate = picture_of(media).frame_rate
    beat = f"{rate.den}/{rate.num}/TB"
    links = [_link(part, target, number) for number, part in enumerate(parts)]
    try:
        opening, sound = _sound(source, media)
        await runner.run(
            [
                *("-protocol_whitelist", "concat,file", "-framerate", f"{rate.num}/{rate.den}", "-f", "h264"),
                *("-i", f"concat:{'|'.join(str(link) for link in links)}"),
                *opening,
                *("-map", "0:v:0", "-c:v", "copy", *sound),
                *("-bsf:v", f"setts=ts=round(N*{beat}):duration=round({beat})"),
                *("-map_metadata", "-1", "-map_chapters", "-1", "-movflags", "+faststart", "-f", "mp4", str(target)),
            ],
            seconds=_START_SECONDS + media.duration,
            limits=Limits(cpu_seconds=round(_START_SECONDS + media.duration)),
        )
    finally:
        for link in links:
            link.unlink(missing_ok=True)


def _link(part: Path, target: Path, number: int) -> Path:
    """A name of our own for a part: the concat protocol reads a bar in a name as the end of it."""
    if "|" in str(target.parent):
        raise PermanentError("worker.bad_folder", "The folder for temporary files must not have a bar in its name.")
    link = target.parent / f"{target.stem}-part-{number:05d}.h264"
    link.unlink(missing_ok=True)
    link.symlink_to(part.absolute())
    return link


def _sound(source: Path, media: MediaInfo) -> tuple[list[str], list[str]]:
    """The arguments that open the source for its sound, and those that place the sound in the proxy."""
    audio = media.audio
    if audio is None:
        return [], []
    stream = AUDIO.replace("0:", "1:", 1)
    if audio.codec == "aac" and audio.channels <= 2 and any(name in media.container for name in _STEADY):
        return source_input(source), ["-map", stream, "-c:a", "copy"]
    opened = open_at(source, media)
    return list(opened.args), ["-map", stream, "-af", opened.sound, *_SOUND]
