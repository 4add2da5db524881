"""How a source is opened at a frame of its constant grid, so that every pass over it sees the same frames.

Frame n of the grid shows what the source shows at n / frame_rate seconds after the container's start; a source with a
variable rate repeats or drops frames to fit. A seek lands on the key frame before the wanted frame, and the frames
before it get negative times: the grid filter drops them, but keeps the last one when it is still on screen at the
first grid point. An accurate seek would have lost it.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from adapters.media.ffmpeg import source_input
from domain.contracts.media import MediaInfo, VideoStream
from domain.errors import RejectedError

_FIRST_PICTURE = "0:V:0"
"""Stream specifier of the first video stream that is no cover art."""

AUDIO = "0:a:0"
"""Stream specifier of the sound: the first audio stream."""

_INDEXED = ("mov", "matroska")
# Streams without an index are found by bytes: a seek may land past the key frame, so it starts this much earlier.
_PREROLL_SECONDS = 10.0

# One thread decodes several times this many pixels a second (1080p at 60 frames), and every further one costs a tenth
# more CPU for handing frames on.
_LIGHT = 1920 * 1080 * 60
_MOST_THREADS = 8

# What is shown after the last picture's own time: its last frames may have no duration.
_HELD_SECONDS = 0.25
# Of these one is the last picture's, whatever is rounded on the way.
_LAST_FRAMES = 3

STEREO = "stereo"
SURROUND = "5.1"


@dataclass(frozen=True)
class Opening:
    """A source opened at a grid frame, which is time 0: `args` for the command line (they end with the input),
    `picture` the first filters of every picture chain (one size, square pixels, the constant grid, the last picture
    held until the sound ends), and `sound` the first ones of every sound chain (in one layout, from time 0 on, gaps
    filled with silence).
    """

    args: tuple[str, ...]
    picture: str
    sound: str


def picture_stream(media: MediaInfo) -> str:
    """The stream specifier of the picture in the first input."""
    place = picture_of(media).stream
    return _FIRST_PICTURE if place is None else f"0:v:{place}"


def open_at(path: Path, media: MediaInfo, frame: int = 0, layout: str = STEREO) -> Opening:
    """Open the source at grid frame `frame`; picture and sound, the latter in `layout`, count from the same instant."""
    seconds = picture_of(media).frame_rate.time_of(frame)
    # Without a new filter graph a change of resolution midway is scaled by the first filter instead of losing count.
    # Without copyts ffmpeg picks time 0 by the streams in use, so that passes over one file would differ.
    options = ["-copyts", "-reinit_filter", "0"]
    video = picture_of(media)
    # Past the picture's end a seek would find no picture any more.
    sought = seconds if video.ends is None else min(seconds, video.ends)
    if not any(name in media.container for name in _INDEXED):
        sought -= max(_PREROLL_SECONDS, video.key_seconds + 1.0)
    if sought > 0:
        options += ["-noaccurate_seek", "-ss", f"{sought:.6f}"]
    return Opening(
        args=tuple(source_input(path, *options)),
        picture=_from_frame(media, frame),
        sound=_from_zero(media.start_time + seconds, layout),
    )


def _from_frame(media: MediaInfo, frame: int) -> str:
    """The grid from `frame` on; the last picture stays until the sound ends, where the picture ends before it.

    Past its end the grid would begin with nothing to hold: it then begins at the last picture, up to `frame` unseen.
    """
    video = picture_of(media)
    rest = 0.0 if video.ends is None else max(0.0, media.duration - video.ends)
    held = f"tpad=stop_mode=clone:stop_duration={_HELD_SECONDS + rest:.3f}"
    last = frame if video.ends is None else max(0, video.frame_rate.frame_at(video.ends) - _LAST_FRAMES)
    if frame <= last:
        return f"{_grid(media, media.start_time + video.frame_rate.time_of(frame))},{held}"
    unseen = f"trim=start_frame={frame - last},setpts=PTS-STARTPTS"
    return f"{_grid(media, media.start_time + video.frame_rate.time_of(last))},{held},{unseen}"


def _grid(media: MediaInfo, zero: float) -> str:
    video = picture_of(media)
    rate = video.frame_rate
    steps = [f"scale={video.width}:{video.height}:flags=bicubic", "setsar=1"]
    if video.interlaced:
        steps.append("bwdif=mode=send_frame")
    # settb: in a coarse time base the shift would be rounded to whole frames.
    steps.append(f"settb=AVTB,setpts=round(PTS-({zero + video.phase:.6f})/TB)")
    steps.append(f"fps={rate.num}/{rate.den}:start_time=0:round=near")
    return ",".join(steps)


def _from_zero(zero: float, layout: str) -> str:
    # Named before any resampling: from 5.1 the resampler alone would take the wrong mix. Again at the end: it would
    # else take the layout that some later filter prefers.
    named = f"aformat=sample_fmts=fltp:channel_layouts={layout}"
    return f"{named},asetpts=round(PTS-({zero:.6f})/TB),aresample=async=1:first_pts=0,{named}"


def decoding(media: MediaInfo) -> tuple[str, ...]:
    """The input options that say how many threads decode the picture; they leave no trace in its frames."""
    video = picture_of(media)
    light = video.width * video.height * video.frame_rate.value <= _LIGHT
    return ("-threads", "1" if light else str(min(_MOST_THREADS, os.cpu_count() or 1)))


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
        "zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt709,tonemap=mobius:desat=0,"
        "zscale=t=bt709:m=bt709:r=tv,format=yuv420p"
    )


def picture_of(media: MediaInfo) -> VideoStream:
    """The video stream; RejectedError `media.no_video` when there is none."""
    if media.video is None:
        raise RejectedError("media.no_video", "The file has no picture; send a video.")
    return media.video
