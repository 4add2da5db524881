"""Parts lines into batches, at the longest pauses: what one worker translates or speaks at a time."""

from collections.abc import Sequence
from itertools import pairwise

from domain.contracts.lines import Line

BATCH_LINES = (16, 24)
"""A batch has about so many lines: enough context for a translator, little enough to be lost with a worker."""
_PAUSE_OF_NOTE = 2.0
"""Seconds from which one pause is as good for a batch to end in as another."""


def batches(lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    """The lines in their order, parted at the longest pauses into batches of about `BATCH_LINES`."""
    gaps = [after.slot.start - before.slot.end for before, after in pairwise(lines)]
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(lines) + 1):
        found: list[tuple[float, int]] = []
        for start in range(max(0, end - 2 * BATCH_LINES[1]), end):
            gap = min(gaps[start - 1], _PAUSE_OF_NOTE) if start else 0.0
            found.append((best[start][0] + _size_cost(end - start) - gap, start))
        best.append(min(found))
    parts: list[tuple[Line, ...]] = []
    end = len(lines)
    while end:
        parts.append(tuple(lines[best[end][1] : end]))
        end = best[end][1]
    return tuple(parts[::-1])


def _size_cost(count: int) -> float:
    fewest, most = BATCH_LINES
    return float(max(0, fewest - count, count - most))
