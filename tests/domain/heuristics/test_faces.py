"""Faces keep their identity from sample to sample."""

from domain.contracts.picture import FaceBox, FaceSample
from domain.heuristics.faces import track_faces


def face(x: float, y: float = 0.4, h: float = 0.2, score: float = 0.9) -> FaceBox:
    return FaceBox(x=x, y=y, w=h * 9 / 16, h=h, score=score)


def samples(*rows: tuple[FaceBox, ...], step: float = 1 / 3) -> list[FaceSample]:
    return [FaceSample(time=index * step, boxes=row) for index, row in enumerate(rows)]


def tracks_of(seen: list[FaceSample]) -> list[list[float]]:
    return [[s.box.x for s in track.sightings] for track in track_faces(seen, width=1920, height=1080)]


def test_two_faces_that_move_stay_apart_whatever_the_order_of_the_boxes() -> None:
    seen = samples((face(0.2), face(0.7)), (face(0.68), face(0.22)), (face(0.24), face(0.66)), (face(0.64), face(0.26)))
    assert tracks_of(seen) == [[0.2, 0.22, 0.24, 0.26], [0.7, 0.68, 0.66, 0.64]]


def test_a_face_that_was_missed_for_a_second_is_the_same_one() -> None:
    assert tracks_of(samples((face(0.3),), (), (), (face(0.32),))) == [[0.3, 0.32]]


def test_a_face_that_comes_back_after_longer_is_a_new_one() -> None:
    rows = ((face(0.3),), (face(0.3),), *[()] * 6, (face(0.3),), (face(0.3),))
    assert tracks_of(samples(*rows)) == [[0.3, 0.3], [0.3, 0.3]]


def test_a_weak_sighting_continues_a_face_and_begins_none() -> None:
    weak = face(0.31, score=0.42)
    assert tracks_of(samples((face(0.3),), (weak,), (face(0.32),))) == [[0.3, 0.31, 0.32]]
    assert tracks_of(samples((weak,), (weak,), (weak,))) == []


def test_what_is_seen_once_among_many_samples_is_an_error_of_the_detector() -> None:
    assert tracks_of(samples((face(0.3),), (face(0.3), face(0.8)), (face(0.3),))) == [[0.3, 0.3, 0.3]]


def test_a_face_twice_as_far_away_is_another_one() -> None:
    near, far = face(0.3, h=0.4), face(0.3, h=0.15)
    assert tracks_of(samples((near,), (near,), (far,), (far,))) == [[0.3, 0.3], [0.3, 0.3]]


def test_between_sightings_a_face_is_on_the_line_between_them() -> None:
    track = track_faces(samples((face(0.2),), (face(0.3),)), width=1920, height=1080)[0]
    half = track.at(1 / 6).box
    assert abs(half.x - 0.25) < 1e-9
    assert track.at(-1.0).box.x == 0.2
    assert track.at(9.0).box.x == 0.3
