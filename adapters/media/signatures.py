"""Why a file could not even be opened: told by its first bytes and by what the demuxer said."""

from pathlib import Path

from domain.errors import RejectedError

_HEAD_BYTES = 4096

_PLAYLISTS = (b"#EXTM3U", b"ffconcat", b"<MPD", b"[playlist]", b"file '", b"subfile,")
_MEDIA = (b"\x1a\x45\xdf\xa3", b"RIFF", b"FLV\x01", b"OggS", b"ID3", b"fLaC", b"\x47")
_MP4_BOXES = (b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"styp")


def refusal_of(path: Path, log: str) -> RejectedError:
    """The refusal for a file that the demuxers on the whitelist would not open; `log` is what they said."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError:
        return RejectedError("media.missing", "The file is not there.")
    if not head:
        return RejectedError("media.empty", "The file is empty; upload it again.")
    return _of_contents(head, log)


def _of_contents(head: bytes, log: str) -> RejectedError:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if any(text.startswith(mark) for mark in _PLAYLISTS) or b"<MPD" in head:
        return RejectedError(
            "media.unsupported", "The file is a playlist that points at other files; send the video itself."
        )
    if "max_streams" in log:
        return RejectedError("media.too_many_streams", "The file holds too many streams; send one with a single video.")
    boxed = head[4:8] in _MP4_BOXES
    if boxed and "moov atom not found" in log:
        return RejectedError(
            "media.truncated", "The file is cut off: its table of contents is missing. Upload it again."
        )
    if boxed or any(head.startswith(mark) for mark in _MEDIA):
        return RejectedError("media.damaged", "The file is damaged and cannot be opened; export it again.")
    return RejectedError("media.unsupported", "The file is not a video that is accepted; send MP4, MOV, MKV or WebM.")
