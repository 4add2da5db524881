"""Where to cut speech: chunks for the workflow's fan-out, windows for a recogniser; always in pauses, in absolute time.

Both are the same problem: spans of speech in, stretches out that cover all of them, never overlap, and are no longer
than a bound. A cut is made in the longest pause of the last part before the bound, so that stretches stay long and
words whole.
"""

from collections.abc import Sequence
from itertools import pairwise

from domain.contracts.base import TimeRange

LONGEST_CHUNK = 300.0
"""Seconds; what one worker transcribes at a time."""

_TAIL = 0.4
"""Share of a stretch, at its end, in which the pause to cut at is looked for."""
_MARGIN = 0.5
"""Seconds of surroundings that a chunk takes along, where no other chunk has a claim on them."""
_SHORTEST_CUT = 1e-6


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
    rest = [piece for span in merge_spans(spans) if span.duration > 0 for piece in _hard_cuts(span, longest)]
    packed: list[TimeRange] = []
    while rest:
        count = _fitting(rest, longest, break_at)
        last_fits = count == len(rest) or rest[count].start - rest[count - 1].end >= break_at
        if not last_fits:
            count = _best_cut(rest[: count + 1], longest)
        packed.append(TimeRange(start=rest[0].start, end=rest[count - 1].end))
        rest = rest[count:]
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


def _fitting(spans: Sequence[TimeRange], longest: float, break_at: float) -> int:
    for index in range(1, len(spans)):
        too_long = spans[index].end - spans[0].start > longest
        if too_long or spans[index].start - spans[index - 1].end >= break_at:
            return index
    return len(spans)


def _best_cut(spans: Sequence[TimeRange], longest: float) -> int:
    """How many spans to take so that the cut falls into the longest pause near the end; all but the last fit."""
    earliest = spans[0].start + longest * (1 - _TAIL)
    choices = [index for index in range(1, len(spans)) if spans[index - 1].end >= earliest] or [len(spans) - 1]
    return max(choices, key=lambda index: (spans[index].start - spans[index - 1].end, index))
