"""A picture that is shown whole: where it stands, and what its blurred ground is made of."""

from pathlib import Path

import numpy as np
import pytest

from adapters.media.ffmpeg import FfmpegRunner
from domain.contracts.framing import CropPoint, FramingSegment
from domain.contracts.render import OutputPreset
from domain.heuristics.caption_styles import caption_top
from domain.heuristics.framing_fit import fitted_top
from tests.adapters.media.footage import HEIGHT, WIDTH, Gray, luma_frames, write_video
from tests.adapters.media.rendering import TALL, clip

SQUARE = OutputPreset(aspect="1:1", width=180, height=180, speed="ultrafast", crf=8)
BAR = 24
FRAMES = 36


def barred(_: int) -> Gray:
    """White below black bars, with a grey half so that the window's place can be told."""
    frame = np.zeros((HEIGHT, WIDTH), np.uint8)
    frame[BAR : HEIGHT - BAR] = 220
    frame[BAR : HEIGHT - BAR, WIDTH // 2 :] = 120
    return frame


def stored(gray: int) -> float:
    """The luma of limited range."""
    return 16 + gray * 219 / 255


def fit(*, inside: bool) -> FramingSegment:
    if not inside:
        return FramingSegment(first=0, last=FRAMES, mode="fit")
    point = CropPoint(frame=0, center_x=0.5, center_y=0.5)
    height = (HEIGHT - 2 * BAR) / HEIGHT
    return FramingSegment(first=0, last=FRAMES, mode="fit", width=1.0, height=height, points=(point,))


async def shown(runner: FfmpegRunner, tmp_path: Path, preset: OutputPreset, *, inside: bool) -> Gray:
    source = write_video(tmp_path / "barred.mp4", map(barred, range(FRAMES)), "30")
    (made,) = await clip(runner, source, range(FRAMES), tmp_path, [(preset, (fit(inside=inside),))])
    return luma_frames(made.video, preset.width, preset.height)[FRAMES // 2]


@pytest.mark.parametrize("preset", [TALL, SQUARE])
async def test_neither_the_picture_nor_its_ground_shows_the_bars(
    runner: FfmpegRunner, tmp_path: Path, preset: OutputPreset
) -> None:
    frame = await shown(runner, tmp_path, preset, inside=True)
    assert frame.min() > 60
    wide = preset.width
    high = (HEIGHT - 2 * BAR) / WIDTH * wide
    top = fitted_top(preset.aspect, high / preset.height) * preset.height
    inside = frame[round(top) + 3 : round(top + high) - 3]
    assert abs(float(np.median(inside[:, : wide // 2 - 4])) - stored(220)) < 4
    assert abs(float(np.median(inside[:, wide // 2 + 4 :])) - stored(120)) < 4
    assert float(np.median(frame[: round(top) - 3, : wide // 2 - 20])) < 180


async def test_without_a_window_the_whole_frame_is_shown(runner: FfmpegRunner, tmp_path: Path) -> None:
    assert (await shown(runner, tmp_path, TALL, inside=False)).min() < 30


@pytest.mark.parametrize("aspect", ["9:16", "1:1", "4:5"])
@pytest.mark.parametrize("height", [0.2, 0.316, 0.42])
def test_captions_have_room_below_a_wide_picture(aspect, height: float) -> None:
    top = fitted_top(aspect, height)
    assert top + height <= caption_top(aspect) + 1e-9
    assert 0.06 <= top <= (1 - height) / 2


def test_a_picture_that_leaves_no_room_stays_in_the_middle() -> None:
    assert fitted_top("9:16", 0.8) == pytest.approx(0.1)
    assert fitted_top("16:9", 1.0) == 0
    assert fitted_top("9:16", 0.3) == pytest.approx(0.35)
