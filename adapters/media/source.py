"""How a source is opened at a frame of its constant grid, so that every pass over it sees the same frames.

Frame n of the grid shows what the source shows at n / frame_rate seconds after the container's start; a source with a
variable rate repeats or drops frames to fit. A seek lands on the key frame before the wanted frame, and the frames
before it get negative times: the grid filter drops them, but keeps the last one when it is still on screen at the
first grid point. An accurate seek would have lost it.
"""

from pathlib import Path

from adapters.media.ffmpeg import source_input
from domain.contracts.media import MediaInfo, VideoStream
from domain.errors import RejectedError

VIDEO = "0:V:0"
"""Stream specifier of the picture: the first video stream that is no cover art."""

AUDIO = "0:a:0"
"""Stream specifier of the sound: the first audio stream."""

_INDEXED = ("mov", "matroska")
# Streams without an index are found by bytes: a seek may land past the key frame, so it starts this much earlier.
_PREROLL_SECONDS = 12.0


def open_at(path: Path, media: MediaInfo, frame: int = 0) -> list[str]:
    """Input arguments after which time 0 is grid frame `frame`; pictures need `grid_filter` first, sound an atrim."""
    # Without a new filter graph a change of resolution midway is scaled by the first filter instead of losing count.
    options = ["-reinit_filter", "0"]
    seconds = picture_of(media).frame_rate.time_of(frame)
    if seconds > 0:
        indexed = any(name in media.container for name in _INDEXED)
        preroll = 0.0 if indexed else min(seconds, _PREROLL_SECONDS)
        options += ["-noaccurate_seek", "-ss", f"{seconds - preroll:.6f}", "-itsoffset", f"{-preroll:.6f}"]
    return source_input(path, *options)


def grid_filter(media: MediaInfo) -> str:
    """The first filters of every picture chain: one size with square pixels, and the constant grid from time 0."""
    video = picture_of(media)
    rate = video.frame_rate
    steps = [f"scale={video.width}:{video.height}:flags=bicubic", "setsar=1"]
    if video.interlaced:
        steps.append("bwdif=mode=send_frame")
    if video.phase:
        steps.append(f"setpts=PTS-({video.phase:.6f})/TB")
    steps.append(f"fps={rate.num}/{rate.den}:start_time=0:round=near")
    return ",".join(steps)


def tone_map(media: MediaInfo) -> str:
    """Filters that bring an HDR picture to BT.709 SDR, empty for SDR; cheapest after scaling down."""
    video = picture_of(media)
    if not video.hdr:
        return ""
    transfer = video.color_transfer if video.color_transfer != "unknown" else "smpte2084"
    matrix = video.color_space if video.color_space != "unknown" else "bt2020nc"
    primaries = video.color_primaries if video.color_primaries != "unknown" else "bt2020"
    return (
        f"setparams=color_trc={transfer}:colorspace={matrix}:color_primaries={primaries},"
        "zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,"
        "zscale=t=bt709:m=bt709:r=tv,format=yuv420p"
    )


def picture_of(media: MediaInfo) -> VideoStream:
    """The video stream; RejectedError `media.no_video` when there is none."""
    if media.video is None:
        raise RejectedError("media.no_video", "The file has no picture; send a video.")
    return media.video
