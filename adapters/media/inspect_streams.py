"""Which of a file's pictures is the video: its packets tell moving pictures from covers and from single frames."""

import math
from dataclasses import dataclass, field

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from domain.errors import RejectedError

_HEAD_PACKETS = 240
_COVERS = Disposition.attached_pic | Disposition.timed_thumbnails


@dataclass(frozen=True)
class Chosen:
    """A picture by its `place` among the file's video streams, None for none; `drawn`: it is but the cover of one that
    has to be drawn; `plain`: there is no other, so that nobody need look for it; `reason` in words.
    """

    place: int | None
    drawn: bool
    reason: str
    plain: bool = False


@dataclass
class _Seen:
    """What the first packets of a picture tell: how many frames, and until when, in seconds."""

    frames: int = 0
    end: float = 0.0
    times: set[int] = field(default_factory=set)


def choose_picture(source: InputContainer) -> Chosen:
    """The default of the moving pictures, else the longest, else the largest; a cover or a single frame never while
    another moves.

    A file with sound whose pictures all stand still gives none to take, and the largest still as its cover. Raises
    RejectedError `media.no_video` for still pictures without sound, `media.unsupported` for an unknown codec.
    """
    streams = list(source.streams.video)
    known = [stream for stream in streams if _is_known(stream)]
    real = [stream for stream in known if not stream.disposition & _COVERS]
    seen = _head(source, real) if real else {}
    moving = [stream for stream in real if seen[stream.index].frames > 1]
    if moving:
        return _best(moving, streams, seen)
    if not source.streams.audio:
        if streams and not known:
            raise RejectedError("media.unsupported", "The picture's codec is unknown; send H.264, HEVC, VP9 or AV1.")
        raise RejectedError("media.no_video", "The file holds neither a moving picture nor sound; send a video.")
    if any(not _is_known(stream) and not stream.disposition & _COVERS for stream in streams):
        raise RejectedError("media.unsupported", "The picture's codec is unknown; send H.264, HEVC, VP9 or AV1.")
    stills = [stream for stream in real if seen[stream.index].frames] or known
    if not stills:
        return Chosen(None, drawn=True, reason="The file has no picture: one is drawn of its sound.")
    cover = max(stills, key=_pixels)
    what = "one still picture" if cover in real else "a cover"
    return Chosen(
        streams.index(cover), drawn=True, reason=f"The file has sound and {what}: a picture is drawn of both."
    )


def _best(moving: list[VideoStream], streams: list[VideoStream], seen: dict[int, _Seen]) -> Chosen:
    if len(moving) == 1:
        (only,) = moving
        if len(streams) == 1:
            return Chosen(0, drawn=False, reason="It is the only picture.", plain=True)
        return Chosen(streams.index(only), drawn=False, reason="It is the only picture that moves.")
    flagged = [stream for stream in moving if stream.disposition & Disposition.default]
    asked = flagged or moving
    best = max(asked, key=lambda stream: (round(_seconds(stream, seen), 1), _pixels(stream), -stream.index))
    if len(flagged) == 1:
        reason = f"It is the one of {len(moving)} pictures that the file names as its default."
    else:
        reason = f"It is the longest, or else the largest, of {len(moving)} pictures."
    return Chosen(streams.index(best), drawn=False, reason=reason)


def _head(source: InputContainer, real: list[VideoStream]) -> dict[int, _Seen]:
    """What the first packets tell of each picture; ends with the file's head, or when all pictures move."""
    seen = {stream.index: _Seen() for stream in real}
    count = 0
    try:
        for packet in source.demux(real):
            if packet.size == 0 or packet.is_discard:
                continue
            found = seen[packet.stream.index]
            at = packet.pts if packet.pts is not None else packet.dts
            # Two fields of one frame, or a repeated one, are one picture.
            if at is None or at not in found.times:
                found.frames += 1
                if at is not None:
                    found.times.add(at)
                    found.end = max(found.end, float((at + (packet.duration or 0)) * (packet.time_base or 0)))
            count += 1
            if count >= _HEAD_PACKETS or (len(real) == 1 and found.frames > 1):
                break
    except av.FFmpegError:
        pass  # what is damaged later on is told by who reads it there
    return seen


def _seconds(stream: VideoStream, seen: dict[int, _Seen]) -> float:
    """How long a picture is by its own header, its tags or, failing these, its first packets."""
    if stream.frames and stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    for name, text in stream.metadata.items():
        if name.upper().startswith("DURATION"):
            parts = text.split(":")
            try:
                return math.fsum(float(part) * 60.0**place for place, part in enumerate(reversed(parts)))
            except ValueError:
                continue
    return seen[stream.index].end


def _is_known(stream: VideoStream) -> bool:
    # PyAV gives a stream of an unknown codec no context, whatever its types say.
    context: object = stream.codec_context
    return context is not None


def _pixels(stream: VideoStream) -> int:
    return stream.codec_context.width * stream.codec_context.height
