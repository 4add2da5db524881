"""When the frames of a source are shown and its sound is heard: from its packets and its index, never from its header
alone.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import av
from av.container import InputContainer
from av.stream import Discard
from av.video.stream import VideoStream

from adapters.media.rates import BadTimingError, Grid, grid_of
from domain.errors import RejectedError

if TYPE_CHECKING:
    from av.packet import Packet

_HEAD_PACKETS = 1200
_MIDDLE_PACKETS = 400
# Packets come in decoding order: near the edges of a stretch some frames between are missing.
_EDGE = 16
_TAIL_SECONDS = 4.0
_EVERYTHING = 1 << 40
_CUT_OFF = ("partial file", "ended prematurely", "Truncating packet", "truncated")
# A header that promises more than this of what is not there tells an upload that broke off; less, or no promise, is a
# recording whose program was stopped.
_MISSING_SECONDS = 2.0
_MISSING_SHARE = 0.02

# Streams for broadcast have no index, and their clock may be set anew within the file: they are read as a whole.
_CLOCKED = frozenset({"mpegts", "mpeg"})
_MOST_READ_BYTES = 12 << 30
_SOUGHT_BY_INDEX = "matroska"
_ASTRAY_SECONDS = 0.25
_JUMP_BACK, _JUMP_AHEAD = 1.0, 10.0

# What the sound may go on after the picture without being worth a still frame: a frame or two of a sound codec.
_LONGER_SECONDS = 0.15


@dataclass(frozen=True)
class Timing:
    """`start` of the container; after it, in seconds, `picture_end`, and `end` of the longer of picture and sound; the
    picture's frame grid, and the longest way between its key frames where there is no index (0: not known).
    """

    start: float
    end: float
    picture_end: float
    grid: Grid
    key_seconds: float


def timing_of(source: InputContainer, stream: VideoStream, file_bytes: int, log: list[Any]) -> Timing:
    """Reads packets at the start, the middle and the end of the source; all of them where its clock may jump.

    Raises RejectedError `media.truncated` where data that the index promises is missing, `media.discontinuous` for a
    clock that jumps and for an index that leads astray (written anew, both are right), `media.bad_timing` for times
    that make no sense.
    """
    _keep_only(source, [stream, *source.streams.audio])
    in_fragments = "mov" in source.format.name and not stream.frames
    if not in_fragments:
        _refuse_cut_off(stream, file_bytes)
    tick = float(stream.time_base or 0) or 1e-6
    # Where a demuxer knows no start, its time counts from 0.
    start = (source.start_time or 0) / av.time_base
    clocked = source.format.name in _CLOCKED and file_bytes <= _MOST_READ_BYTES
    head = _read(source, stream, _EVERYTHING if clocked else _HEAD_PACKETS)
    if clocked and head.jumps:
        raise RejectedError("media.discontinuous", "The clock of the file jumps; export it again, or as MP4.")
    _refuse_astray(source, stream, head)
    runs = [_shown(head.shown, start, cut_end=not head.whole)]
    last = head
    if not head.whole:
        middle = _middle(source, stream, start)
        runs += [_shown(middle.shown, start, cut_end=True)[_EDGE:], _steps_of_index(stream, tick)]
        last = _tail(source, stream, start)
    if not last.shown:
        raise RejectedError("media.truncated", "The file ends where its pictures should be; upload it again.")
    try:
        grid = grid_of(runs, tick)
    except BadTimingError as bad:
        raise RejectedError(
            "media.bad_timing", f"The times of the video's frames make no sense ({bad}); export it again."
        ) from bad
    ends = [time + (length or 0.0) for time, length in last.shown]
    picture_end = max(*ends, max(time for time, _ in last.shown) + float(1 / grid.rate) / 2) - start
    end = max(last.sound_end, head.sound_end) - start
    longer = end if end > picture_end + _LONGER_SECONDS else picture_end
    if not in_fragments:  # each fragment only promises itself
        _refuse_half(source, longer, log)
    return Timing(
        start=round(start, 6),
        end=round(longer, 6),
        picture_end=round(picture_end, 6),
        grid=grid,
        key_seconds=_key_seconds(head, picture_end) if clocked else 0.0,
    )


def sound_timing(source: InputContainer, file_bytes: int, log: list[Any]) -> tuple[float, float]:
    """Start of the container and end of its sound after it, in seconds, of a file without a moving picture.

    Raises RejectedError `media.truncated`, `media.discontinuous` or `media.damaged`.
    """
    _keep_only(source, list(source.streams.audio))
    start = (source.start_time or 0) / av.time_base
    found = _read(source, None, _EVERYTHING)
    if found.sound_end == float("-inf"):
        raise RejectedError("media.damaged", "The file's sound cannot be read; export it again.")
    if source.format.name in _CLOCKED and file_bytes <= _MOST_READ_BYTES and found.jumps:
        raise RejectedError("media.discontinuous", "The clock of the file jumps; export it again, or as MP4.")
    _refuse_half(source, found.sound_end - start, log)
    return round(start, 6), round(found.sound_end - start, 6)


def seek(source: InputContainer, seconds: float) -> None:
    """Go to the key frame before a time on the container's clock; to the first one where there is none before it."""
    at = int(seconds * av.time_base)
    try:
        source.seek(at, backward=True)
    except av.FFmpegError:
        source.seek(at, backward=False)


Shown = tuple[float, float | None]
"""When a packet's frame is shown and for how long, in seconds on the container's clock."""


@dataclass
class _Read:
    """What was read in one go: pictures, where the sound ends, the decoding times of key frames, and jumps."""

    shown: list[Shown] = field(default_factory=list)
    sound_end: float = float("-inf")
    whole: bool = False
    keys: list[float] = field(default_factory=list)
    jumps: int = 0


def _keep_only(source: InputContainer, streams: Sequence[Any]) -> None:
    for other in source.streams:
        if other not in streams:
            other.discard = Discard.all


def _read(source: InputContainer, stream: VideoStream | None, limit: int) -> _Read:
    """Up to `limit` pictures, and the sound beside them, from where the source stands."""
    found = _Read()
    clocks: dict[int, float] = {}
    for packet in source.demux():
        if packet.size == 0 and packet.dts is None:
            continue
        _note_jump(packet, clocks, found)
        at = packet.pts if packet.pts is not None else packet.dts
        if at is None or packet.is_discard:
            continue
        base = float(packet.time_base or 0)
        if packet.stream is not stream:
            found.sound_end = max(found.sound_end, (at + (packet.duration or 0)) * base)
            continue
        found.shown.append((at * base, packet.duration * base if packet.duration else None))
        if packet.is_keyframe:
            found.keys.append(at * base)
        if len(found.shown) >= limit:
            return found
    found.whole = True
    return found


def _note_jump(packet: "Packet[Any]", clocks: dict[int, float], found: _Read) -> None:
    if packet.dts is None:
        return
    now = float(packet.dts * (packet.time_base or 0))
    before = clocks.get(packet.stream.index)
    if before is not None and not -_JUMP_BACK <= now - before <= _JUMP_AHEAD:
        found.jumps += 1
    clocks[packet.stream.index] = now


def _refuse_astray(source: InputContainer, stream: VideoStream, head: _Read) -> None:
    """A Matroska file whose index does not know its beginning, as where its clock begins below zero: every seek would
    land behind the pictures that are wanted.
    """
    if _SOUGHT_BY_INDEX not in source.format.name or not head.shown:
        return
    first = min(time for time, _ in head.shown)
    try:
        seek(source, first)
    except av.FFmpegError:
        return
    found = _read(source, stream, 1)
    if found.shown and found.shown[0][0] > first + _ASTRAY_SECONDS:
        raise RejectedError(
            "media.discontinuous", "The index of the file leads past its pictures; export it again, or as MP4."
        )


def _shown(packets: list[Shown], start: float, *, cut_end: bool) -> list[float]:
    times = sorted({time - start for time, _ in packets})
    return times[:-_EDGE] if cut_end else times


def _middle(source: InputContainer, stream: VideoStream, start: float) -> _Read:
    if not source.duration:
        return _Read()
    try:
        seek(source, start + source.duration / av.time_base / 2)
    except av.FFmpegError:
        return _Read()
    return _read(source, stream, _MIDDLE_PACKETS)


def _tail(source: InputContainer, stream: VideoStream, start: float) -> _Read:
    """What lies before the end; all of it where the source cannot be searched."""
    if source.duration:
        wanted = start + source.duration / av.time_base - _TAIL_SECONDS
        try:
            seek(source, max(wanted, start))
        except av.FFmpegError:
            seek(source, start)
        found = _read(source, stream, _EVERYTHING)
        if found.shown:
            return found
    seek(source, start)
    return _read(source, stream, _EVERYTHING)


def _steps_of_index(stream: VideoStream, tick: float) -> list[float]:
    """Decoding times of all frames where the container lists them (MP4): their steps show a rate that varies."""
    entries = stream.index_entries
    if not stream.frames or len(entries) < stream.frames:
        return []
    return [entry.timestamp * tick for entry in entries]


def _key_seconds(read: _Read, picture_end: float) -> float:
    """The longest way from one key frame to the next, or to the end."""
    keys = [*sorted(read.keys), picture_end + (min(read.keys) if read.keys else 0.0)]
    return round(max((after - before for before, after in itertools.pairwise(keys)), default=0.0), 3)


def _refuse_cut_off(stream: VideoStream, file_bytes: int) -> None:
    entries = stream.index_entries
    if len(entries) and entries[len(entries) - 1].pos + entries[len(entries) - 1].size > file_bytes:
        raise RejectedError("media.truncated", "The file is cut off before its end; upload it again.")


def _refuse_half(source: InputContainer, end: float, log: list[Any]) -> None:
    """A file that breaks off where its header promises more; one without such a promise is worked on as it is."""
    if not any(words in str(entry[-1]) for entry in log for words in _CUT_OFF):
        return
    promised = (source.duration or 0) / av.time_base
    if promised - end > max(_MISSING_SECONDS, _MISSING_SHARE * promised):
        raise RejectedError("media.truncated", "The file is cut off before its end; upload it again.")
