"""What every ShotDetector keeps: cuts score high, everything else low, and only the promised past counts."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from adapters.media.shots import LookDetector
from domain.contracts.picture import Flash
from domain.engines import ShotDetector
from domain.heuristics.shots import shots_from_scores

Frame = NDArray[np.uint8]
ENGINES = [LookDetector]


@pytest.fixture(params=ENGINES, ids=lambda engine: engine.__name__)
def detector(request: pytest.FixtureRequest) -> ShotDetector:
    return request.param()


def scene(seed: int, light: float = 1.0) -> Frame:
    """A made-up place: soft shapes in a palette of its own, larger than a frame so that a camera can move over it."""
    rng = np.random.default_rng(seed)
    coarse = rng.uniform(40, 200, (8, 12, 3)).astype(np.float32)
    wide = cv2.resize(coarse, (320, 180), interpolation=cv2.INTER_CUBIC)
    wide[..., 1:] = 128 + (wide[..., 1:] - 120) * 0.35
    wide[..., 0] *= light
    return np.clip(wide, 0, 255).astype(np.uint8)


def shots_of(place: Frame, count: int, *, speed: float = 0.0, noise: float = 2.0, seed: int = 0) -> Iterator[Frame]:
    """A camera over a place, `speed` pixels a frame, with sensor noise."""
    rng = np.random.default_rng(seed)
    for index in range(count):
        x = 20 + round(index * speed) % 120
        frame = place[40:130, x : x + 160].astype(np.float32) + rng.normal(0, noise, (90, 160, 3))
        yield np.clip(frame, 0, 255).astype(np.uint8)


def found(detector: ShotDetector, frames: Sequence[Frame]) -> list[int]:
    scores, flashes = [], []
    for index, frame in enumerate(frames):
        scores.append(detector.push(frame))
        if detector.away:
            flashes.append(Flash(first=index - detector.away, last=index))
    assert all(0 <= score <= 1 for score in scores)
    assert scores[0] == 0
    return [shot.first for shot in shots_from_scores(scores, Fraction(30), flashes)]


def test_cuts_between_still_noisy_shots_are_found_at_their_frame(detector: ShotDetector) -> None:
    frames = [frame for seed in range(6) for frame in shots_of(scene(seed), 25, seed=seed)]
    assert found(detector, frames) == [0, 25, 50, 75, 100, 125]


def test_cuts_between_dark_shots_are_found(detector: ShotDetector) -> None:
    frames = [frame for seed in range(4) for frame in shots_of(scene(seed, light=0.2), 30, noise=3, seed=seed)]
    assert found(detector, frames) == [0, 30, 60, 90]


def test_a_camera_that_whips_over_a_place_cuts_nothing(detector: ShotDetector) -> None:
    assert found(detector, list(shots_of(scene(3), 60, speed=2))) == [0]


def test_light_that_changes_slowly_cuts_nothing(detector: ShotDetector) -> None:
    still = list(shots_of(scene(5), 60))
    faded = [(frame * (0.1 + 0.9 * index / 59)).astype(np.uint8) for index, frame in enumerate(still)]
    assert found(detector, faded) == [0]


@pytest.mark.parametrize("length", [1, 3, 6])
def test_a_flash_of_some_frames_cuts_nothing_and_a_cut_beside_it_is_found(detector: ShotDetector, length: int) -> None:
    frames = [*shots_of(scene(1), 60), *shots_of(scene(2), 40)]
    for index in range(30, 30 + length):
        frames[index] = np.full_like(frames[index], 250)
    assert found(detector, frames) == [0, 60]


def test_frames_older_than_the_memory_change_no_score(detector: ShotDetector) -> None:
    frames = [frame for seed in range(3) for frame in shots_of(scene(seed), 20, seed=seed)]
    frames[43] = np.full_like(frames[43], 250)
    late = detector.fresh()
    first = 42
    whole = [(detector.push(frame), detector.away) for frame in frames]
    warmed = [(late.push(frame), late.away) for frame in frames[first - late.memory :]]
    assert warmed[late.memory :] == whole[first:]


def test_a_fresh_engine_has_seen_nothing_and_is_the_same_engine(detector: ShotDetector) -> None:
    detector.push(next(shots_of(scene(1), 1)))
    fresh = detector.fresh()
    assert fresh.push(next(shots_of(scene(2), 1))) == 0
    assert fresh.identity == detector.identity
