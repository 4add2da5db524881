"""Chunk arithmetic: absolute times, all speech covered, no overlap, never too long."""

from itertools import pairwise

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
