"""Sound without a picture becomes a picture that moves with the voice, in every aspect, with its cover and its title."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.inspection import inspect
from adapters.media.measurement import measure
from adapters.media.picture_join import join_proxy
from adapters.media.render import render
from adapters.subtitles.fonts import PackagedFonts
from domain.contracts.base import TimeRange
from domain.contracts.framing import Aspect, FramingPath, FramingSegment
from domain.contracts.media import MediaInfo
from domain.contracts.render import OutputPreset
from domain.media_engine import RenderedPaths, RenderTarget
from domain.progress import no_progress
from tests.adapters.media.footage import babble, ffmpeg, write_sound

SIZES: dict[Aspect, tuple[int, int]] = {"9:16": (540, 960), "1:1": (540, 540), "4:5": (540, 676), "16:9": (960, 540)}
SECONDS = 4
ASTRONAUT = Path(__file__).with_name("astronaut.jpg")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> PackagedFonts:
    return PackagedFonts(tmp_path_factory.mktemp("fonts"))


@pytest.fixture(scope="module")
def voice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds of silence, then two of noise in syllables."""
    samples = np.concatenate([np.zeros(2 * 48_000), babble(2, 0.1)])
    return write_sound(tmp_path_factory.mktemp("voice") / "voice.wav", samples)


def podcast(voice: Path, path: Path, *codec: str, cover: bool) -> Path:
    art = ("-i", ASTRONAUT, "-map", "0:a", "-map", "1:v", "-c:v", "copy", "-disposition:v", "attached_pic")
    tags = ("-metadata", "title=Episode 12", "-metadata", "artist=The Kitchen Table")
    ffmpeg("-i", voice, *(art if cover else ()), *codec, *tags, path)
    return path


async def drawn(
    runner: FfmpegRunner, path: Path, folder: Path, aspects: tuple[Aspect, ...], fonts: PackagedFonts, title: str
) -> tuple[MediaInfo, tuple[RenderedPaths, ...]]:
    media = await inspect(path, 3600)
    assert media.video is not None
    frames = media.video.frame_rate.frame_at(SECONDS)
    targets = []
    for aspect in aspects:
        width, height = SIZES[aspect]
        whole = (FramingSegment(first=0, last=frames, mode="fit"),)
        preset = OutputPreset(aspect=aspect, width=width, height=height, speed="ultrafast", crf=16)
        framing = FramingPath(aspect=aspect, frames=frames, segments=whole)
        targets.append(RenderTarget(preset=preset, framing=framing, title=title))
    out = folder / "out"
    out.mkdir()
    cut = [TimeRange(start=0, end=SECONDS)]
    made = await render(runner, fonts.folder(), path, media, cut, targets, out, no_progress, fonts=fonts)
    return media, made


def frame(path: Path, number: int) -> np.ndarray:
    video = cv2.VideoCapture(str(path))
    video.set(cv2.CAP_PROP_POS_FRAMES, number)
    done, pixels = video.read()
    assert done
    return pixels.astype(np.int32)


async def test_every_aspect_is_drawn_in_its_own_size_and_moves_with_the_voice(
    runner: FfmpegRunner, voice: Path, library: PackagedFonts, tmp_path: Path
) -> None:
    path = podcast(voice, tmp_path / "pod.mp3", "-c:a", "libmp3lame", cover=True)
    media, made = await drawn(runner, path, tmp_path, tuple(SIZES), library, "What we learned from it")
    assert media.video is not None
    assert (media.video.drawn, media.video.cover, media.title, media.artist) == (
        True,
        0,
        "Episode 12",
        "The Kitchen Table",
    )
    for paths, (width, height) in zip(made, SIZES.values(), strict=True):
        measured = await measure(runner, paths.video)
        assert (measured.width, measured.height, measured.frames) == (width, height, SECONDS * 30)
        assert (measured.color_space, measured.pixel_format) == ("bt709", "yuv420p")
        assert measured.first_frame_luma > 30
        assert measured.audio_seconds == pytest.approx(SECONDS, abs=0.03)
        silent, still = frame(paths.video, 20), frame(paths.video, 40)
        assert np.abs(silent - still).mean() < 0.3
        loud = frame(paths.video, 75)
        changed = np.abs(loud - still).max(axis=2) > 60
        rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
        assert rows.size > height * 0.03
        assert columns[-1] - columns[0] > 0.3 * width
        # The bars move, and nothing else: neither over the title nor where captions stand.
        assert rows[0] > 0.3 * height
        assert rows[-1] < 0.72 * height


async def test_cover_and_title_are_in_the_picture(
    runner: FfmpegRunner, voice: Path, library: PackagedFonts, tmp_path: Path
) -> None:
    path = podcast(voice, tmp_path / "pod.m4a", "-c:a", "aac", cover=True)
    _, (with_title,) = await drawn(runner, path, tmp_path, ("1:1",), library, "What we learned from it")
    shown = frame(with_title.video, 10).astype(np.uint8)
    cover = cv2.imread(str(ASTRONAUT))
    place = shown[60:220, 60:215]
    scaled = cv2.resize(cover, (185, 185), interpolation=cv2.INTER_AREA)
    likeness = cv2.matchTemplate(scaled, place, cv2.TM_CCOEFF_NORMED).max()
    assert likeness > 0.9
    white = (shown[:, 240:].min(axis=2) > 225).sum()
    assert white > 900


async def test_without_a_cover_the_ground_is_our_own_and_letters_of_every_script_are_drawn(
    runner: FfmpegRunner, voice: Path, library: PackagedFonts, tmp_path: Path
) -> None:
    path = podcast(voice, tmp_path / "pod.opus", "-c:a", "libopus", cover=False)
    _, (made,) = await drawn(
        runner, path, tmp_path, ("9:16",), library, "昨日は雨が降りました、明日は晴れるでしょう {\\b1}"
    )
    shown = frame(made.video, 10)
    assert shown[..., 0].mean() > shown[..., 1].mean() + 20  # blue
    title = shown[130:330]
    assert (title.min(axis=2) > 225).sum() > 800


@pytest.mark.parametrize("kind", ["wav", "flac", "ogg", "mka", "aac", "aiff"])
async def test_every_kind_of_sound_file_is_taken(voice: Path, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"sound.{kind}"
    ffmpeg("-i", voice, path)
    media = await inspect(path, 3600)
    assert media.video is not None
    assert media.video.drawn
    assert media.duration == pytest.approx(SECONDS, abs=0.1)


@pytest.mark.parametrize("name", ["one.mp4", "one.mkv", "one.webm", "one.ts"])
async def test_one_still_picture_with_sound_is_a_cover(voice: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    ffmpeg("-i", ASTRONAUT, "-i", voice, path)
    media = await inspect(path, 3600)
    assert media.video is not None
    assert (media.video.drawn, media.video.cover) == (True, 0)
    assert media.duration == pytest.approx(SECONDS, abs=0.1)


async def test_proxy_and_thumbnails_show_the_cover_and_no_cut(
    runner: FfmpegRunner, voice: Path, see, tmp_path: Path
) -> None:
    path = podcast(voice, tmp_path / "pod.mp3", "-c:a", "libmp3lame", cover=True)
    media = await inspect(path, 3600)
    seen = [await see(path, media, part) for part in (range(50), range(50, 120))]
    assert [len(one.chunk.cut_scores) for one in seen] == [50, 70]
    assert not any(max(one.chunk.cut_scores) or one.chunk.faces for one in seen)

    async def parts():
        for one in seen:
            yield one.part

    await join_proxy(runner, path, media, parts(), tmp_path / "proxy.mp4")
    measured = await measure(runner, tmp_path / "proxy.mp4")
    assert (measured.frames, measured.width, measured.height) == (120, 960, 540)
    assert cv2.imread(str(seen[0].thumbnails)).std() > 20


async def test_a_spoilt_cover_does_not_stop_the_talk(
    runner: FfmpegRunner, voice: Path, library: PackagedFonts, tmp_path: Path
) -> None:
    path = podcast(voice, tmp_path / "pod.mp3", "-c:a", "libmp3lame", cover=True)
    data = bytearray(path.read_bytes())
    at = data.index(b"\xff\xd8\xff")
    data[at + 200 : at + 6000] = b"\x00" * 5800
    path.write_bytes(data)
    _, (made,) = await drawn(runner, path, tmp_path, ("16:9",), library, "")
    assert (await measure(runner, made.video)).frames == SECONDS * 30
