"""How the window moves along one axis: it holds still as long as it can, and glides when it must."""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

MIN_PAN_SECONDS = 0.5
"""No pan is quicker, so that even a short one looks meant."""

MAX_SPEED = 0.5
"""Frame widths (or heights) per second that a pan may average; its middle is half as fast again."""


PASSED_SECONDS = 1.5
"""A hold shorter than this, on the way between two others, is passed through without stopping."""


@dataclass(frozen=True)
class Want:
    """At `time` seconds the window's centre is wanted at `center`."""

    time: float
    center: float


@dataclass(frozen=True)
class _Hold:
    """A stretch in which one position serves all wants."""

    start: float
    end: float
    center: float


class Glide:
    """A position over time: through knots, monotone between them, with no overshoot and flat where it holds
    (Fritsch and Carlson 1980, slopes by the harmonic mean as in PCHIP).
    """

    def __init__(self, knots: Sequence[tuple[float, float]]) -> None:
        self._times = [time for time, _ in knots]
        self._values = [value for _, value in knots]
        self._slopes = _slopes(self._times, self._values)

    @property
    def times(self) -> list[float]:
        """The knots' times, in order."""
        return self._times

    def at(self, time: float) -> float:
        """The position at `time`; before the first and after the last knot it stands still."""
        times, values = self._times, self._values
        if time <= times[0]:
            return values[0]
        if time >= times[-1]:
            return values[-1]
        i = bisect.bisect_right(times, time) - 1
        if values[i] == values[i + 1]:
            return values[i]
        length = times[i + 1] - times[i]
        s = (time - times[i]) / length
        value = (
            (1 + 2 * s) * (1 - s) ** 2 * values[i]
            + s * (1 - s) ** 2 * length * self._slopes[i]
            + s * s * (3 - 2 * s) * values[i + 1]
            + s * s * (s - 1) * length * self._slopes[i + 1]
        )
        return min(max(values[i], values[i + 1]), max(min(values[i], values[i + 1]), value))


def glide_along(wants: Sequence[Want], slack: float) -> Glide:
    """A path that stays within `slack` of every want where speed allows, and moves as seldom as possible.

    Wants are cut greedily into holds that one position serves; between two holds lies one eased pan. Where a subject
    keeps moving, the holds are short, and the path runs through their middles without stopping.
    """
    holds = _holds(wants, slack)
    knots: list[tuple[float, float]] = []
    for index, hold in enumerate(holds):
        start = hold.start + (_pan_seconds(holds[index - 1], hold) / 2 if index else 0.0)
        end = hold.end - (_pan_seconds(hold, holds[index + 1]) / 2 if index + 1 < len(holds) else 0.0)
        if start < end and not _is_passed(holds, index):
            knots += [(start, hold.center), (end, hold.center)]
        else:
            knots.append(((hold.start + hold.end) / 2, hold.center))
    return Glide(knots)


def _holds(wants: Sequence[Want], slack: float) -> list[_Hold]:
    holds: list[_Hold] = []
    first = 0
    low = high = wants[0].center
    for index in range(1, len(wants) + 1):
        if index < len(wants):
            lower, higher = min(low, wants[index].center), max(high, wants[index].center)
            if higher - lower <= 2 * slack:
                low, high = lower, higher
                continue
        start = holds[-1].end if holds else wants[0].time
        end = wants[-1].time if index == len(wants) else (wants[index - 1].time + wants[index].time) / 2
        holds.append(_Hold(start, max(start, end), (low + high) / 2))
        if index < len(wants):
            first = index
            low = high = wants[first].center
    return holds


def _is_passed(holds: Sequence[_Hold], index: int) -> bool:
    """True for a short hold on the way from one side to the other: to stop there would be stop and go."""
    if not 0 < index < len(holds) - 1 or holds[index].end - holds[index].start >= PASSED_SECONDS:
        return False
    before, here, after = (hold.center for hold in holds[index - 1 : index + 2])
    return before < here < after or before > here > after


def _pan_seconds(one: _Hold, other: _Hold) -> float:
    return max(MIN_PAN_SECONDS, abs(other.center - one.center) / MAX_SPEED)


def _slopes(times: Sequence[float], values: Sequence[float]) -> list[float]:
    steps = [
        (values[i + 1] - values[i]) / (times[i + 1] - times[i]) if times[i + 1] > times[i] else 0.0
        for i in range(len(times) - 1)
    ]
    slopes = [0.0] * len(times)
    for i in range(1, len(times) - 1):
        before, after = steps[i - 1], steps[i]
        if before * after > 0:
            slopes[i] = 2 * before * after / (before + after)
    return slopes
