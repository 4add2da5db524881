"""Where to cut speech: chunks for the workflow's fan-out, windows for a recogniser; always in pauses, in absolute time.

Both are the same problem: spans of speech in, stretches out that cover all of them, never overlap, and are no longer
than a bound. There are as few stretches as possible, cut in the longest pauses that allow this, so that words stay
whole and no work is done on half-empty stretches.
"""

from collections.abc import Sequence
from itertools import pairwise

from domain.contracts.base import TimeRange

LONGEST_CHUNK = 300.0
"""Seconds; what one worker transcribes at a time."""

_LONG_ENOUGH = 2.0
"""Seconds from which one pause is as good a place to cut as another."""
_MARGIN = 0.5
"""Seconds of surroundings that a chunk takes along, where no other chunk has a claim on them."""
_SHORTEST_CUT = 1e-6
_FOREVER = 1e6


def merge_spans(spans: Sequence[TimeRange], gap: float = 0.0) -> list[TimeRange]:
    """Sort the spans and join those that touch, overlap, or are at most `gap` seconds apart."""
    merged: list[TimeRange] = []
    for span in sorted(spans, key=lambda item: (item.start, item.end)):
        if merged and span.start - merged[-1].end <= gap:
            merged[-1] = TimeRange(start=merged[-1].start, end=max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def pack_spans(spans: Sequence[TimeRange], longest: float, break_at: float = float("inf")) -> list[TimeRange]:
    """Join spans into stretches of at most `longest` seconds that cover all of them and do not overlap.

    Speech without a pause for `longest` seconds is cut hard. Pauses of `break_at` seconds and more always separate.
    """
    pieces = [piece for span in merge_spans(spans) if span.duration > 0 for piece in _hard_cuts(span, longest)]
    packed: list[TimeRange] = []
    for run in _runs(pieces, break_at):
        first = 0
        for last in _best_parts(run, longest):
            packed.append(TimeRange(start=run[first].start, end=run[last - 1].end))
            first = last
    return packed


def plan_chunks(spans: Sequence[TimeRange], duration: float, longest: float = LONGEST_CHUNK) -> tuple[TimeRange, ...]:
    """Chunks of at most `longest` seconds that cover all speech, with a little room around it; none without speech.

    `duration` in seconds bounds the last chunk. Neighbours share the pause between them at its middle.
    """
    packed = pack_spans(spans, longest - 2 * _MARGIN)
    starts = [max(0.0, packed[0].start - _MARGIN)] if packed else []
    ends: list[float] = []
    for before, after in pairwise(packed):
        middle = (before.end + after.start) / 2
        ends.append(min(middle, before.end + _MARGIN))
        starts.append(max(middle, after.start - _MARGIN))
    if packed:
        ends.append(max(packed[-1].end, min(duration, packed[-1].end + _MARGIN)))
    return tuple(TimeRange(start=start, end=end) for start, end in zip(starts, ends, strict=True))


def reach_of(chunks: Sequence[TimeRange], number: int) -> TimeRange:
    """From the middle of the silence before chunk `number` to that of the silence after it: together they cover all."""
    chunk = chunks[number]
    start = (chunks[number - 1].end + chunk.start) / 2 if number else 0.0
    end = (chunk.end + chunks[number + 1].start) / 2 if number + 1 < len(chunks) else float(_FOREVER)
    return TimeRange(start=start, end=end)


def spans_within(spans: Sequence[TimeRange], bounds: TimeRange) -> list[TimeRange]:
    """The parts of the spans that lie inside `bounds`."""
    return [
        TimeRange(start=max(span.start, bounds.start), end=min(span.end, bounds.end))
        for span in spans
        if span.overlap(bounds) > 0
    ]


def covered_seconds(spans: Sequence[TimeRange], start: float, end: float) -> float:
    """Seconds of the stretch from `start` to `end` that the spans cover; spans must not overlap each other."""
    return sum(max(0.0, min(span.end, end) - max(span.start, start)) for span in spans)


def _hard_cuts(span: TimeRange, longest: float) -> list[TimeRange]:
    pieces = []
    start = span.start
    while span.end - start > longest:
        pieces.append(TimeRange(start=start, end=start + longest))
        start += longest
    if span.end - start > _SHORTEST_CUT or not pieces:
        pieces.append(TimeRange(start=start, end=span.end))
    else:
        pieces[-1] = TimeRange(start=pieces[-1].start, end=span.end)
    return pieces


def _runs(spans: Sequence[TimeRange], break_at: float) -> list[list[TimeRange]]:
    runs: list[list[TimeRange]] = []
    for span in spans:
        if not runs or span.start - runs[-1][-1].end >= break_at:
            runs.append([])
        runs[-1].append(span)
    return runs


def _best_parts(spans: Sequence[TimeRange], longest: float) -> list[int]:
    """Where stretches end, as counts of spans: as few as possible, then with the longest pauses between them."""
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, len(spans) + 1):
        choices = []
        for start in range(end - 1, -1, -1):
            if spans[end - 1].end - spans[start].start > longest + _SHORTEST_CUT:
                break
            count, parted, _ = best[start]
            pause = spans[start].start - spans[start - 1].end if start else 0.0
            choices.append((count + 1, parted - min(pause, _LONG_ENOUGH), start))
        best.append(min(choices))
    ends: list[int] = []
    place = len(spans)
    while place:
        ends.append(place)
        place = best[place][2]
    return ends[::-1]
