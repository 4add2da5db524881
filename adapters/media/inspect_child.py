"""The disposable process that opens a hostile file with PyAV: prints what it is, or why it is refused, as JSON.

`python -m adapters.media.inspect_child PATH MAX_SECONDS`; imports stay few, because every inspection starts it anew.
Files without a picture are refused: a captioned waveform is another product than the clip of a talk.
"""

import json
import math
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from adapters.media.guards import FORMATS, MAX_PIXELS
from adapters.media.inspect_sound import sound_tracks
from adapters.media.inspect_timing import Timing, timing_of
from adapters.media.signatures import refusal_of
from domain.errors import RejectedError

MAX_STREAMS = 32
SHORTEST_SECONDS = 1.0

_OPEN_SECONDS = (20.0, 20.0)
_PROBE_PACKETS = 400
_HEADER_BYTES = 1 << 16
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
    try:
        source = av.open(
            str(path.absolute()),
            timeout=_OPEN_SECONDS,
            options={"protocol_whitelist": "file", "format_whitelist": FORMATS, "max_streams": str(MAX_STREAMS + 1)},
        )
    except (av.FFmpegError, OSError, ValueError) as failure:
        raise refusal_of(path, " ".join(str(entry[-1]) for entry in log)) from failure
    with source:
        stream = _picture(source, path)
        _check_frame_size(stream.codec_context.width, stream.codec_context.height)
        stream.codec_context.options = {"max_pixels": str(MAX_PIXELS)}
        try:
            timing = timing_of(source, stream, path.stat().st_size, log)
            if timing.end > max_seconds:
                raise RejectedError("media.too_long", f"The video is longer than {max_seconds / 3600:.1f} hours.")
            if timing.end < SHORTEST_SECONDS:
                raise RejectedError("media.too_short", "The video is shorter than a second; there is nothing to cut.")
            frames = _probe(source, stream, timing)
        except av.FFmpegError as failure:
            raise RejectedError(
                "media.damaged", "The file is damaged and cannot be decoded; export it again and send the new one."
            ) from failure
        return {
            "container": source.format.name,
            "duration": timing.end,
            "start_time": timing.start,
            "bit_rate": source.bit_rate or None,
            "video": _video(stream, timing, frames),
            "audio": None,
            "audio_tracks": sound_tracks(source),
        }


def _picture(source: InputContainer, path: Path) -> VideoStream:
    if len(source.streams) > MAX_STREAMS:
        raise RejectedError("media.too_many_streams", f"The file holds more than {MAX_STREAMS} streams; send only one.")
    if source.format.name == "avi" and (source.streams.subtitles or _holds(path, b"txts")):
        # Subtitles inside AVI (GAB2) are whole files, which the demuxer gives to another one.
        raise RejectedError("media.unsupported", "AVI with subtitles inside is not accepted; send MP4, MOV or MKV.")
    for stream in source.streams.video:
        if not stream.disposition & (Disposition.attached_pic | Disposition.timed_thumbnails):
            if stream.codec_context is None:
                raise RejectedError(
                    "media.unsupported", "The picture's codec is unknown; send H.264, HEVC, VP9 or AV1."
                )
            return stream
    raise RejectedError("media.no_video", "The file has sound but no picture; send a video.")


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
    """One decoded frame from the start, the middle and the end each."""
    found = []
    for share in (0.0, 0.5, 0.97):
        frame = _frame_near(source, stream, timing.start, timing.end * share)
        if frame is None:
            raise RejectedError(
                "media.damaged",
                f"The picture cannot be decoded around {timing.end * share:.0f} s; export the video again.",
            )
        _check_frame_size(frame.width, frame.height)
        found.append(frame)
    return found


def _frame_near(source: InputContainer, stream: VideoStream, start: float, seconds: float) -> VideoFrame | None:
    # Without an index a seek can land past the last key frame: then it starts earlier.
    for earlier in (0.0, 12.0):
        source.seek(int((start + max(0.0, seconds - earlier)) * av.time_base), backward=True)
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
