"""Clips of several parts: exactly their frames and their sound, in step, and windows that move where they should."""

from pathlib import Path

import numpy as np
import pytest

from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.inspection import inspect
from adapters.media.measurement import measure
from adapters.media.render import render
from domain.contracts.base import TimeRange
from domain.contracts.framing import CropPoint, FramingPath, FramingSegment
from domain.contracts.render import OutputPreset
from domain.errors import RejectedError
from domain.heuristics.output_contract import Promise, breaches_of
from domain.media_engine import RenderedPaths, RenderTarget
from domain.progress import no_progress
from tests.adapters.media.footage import (
    clicks,
    gray_frames,
    mono,
    number_of,
    numbered,
    onsets,
    write_sound,
    write_video,
)

WIDE = OutputPreset(aspect="16:9", width=320, height=180, speed="ultrafast", crf=12)
PARTS = (range(30, 60), range(75, 80), range(130, 175))


async def cut(runner: FfmpegRunner, path: Path, folder: Path, parts: tuple[range, ...], rate: float) -> RenderedPaths:
    media = await inspect(path, 3600)
    frames = sum(map(len, parts))
    whole = FramingSegment(first=0, last=frames, mode="crop", points=(CropPoint(frame=0, center_x=0.5, center_y=0.5),))
    target = RenderTarget(preset=WIDE, framing=FramingPath(aspect="16:9", frames=frames, segments=(whole,)))
    (folder / "fonts").mkdir()
    (folder / "out").mkdir()
    ranges = [TimeRange(start=part.start / rate, end=part.stop / rate) for part in parts]
    (made,) = await render(runner, folder / "fonts", path, media, ranges, [target], folder / "out", no_progress)
    return made


async def test_the_frames_of_all_parts_follow_each_other_and_no_others(
    runner: FfmpegRunner, talk: Path, tmp_path: Path
) -> None:
    rate = 30000 / 1001
    made = await cut(runner, talk, tmp_path, PARTS, rate)
    assert [number_of(frame) for frame in gray_frames(made.video)] == [n for part in PARTS for n in part]
    media = await inspect(talk, 3600)
    ranges = tuple(TimeRange(start=part.start / rate, end=part.stop / rate) for part in PARTS)
    measured = await measure(runner, made.video)
    assert breaches_of(measured, Promise(preset=WIDE, ranges=ranges, media=media)) == []


async def test_the_sound_stays_with_its_frames_across_the_joints(runner: FfmpegRunner, tmp_path: Path) -> None:
    """A click lies under known frames: those left out are not heard, the others are heard where their frame is seen."""
    moments = [1.2, 1.6, 2.2, 2.6, 4.0, 5.0, 6.5]
    sound = write_sound(tmp_path / "clicks.wav", clicks(8, moments, level=0.5))
    path = write_video(tmp_path / "clicks.mkv", map(numbered, range(200)), "25", sound=sound, args=("-c:a", "flac"))
    parts = (range(25, 50), range(60, 80), range(120, 175))
    made = await cut(runner, path, tmp_path, parts, 25)
    heard = onsets(mono(made.video))
    # 1-2 s stays at 0, 2.4-3.2 s goes to 1.0, 4.8-7 s goes to 1.8; 2.2 and 4.0 are cut out.
    assert heard == pytest.approx([0.2, 0.6, 1.2, 2.0, 3.5], abs=0.012)


async def test_a_window_moves_by_the_clips_own_time(runner: FfmpegRunner, tmp_path: Path) -> None:
    ramp = np.broadcast_to(np.linspace(20, 230, 320).astype(np.uint8), (180, 320))
    path = write_video(tmp_path / "ramp.mp4", (ramp for _ in range(90)), "30")
    media = await inspect(path, 3600)
    points = (
        CropPoint(frame=0, center_x=0.2, center_y=0.5),
        CropPoint(frame=29, center_x=0.2, center_y=0.5),
        CropPoint(frame=30, center_x=0.8, center_y=0.5),
    )
    segment = FramingSegment(first=0, last=60, mode="crop", width=100 / 320, height=1.0, points=points)
    tall = OutputPreset(aspect="9:16", width=100, height=180, speed="ultrafast", crf=12)
    target = RenderTarget(preset=tall, framing=FramingPath(aspect="9:16", frames=60, segments=(segment,)))
    (tmp_path / "fonts").mkdir()
    (tmp_path / "out").mkdir()
    ranges = [TimeRange(start=0, end=1), TimeRange(start=2, end=3)]
    (made,) = await render(runner, tmp_path / "fonts", path, media, ranges, [target], tmp_path / "out", no_progress)
    brightness = [float(frame.mean()) for frame in gray_frames(made.video, 100, 180)]
    assert len(brightness) == 60
    assert max(brightness[:30]) < min(brightness[30:]) - 80, "it jumps with the joint, on the frame"


async def test_a_part_without_a_frame_is_refused(runner: FfmpegRunner, talk: Path, tmp_path: Path) -> None:
    with pytest.raises(RejectedError, match=r"media\.empty_cut"):
        await cut(runner, talk, tmp_path, (range(10, 20), range(30, 30)), 30000 / 1001)
