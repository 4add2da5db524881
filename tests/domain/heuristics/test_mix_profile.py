"""The bed is down when a line begins, comes back when there is time for it, and never jumps."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.contracts.base import TimeRange
from domain.contracts.mixing import BedSpan
from domain.heuristics.mix_profile import (
    OFF,
    PROFILES,
    SAFE_OVER_BED_DB,
    VOICE_OVER_BED_DB,
    GainPoint,
    LineOnBed,
    bed_gains,
    matching_gain,
    most_under,
)

UNDER = 10 ** (-18 / 20)


def span(start: float, end: float) -> TimeRange:
    return TimeRange(start=start, end=end)


def line(start: float, end: float, most: float = 0.0) -> LineOnBed:
    return LineOnBed(span(start, end), most)


def gain(points: tuple[GainPoint, ...], time: float) -> float:
    return float(np.interp(time, [point.time for point in points], [point.gain for point in points]))


def test_nothing_of_the_original_is_left_when_it_is_replaced() -> None:
    points = bed_gains(PROFILES["replace"], 10, [line(1, 2)], [span(0.5, 3)])
    assert {point.gain for point in points} == {0.0}


def test_a_line_that_the_original_says_is_heard_whole() -> None:
    """Its neighbours are lines; the bed is fully up from its first word to its last."""
    lines = [line(1, 2), line(3.05, 4)]
    points = bed_gains(PROFILES["replace"], 6, lines, [span(1, 4)], [BedSpan(span=span(2.05, 3), level="full")])
    assert gain(points, 2.0) == 0.0
    assert gain(points, 2.05) == gain(points, 2.5) == gain(points, 3.0) == 1.0
    assert gain(points, 3.05) == 0.0


def test_the_original_goes_under_the_voice_over_and_comes_back() -> None:
    points = bed_gains(PROFILES["voice_over"], 20, [line(3, 6), line(6.4, 8)], [])
    assert gain(points, 2.84) == 1.0
    assert gain(points, 3.0) == gain(points, 6.2) == gain(points, 8.3) == pytest.approx(UNDER)
    assert UNDER < gain(points, 8.5) < 1.0
    assert gain(points, 9.0) == 1.0


def test_a_loud_original_goes_farther_down() -> None:
    most = most_under(-20, -10)
    assert most == -10 - SAFE_OVER_BED_DB
    points = bed_gains(PROFILES["voice_over"], 10, [line(2, 4, most)], [])
    assert gain(points, 3) == pytest.approx(10 ** (most / 20))
    assert most_under(-20, -60) == 0.0


def test_music_is_kept_where_nobody_speaks() -> None:
    points = bed_gains(PROFILES["keep_music"], 20, [line(5, 6)], [span(4, 7), span(7.3, 8)])
    assert gain(points, 3.7) == 1.0
    assert gain(points, 4.0) == gain(points, 7.15) == gain(points, 8.0) == 0.0
    assert gain(points, 9.0) == 1.0


def test_a_retell_says_how_loud_the_original_is() -> None:
    bed = [
        BedSpan(span=span(0, 5), level="under"),
        BedSpan(span=span(5, 9), level="full"),
        BedSpan(span=span(9, 12), level="off"),
    ]
    points = bed_gains(PROFILES["replace"], 12, [line(0.5, 4.5), line(9.2, 11.8)], [span(0, 12)], bed)
    assert gain(points, 2) == pytest.approx(UNDER)
    assert gain(points, 5) == gain(points, 9) == 1.0
    assert gain(points, 10) == 0.0


def test_the_original_becomes_as_loud_as_the_voices_within_reason() -> None:
    assert matching_gain(-20, -26) == 6
    assert matching_gain(-20, None) == 0
    assert matching_gain(-20, -60) == 15


def test_points_are_in_order_to_the_last_digit_where_the_bed_has_no_time_to_come_down() -> None:
    full = BedSpan(span=span(0, 0.1015625), level="full")
    points = bed_gains(PROFILES["replace"], 2, [line(0.1813122763609574, 1.1813122763609574)], [], [full])
    assert [point.time for point in points] == sorted(point.time for point in points)


@st.composite
def scenes(draw: st.DrawFn) -> tuple[float, list[LineOnBed], list[TimeRange], list[BedSpan]]:
    def spans(most: int) -> list[TimeRange]:
        at, found = 0.0, []
        for _ in range(draw(st.integers(0, most))):
            at += draw(st.one_of(st.just(0.0), st.floats(0.04, 0.4), st.floats(0.3, 3)))
            length = draw(st.floats(0.1, 4))
            found.append(span(at, at + length))
            at += length
        return found

    lines = [LineOnBed(one, draw(st.sampled_from([0.0, -9.5, -25.0]))) for one in spans(6)]
    levels = st.sampled_from(["full", "under", "off"])
    bed = [BedSpan(span=one, level=draw(levels)) for one in spans(3)]
    ends = [one.span.end for one in lines] + [one.span.end for one in bed] + [1.0]
    return max(ends) + draw(st.floats(0, 2)), lines, spans(6), bed


@given(st.sampled_from(sorted(PROFILES)), scenes())
@settings(max_examples=200, deadline=None)
def test_under_every_line_the_bed_is_down_and_it_never_jumps(
    name: str, scene: tuple[float, list[LineOnBed], list[TimeRange], list[BedSpan]]
) -> None:
    duration, lines, speech, bed = scene
    profile = PROFILES[name]
    points = bed_gains(profile, duration, lines, speech, bed)
    for one in lines:
        inside = [gain(points, t) for t in np.linspace(one.span.start, one.span.end, 40)]
        inside += [point.gain for point in points if one.span.start <= point.time <= one.span.end]
        ruled = any(rule.span.overlap(one.span) > 0 for rule in bed)
        most = one.most if ruled else min(one.most, profile.under)
        assert max(inside) <= (0.0 if most == OFF else 10 ** (most / 20)) + 1e-9
    for before, after in itertools.pairwise(points):
        assert after.time >= before.time
        if after.gain != before.gain:
            assert after.time - before.time > 0.0005, "a jump is a click"
    for last in bed[-1:]:
        if last.level == "full" and not any(
            one.span.overlap(last.span) > 0 or one.span.end >= last.span.start for one in lines
        ):
            assert gain(points, (last.span.start + last.span.end) / 2) == 1.0


def test_the_margin_is_more_than_what_is_promised() -> None:
    assert SAFE_OVER_BED_DB > VOICE_OVER_BED_DB + 2
