"""Cuts that jump about in their source: the same frames, in the order asked for, from one decoder at a time."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import psutil
import pytest

from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.inspection import inspect
from adapters.media.measurement import measure
from adapters.media.reels import NEAR_SECONDS, reels_of
from adapters.media.render import render
from domain.contracts.base import TimeRange
from domain.contracts.framing import CropPoint, FramingPath, FramingSegment
from domain.contracts.media import FrameRate, MediaInfo
from domain.contracts.render import OutputPreset
from domain.errors import RejectedError
from domain.heuristics.output_contract import Promise, breaches_of
from domain.media_engine import RenderedPaths, RenderTarget, SoundFile
from domain.progress import no_progress
from tests.adapters.media.footage import (
    clicks,
    ffmpeg,
    gray_frames,
    mono,
    number_of,
    numbered,
    onsets,
    write_sound,
    write_video,
)

WIDE = OutputPreset(aspect="16:9", width=320, height=180, speed="ultrafast", crf=12)
RATE = FrameRate(num=25, den=1)
_PQ = "log-level=none:keyint=20:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc"
CLICKS = (1.2, 3.0, 9.0, 20.2, 30.4, 39.0)


@pytest.fixture(scope="session")
def long_talk(shelf: Path) -> Path:
    """Forty seconds at 25 frames a second, numbered, a key frame every 1.6 s; clicks at CLICKS."""
    sound = write_sound(shelf / "long.wav", clicks(40, CLICKS, level=0.5))
    return write_video(shelf / "long.mkv", map(numbered, range(1000)), "25", sound=sound, args=("-c:a", "flac"))


@pytest.fixture
async def media(long_talk: Path) -> MediaInfo:
    return await inspect(long_talk, 3600)


def ranges(parts: Sequence[range]) -> list[TimeRange]:
    return [TimeRange(start=RATE.time_of(part.start), end=RATE.time_of(part.stop)) for part in parts]


async def shown(
    runner: FfmpegRunner,
    path: Path,
    media: MediaInfo,
    parts: Sequence[range],
    folder: Path,
    *,
    targets: int = 1,
    sound: SoundFile | None = None,
    preset: OutputPreset = WIDE,
) -> tuple[RenderedPaths, ...]:
    frames = sum(map(len, parts))
    whole = FramingSegment(first=0, last=frames, mode="crop", points=(CropPoint(frame=0, center_x=0.5, center_y=0.5),))
    target = RenderTarget(preset=preset, framing=FramingPath(aspect="16:9", frames=frames, segments=(whole,)))
    out = folder / "out"
    (folder / "fonts").mkdir(exist_ok=True)
    out.mkdir()
    made = await render(
        runner, folder / "fonts", path, media, ranges(parts), [target] * targets, out, no_progress, sound
    )
    assert not (out / "strip").exists()
    return made


def test_near_parts_in_order_share_a_pass() -> None:
    near = int(NEAR_SECONDS * 25)
    parts = [range(10), range(10, 20), range(20 + near, 30 + near), range(31 + 2 * near, 40 + 2 * near), range(5, 9)]
    assert [len(reel) for reel in reels_of(parts, RATE)] == [3, 1, 1]


async def test_parts_in_any_order_show_their_frames(
    runner: FfmpegRunner, long_talk: Path, media: MediaInfo, tmp_path: Path
) -> None:
    parts = (range(741, 780), range(25, 50), range(60, 70), range(970, 1000), range(25, 26), range(500, 513))
    first, second = await shown(runner, long_talk, media, parts, tmp_path, targets=2)
    wanted = [n for part in parts for n in part]
    assert [number_of(frame) for frame in gray_frames(first.video)] == wanted
    assert [number_of(frame) for frame in gray_frames(second.video)] == wanted
    measured = await measure(runner, first.video)
    assert breaches_of(measured, Promise(preset=WIDE, ranges=tuple(ranges(parts)), media=media)) == []


async def test_the_sound_goes_with_its_frames(
    runner: FfmpegRunner, long_talk: Path, media: MediaInfo, tmp_path: Path
) -> None:
    parts = (range(750, 775), range(20, 45), range(500, 520))
    (made,) = await shown(runner, long_talk, media, parts, tmp_path)
    # 30.4 s lies 0.4 s into the first part; 1.2 s 0.4 s into the second; 20.2 s 0.2 s into the third.
    assert onsets(mono(made.video)) == pytest.approx([0.4, 1.4, 2.2], abs=0.012)


async def test_another_sound_on_the_sources_time_is_cut_like_the_picture(
    runner: FfmpegRunner, long_talk: Path, media: MediaInfo, tmp_path: Path
) -> None:
    """Its clicks lie elsewhere than the source's, whose own are not heard."""
    other = write_sound(tmp_path / "other.flac", clicks(40, (1.5, 8.0, 30.1), level=0.5))
    sound = SoundFile(path=other, timeline="source")
    parts = (range(750, 775), range(20, 45))
    (made,) = await shown(runner, long_talk, media, parts, tmp_path, sound=sound)
    assert onsets(mono(made.video)) == pytest.approx([0.1, 1.7], abs=0.012)


async def test_another_sound_on_the_outputs_time_is_not_cut(
    runner: FfmpegRunner, long_talk: Path, media: MediaInfo, tmp_path: Path
) -> None:
    other = write_sound(tmp_path / "other.flac", clicks(2, (0.3, 1.25, 1.9), level=0.5))
    sound = SoundFile(path=other, timeline="output")
    parts = (range(750, 775), range(20, 45))
    (made,) = await shown(runner, long_talk, media, parts, tmp_path, sound=sound)
    assert onsets(mono(made.video)) == pytest.approx([0.3, 1.25, 1.9], abs=0.012)
    measured = await measure(runner, made.video)
    assert measured.audio_seconds == pytest.approx(2.0, abs=0.022)
    assert made.integrated_lufs == pytest.approx(-14, abs=0.5)


async def test_a_source_in_another_format_keeps_its_colours(runner: FfmpegRunner, tmp_path: Path) -> None:
    """Full range, RGB, ten bits and HDR are the same picture whether decoded at one go or in reels."""
    card = np.zeros((180, 320), np.uint8)
    card[:, 160:] = 200
    for name, args in {
        "full.mkv": ("-c:v", "libx264", "-qp", "0", "-pix_fmt", "yuvj420p"),
        "rgb.mkv": ("-c:v", "libx264rgb", "-qp", "0", "-pix_fmt", "rgb24"),
        "deep.mkv": ("-c:v", "libx264", "-qp", "4", "-pix_fmt", "yuv420p10le"),
        "hdr.mkv": ("-c:v", "libx265", "-x265-params", _PQ, "-preset", "ultrafast", "-pix_fmt", "yuv420p10le"),
    }.items():
        path = tmp_path / name
        write_video(
            path, (card for _ in range(60)), "25", args=(*args, "-g", "20", "-vf", "colorchannelmixer=rr=.9:bb=.5")
        )
        info = await inspect(path, 3600)
        means = []
        for parts in ((range(20, 60),), (range(20, 40), range(20))):
            folder = tmp_path / f"{name}{len(parts)}"
            folder.mkdir()
            (made,) = await shown(runner, path, info, parts, folder)
            picture = folder / "colours.rgb"
            ffmpeg("-i", made.video, "-frames:v", "1", "-pix_fmt", "rgb24", "-f", "rawvideo", picture)
            means.append(np.frombuffer(picture.read_bytes(), np.uint8).reshape(180, 320, 3)[:, 200:].mean((0, 1)))
        # Each step rounds by a level or two; another range or matrix would be off by ten and more.
        assert means[0] == pytest.approx(means[1], abs=4), name


async def test_a_source_that_ends_too_soon_is_refused(
    runner: FfmpegRunner, long_talk: Path, media: MediaInfo, tmp_path: Path
) -> None:
    longer = media.model_copy(update={"duration": 60.0})
    with pytest.raises(RejectedError, match=r"media\.truncated"):
        await shown(runner, long_talk, longer, (range(980, 1030), range(10)), tmp_path)


async def test_an_encoder_that_fails_ends_the_decoders(
    runner: FfmpegRunner, long_talk: Path, media: MediaInfo, tmp_path: Path
) -> None:
    impossible = OutputPreset(aspect="16:9", width=320, height=180, speed="no such preset")
    with pytest.raises(Exception, match=r"media\.tool_failed"):
        await shown(runner, long_talk, media, (range(500, 600), range(100)), tmp_path, preset=impossible)
    assert _ffmpegs() == []


async def test_a_cancelled_render_leaves_nobody_behind(
    runner: FfmpegRunner, long_talk: Path, media: MediaInfo, tmp_path: Path
) -> None:
    slow = OutputPreset(aspect="16:9", width=1280, height=720, speed="veryslow", crf=1)
    work = asyncio.create_task(shown(runner, long_talk, media, (range(500, 600), range(100)), tmp_path, preset=slow))
    while not (tmp_path / "out" / "clip0.mp4").exists():  # noqa: ASYNC110 - a file tells nobody that it is there
        await asyncio.sleep(0.05)
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    assert _ffmpegs() == []


def _ffmpegs() -> list[psutil.Process]:
    return [child for child in psutil.Process().children(recursive=True) if "ffmpeg" in child.name()]
