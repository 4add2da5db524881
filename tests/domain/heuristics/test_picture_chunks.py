"""Stretches of the picture: whole, in order, about five minutes each."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contracts.media import FrameRate
from domain.heuristics.picture_chunks import picture_chunks

RATE = FrameRate(num=25, den=1)


@pytest.mark.parametrize(
    ("seconds", "bounds"),
    [
        (0.0, [0, 1]),
        (0.01, [0, 1]),
        (10.0, [0, 250]),
        (10.01, [0, 251]),
        (300.0, [0, 7500]),
        (449.96, [0, 11_249]),
        (450.0, [0, 7500, 11_250]),
        (600.0, [0, 7500, 15_000]),
        (749.96, [0, 7500, 18_749]),
        (750.0, [0, 7500, 15_000, 18_750]),
    ],
)
def test_a_rest_under_half_a_stretch_joins_the_one_before_it(seconds, bounds):
    assert picture_chunks(seconds, RATE) == tuple(range(first, last) for first, last in pairwise(bounds))


@pytest.mark.parametrize(("num", "den", "step"), [(30_000, 1001, 8991), (1, 1000, 1), (1, 100, 3)])
def test_a_stretch_is_a_whole_number_of_frames_and_at_least_one(num, den, step):
    chunks = picture_chunks(10 * step * den / num, FrameRate(num=num, den=den))
    assert {len(chunk) for chunk in chunks[:-1]} == {step}


@given(st.floats(0, 20_000), st.sampled_from([(25, 1), (30_000, 1001), (60, 1)]))
def test_stretches_cover_every_frame_once(seconds, ratio):
    chunks = picture_chunks(seconds, FrameRate(num=ratio[0], den=ratio[1]))
    assert chunks[0].start == 0
    assert all(one.stop == other.start for one, other in pairwise(chunks))
    assert chunks[-1].stop >= seconds * ratio[0] / ratio[1] > chunks[-1].stop - 1 or chunks[-1].stop == 1
    assert all(len(chunk) <= 1.5 * 300 * ratio[0] / ratio[1] + 1 for chunk in chunks)
