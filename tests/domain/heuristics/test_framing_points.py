"""The points of a glide: few, and never farther apart than a window may move."""

from itertools import pairwise

import pytest

from domain.heuristics.framing_path import Glide
from domain.heuristics.framing_points import FASTEST, crop_points


def test_a_window_catches_up_with_a_jump_instead_of_darting():
    jump, still = Glide([(0.0, 0.2), (0.05, 0.8), (2.0, 0.8)]), Glide([(0.0, 0.5)])
    points = crop_points(jump, still, range(60), seconds_per_frame=1 / 30, first_frame=0)
    for one, other in pairwise(points):
        assert abs(other.center_x - one.center_x) <= FASTEST * (other.frame - one.frame) / 30 + 1e-3
    arrived = next(point.frame for point in points if point.center_x == 0.8)
    assert arrived == pytest.approx(0.6 / FASTEST * 30, abs=2)
    assert points[-1].center_x == 0.8
