"""What one of our own finished files measures."""

import asyncio
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import av
import numpy as np
from av.container import InputContainer
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.sound import measure_loudness
from domain.contracts.render import OutputMeasurement
from domain.errors import RejectedError

_BOX_HEAD = struct.Struct(">I4s")
_LARGE_BOX = 1
_PEAK = 0.999
_ABOVE_CAPTIONS = 0.6


async def measure(runner: FfmpegRunner, path: Path) -> OutputMeasurement:
    """Packets are counted, the first frame and all sound are decoded.

    RejectedError `media.damaged` when the file is not a video that plays.
    """
    measured = await asyncio.to_thread(_measure, path)
    if measured.audio_codec is None:
        return measured
    loudness = await measure_loudness(runner, ("-i", f"file:{path}"), measured.container_seconds)
    return measured.model_copy(update={"loudness": loudness})


@dataclass
class _Track:
    """Packets of one stream: how many are shown, and from when to when, in seconds."""

    packets: int = 0
    start: float = 0.0
    end: float = 0.0

    @property
    def seconds(self) -> float:
        return self.end - self.start


def _measure(path: Path) -> OutputMeasurement:
    try:
        with av.open(str(path), options={"protocol_whitelist": "file", "format_whitelist": "mov"}) as source:
            return _read(source, path)
    except (av.FFmpegError, StopIteration, IndexError) as damaged:
        raise RejectedError("media.damaged", "The finished file does not play.") from damaged


def _read(source: InputContainer, path: Path) -> OutputMeasurement:
    video = source.streams.video[0]
    audio = next(iter(source.streams.audio), None)
    first = next(source.decode(video))
    source.seek(0)
    tracks = {stream.index: _Track() for stream in source.streams}
    for packet in source.demux():
        if packet.pts is None or packet.time_base is None or packet.is_discard:
            continue
        track = tracks[packet.stream.index]
        start = float(packet.pts * packet.time_base)
        track.start = min(start, track.start) if track.packets else start
        track.end = max(track.end, start + float((packet.duration or 0) * packet.time_base))
        track.packets += 1
    picture = tracks[video.index]
    sound = None if audio is None else tracks[audio.index]
    context = video.codec_context
    return OutputMeasurement(
        container_seconds=(source.duration or 0) / av.time_base,
        video_seconds=picture.seconds,
        # The encoder's priming before 0 is not played.
        audio_seconds=None if sound is None else sound.end - max(0.0, sound.start),
        frames=picture.packets,
        width=context.width,
        height=context.height,
        frame_rate=picture.packets / picture.seconds if picture.seconds else 0.0,
        video_codec=context.name,
        pixel_format=first.format.name,
        color_space=_color_space(first),
        audio_codec=None if audio is None else audio.codec_context.name,
        channels=None if audio is None else audio.codec_context.layout.nb_channels,
        sample_rate=None if audio is None else audio.codec_context.sample_rate,
        faststart=_index_before_media(path),
        loudness=None,
        lag_seconds=None if sound is None else sound.end - picture.end,
        first_frame_luma=_mean_luma(first),
        first_frame_peak=_peak_luma(first),
    )


def _color_space(frame: VideoFrame) -> str:
    """The name of the tags when matrix, primaries and transfer agree."""
    tags = (int(frame.colorspace), int(frame.color_primaries), int(frame.color_trc))
    return "bt709" if tags == (1, 1, 1) else "/".join(map(str, tags))


def _mean_luma(frame: VideoFrame) -> float:
    return round(float(_luma(frame).mean()), 2)


def _peak_luma(frame: VideoFrame) -> float:
    """What all but a thousandth of the pixels above the captions stay below: a few of noise are nothing to be seen."""
    return float(np.quantile(_luma(frame)[: round(frame.height * _ABOVE_CAPTIONS)], _PEAK, method="lower"))


def _luma(frame: VideoFrame) -> NDArray[np.uint8]:
    plane = frame.planes[0]
    rows = np.frombuffer(bytes(plane), np.uint8).reshape(plane.height, plane.line_size)
    return rows[:, : plane.width]


def _index_before_media(path: Path) -> bool:
    """Whether a player can start before it has the whole file: `moov` before `mdat` (ISO/IEC 14496-12)."""
    with path.open("rb") as file:
        return _first_of(file, (b"moov", b"mdat")) == b"moov"


def _first_of(file: BinaryIO, kinds: tuple[bytes, ...]) -> bytes | None:
    while len(head := file.read(_BOX_HEAD.size)) == _BOX_HEAD.size:
        size, kind = _BOX_HEAD.unpack(head)
        if kind in kinds:
            return kind  # type: ignore[no-any-return]
        rest = size - _BOX_HEAD.size
        if size == _LARGE_BOX:
            rest = struct.unpack(">Q", file.read(8))[0] - 2 * _BOX_HEAD.size
        if rest < 0:
            return None
        file.seek(rest, 1)
    return None
