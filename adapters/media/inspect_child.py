"""The disposable process that opens a hostile file with PyAV: prints what it is, or why it is refused, as JSON.

`python -m adapters.media.inspect_child PATH MAX_SECONDS`; imports stay few, because every inspection starts it anew.
"""

import json
import math
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from adapters.media.drawn_picture import drawn_picture
from adapters.media.guards import FORMATS, MAX_PIXELS
from adapters.media.inspect_sound import sound_tracks
from adapters.media.inspect_streams import Chosen, choose_picture
from adapters.media.inspect_timing import Timing, seek, sound_timing, timing_of
from adapters.media.signatures import refusal_of
from domain.errors import RejectedError

MAX_STREAMS = 32
SHORTEST_SECONDS = 1.0

_OPEN_SECONDS = (20.0, 20.0)
_PROBE_PACKETS = 400
_HEADER_BYTES = 1 << 16
_TITLE_CHARACTERS = 120
_HDR_TRANSFERS = {16: "smpte2084", 18: "arib-std-b67"}
_TRANSFERS = _HDR_TRANSFERS | {1: "bt709", 6: "smpte170m", 13: "iec61966-2-1", 14: "bt2020-10", 15: "bt2020-12"}
_PRIMARIES = {1: "bt709", 5: "bt470bg", 6: "smpte170m", 9: "bt2020", 12: "smpte432"}
_MATRICES = {1: "bt709", 5: "bt470bg", 6: "smpte170m", 9: "bt2020nc", 10: "bt2020c"}


def main(arguments: list[str]) -> None:
    """Print `{"media": …}` with the fields of a MediaInfo, or `{"refused": [code, message]}`."""
    path, max_seconds = Path(arguments[0]), float(arguments[1])
    answer: dict[str, Any]
    av.logging.set_level(av.logging.WARNING)
    try:
        with av.logging.Capture(local=False) as log:
            answer = {"media": inspect(path, max_seconds, log)}
    except RejectedError as refused:
        answer = {"refused": [refused.code, refused.message]}
    sys.stdout.write(json.dumps(answer))


def inspect(path: Path, max_seconds: float, log: list[Any]) -> dict[str, Any]:
    """The fields of a MediaInfo; RejectedError for everything that cannot be worked on. `log`: ffmpeg's own words."""
    with _opened(path, log) as source:
        _check_streams(source, path)
        chosen = choose_picture(source)
    # Opened anew: not every container can be searched back to its first packet.
    with _opened(path, log) as source:
        try:
            if chosen.drawn:
                return _of_sound(source, chosen, path, max_seconds, log)
            return _of_picture(source, chosen, path, max_seconds, log)
        except av.FFmpegError as failure:
            raise RejectedError(
                "media.damaged", "The file is damaged and cannot be decoded; export it again and send the new one."
            ) from failure


def _opened(path: Path, log: list[Any]) -> InputContainer:
    try:
        return av.open(
            str(path.absolute()),
            timeout=_OPEN_SECONDS,
            options={"protocol_whitelist": "file", "format_whitelist": FORMATS, "max_streams": str(MAX_STREAMS + 1)},
        )
    except (av.FFmpegError, OSError, ValueError) as failure:
        raise refusal_of(path, " ".join(str(entry[-1]) for entry in log)) from failure


def _of_picture(
    source: InputContainer, chosen: Chosen, path: Path, max_seconds: float, log: list[Any]
) -> dict[str, Any]:
    stream = source.streams.video[chosen.place or 0]
    _check_frame_size(stream.codec_context.width, stream.codec_context.height)
    stream.codec_context.options = {"max_pixels": str(MAX_PIXELS)}
    timing = timing_of(source, stream, path.stat().st_size, log)
    _check_length(timing.end, max_seconds)
    frames = _probe(source, stream, timing)
    video = _video(stream, timing, frames)
    video |= {"stream": None if chosen.plain else chosen.place, "reason": chosen.reason}
    return _file(source, timing.start, timing.end) | {"video": video}


def _of_sound(source: InputContainer, chosen: Chosen, path: Path, max_seconds: float, log: list[Any]) -> dict[str, Any]:
    """A file that is heard and has no moving picture: its picture will be drawn."""
    start, end = sound_timing(source, path.stat().st_size, log)
    _check_length(end, max_seconds)
    if not any(track["channels"] for track in sound_tracks(source)):
        raise RejectedError("media.unsupported", "The sound's codec is unknown; send AAC, MP3, Opus, FLAC or WAV.")
    if chosen.place is not None:
        cover = source.streams.video[chosen.place].codec_context
        _check_frame_size(cover.width, cover.height)
    video = drawn_picture() | {"reason": chosen.reason, "cover": chosen.place}
    return _file(source, start, end) | {"video": video}


def _file(source: InputContainer, start: float, end: float) -> dict[str, Any]:
    tags = {name.lower(): text for name, text in _tags(source)}
    return {
        "container": source.format.name,
        "duration": end,
        "start_time": start,
        "bit_rate": source.bit_rate or None,
        "title": _clean(tags.get("title", "")),
        "artist": _clean(tags.get("album") or tags.get("artist", "")),
        "audio": None,
        "audio_tracks": sound_tracks(source),
    }


def _tags(source: InputContainer) -> list[tuple[str, str]]:
    """What the file says of itself; OGG says it of its streams."""
    return [*(tag for stream in source.streams.audio for tag in stream.metadata.items()), *source.metadata.items()]


def _clean(text: str) -> str:
    """One line without control signs, short enough for a title."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:_TITLE_CHARACTERS]


def _check_length(seconds: float, max_seconds: float) -> None:
    if seconds > max_seconds:
        raise RejectedError("media.too_long", f"The video is longer than {max_seconds / 3600:.1f} hours.")
    if seconds < SHORTEST_SECONDS:
        raise RejectedError("media.too_short", "The video is shorter than a second; there is nothing to cut.")


def _check_streams(source: InputContainer, path: Path) -> None:
    if len(source.streams) > MAX_STREAMS:
        raise RejectedError("media.too_many_streams", f"The file holds more than {MAX_STREAMS} streams; send only one.")
    if source.format.name == "avi" and (source.streams.subtitles or _holds(path, b"txts")):
        # Subtitles inside AVI (GAB2) are whole files, which the demuxer gives to another one.
        raise RejectedError("media.unsupported", "AVI with subtitles inside is not accepted; send MP4, MOV or MKV.")


def _holds(path: Path, mark: bytes) -> bool:
    with path.open("rb") as file:
        return mark in file.read(_HEADER_BYTES)


def _check_frame_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise RejectedError(
            "media.too_large_frame",
            f"The picture has {width}x{height} pixels; send at most {MAX_PIXELS // 1_000_000} megapixels a frame.",
        )


def _probe(source: InputContainer, stream: VideoStream, timing: Timing) -> list[VideoFrame]:
    """One decoded frame from the start, the middle and the end of the picture each."""
    found = []
    for share in (0.0, 0.5, 0.97):
        at = timing.picture_end * share
        frame = _frame_near(source, stream, timing, at)
        if frame is None:
            raise RejectedError(
                "media.damaged", f"The picture cannot be decoded around {at:.0f} s; export the video again."
            )
        _check_frame_size(frame.width, frame.height)
        found.append(frame)
    return found


def _frame_near(source: InputContainer, stream: VideoStream, timing: Timing, seconds: float) -> VideoFrame | None:
    # Without an index a seek can land past the last key frame: then it starts earlier, at the last from the start.
    for earlier in (0.0, 12.0, timing.key_seconds + 2.0, seconds):
        seek(source, timing.start + max(0.0, seconds - earlier))
        stream.codec_context.flush_buffers()
        frame = _first_frame(source, stream)
        if frame is not None:
            return frame
    return None


def _first_frame(source: InputContainer, stream: VideoStream) -> VideoFrame | None:
    for count, packet in enumerate(source.demux(stream)):
        try:
            frames = packet.decode()
        except av.InvalidDataError:
            frames = []  # after a seek the first packets may refer to frames before them
        for frame in frames:
            return frame
        if count > _PROBE_PACKETS:
            break
    return None


def _video(stream: VideoStream, timing: Timing, frames: list[VideoFrame]) -> dict[str, Any]:
    frame = frames[0]
    width, height = float(frame.width), float(frame.height)
    aspect = stream.sample_aspect_ratio or stream.codec_context.sample_aspect_ratio or Fraction(1)
    if Fraction(1, 20) < aspect < Fraction(20):
        width *= float(aspect)
    rotation = frame.rotation % 360
    if rotation % 180 == 90:
        width, height = height, width
    _check_frame_size(math.ceil(width), math.ceil(height))
    transfer = int(frame.color_trc)
    grid = timing.grid
    return {
        "codec": stream.codec_context.name,
        "width": round(width),
        "height": round(height),
        "rotation": rotation,
        "frame_rate": {"num": grid.rate.numerator, "den": grid.rate.denominator},
        "variable_frame_rate": grid.variable,
        "phase": grid.phase,
        "key_seconds": timing.key_seconds,
        "ends": timing.picture_end if timing.picture_end < timing.end else None,
        "interlaced": sum(bool(f.interlaced_frame) for f in frames) * 2 > len(frames),
        "pixel_format": frame.format.name,
        "bit_depth": frame.format.components[0].bits,
        "hdr": transfer in _HDR_TRANSFERS,
        "color_primaries": _PRIMARIES.get(int(frame.color_primaries), "unknown"),
        "color_transfer": _TRANSFERS.get(transfer, "unknown"),
        "color_space": _MATRICES.get(int(frame.colorspace), "unknown"),
    }


if __name__ == "__main__":
    main(sys.argv[1:])
