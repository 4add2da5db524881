"""Chunk arithmetic: absolute times, all speech covered, no overlap, never too long."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contracts.base import TimeRange
from domain.heuristics.speech_chunks import covered_seconds, merge_spans, pack_spans, plan_chunks, spans_within

DURATION = 4000.0


def span(start: float, end: float) -> TimeRange:
    return TimeRange(start=start, end=end)


@st.composite
def speech(draw: st.DrawFn) -> list[TimeRange]:
    """Spans in any order, overlapping or not, some longer than a chunk."""
    count = draw(st.integers(0, 30))
    spans = []
    for _ in range(count):
        start = draw(st.floats(0, DURATION - 1))
        length = draw(st.one_of(st.floats(0.05, 20), st.floats(100, 900)))
        spans.append(span(start, min(DURATION, start + length)))
    return spans


@given(speech(), st.sampled_from([30.0, 300.0]))
def test_chunks_cover_all_speech_without_overlap_and_keep_the_bound(spans: list[TimeRange], longest: float) -> None:
    chunks = plan_chunks(spans, DURATION, longest)
    for item in merge_spans(spans):
        assert abs(covered_seconds(chunks, item.start, item.end) - item.duration) < 1e-6
    assert all(chunk.duration <= longest + 1e-5 for chunk in chunks)
    assert all(before.end <= after.start for before, after in pairwise(chunks))
    assert all(0 <= chunk.start <= chunk.end <= DURATION for chunk in chunks)
    assert all(spans_within(spans, chunk) for chunk in chunks)


@given(st.lists(st.tuples(st.integers(10, 3000), st.integers(1, 400)), min_size=1, max_size=30), st.integers(1, 3000))
def test_a_chunk_plan_moves_with_the_speech(raw: list[tuple[int, int]], shift: int) -> None:
    """Times are absolute: the same speech later gives the same chunks later."""
    early = plan_chunks([span(start, start + length) for start, length in raw], 10_000.0)
    late = plan_chunks([span(start + shift, start + length + shift) for start, length in raw], 10_000.0)
    assert late == tuple(span(chunk.start + shift, chunk.end + shift) for chunk in early)


def test_no_speech_gives_no_chunks() -> None:
    assert plan_chunks([], 60.0) == ()


def test_the_cut_falls_into_the_longest_pause_near_the_bound() -> None:
    spans = [span(index * 10.0, index * 10.0 + 9.5) for index in range(40)]
    spans[24] = span(240.0, 246.0)
    chunks = plan_chunks(spans, 400.0)
    assert len(chunks) == 2
    assert 246.0 <= chunks[0].end <= chunks[1].start <= 250.0


def test_speech_without_a_pause_is_cut_at_the_bound() -> None:
    packed = pack_spans([span(5.0, 905.0)], 300.0)
    assert [(item.start, item.end) for item in packed] == [(5.0, 305.0), (305.0, 605.0), (605.0, 905.0)]


def test_short_videos_are_one_chunk_with_a_little_room() -> None:
    chunks = plan_chunks([span(4.0, 20.0), span(22.0, 58.0)], 60.0)
    assert [(item.start, item.end) for item in chunks] == [(3.5, 58.5)]


def test_long_pauses_part_windows_when_asked() -> None:
    packed = pack_spans([span(0, 2), span(3, 5), span(11, 12)], 28.0, break_at=4.0)
    assert [(item.start, item.end) for item in packed] == [(0, 5), (11, 12)]


def test_spans_touching_or_nested_are_merged() -> None:
    assert merge_spans([span(3, 4), span(0, 2), span(1, 1.5), span(2, 3)]) == [span(0, 4)]


def bounds(found: Sequence[TimeRange]) -> list[tuple[float, float]]:
    return [(item.start, item.end) for item in found]


def spans(*bounds: tuple[float, float]) -> list[TimeRange]:
    return [span(start, end) for start, end in bounds]


@pytest.mark.parametrize(
    ("given", "gap", "merged"),
    [
        ([(0, 1), (2, 3)], 0.5, [(0, 1), (2, 3)]),
        ([(0, 1), (1.5, 3)], 0.5, [(0, 3)]),
        ([(0, 9), (1, 2)], 0.0, [(0, 9)]),
        ([(5, 6), (0, 1), (1, 2)], 0.0, [(0, 2), (5, 6)]),
        ([(0, 1), (3, 9), (4, 5)], 0.0, [(0, 1), (3, 9)]),
    ],
)
def test_spans_up_to_a_gap_apart_are_joined(given, gap, merged) -> None:
    assert bounds(merge_spans(spans(*given), gap)) == merged


@pytest.mark.parametrize(
    ("given", "break_at", "packed"),
    [
        ([(0, 4), (6, 10)], float("inf"), [(0, 10)]),
        ([(0, 4), (6, 10.5)], float("inf"), [(0, 4), (6, 10.5)]),
        ([(0, 4), (6, 10)], 2.0, [(0, 4), (6, 10)]),
        ([(0, 4), (6, 10)], 2.5, [(0, 10)]),
        ([(0, 25)], float("inf"), [(0, 10), (10, 20), (20, 25)]),
        ([(5, 15)], float("inf"), [(5, 15)]),
        ([(0, 20.0000001)], float("inf"), [(0, 10), (10, 20.0000001)]),
        ([(0, 30.0000001)], float("inf"), [(0, 10), (10, 20), (20, 30.0000001)]),
        ([(1, 1.0000005)], float("inf"), [(1, 1.0000005)]),
        ([(0, 1), (5, 6), (7, 8), (12, 13)], 4.0, [(0, 1), (5, 8), (12, 13)]),
        ([(0, 1), (5, 6), (7, 8), (11.5, 12)], 4.0, [(0, 1), (5, 12)]),
        ([(0, 0), (3, 4)], float("inf"), [(3, 4)]),
        # As few as possible first; then in the longest pauses, of which none counts for more than two seconds.
        ([(0, 3), (3.5, 6), (7.5, 9), (9.2, 12)], float("inf"), [(0, 6), (7.5, 12)]),
        ([(0, 1), (3, 5), (8, 9), (10, 12)], float("inf"), [(0, 1), (3, 12)]),
        ([(0, 1), (2.5, 5), (8, 9), (10, 12)], float("inf"), [(0, 5), (8, 12)]),
        ([(0, 3), (4, 6), (7, 9), (12, 13), (16, 18)], float("inf"), [(0, 9), (12, 18)]),
    ],
)
def test_stretches_of_ten_seconds_at_most(given, break_at, packed) -> None:
    assert bounds(pack_spans(spans(*given), 10.0, break_at)) == packed


@pytest.mark.parametrize(
    ("given", "duration", "chunks"),
    [
        ([(0.2, 5)], 60.0, [(0.0, 5.5)]),
        ([(1, 5)], 5.25, [(0.5, 5.25)]),
        ([(1, 5)], 4.0, [(0.5, 5.0)]),
        ([(0, 8), (8.5, 16)], 60.0, [(0, 8.25), (8.25, 16.5)]),
        ([(0, 8), (9, 16)], 60.0, [(0, 8.5), (8.5, 16.5)]),
        ([(0, 8), (12, 16)], 60.0, [(0, 8.5), (11.5, 16.5)]),
        ([(0, 8), (12, 16)], 15.0, [(0, 8.5), (11.5, 16)]),
        ([(0, 5), (5.5, 9)], 60.0, [(0, 9.5)]),
        ([(0, 5), (5.5, 9.25)], 60.0, [(0, 5.25), (5.25, 9.75)]),
    ],
)
def test_chunks_of_ten_seconds_take_half_a_second_around_their_speech(given, duration, chunks) -> None:
    assert bounds(plan_chunks(spans(*given), duration, 10.0)) == chunks


def test_chunks_last_five_minutes_unless_said_otherwise() -> None:
    assert bounds(plan_chunks(spans((0, 299)), 1000.0)) == [(0, 299.5)]
    assert bounds(plan_chunks(spans((0, 299.5)), 1000.0)) == [(0, 299), (299, 300.0)]


def test_spans_are_cut_to_bounds_and_those_outside_are_left_out() -> None:
    assert bounds(spans_within(spans((0, 2), (3, 5), (6, 9), (9, 10)), span(2, 7))) == [(3, 5), (6, 7)]
    assert bounds(spans_within(spans((0, 9)), span(2, 7))) == [(2, 7)]


@pytest.mark.parametrize(("start", "end", "seconds"), [(0, 10, 4), (1, 6, 2), (2, 5, 0), (4, 4.5, 0), (5, 7, 2)])
def test_covered_seconds_are_those_inside(start: float, end: float, seconds: float) -> None:
    assert covered_seconds(spans((0, 2), (5, 7)), start, end) == seconds
