"""Clips by bare ffmpeg commands, as somebody would write them by hand: cut, window, captions, H.264 and AAC."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg

from adapters.container import Container
from adapters.media.framing_graph import Run, runs_of
from adapters.settings import Settings
from cutdown_sdk import ClipView
from domain.contracts.base import DEFAULT_ORG, TimeRange
from domain.contracts.framing import FramingPath
from domain.contracts.picture import PictureAnalysis
from domain.heuristics.framing_cut import plan_cut

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
_ENCODE = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-af", "volume=2dB", "-c:a", "aac", "-b:a", "192k")
_SIZE = "scale=1080:1920:flags=bicubic"
_FITTED = (
    "split=2[{n}a][{n}b];[{n}a]crop=ih*9/16:ih,scale=136:240:flags=area,gblur=sigma=5,scale=1080:1920[{n}c];"
    "[{n}b]scale=1080:-2:flags=bicubic[{n}d];[{n}c][{n}d]overlay=(W-w)/2:(H-h)/2"
)
_Command = list[object]


@dataclass(frozen=True)
class Windows:
    """What a clip shows of its source, whose pictures have this width and height."""

    path: FramingPath
    size: tuple[int, int]


def centred(clip: ClipView, source: Path, ass: Path, fonts: Path, target: Path) -> _Command:
    """The middle of the picture, whatever is to be seen there."""
    window = f"[0:v]crop=trunc(ih*9/16/2)*2:ih,{_SIZE}"
    return _command(clip, source, window, ass, fonts, target)


def followed(clip: ClipView, source: Path, windows: Windows, ass: Path, fonts: Path, target: Path) -> _Command:
    """The windows that the job chose, so that the same pictures are encoded; command files lie beside `target`."""
    runs, frames = runs_of(windows.path, *windows.size), windows.path.frames
    if len(runs) == 1:
        window = f"[0:v]{_window(runs[0], 'r0', frames, clip, target)}"
    else:
        labels = [f"r{number}" for number in range(len(runs))]
        parts = [f"[0:v]split={len(runs)}{''.join(f'[{label}]' for label in labels)}"]
        for run, label in zip(runs, labels, strict=True):
            kept = f"trim=start_frame={run.first}:end_frame={run.last}"
            parts.append(f"[{label}]{kept},{_window(run, label, frames, clip, target)},setsar=1[{label}o]")
        window = ";".join(parts) + ";" + "".join(f"[{label}o]" for label in labels) + f"concat=n={len(runs)}"
    return _command(clip, source, window, ass, fonts, target)


def windows_of(settings: Settings, job_id: str, clips: Sequence[ClipView]) -> list[Windows]:
    """The windows of each clip, as its job has planned them."""

    async def seen() -> tuple[PictureAnalysis, tuple[int, int]]:
        async with Container(settings, "bench") as parts:
            async with parts.uow(DEFAULT_ORG) as unit:
                job, analysis = await unit.jobs.get(job_id), await unit.analyses.get(job_id)
                video = await unit.videos.get(job.video_id) if job else None
            if analysis is None or video is None or video.media is None or video.media.video is None:
                raise RuntimeError("the job has left no analysis")
            stored = await parts.store.read_bytes(DEFAULT_ORG, analysis.picture)
        return PictureAnalysis.model_validate_json(stored), (video.media.video.width, video.media.video.height)

    picture, size = asyncio.run(seen())
    spans = [TimeRange(start=clip.plan.range.start, end=clip.plan.range.end) for clip in clips]
    return [Windows(plan_cut(picture, (span,), "9:16"), size) for span in spans]


def _command(clip: ClipView, source: Path, window: str, ass: Path, fonts: Path, target: Path) -> _Command:
    span = clip.plan.range
    graph = f"{window},format=yuv420p,subtitles={ass}:fontsdir={fonts}[v]"
    opened = ["-ss", span.start, "-to", span.end, "-i", source]
    return [
        FFMPEG,
        "-v",
        "error",
        "-y",
        *opened,
        "-filter_complex",
        graph,
        "-map",
        "[v]",
        "-map",
        "0:a",
        *_ENCODE,
        target,
    ]


def _window(run: Run, label: str, frames: int, clip: ClipView, target: Path) -> str:
    if run.mode == "fit":
        return _FITTED.format(n=label)
    _, x, y = run.moves[0]
    crop = f"crop@{label}={run.width}:{run.height}:{x}:{y}"
    if len(run.moves) > 1:
        step = (clip.plan.range.end - clip.plan.range.start) / frames
        orders = target.with_name(f"{target.stem}-{label}.cmd")
        orders.write_text(
            "".join(f"{(at - 0.5) * step:.6f} crop@{label} x {x}, crop@{label} y {y};\n" for at, x, y in run.moves[1:])
        )
        crop = f"sendcmd=f={orders},{crop}"
    return f"{crop},{_SIZE}"
