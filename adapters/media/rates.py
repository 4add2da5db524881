"""The constant frame grid of a source, found from the times of its frames."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

KNOWN_RATES = (
    *(Fraction(24000, 1001), Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(30)),
    *(Fraction(48), Fraction(50), Fraction(60000, 1001), Fraction(60)),
)
SLOWEST = Fraction(20)
"""Below it the grid is a multiple of the source's rate: captions would stutter."""

FASTEST = Fraction(60)
"""Above it the grid is a whole fraction of the source's rate: no platform plays more."""

LOWEST_SANE = 1 / 900
"""Frames a second: a slide show may stay on one picture for long."""

HIGHEST_SANE = 1000.0

_SNAP = 0.0004  # half the distance between 29.97 and 30
_SNAP_VARIABLE = 0.03
_VARIABLE_SHARE = 0.02


@dataclass(frozen=True)
class Grid:
    """`rate` of the grid, whether the source's own rate varies, and how late (s) its frames lie after the points."""

    rate: Fraction
    variable: bool
    phase: float


class BadTimingError(Exception):
    """The times of the frames make no sense."""


def grid_of(runs: Sequence[Sequence[float]], tick: float) -> Grid:
    """The grid for frames shown at the times of `runs` (seconds from the container's start, each run ascending).

    `tick` is the time base: times are true to one tick. The period is the mean over all steps, each step counted as
    the whole number of median periods nearest to it, so that dropped frames do not slow the rate. Gaps so long that
    the rounding of the times makes that number a guess do not count, nor, where the rate is even, the odd step that is
    no whole number of periods. Raises BadTimingError when no sane rate fits.
    """
    steps = [b - a for run in runs for a, b in itertools.pairwise(run) if b > a]
    if not steps:
        raise BadTimingError("there is only one frame")
    usual = median(steps)
    if not LOWEST_SANE <= 1 / usual <= HIGHEST_SANE:
        raise BadTimingError(f"{1 / usual:.6g} frames per second")
    slack = 1.5 * tick + 0.1 * usual
    uneven = sum(abs(step - usual) > slack for step in steps)
    variable = uneven > max(1, _VARIABLE_SHARE * len(steps))
    counts = [max(1, round(step / usual)) for step in steps]
    sure = [
        (step, count)
        for step, count in zip(steps, counts, strict=True)
        if (count == 1 or count * tick <= usual / 2) and (variable or abs(step - count * usual) <= slack)
    ]
    period = sum(step for step, _ in sure) / sum(count for _, count in sure)
    rate = _snap(1 / period, _SNAP_VARIABLE if variable else _SNAP)
    phase = 0.0 if variable else _phase(runs[0], float(1 / rate))
    return Grid(rate=_into_bounds(rate), variable=variable, phase=phase)


def _snap(rate: float, tolerance: float) -> Fraction:
    # Rates outside the bounds are multiples of known ones more often than not.
    candidates = [known * factor for known in KNOWN_RATES for factor in (Fraction(1), Fraction(1, 2), Fraction(2), 4)]
    nearest = min(candidates, key=lambda candidate: abs(float(candidate) / rate - 1))
    if abs(float(nearest) / rate - 1) <= tolerance:
        return nearest
    # The simplest ratio that fits: times are rounded, and no camera runs at 24611/895.
    simple = (Fraction(rate).limit_denominator(denominator) for denominator in (1, 2, 5, 10, 100))
    fits = (ratio for ratio in simple if ratio and abs(float(ratio) / rate - 1) <= tolerance)
    return next(fits, Fraction(rate).limit_denominator(1001))


def _into_bounds(rate: Fraction) -> Fraction:
    if rate > FASTEST:
        return rate / math.ceil(rate / FASTEST)
    if rate < SLOWEST:
        return rate * math.ceil(Fraction(24) / rate)
    return rate


def _phase(shown: Sequence[float], period: float) -> float:
    """The frames' mean lateness, -0.5..0.5 periods, as a mean of angles; below a hundredth of a period it is 0."""
    angles = [2 * math.pi * (time / period % 1.0) for time in shown]
    angle = math.atan2(sum(map(math.sin, angles)), sum(map(math.cos, angles)))
    share = angle / (2 * math.pi)
    return round(share * period, 6) if abs(share) > 0.01 else 0.0
