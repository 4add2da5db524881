"""Rendered clips: the right frames, the right window, the right sound, the right colours, and nothing left behind."""

import asyncio
import hashlib
from pathlib import Path

import numpy as np
import psutil
import pytest

from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.inspection import inspect
from adapters.media.measurement import measure
from domain.contracts.base import TimeRange
from domain.contracts.framing import CropPoint, FramingSegment
from domain.contracts.render import OutputPreset
from domain.errors import RejectedError
from domain.heuristics.output_contract import Promise, breaches_of
from tests.adapters.media.footage import (
    ffmpeg,
    gray_frames,
    luma_frames,
    number_of,
    numbered,
    write_video,
)
from tests.adapters.media.rendering import TALL, WIDE, clip, whole


@pytest.mark.parametrize(
    "frames", [range(12), range(39, 52), range(40, 53), range(41, 54), range(120, 180), range(228, 240)]
)
async def test_first_and_last_frame_are_exactly_those_asked_for(
    runner: FfmpegRunner, talk: Path, tmp_path: Path, frames: range
) -> None:
    (made,) = await clip(runner, talk, frames, tmp_path)
    assert [number_of(frame) for frame in gray_frames(made.video)] == list(frames)
    assert made.frames == len(frames)


async def test_a_transport_stream_is_cut_on_the_same_grid(
    runner: FfmpegRunner, transport: Path, tmp_path: Path
) -> None:
    (early,) = await clip(runner, transport, range(30), tmp_path)
    shift = [number_of(frame) for frame in gray_frames(early.video)][-1] - 29
    (late,) = await clip(runner, transport, range(150, 180), tmp_path)
    assert [number_of(frame) for frame in gray_frames(late.video)] == list(range(150 + shift, 180 + shift))


async def test_a_variable_rate_shows_at_each_moment_what_the_source_shows(runner: FfmpegRunner, tmp_path: Path) -> None:
    path = tmp_path / "variable.mp4"
    source = write_video(tmp_path / "constant.mp4", map(numbered, range(180)), "30")
    keep = "not(between(n\\,50\\,79))*not(between(mod(n\\,7)\\,3\\,4))"
    ffmpeg(
        "-i",
        source,
        "-vf",
        f"select='{keep}'",
        "-fps_mode",
        "vfr",
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-crf",
        "12",
        "-bf",
        "0",
        path,
    )
    kept = [n for n in range(180) if not 50 <= n <= 79 and n % 7 not in {3, 4}]
    shown = [max(k for k in kept if k <= n) for n in range(180)]
    for frames in (range(10, 40), range(60, 90)):
        (made,) = await clip(runner, path, frames, tmp_path)
        assert [number_of(frame) for frame in gray_frames(made.video)] == shown[frames.start : frames.stop]


def ramp(_: int) -> np.ndarray:
    """Luma grows with x, so that one pixel tells where a window lies."""
    return np.broadcast_to(np.linspace(20, 230, 320).astype(np.uint8), (180, 320))


async def test_the_window_is_where_the_path_says_in_every_frame(runner: FfmpegRunner, tmp_path: Path) -> None:
    path = write_video(tmp_path / "ramp.mp4", map(ramp, range(60)), "30")
    width = 100 / 320
    segments = (
        FramingSegment(
            first=0,
            last=20,
            mode="crop",
            width=width,
            height=1,
            points=(
                CropPoint(frame=0, center_x=0.25, center_y=0.5),
                CropPoint(frame=5, center_x=0.25, center_y=0.5),
                CropPoint(frame=15, center_x=0.7, center_y=0.5),
            ),
        ),
        FramingSegment(first=20, last=30, mode="fit"),
        FramingSegment(
            first=30,
            last=45,
            mode="crop",
            width=width,
            height=1,
            points=(CropPoint(frame=30, center_x=0.0, center_y=0.5),),
        ),
        FramingSegment(
            first=45,
            last=60,
            mode="crop",
            width=0.5,
            height=0.5,
            points=(CropPoint(frame=45, center_x=0.5, center_y=0.5), CropPoint(frame=59, center_x=0.6, center_y=0.5)),
        ),
    )
    (made,) = await clip(runner, path, range(60), tmp_path, [(TALL, segments)])
    frames = gray_frames(made.video, 180, 320)
    assert len(frames) == 60

    def luma_at(share: float) -> float:
        return 20 + 210 * share

    for n, frame in enumerate(frames):
        middle = float(frame[150:170, 88:92].mean())
        if n < 20:
            moved = min(max(0.0, (n - 5) / 10), 1.0)
            assert middle == pytest.approx(luma_at(0.25 + 0.45 * moved), abs=3.5), n
        elif n < 30:
            # The whole picture in the middle, its blurred and darkened copy above.
            assert float(frame[160, 2:6].mean()) < 32, n
            assert float(frame[160, 174:178].mean()) > 215, n
            assert float(frame[20, 90]) == pytest.approx(luma_at(0.5) * 0.6, abs=5), n
        elif n < 45:
            assert middle == pytest.approx(luma_at(50 / 320), abs=3.5), n  # pushed back inside the picture
        else:
            assert middle == pytest.approx(luma_at(0.5 + 0.1 * (n - 45) / 14), abs=3.5), n


async def test_several_outputs_come_from_one_run_each_with_its_poster(
    runner: FfmpegRunner, talk: Path, tmp_path: Path
) -> None:
    frames = range(30, 60)
    square = OutputPreset(aspect="1:1", width=160, height=160, speed="ultrafast", max_frame_rate=15)
    part = (
        FramingSegment(
            first=0,
            last=30,
            mode="crop",
            width=180 / 320,
            height=1.0,
            points=(CropPoint(frame=0, center_x=0.5, center_y=0.5),),
        ),
    )
    fitted = (FramingSegment(first=0, last=30, mode="fit"),)
    made = await clip(runner, talk, frames, tmp_path, [(WIDE, whole(30)), (square, part), (TALL, fitted)])
    media = await inspect(talk, 3600)
    for paths, preset in zip(made, (WIDE, square, TALL), strict=True):
        measured = await measure(runner, paths.video)
        promise = Promise(
            preset=preset, ranges=(TimeRange(start=30 * 1001 / 30000, end=60 * 1001 / 30000),), media=media
        )
        assert breaches_of(measured, promise) == []
        poster = gray_frames(paths.poster, 32, 18)[0]
        assert poster.std() > 10
    assert [paths.frames for paths in made] == [30, 15, 30]


CAPTION = """[Script Info]
ScriptType: v4.00+
PlayResX: 180
PlayResY: 320
YCbCr Matrix: TV.709

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,20,&H0000D6FF,&H0000D6FF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,0,0,7,0,0,0,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:00.20,0:00:00.40,Default,,0,0,0,,{\\p1}m 0 0 l 180 0 180 100 0 100{\\p0}
"""


async def test_captions_are_burned_in_their_true_colour_on_their_frames(
    runner: FfmpegRunner, talk: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "a folder, with 'quotes' [and] %d; colons: \\"
    folder.mkdir()
    ass = folder / "-i x;`id`.ass"
    ass.write_text(CAPTION)
    dark = write_video(tmp_path / "dark.mp4", (np.full((180, 320), 20, np.uint8) for _ in range(40)), "25")
    (made,) = await clip(runner, dark, range(30), folder, [(TALL, whole(30))], ass)
    lit = [n for n, frame in enumerate(gray_frames(made.video, 180, 320)) if frame[50, 90] > 100]
    assert lit == list(range(5, 10))
    # #FFD600 in BT.709, limited range: Y 194. By BT.601 it would be 189.
    assert float(luma_frames(made.video, 180, 320)[7][20:80, 20:160].mean()) == pytest.approx(194, abs=1.5)


async def test_the_same_clip_has_the_same_bytes(runner: FfmpegRunner, talk: Path, tmp_path: Path) -> None:
    digests = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        (made,) = await clip(
            runner, talk, range(20, 80), folder, [(TALL, (FramingSegment(first=0, last=60, mode="fit"),))]
        )
        digests.append([hashlib.sha256(path.read_bytes()).hexdigest() for path in (made.video, made.poster)])
    assert digests[0] == digests[1]


async def test_nothing_of_the_sources_own_tags_goes_out(runner: FfmpegRunner, talk: Path, tmp_path: Path) -> None:
    path = tmp_path / "tagged.mp4"
    ffmpeg("-i", talk, "-c", "copy", "-metadata", "title=SECRET-TITLE", "-metadata", "location=+52.5+013.4/", path)
    (made,) = await clip(runner, path, range(20), tmp_path)
    assert b"SECRET-TITLE" not in made.video.read_bytes()


async def test_a_clip_past_the_end_of_the_source_is_refused(runner: FfmpegRunner, talk: Path, tmp_path: Path) -> None:
    with pytest.raises(RejectedError) as refused:
        await clip(runner, talk, range(200, 300), tmp_path)
    assert refused.value.code == "media.truncated"


async def test_a_cancelled_render_ends_its_children_at_once(runner: FfmpegRunner, talk: Path, tmp_path: Path) -> None:
    slow = OutputPreset(aspect="16:9", width=1920, height=1080, speed="veryslow", crf=1)
    work = asyncio.create_task(clip(runner, talk, range(239), tmp_path, [(slow, whole(239))]))
    await asyncio.sleep(3)
    assert encoders(tmp_path)
    work.cancel()
    began = asyncio.get_running_loop().time()
    with pytest.raises(asyncio.CancelledError):
        await work
    assert asyncio.get_running_loop().time() - began < 5
    assert encoders(tmp_path) == []


def encoders(folder: Path) -> list[psutil.Process]:
    """Living children that work in this folder; the test session has servers as children too."""
    living = [c for c in psutil.Process().children(recursive=True) if c.status() != psutil.STATUS_ZOMBIE]
    return [child for child in living if str(folder) in " ".join(child.cmdline())]
