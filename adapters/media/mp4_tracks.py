"""Which tracks of an MP4 a player shows unasked: the one bit that ffmpeg sets for the first track of every kind."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

_HEAD = struct.Struct(">I4s")
_LARGE = 1
_ENABLED = 0x01
_TEXT = (b"sbtl", b"text", b"subt")


class _Box(NamedTuple):
    kind: bytes
    start: int
    """Of its content."""
    end: int


def switch_captions_off(path: Path) -> None:
    """Clear the enabled flag in the header of every text track (ISO/IEC 14496-12, 8.3.2), in place."""
    with path.open("r+b") as file:
        end = file.seek(0, 2)
        for moov in _boxes(file, 0, end, b"moov"):
            for track in _boxes(file, moov.start, moov.end, b"trak"):
                if _is_text(file, track):
                    for header in _boxes(file, track.start, track.end, b"tkhd"):
                        _disable(file, header)


def _disable(file: BinaryIO, header: _Box) -> None:
    # One byte of version, three of flags.
    file.seek(header.start + 3)
    flags = file.read(1)[0]
    file.seek(header.start + 3)
    file.write(bytes([flags & ~_ENABLED]))


def _is_text(file: BinaryIO, track: _Box) -> bool:
    for media in _boxes(file, track.start, track.end, b"mdia"):
        for handler in _boxes(file, media.start, media.end, b"hdlr"):
            file.seek(handler.start + 8)
            return file.read(4) in _TEXT
    return False


def _boxes(file: BinaryIO, start: int, end: int, kind: bytes) -> Iterator[_Box]:
    at = start
    while at + _HEAD.size <= end:
        file.seek(at)
        size, found = _HEAD.unpack(file.read(_HEAD.size))
        content = at + _HEAD.size
        if size == _LARGE:
            size = int.from_bytes(file.read(8), "big")
            content += 8
        if size < _HEAD.size:
            return
        if found == kind:
            yield _Box(found, content, at + size)
        at += size
