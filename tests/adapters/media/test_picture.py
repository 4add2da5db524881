"""The picture's analysis on real files: exact grid, stretches that join without a seam, and every kind of source."""

import asyncio
import re
import subprocess
from pathlib import Path

import cv2
import numpy as np
import pytest

from adapters.media.ffmpeg import locate_ffmpeg
from adapters.media.inspection import inspect
from adapters.media.thumbnails import join_thumbnails
from domain.errors import RejectedError
from domain.heuristics.picture_joining import join_chunks
from domain.heuristics.thumbnails import tile_origin
from tests.adapters.media.footage import ffmpeg, gray_frames, number_of, numbered, rough, write_video
from tests.adapters.media.test_faces import PORTRAIT

HOUR = 3600.0


def stream_line(path: Path) -> str:
    done = subprocess.run([locate_ffmpeg(), "-hide_banner", "-i", path], capture_output=True, text=True, check=False)
    return next(line for line in done.stderr.splitlines() if "Video:" in line)


@pytest.mark.parametrize("source", ["talk", "transport"])
async def test_stretches_joined_are_the_whole_to_the_last_digit(source: str, see, request) -> None:
    path = request.getfixturevalue(source)
    media = await inspect(path, HOUR)
    whole = await see(path, media, range(240))
    parts = [await see(path, media, frames) for frames in (range(97), range(97, 101), range(101, 240))]
    for field in ("cut_scores", "motion", "faces", "flashes"):
        joined = sum((getattr(part.chunk, field) for part in parts), ())
        assert joined == getattr(whole.chunk, field), field
    assert len(whole.chunk.cut_scores) == 240
    assert join_chunks([part.chunk for part in parts], media.video) == join_chunks([whole.chunk], media.video)


async def test_every_part_of_the_proxy_holds_exactly_its_frames(talk: Path, see) -> None:
    media = await inspect(talk, HOUR)
    for frames in (range(97), range(97, 101), range(101, 240)):
        seen = await see(talk, media, frames)
        assert rough(gray_frames(seen.part)) == list(frames)


async def test_a_variable_rate_is_laid_on_the_constant_grid(see, tmp_path: Path) -> None:
    """Frames 10 to 59 are missing from the file: what was on screen before stays on screen, in every stretch."""
    whole = write_video(tmp_path / "whole.mp4", map(numbered, range(120)), rate="30")
    source = tmp_path / "vfr.mp4"
    ffmpeg(
        *("-i", whole, "-vf", "select='not(between(n,10,59))*not(eq(mod(n,4),3))'", "-fps_mode", "vfr"),
        *("-c:v", "libx264", "-preset", "ultrafast", "-crf", "12", source),
    )
    media = await inspect(source, HOUR)
    assert media.video is not None
    rate = float(media.video.frame_rate.value)
    count = round(4 * rate)
    shown = [n for n in range(120) if not 10 <= n <= 59 and n % 4 != 3]
    expected = [max(n for n in shown if n <= frame * 30 / rate + 0.5) for frame in range(count)]
    for frames in (range(count), range(count // 3, count // 2)):
        seen = await see(source, media, frames)
        numbers = rough(gray_frames(seen.part))
        wrong = [abs(number - expected[frame]) for number, frame in zip(numbers, frames, strict=True)]
        assert max(wrong) <= 2
        assert len(seen.chunk.cut_scores) == len(frames)


async def test_a_picture_that_ends_before_the_sound_is_filled_up(see, talk: Path, tmp_path: Path) -> None:
    source = tmp_path / "short.mp4"
    ffmpeg("-i", talk, "-filter:v", "trim=end_frame=100", "-c:v", "libx264", "-crf", "12", "-c:a", "copy", source)
    media = await inspect(source, HOUR)
    for frames in (range(90, 130), range(180, 200)):
        numbers = rough(gray_frames((await see(source, media, frames)).part))
        assert numbers == [min(99, frame) for frame in frames]


SOURCES = {
    "odd size": (["-vf", "scale=427:241", "-pix_fmt", "yuv444p"], (426, 240)),
    "ten bits HDR": (
        [*("-vf", "scale=1280:720", "-pix_fmt", "yuv420p10le", "-c:v", "libx265", "-preset", "ultrafast"),
         *("-x265-params", "log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc")],
        (960, 540),
    ),
    "upright": (["-vf", "scale=1080:1920"], (540, 960)),
    "very wide": (["-vf", "scale=2560:640"], (1280, 320)),
    "square pixels only by a ratio": (["-vf", "scale=720:576,setsar=64/45"], (960, 540)),
    "full range": (["-vf", "scale=640:360:out_range=full", "-pix_fmt", "yuvj420p"], (640, 360)),
    "VP9": (["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"], (320, 180)),
}  # fmt: skip


@pytest.mark.parametrize("kind", SOURCES)
async def test_sources_of_every_kind_become_a_plain_proxy_of_the_same_frames(kind: str, see, tmp_path: Path) -> None:
    args, size = SOURCES[kind]
    source = write_video(tmp_path / "source.mkv", map(numbered, range(45)), rate="30", args=["-crf", "16", *args]
                         if "-c:v" in args else ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "12", *args])  # fmt: skip
    media = await inspect(source, HOUR)
    seen = await see(source, media, range(5, 45))
    frames = gray_frames(seen.part)
    assert len(frames) == 40
    if kind != "ten bits HDR":  # PQ white is grey here
        assert rough(frames) == list(range(5, 45))
    assert len(seen.chunk.motion) == 40
    line = stream_line(seen.part)
    assert re.search(rf"yuv420p\(tv, bt709.* {size[0]}x{size[1]}", line), line


async def test_a_rotated_video_is_seen_upright(see, talk: Path, tmp_path: Path) -> None:
    source = tmp_path / "phone.mp4"
    ffmpeg("-display_rotation:v:0", "90", "-i", talk, "-c", "copy", source)
    media = await inspect(source, HOUR)
    seen = await see(source, media, range(60))
    assert "180x320" in stream_line(seen.part)
    frames = gray_frames(seen.part, 180, 320)
    assert list(range(60)) in [rough([np.rot90(frame, turn) for frame in frames]) for turn in (1, -1)]


def portrait_video(path: Path, *, mouth: bool) -> Path:
    """Three seconds of the portrait that wanders to the right; with `mouth` its mouth opens and shuts."""
    portrait = cv2.imread(str(PORTRAIT))
    frames = []
    for number in range(90):
        face = portrait.copy()
        if mouth and number // 3 % 2:
            cv2.ellipse(face, (162, 168), (22, 12), 0, 0, 360, (20, 20, 60), -1)
        picture = np.full((540, 960, 3), 90, np.uint8)
        x = 100 + number * 2
        picture[70:470, x : x + 400] = face
        frames.append(picture.tobytes())
    ffmpeg(
        *("-f", "rawvideo", "-pix_fmt", "bgr24", "-s", "960x540", "-r", "30", "-i", "-"),
        *("-c:v", "libx264", "-preset", "ultrafast", "-crf", "15", "-pix_fmt", "yuv420p", path),
        data=b"".join(frames),
    )
    return path


async def test_a_face_is_followed_three_times_a_second_and_its_mouth_is_watched(see, tmp_path: Path) -> None:
    motions = {}
    for mouth in (False, True):
        source = portrait_video(tmp_path / f"face{mouth}.mp4", mouth=mouth)
        seen = await see(source, await inspect(source, HOUR), range(90))
        samples = seen.chunk.faces
        assert [sample.time for sample in samples] == [round(n / 3, 4) for n in range(9)]
        assert all(len(sample.boxes) == 1 for sample in samples)
        for index, sample in enumerate(samples):
            center = (sample.boxes[0].x + sample.boxes[0].w / 2) * 960
            assert center == pytest.approx(100 + index * 20 + 0.415 * 400, abs=20)
        motions[mouth] = sum(sample.boxes[0].mouth_motion for sample in samples) / len(samples)
    assert motions[True] > 4 * motions[False]
    assert motions[True] > 0.01


async def test_thumbnails_are_the_frames_of_their_times_and_join_to_one_sheet(see, talk: Path, tmp_path: Path) -> None:
    media = await inspect(talk, HOUR)
    parts = [await see(talk, media, frames) for frames in (range(100), range(100, 110), range(110, 240))]
    target = tmp_path / "sprite.jpg"
    join_thumbnails(media, [(part.frames, part.thumbnails) for part in parts], target)
    sheet = cv2.imread(str(target), cv2.IMREAD_GRAYSCALE)
    assert sheet.shape[1] >= 4 * 160
    for index, frame in enumerate([0, 60, 120, 180]):
        x, y = tile_origin(index, (160, 90))
        assert number_of(sheet[y : y + 90, x : x + 160]) == frame


async def test_progress_grows_to_the_end(see, talk: Path) -> None:
    shares: list[float] = []
    await see(talk, await inspect(talk, HOUR), range(240), shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(shares) >= 5


def with_empty_frames(source: Path, target: Path) -> Path:
    """The same file with an index that is whole and frames of zeros."""
    data = source.read_bytes()
    start = data.index(b"mdat") + 4
    size = int.from_bytes(data[start - 8 : start - 4], "big")
    target.write_bytes(data[:start] + bytes(size - 8) + data[start - 8 + size :])
    return target


async def test_a_picture_that_cannot_be_decoded_is_refused(see, talk: Path, tmp_path: Path) -> None:
    media = await inspect(talk, HOUR)
    broken = with_empty_frames(talk, tmp_path / "broken.mp4")
    with pytest.raises(RejectedError) as refused:
        await see(broken, media, range(240))
    assert refused.value.code == "media.damaged"


async def test_a_cancelled_analysis_ends_at_once(see, tmp_path: Path) -> None:
    source = tmp_path / "long.mp4"
    ffmpeg(*("-f", "lavfi", "-i", "testsrc2=s=1280x720:r=30:d=20", "-c:v", "libx264", "-preset", "ultrafast", source))
    media = await inspect(source, HOUR)
    work = asyncio.create_task(see(source, media, range(600)))
    await asyncio.sleep(0.7)
    work.cancel()
    async with asyncio.timeout(5):
        with pytest.raises(asyncio.CancelledError):
            await work
