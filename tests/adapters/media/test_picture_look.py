"""Text, ground and black lines are told from real pixels, through a real encoder and decoder."""

import statistics
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from adapters.media.inspection import inspect
from adapters.media.picture_look import look_of
from domain.contracts.picture import PictureAnalysis
from domain.heuristics.framing_screen import is_screen
from domain.heuristics.picture_joining import join_chunks
from tests.adapters.media.footage import Gray, ffmpeg
from tests.adapters.media.test_faces import PORTRAIT

WIDTH, HEIGHT, RATE = 960, 540, 10
RANDOM = np.random.default_rng(7)


def editor(number: int) -> Gray:
    """Lines of text that scroll on a dark ground."""
    page = np.full((HEIGHT, WIDTH), 30, np.uint8)
    for row in range(30):
        text = f"{row + number:4d}  return sum(value * {row} for value in window[{number}:])"
        cv2.putText(page, text, (20, 24 + 18 * row), cv2.FONT_HERSHEY_SIMPLEX, 0.45, 210, 1, cv2.LINE_AA)
    return page


def terminal(number: int) -> Gray:
    page = np.zeros((HEIGHT, WIDTH), np.uint8)
    for row in range(4):
        cv2.putText(page, f"$ make test  # {number}", (8, 30 + 22 * row), cv2.FONT_HERSHEY_SIMPLEX, 0.55, 200, 1)
    return page


def person(number: int) -> Gray:
    """A photograph with a camera's noise."""
    photo = cv2.resize(cv2.imread(str(PORTRAIT), cv2.IMREAD_GRAYSCALE), (WIDTH, HEIGHT))
    return np.clip(photo + RANDOM.normal(0, 3, photo.shape) + number % 3, 0, 255).astype(np.uint8)


def leaves(number: int) -> Gray:
    """Hard edges everywhere, and no ground."""
    noise = RANDOM.integers(0, 256, (HEIGHT // 4, WIDTH // 4), np.uint8)
    return np.roll(cv2.resize(noise, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC), number, axis=1)


def letterboxed(number: int) -> Gray:
    """Noise in the bars, which are not pure black."""
    frame = RANDOM.integers(0, 10, (HEIGHT, WIDTH)).astype(np.uint8)
    frame[70:470] = person(number)[70:470]
    return frame


def fading(number: int) -> Gray:
    return (person(number) * min(1.0, max(0.0, (number - 10) / 10))).astype(np.uint8)


@pytest.fixture
def analysed(see, tmp_path: Path):
    async def run(draw: Callable[[int], Gray], frames: int = 30) -> PictureAnalysis:
        path = tmp_path / "source.mp4"
        size = ("-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(RATE), "-i", "-")
        codec = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "26", "-pix_fmt", "yuv420p")
        ffmpeg(*size, *codec, path, data=b"".join(draw(number).tobytes() for number in range(frames)))
        media = await inspect(path, 60.0)
        assert media.video is not None
        count = round(frames / RATE * media.video.frame_rate.value)
        half = count // 2
        parts = [await see(path, media, stretch) for stretch in (range(half), range(half, count))]
        return join_chunks([part.chunk for part in parts], media.video)

    return run


@pytest.mark.parametrize(("draw", "screen"), [(editor, True), (terminal, True), (person, False), (leaves, False)])
async def test_a_screen_is_told_from_a_camera_picture(draw: Callable[[int], Gray], screen: bool, analysed) -> None:
    seen = await analysed(draw)
    assert len(seen.looks) == 3
    assert is_screen(seen.looks) is screen
    assert seen.active is None
    assert seen.blackouts == ()


async def test_bars_with_noise_are_found(analysed) -> None:
    seen = await analysed(letterboxed)
    assert seen.active is not None
    assert seen.active.y * HEIGHT == pytest.approx(71, abs=2)
    assert (seen.active.y + seen.active.h) * HEIGHT == pytest.approx(469, abs=2)
    assert (seen.active.x, seen.active.w) == (0, 1)


async def test_black_with_its_fade_is_found(analysed) -> None:
    seen = await analysed(fading)
    (black,) = seen.blackouts
    assert black.first == 0
    assert 1.3 <= seen.frame_rate.time_of(black.last) <= 1.6


def test_text_is_where_it_is() -> None:
    page = np.full((HEIGHT, WIDTH), 235, np.uint8)
    for row in range(20):
        cv2.putText(page, "Only the left half", (20, 30 + 25 * row), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 20, 1)
    look = look_of(page, 0.0)
    half = len(look.columns) // 2
    assert statistics.mean(look.columns[2:15]) > 0.3 * look.rows
    assert not any(look.columns[half:])
    assert look.ground > 0.8


@pytest.mark.parametrize("size", [(540, 960), (180, 320), (240, 426), (16, 16), (320, 1280)])
def test_pictures_of_every_size_can_be_looked_at(size: tuple[int, int]) -> None:
    look = look_of(np.full(size, 90, np.uint8), 1.5)
    assert (look.time, look.ground, sum(look.columns)) == (1.5, 1.0, 0)
    cells = Fraction(len(look.columns), look.rows)
    assert abs(cells - Fraction(size[1], size[0])) < Fraction(1, 2)
