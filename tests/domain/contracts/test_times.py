"""Stretches of time and frame rates: bounds, lengths, overlaps, and which frame is on screen when."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.contracts.base import ArtifactRef, TimeRange
from domain.contracts.media import FrameRate, MediaInfo, VideoStream

NTSC = FrameRate(num=30_000, den=1001)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (0, 0.5), (2, 2), (1, 3.5)])
def test_a_stretch_runs_forward_or_not_at_all(start: float, end: float):
    assert TimeRange(start=start, end=end).duration == end - start


@pytest.mark.parametrize(("start", "end"), [(-0.001, 1), (-2, -1), (1, 0.999)])
def test_a_stretch_before_zero_or_backwards_is_refused(start: float, end: float):
    with pytest.raises(ValidationError):
        TimeRange(start=start, end=end)


@pytest.mark.parametrize(
    ("other", "shared"),
    [((0, 1), 0), ((0, 2), 0), ((0, 2.5), 0.5), ((2.25, 3), 0.75), ((3, 9), 1), ((0, 9), 2), ((4, 5), 0), ((7, 8), 0)],
)
def test_stretches_share_what_lies_in_both(other: tuple[float, float], shared: float):
    one, two = TimeRange(start=2, end=4), TimeRange(start=other[0], end=other[1])
    assert one.overlap(two) == two.overlap(one) == shared


def test_times_do_not_change_and_what_a_newer_message_says_more_is_passed_over():
    found = TimeRange.model_validate({"start": 1, "end": 2, "speaker": "x"})
    with pytest.raises(ValidationError):
        found.end = 3


def test_a_file_may_be_empty_but_no_smaller():
    assert ArtifactRef(digest="0" * 64, size=0, media_type="a/b").size == 0
    with pytest.raises(ValidationError):
        ArtifactRef(digest="0" * 64, size=-1, media_type="a/b")


def test_a_rate_is_the_exact_ratio():
    assert NTSC.value == Fraction(30_000, 1001)


@pytest.mark.parametrize(("num", "den"), [(0, 1), (1, 0), (-1, 1)])
def test_a_rate_is_above_zero(num: int, den: int):
    assert FrameRate(num=1, den=1).value == 1
    with pytest.raises(ValidationError):
        FrameRate(num=num, den=den)


@pytest.mark.parametrize(
    ("seconds", "frame"), [(0, 0), (0.03, 0), (0.0359, 0), (0.0361, 1), (0.04, 1), (0.0759, 1), (0.0761, 2), (10, 250)]
)
def test_a_moment_just_before_a_frame_belongs_to_it(seconds: float, frame: int):
    assert FrameRate(num=25, den=1).frame_at(seconds) == frame


@given(st.integers(0, 10**7), st.sampled_from([(24, 1), (25, 1), (30_000, 1001), (60_000, 1001), (12_345, 678)]))
def test_a_frames_own_time_leads_back_to_it(frame: int, ratio: tuple[int, int]):
    rate = FrameRate(num=ratio[0], den=ratio[1])
    assert rate.time_of(frame) == pytest.approx(frame * ratio[1] / ratio[0])
    assert rate.frame_at(rate.time_of(frame)) == frame


def test_what_an_older_message_does_not_say_is_what_was_meant_then():
    stream = VideoStream(codec="h264", width=4, height=2, frame_rate=NTSC, pixel_format="yuv420p")
    assert (stream.rotation, stream.phase, stream.bit_depth) == (0, 0.0, 8)
    assert (stream.variable_frame_rate, stream.interlaced, stream.hdr) == (False, False, False)
    assert MediaInfo(container="mp4", duration=1.0, video=stream, audio=None).start_time == 0.0
