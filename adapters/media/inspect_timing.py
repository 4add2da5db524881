"""When the frames of a source are shown: from its packets and its index, never from its header alone."""

from dataclasses import dataclass
from typing import Any

import av
from av.container import InputContainer
from av.stream import Discard
from av.video.stream import VideoStream

from adapters.media.rates import BadTimingError, Grid, grid_of
from domain.errors import RejectedError

_HEAD_PACKETS = 1200
_MIDDLE_PACKETS = 400
# Packets come in decoding order: near the edges of a stretch some frames between are missing.
_EDGE = 16
_TAIL_SECONDS = 4.0
_CUT_OFF = ("partial file", "ended prematurely", "Truncating packet", "truncated")


@dataclass(frozen=True)
class Timing:
    """`start` of the container and `end` of the picture after it, in seconds, and the picture's frame grid."""

    start: float
    end: float
    grid: Grid


def timing_of(source: InputContainer, stream: VideoStream, file_bytes: int, log: list[Any]) -> Timing:
    """Reads packets at the start, the middle and the end of the source.

    Raises RejectedError `media.truncated` where data that the index promises is missing, `media.bad_timing` for times
    that make no sense.
    """
    for other in source.streams:
        if other is not stream:
            other.discard = Discard.all
    _refuse_cut_off(stream, file_bytes)
    tick = float(stream.time_base or 0) or 1e-6
    # Where a demuxer knows no start, its time counts from 0.
    start = (source.start_time or 0) / av.time_base
    head, whole = _read(source, stream, _HEAD_PACKETS)
    runs = [_shown(head, start, cut_end=not whole)]
    if whole:
        last = head
    else:
        middle = _middle(source, stream, start)
        runs += [_shown(middle, start, cut_end=True)[_EDGE:], _steps_of_index(stream, tick)]
        last = _tail(source, stream, start)
    if any(words in str(entry[-1]) for entry in log for words in _CUT_OFF):
        raise RejectedError("media.truncated", "The file is cut off before its end; upload it again.")
    ends = [time + (length or 0.0) for time, length in last]
    if not ends:
        raise RejectedError("media.truncated", "The file ends where its pictures should be; upload it again.")
    try:
        grid = grid_of(runs, tick)
    except BadTimingError as bad:
        raise RejectedError(
            "media.bad_timing", f"The times of the video's frames make no sense ({bad}); export it again."
        ) from bad
    end = max(*ends, max(time for time, _ in last) + float(1 / grid.rate) / 2) - start
    return Timing(start=round(start, 6), end=round(end, 6), grid=grid)


Shown = tuple[float, float | None]
"""When a packet's frame is shown and for how long, in seconds on the container's clock."""


def _read(source: InputContainer, stream: VideoStream, limit: int) -> tuple[list[Shown], bool]:
    """Up to `limit` packets from where the source stands; True when its end was reached."""
    base = float(stream.time_base or 0)
    found: list[Shown] = []
    for packet in source.demux(stream):
        if packet.size == 0 and packet.dts is None:
            return found, True
        at = packet.pts if packet.pts is not None else packet.dts
        if at is not None and not packet.is_discard:
            found.append((at * base, packet.duration * base if packet.duration else None))
        if len(found) >= limit:
            return found, False
    return found, True


def _shown(packets: list[Shown], start: float, *, cut_end: bool) -> list[float]:
    times = sorted({time - start for time, _ in packets})
    return times[:-_EDGE] if cut_end else times


def _middle(source: InputContainer, stream: VideoStream, start: float) -> list[Shown]:
    if not source.duration:
        return []
    try:
        source.seek(int(start * av.time_base) + source.duration // 2, backward=True)
    except av.FFmpegError:
        return []
    return _read(source, stream, _MIDDLE_PACKETS)[0]


def _tail(source: InputContainer, stream: VideoStream, start: float) -> list[Shown]:
    """The packets before the end; all of them where the source cannot be searched."""
    if source.duration:
        wanted = int((start - _TAIL_SECONDS) * av.time_base) + source.duration
        try:
            source.seek(max(wanted, int(start * av.time_base)), backward=True)
        except av.FFmpegError:
            source.seek(int(start * av.time_base), backward=True)
        found, _ = _read(source, stream, 1 << 40)
        if found:
            return found
    source.seek(int(start * av.time_base), backward=True)
    return _read(source, stream, 1 << 40)[0]


def _steps_of_index(stream: VideoStream, tick: float) -> list[float]:
    """Decoding times of all frames where the container lists them (MP4): their steps show a rate that varies."""
    entries = stream.index_entries
    if not stream.frames or len(entries) < stream.frames:
        return []
    return [entry.timestamp * tick for entry in entries]


def _refuse_cut_off(stream: VideoStream, file_bytes: int) -> None:
    entries = stream.index_entries
    if len(entries) and entries[len(entries) - 1].pos + entries[len(entries) - 1].size > file_bytes:
        raise RejectedError("media.truncated", "The file is cut off before its end; upload it again.")
