"""Turns a window's glide into the few points that a renderer needs, linear in between."""

import itertools
import math
from collections.abc import Sequence

from domain.contracts.framing import CropPoint
from domain.heuristics.framing_path import Glide

TOLERANCE = 0.0004
"""How far, in shares of the frame, a point left out may lie beside the line: less than a pixel of 1080p."""

FASTEST = 3.0
"""Shares of the frame per second that a window may cover at any moment, however wildly its subject jumps."""

_DIGITS = 5
_Spot = tuple[int, float, float]


def crop_points(
    across: Glide, down: Glide, frames: range, *, seconds_per_frame: float, first_frame: int
) -> tuple[CropPoint, ...]:
    """The window's centre over source frames `frames`, counted from `first_frame` in the result; one point when it
    holds still, else from the first to the last frame.
    """
    spots = [
        (frame - first_frame, across.at(frame * seconds_per_frame), down.at(frame * seconds_per_frame))
        for frame in _moving_frames(across, down, frames, seconds_per_frame)
    ]
    spots = _held_back(spots, FASTEST * seconds_per_frame)
    if all((x, y) == spots[0][1:] for _, x, y in spots):
        spots = spots[:1]
    return tuple(
        CropPoint(frame=frame, center_x=round(x, _DIGITS), center_y=round(y, _DIGITS)) for frame, x, y in _thin(spots)
    )


def _moving_frames(across: Glide, down: Glide, frames: range, seconds_per_frame: float) -> list[int]:
    """Frames worth a look: both ends, and all between two knots of unlike position."""
    last = frames.stop - 1
    wanted = {frames.start, last}
    # So long a window that is held back may need to arrive.
    late = math.ceil(1 / (FASTEST * seconds_per_frame))
    for glide in (across, down):
        for start, end in itertools.pairwise(glide.times):
            if glide.at(start) != glide.at(end):
                first = math.floor(start / seconds_per_frame)
                wanted.update(f for f in range(first, math.ceil(end / seconds_per_frame) + late) if f in frames)
    return sorted(wanted)


def _held_back(spots: Sequence[_Spot], most: float) -> list[_Spot]:
    """The spots with no more than `most` between two frames: a jump too wild to be followed is caught up with."""
    held = [spots[0]]
    for frame, x, y in spots[1:]:
        before, last_x, last_y = held[-1]
        reach = most * (frame - before)
        held.append((frame, _towards(last_x, x, reach), _towards(last_y, y, reach)))
    return held


def _towards(start: float, end: float, most: float) -> float:
    return min(start + most, max(start - most, end))


def _thin(spots: Sequence[_Spot]) -> list[_Spot]:
    """Leave out what lies on the line between its neighbours (Douglas and Peucker)."""
    kept = {0, len(spots) - 1}
    open_spans = [(0, len(spots) - 1)]
    while open_spans:
        low, high = open_spans.pop()
        worst = max(range(low + 1, high), key=lambda i: _beside(spots[low], spots[high], spots[i]), default=low)
        if worst != low and _beside(spots[low], spots[high], spots[worst]) > TOLERANCE:
            kept.add(worst)
            open_spans += [(low, worst), (worst, high)]
    return [spots[i] for i in sorted(kept)]


def _beside(start: _Spot, end: _Spot, spot: _Spot) -> float:
    share = (spot[0] - start[0]) / (end[0] - start[0])
    across = abs(start[1] + share * (end[1] - start[1]) - spot[1])
    down = abs(start[2] + share * (end[2] - start[2]) - spot[2])
    return max(across, down)
