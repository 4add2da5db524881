"""Starts the product's own ffmpeg commands on a tiny source that says that it is long: graphs are built, hardly run."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from adapters.media.child import FrameStream
from adapters.media.ffmpeg import FfmpegResult, FfmpegRunner
from domain.contracts.media import AudioStream, FrameRate, MediaInfo, VideoStream
from tests.adapters.media.footage import ffmpeg

_REPORT = "  Integrated loudness:\n    I: -20.0 LUFS\n  True peak:\n    Peak: -3.0 dBFS\n"
_A_MOMENT = "0.04"


class StartingRunner(FfmpegRunner):
    """Runs each command with outputs of one frame; it ends with whatever the real program says of graph and options."""

    def __init__(self) -> None:
        super().__init__()
        self.started = 0

    async def run(self, args: Sequence[str | FrameStream], **options: Any) -> FfmpegResult:
        short: list[str | FrameStream] = []
        for arg in args:
            short.append(arg)
            if len(short) > 1 and short[-2] == "-map":
                short += ["-t", _A_MOMENT]
        # Frames that nobody looks at: consumers would count them.
        short = [FrameStream(arg.frame_bytes, lambda _: None) if isinstance(arg, FrameStream) else arg for arg in short]
        options.pop("on_progress", None)
        done = await super().run(short, **options)
        self.started += 1
        log = done.log if "Integrated loudness" in done.log else f"{done.log}\n{_REPORT}"
        return FfmpegResult(log=log, frames=1 << 40)


def tiny(
    folder: Path, *, size: tuple[int, int], rate: str, pixels: str = "yuv420p", hdr: bool = False, sound: bool = True
) -> Path:
    """A file of a few frames; `rate` as ffmpeg takes it."""
    path = folder / f"{size[0]}x{size[1]}-{rate.replace('/', '_')}-{pixels}-{hdr}-{sound}.mkv"
    if path.exists():
        return path
    tags = ":color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc" if hdr else ""
    picture = f"testsrc2=s={size[0]}x{size[1]}:r={rate}:d=20"
    heard = ("-f", "lavfi", "-i", "sine=d=0.2:r=48000", "-c:a", "pcm_s16le") if sound else ()
    ffmpeg(
        *("-f", "lavfi", "-i", picture, *heard, "-vf", f"format={pixels},setparams=range=tv{tags}"),
        *("-frames:v", "2", "-c:v", "ffv1", path),
    )
    return path


def media_of(
    seconds: float,
    *,
    size: tuple[int, int],
    rate: str,
    pixels: str = "yuv420p",
    hdr: bool = False,
    sound: bool = True,
    interlaced: bool = False,
) -> MediaInfo:
    """What inspection would say of such a source of `seconds`."""
    ratio = Fraction(rate)
    video = VideoStream(
        codec="ffv1",
        width=size[0],
        height=size[1],
        frame_rate=FrameRate(num=ratio.numerator, den=ratio.denominator),
        pixel_format=pixels,
        bit_depth=10 if "10" in pixels else 8,
        hdr=hdr,
        color_transfer="smpte2084" if hdr else "unknown",
        interlaced=interlaced,
    )
    audio = AudioStream(codec="pcm_s16le", sample_rate=48_000, channels=1, layout="mono") if sound else None
    return MediaInfo(container="matroska,webm", duration=seconds, video=video, audio=audio)
