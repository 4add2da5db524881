"""Every filter graph that the product builds is taken by the packaged ffmpeg: each length, rate, size, aspect and plan.

The commands are the product's own; the source behind them has two frames, and each output ends after one.
"""

import itertools
import re
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from adapters.media.cut import CutSound, cut_sound, raw_sound
from adapters.media.expressions import any_of
from adapters.media.extraction import extract_audio
from adapters.media.line_sounds import ready_lines
from adapters.media.mix import MixTarget, make_master, make_mix
from adapters.media.picture import analyse_picture
from adapters.media.picture_frames import PictureWatcher
from adapters.media.picture_size import proxy_size
from adapters.media.render import render
from adapters.media.shots import LookDetector
from adapters.media.stream import stream_parts
from domain.contracts.base import TimeRange
from domain.contracts.framing import Aspect, CropPoint, FramingPath, FramingSegment
from domain.contracts.media import Loudness, MediaInfo, SoundRepair, TrackPart
from domain.contracts.picture import FaceBox
from domain.contracts.render import OutputPreset
from domain.errors import RejectedError
from domain.heuristics.cut_list import frames_of
from domain.heuristics.picture_chunks import picture_chunks
from domain.media_engine import RenderTarget
from domain.progress import no_progress
from tests.adapters.media.footage import babble, write_sound
from tests.adapters.media.graphs import StartingRunner, media_of, tiny
from tests.adapters.media.lines import line_of

LENGTHS = (1, 9, 45, 120, 193, 195, 250, 299.9, 301, 385, 387, 451, 599, 905, 1860, 3660, 14_400)
RATES = ("1", "12", "24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001", "60", "120")
SMALL, ODD, TALL, FLAT, SQUARE = (64, 36), (75, 43), (36, 64), (160, 66), (48, 48)
ASPECTS: dict[Aspect, tuple[int, int]] = {"9:16": (54, 96), "1:1": (54, 54), "4:5": (54, 68), "16:9": (96, 54)}


class NoFaces:
    identity = "none"

    def detect(self, image: object, *, thorough: bool = False) -> list[FaceBox]:
        return []


@pytest.fixture
def starting() -> StartingRunner:
    return StartingRunner()


def stretches(seconds: float, media: MediaInfo) -> list[range]:
    """The first, second and last stretch of the plan."""
    assert media.video is not None
    plan = picture_chunks(seconds, media.video.frame_rate)
    return sorted({plan[0], plan[min(1, len(plan) - 1)], plan[-1]}, key=lambda stretch: stretch.start)


async def analysed(runner: StartingRunner, path: Path, media: MediaInfo, frames: range, folder: Path) -> None:
    # Two frames do not fill a stretch, and only the first pass over the source is of interest.
    with pytest.raises(RejectedError, match="cannot be decoded"):
        await analyse_picture(
            runner, NoFaces(), LookDetector(), path, media, frames, folder / "p.h264", folder / "t.jpg", no_progress
        )


@pytest.mark.parametrize("seconds", LENGTHS)
async def test_the_pictures_analysis_starts_for_every_length(
    starting: StartingRunner, tmp_path: Path, seconds: float
) -> None:
    for rate in ("25", "60000/1001"):
        path = tiny(tmp_path, size=SMALL, rate=rate)
        media = media_of(seconds, size=SMALL, rate=rate)
        for frames in stretches(seconds, media):
            await analysed(starting, path, media, frames, tmp_path)
    assert starting.started


@pytest.mark.parametrize("rate", RATES)
async def test_the_pictures_analysis_starts_for_every_rate_and_kind_of_picture(
    starting: StartingRunner, tmp_path: Path, rate: str
) -> None:
    for size, pixels, hdr, interlaced in (
        (ODD, "yuv420p", False, False),
        (TALL, "yuv422p10le", False, True),
        (SMALL, "yuv420p10le", True, False),
        (SQUARE, "bgr0", False, False),
    ):
        path = tiny(tmp_path, size=size, rate=rate, pixels=pixels, hdr=hdr)
        media = media_of(430, size=size, rate=rate, pixels=pixels, hdr=hdr, interlaced=interlaced)
        await analysed(starting, path, media, stretches(430, media)[0], tmp_path)


@pytest.mark.parametrize(("seconds", "rate"), [(7, "25"), (240, "30000/1001"), (430, "60"), (4000, "24"), (430, "1")])
def test_the_selection_takes_just_the_frames_that_are_looked_at(seconds: float, rate: str) -> None:
    media = media_of(seconds, size=SMALL, rate=rate)
    assert media.video is not None
    for frames in stretches(seconds, media):
        detector = LookDetector()
        before = min(frames.start, detector.memory)
        watcher = PictureWatcher(media, proxy_size(media.video), frames, before, NoFaces(), detector, no_progress)
        text = watcher.selection().replace("not(", "(not ")
        # Chains deeper than the parser goes are what this expression must never be.
        assert max(chain.count("+") for chain in re.split(r"[()]", text)) < 50
        chosen = eval(
            re.sub(r"\(not ", "np.logical_not(", text),
            {"mod": np.mod, "eq": np.equal, "np": np, "n": np.arange(len(frames) + before)},
        )
        assert tuple(np.flatnonzero(chosen) + frames.start - before) == watcher.shown


@pytest.mark.parametrize("count", [0, 1, 2, 3, 95, 96, 97, 300, 3000])
async def test_a_selection_may_have_any_number_of_terms(starting: StartingRunner, count: int) -> None:
    terms = any_of(f"eq(n,{number})" for number in range(count))
    await starting.run(
        ["-f", "lavfi", "-i", "color=s=16x16:d=1", "-vf", f"select='{terms}+1'", "-map", "0:v", "-f", "null", "-"],
        seconds=60,
    )


def crop(first: int, last: int, *, moving: bool = False, width: float = 0.31) -> FramingSegment:
    points = [CropPoint(frame=first, center_x=0.4, center_y=0.5)]
    if moving:
        points.append(CropPoint(frame=last - 1, center_x=0.7, center_y=0.5))
    return FramingSegment(first=first, last=last, mode="crop", width=width, points=tuple(points))


def framings(frames: int) -> dict[str, Sequence[FramingSegment]]:
    """Still, gliding, fitted, and as many runs as a lively discussion has shots."""
    step = max(2, frames // 40)
    bounds = [*range(0, frames - 1, step), frames]
    shots = [
        FramingSegment(first=a, last=b, mode="fit") if number % 3 == 2 else crop(a, b, width=0.3 + 0.1 * (number % 2))
        for number, (a, b) in enumerate(itertools.pairwise(bounds))
    ]
    return {
        "still": [crop(0, frames)],
        "gliding": [crop(0, frames, moving=True)],
        "fit": [FramingSegment(first=0, last=frames, mode="fit")],
        "shots": shots,
    }


def parts_of(plan: str) -> list[TimeRange]:
    """One part, near parts as when fillers are left out, and parts from all over the source."""
    if plan == "one":
        return [TimeRange(start=10, end=40)]
    if plan == "near":
        return [TimeRange(start=10 + 0.5 * number, end=10.3 + 0.5 * number) for number in range(150)]
    return [TimeRange(start=start, end=start + 9) for start in (900, 10, 3000, 11_000)]


async def rendered(
    runner: StartingRunner, folder: Path, media: MediaInfo, path: Path, framing: str, plan: str, max_rate: float = 60
) -> None:
    assert media.video is not None
    parts = parts_of(plan)
    frames = sum(map(len, frames_of(parts, media.video.frame_rate)))
    ass = folder / "c.ass"
    ass.write_text("[Script Info]\nPlayResX: 54\nPlayResY: 96\n\n[Events]\n")
    targets = [
        RenderTarget(
            preset=OutputPreset(aspect=aspect, width=size[0], height=size[1], max_frame_rate=max_rate),
            framing=FramingPath(aspect=aspect, frames=frames, segments=tuple(framings(frames)[framing])),
            ass=ass if aspect == "9:16" else None,
        )
        for aspect, size in ASPECTS.items()
    ]
    work = folder / f"work{runner.started}"
    work.mkdir()
    (folder / "fonts").mkdir(exist_ok=True)
    await render(runner, folder / "fonts", path, media, parts, targets, work, no_progress)


@pytest.mark.parametrize("rate", RATES)
async def test_renders_start_for_every_rate(starting: StartingRunner, tmp_path: Path, rate: str) -> None:
    path = tiny(tmp_path, size=SMALL, rate=rate)
    media = media_of(14_400, size=SMALL, rate=rate)
    for max_rate in (60, 30) if Fraction(rate) > 30 else (60,):
        await rendered(starting, tmp_path, media, path, "gliding", "one", max_rate)


@pytest.mark.parametrize("plan", ["one", "near", "far"])
@pytest.mark.parametrize("framing", ["still", "gliding", "fit", "shots"])
async def test_renders_start_for_every_framing_and_cut(
    starting: StartingRunner, tmp_path: Path, framing: str, plan: str
) -> None:
    path = tiny(tmp_path, size=FLAT, rate="25")
    await rendered(starting, tmp_path, media_of(14_400, size=FLAT, rate="25"), path, framing, plan)


@pytest.mark.parametrize("sound", [True, False])
@pytest.mark.parametrize(
    ("size", "pixels", "hdr"),
    [
        *((size, pixels, False) for size in (SMALL, ODD, TALL, SQUARE) for pixels in ("yuv420p", "yuv422p10le")),
        *((size, "yuv420p10le", True) for size in (SMALL, ODD)),
        *((SMALL, pixels, False) for pixels in ("yuvj444p", "bgr0", "gbrp10le", "gray", "gray10le", "yuv411p", "pal8")),
    ],
)
async def test_renders_start_for_every_size_and_kind_of_picture(
    starting: StartingRunner, tmp_path: Path, size: tuple[int, int], pixels: str, hdr: bool, sound: bool
) -> None:
    stored = "bgr0" if pixels == "pal8" else pixels
    path = tiny(tmp_path, size=size, rate="25", pixels=stored, hdr=hdr, sound=sound)
    media = media_of(600, size=size, rate="25", pixels=pixels, hdr=hdr, sound=sound)
    for framing in ("gliding", "fit"):
        await rendered(starting, tmp_path, media, path, framing, "one")


@pytest.mark.parametrize("seconds", [1, 300, 14_400])
async def test_the_sounds_extraction_starts(starting: StartingRunner, tmp_path: Path, seconds: float) -> None:
    path = tiny(tmp_path, size=SMALL, rate="25")
    media = media_of(seconds, size=SMALL, rate="25")
    await extract_audio(starting, path, media, tmp_path / "s.flac", tmp_path / "p.json", no_progress)


@pytest.mark.parametrize(
    "audio",
    [
        SoundRepair(sides="invert_right", high_pass=True, gain_db=40),
        SoundRepair(sides="spread"),
        SoundRepair(downmix="equal", channels=(0,)),
        None,
    ],
)
async def test_every_mended_sound_starts(starting: StartingRunner, tmp_path: Path, audio: SoundRepair | None) -> None:
    path = tiny(tmp_path, size=SMALL, rate="25")
    media = media_of(300, size=SMALL, rate="25")
    assert media.audio is not None
    parts = (TrackPart(index=0), TrackPart(index=0, repair=SoundRepair(sides="spread"))) if audio is None else ()
    media = media.model_copy(update={"audio": media.audio.model_copy(update={"repair": audio, "mixed": parts})})
    await extract_audio(starting, path, media, tmp_path / "s.flac", tmp_path / "p.json", no_progress)
    await cut_sound(starting, path, media, [range(100), range(200, 300)], tmp_path / "cut.f32")
    await stream_parts(starting, path, media, [range(100), range(200, 300)], lambda _: None)
    surround = media.model_copy(update={"audio": media.audio.model_copy(update={"channels": 6})})  # type: ignore[union-attr]
    await stream_parts(starting, path, surround, [range(100)], lambda _: None)


async def test_mixes_and_masters_start(starting: StartingRunner, tmp_path: Path) -> None:
    raw = tmp_path / "raw.f32"
    np.zeros(48_000 * 2, np.float32).tofile(raw)
    for layout in ("stereo", "5.1"):
        for lufs, peak in ((-30.0, -20.0), (-8.0, 3.0)):
            cut = CutSound(raw_sound(raw, layout), 0.5, Loudness(integrated_lufs=lufs, true_peak_dbtp=peak))
            await make_mix(starting, cut, MixTarget(-14.0, -1.0), 192, tmp_path / "m.m4a")
            await make_master(starting, cut, MixTarget(-14.0, -1.0), tmp_path / "m.flac")


async def test_lines_and_the_original_under_them_start(starting: StartingRunner, tmp_path: Path) -> None:
    said = write_sound(tmp_path / "line.wav", babble(2, 0.1))
    lines = [line_of(said, number, 3.0 * number, 2.0, 1 + 0.02 * number) for number in range(1, 11)]
    await ready_lines(starting, lines, tmp_path, no_progress)
    path = tiny(tmp_path, size=SMALL, rate="25")
    media = media_of(14_400, size=SMALL, rate="25")
    await stream_parts(starting, path, media, [range(100), range(200, 300), range(90_000, 90_100)], lambda _: None)
