"""The framing of a cut clip: part by part, and as an editor chose it for single shots."""

from itertools import pairwise

import pytest

from domain.contracts.base import TimeRange
from domain.contracts.framing import FixedBox, FollowFace, Wide
from domain.errors import RejectedError
from domain.heuristics.framing import plan_framing
from domain.heuristics.framing_cast import cast_of_shot
from domain.heuristics.framing_cut import plan_cut
from tests.domain.heuristics.test_framing import center, face, picture, segment_at, shows

LEFT, RIGHT = face(0.2), face(0.8, mouth=0.05)
TWO_SHOTS = picture([[LEFT, RIGHT]] * 15 + [[face(0.5)]] * 15, cuts=[150])
WHOLE = [TimeRange(start=0, end=10)]


def test_one_part_is_framed_as_it_always_was():
    assert plan_cut(TWO_SHOTS, WHOLE, "9:16") == plan_framing(TWO_SHOTS, WHOLE[0], "9:16")


def test_parts_follow_each_other_without_gaps_and_each_joint_is_a_cut():
    ranges = [TimeRange(start=1, end=3), TimeRange(start=4, end=6), TimeRange(start=8, end=9)]
    path = plan_cut(TWO_SHOTS, ranges, "9:16")
    assert path.frames == 150
    assert path.segments[0].first == 0
    assert all(one.last == other.first for one, other in pairwise(path.segments))
    assert path.segments[-1].last == 150
    bounds = {segment.first for segment in path.segments}
    assert {60, 90, 120} <= bounds, "two joints, and the cut inside the second part"
    for segment in path.segments:
        assert all(segment.first <= point.frame <= segment.last for point in segment.points)


def test_the_letters_go_from_left_to_right():
    cast = cast_of_shot(TWO_SHOTS, 0)
    assert [(letter, round(track.sightings[0].x, 2)) for letter, track in cast.items()] == [("A", 0.2), ("B", 0.8)]
    assert list(cast_of_shot(TWO_SHOTS, 1)) == ["A"]


@pytest.mark.parametrize(("letter", "wanted", "other"), [("A", LEFT, RIGHT), ("B", RIGHT, LEFT)])
def test_a_chosen_face_is_followed_whoever_speaks(letter, wanted, other):
    path = plan_cut(TWO_SHOTS, WHOLE, "9:16", [FollowFace(mode="follow", shot=0, face=letter)])
    for frame in (0, 70, 149):
        assert shows(path, frame, wanted)
        assert not shows(path, frame, other)
    assert [s for s in path.segments if s.first >= 150] == [
        s for s in plan_framing(TWO_SHOTS, WHOLE[0], "9:16").segments if s.first >= 150
    ], "the other shot is left alone"


def test_a_fixed_box_holds_still_inside_the_frame():
    path = plan_cut(TWO_SHOTS, WHOLE, "9:16", [FixedBox(mode="box", shot=1, center_x=0.99, center_y=0.5, size=0.5)])
    segment = segment_at(path, 200)
    assert (segment.first, segment.last, len(segment.points)) == (150, 300, 1)
    assert segment.height == pytest.approx(0.5)
    assert center(segment, 200)[0] + segment.width / 2 == pytest.approx(1.0)


def test_wide_shows_the_whole_frame():
    path = plan_cut(TWO_SHOTS, WHOLE, "9:16", [Wide(mode="wide", shot=0)])
    assert [segment.mode for segment in path.segments if segment.first < 150] == ["fit"]


def test_a_face_that_is_not_there_is_refused():
    with pytest.raises(RejectedError, match=r"framing\.no_such_face"):
        plan_cut(TWO_SHOTS, WHOLE, "9:16", [FollowFace(mode="follow", shot=1, face="B")])
