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
from domain.contracts.media import AudioStream, MediaInfo, SoundRepair, VideoStream
from domain.errors import RejectedError

_FIRST_PICTURE = "0:V:0"
"""Stream specifier of the first video stream that is no cover art."""

_INDEXED = ("mov", "matroska")
# Streams without an index are found by bytes: a seek may land past the key frame, so it starts this much earlier.
_PREROLL_SECONDS = 10.0

# One thread decodes several times this many pixels a second (1080p at 60 frames), and every further one costs a tenth
# more CPU for handing frames on.
_LIGHT = 1920 * 1080 * 60
_MOST_THREADS = 8

_SIDES = {
    "as_is": [],
    "invert_right": ["pan=stereo|c0=c0|c1=-1*c1"],
    "spread": ["pan=stereo|c0=c0+c1|c1=c0+c1"],
}
_LOWEST_HERTZ = 20
# So much of a picture is decoded sooner than sought.
_HARDLY_SECONDS = 1.0
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
    held until the sound ends), and `sound` the beginning of every sound graph, to be gone on with by further filters:
    the chosen tracks, mended, in one layout, from time 0 on, gaps filled with silence.
    """

    args: tuple[str, ...]
    picture: str
    sound: str


def picture_stream(media: MediaInfo) -> str:
    """The stream specifier of the picture in the first input."""
    place = picture_of(media).stream
    return _FIRST_PICTURE if place is None else f"0:v:{place}"


def open_at(path: Path, media: MediaInfo, frame: int = 0, layout: str = STEREO, *, number: int = 0) -> Opening:
    """Open the source at grid frame `frame`; picture and sound, the latter in `layout`, count from the same instant.

    `number`: the place of the source among the inputs of the command.
    """
    seconds = picture_of(media).frame_rate.time_of(frame)
    # Without a new filter graph a change of resolution midway is scaled by the first filter instead of losing count.
    # Without copyts ffmpeg picks time 0 by the streams in use, so that passes over one file would differ.
    options = ["-copyts", "-reinit_filter", "0"]
    video = picture_of(media)
    # Past the picture's end a seek would find no picture any more.
    sought = seconds if video.ends is None else min(seconds, video.ends)
    # Matroska is sought by its pictures: where they end at once, it would leave out the sound up to its next cluster.
    if video.ends is not None and video.ends < _HARDLY_SECONDS:
        sought = 0.0
    if not any(name in media.container for name in _INDEXED):
        sought -= max(_PREROLL_SECONDS, video.key_seconds + 1.0)
    if sought > 0:
        options += ["-noaccurate_seek", "-ss", f"{sought:.6f}"]
    return Opening(
        args=tuple(source_input(path, *options)),
        picture=_from_frame(media, frame),
        sound=sound_graph(media.audio, media.start_time + seconds, layout, number),
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


def sound_graph(audio: AudioStream | None, zero: float, layout: str = STEREO, number: int = 0) -> str:
    """The beginning of a graph in which `audio` of input `number` is heard from its time `zero` (seconds) on."""
    if audio is None or not audio.mixed:
        index, repair = (0, None) if audio is None else (audio.index, audio.repair)
        return f"[{number}:a:{index}]{_from_zero(zero, layout, repair)}"
    parts = [
        f"[{number}:a:{part.index}]{_from_zero(zero, layout, part.repair)}[mixed{n}]"
        for n, part in enumerate(audio.mixed)
    ]
    heads = "".join(f"[mixed{n}]" for n in range(len(parts)))
    # Summed as a listener would hear them together; what is too loud then is lowered with the whole.
    return f"{';'.join(parts)};{heads}amix=inputs={len(parts)}:normalize=0:dropout_transition=0"


def _from_zero(zero: float, layout: str, repair: SoundRepair | None) -> str:
    # Named before any resampling: from 5.1 the resampler alone would take the wrong mix. Again at the end: it would
    # else take the layout that some later filter prefers.
    named = f"aformat=sample_fmts=fltp:channel_layouts={layout}"
    mended = named if repair is None else ",".join(_mended(repair, named, layout))
    return f"{mended},asetpts=round(PTS-({zero:.6f})/TB),aresample=async=1:first_pts=0,{named}"


def _mended(repair: SoundRepair, named: str, layout: str) -> list[str]:
    if repair.downmix == "equal":
        share = 1 / max(1, len(repair.channels))
        mean = "+".join(f"{share:.6f}*c{channel}" for channel in repair.channels)
        steps = [f"aformat=sample_fmts=fltp,pan=stereo|c0={mean}|c1={mean}"]
    else:
        steps = [f"aformat=sample_fmts=fltp:channel_layouts={STEREO}" if repair.changes_channels else named]
    steps += _SIDES[repair.sides]
    if repair.high_pass:
        steps.append(f"highpass=f={_LOWEST_HERTZ}")
    if repair.gain_db:
        steps.append(f"volume={repair.gain_db:.1f}dB:precision=float")
    return [*steps, named] if repair.changes_channels and layout != STEREO else steps


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
