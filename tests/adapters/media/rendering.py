"""A clip rendered by a test: small outputs, and the whole way from a file to them."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.inspection import inspect
from adapters.media.render import render
from domain.contracts.base import TimeRange
from domain.contracts.framing import CropPoint, FramingPath, FramingSegment
from domain.contracts.render import OutputPreset
from domain.media_engine import RenderedPaths, RenderTarget
from domain.progress import no_progress

WIDE = OutputPreset(aspect="16:9", width=320, height=180, speed="ultrafast", crf=12)
TALL = OutputPreset(aspect="9:16", width=180, height=320, speed="ultrafast", crf=12)

Segments = Sequence[FramingSegment]


def whole(frames: int) -> Segments:
    return (
        FramingSegment(first=0, last=frames, mode="crop", points=(CropPoint(frame=0, center_x=0.5, center_y=0.5),)),
    )


async def clip(
    runner: FfmpegRunner,
    path: Path,
    frames: range,
    folder: Path,
    targets: Sequence[tuple[OutputPreset, Segments]] = (),
    ass: Path | None = None,
) -> tuple[RenderedPaths, ...]:
    """Render grid frames `frames`, the whole picture unless `targets` say otherwise."""
    media = await inspect(path, 3600)
    assert media.video is not None
    rate = media.video.frame_rate
    wanted = targets or [(WIDE, whole(len(frames)))]
    out = Path(tempfile.mkdtemp(dir=folder))
    fonts = folder / "fonts"
    fonts.mkdir(exist_ok=True)
    made = [
        RenderTarget(
            preset=preset,
            framing=FramingPath(aspect=preset.aspect, frames=len(frames), segments=tuple(segments)),
            ass=ass,
        )
        for preset, segments in wanted
    ]
    cut = TimeRange(start=rate.time_of(frames.start), end=rate.time_of(frames.stop))
    return await render(runner, fonts, path, media, [cut], made, out, no_progress)
