"""Whether a published sound is its source's: at its time, on both sides, and without holes; by their levels over time.

Levels do not mind what a loudness, a limiter and a lossy codec do to a sound, and cost next to nothing.
"""

from typing import TYPE_CHECKING

import numpy as np

from domain.contracts.render import SoundFidelity

if TYPE_CHECKING:
    from numpy.typing import NDArray

    type_float64 = NDArray[np.float64]

HOP_SECONDS = 0.01

SURE_LIKENESS = 0.6
"""Correlation of the levels from which on their shift is known; steady sounds stay below it wherever they are laid."""

_MOST_SHIFT = 60
_FLOOR_DB = 50.0
_LEAST_HOPS = 100
_LEAST_SPREAD_DB = 3.0
_LOUD_DB = 15.0
_GONE_DB = 40.0
_SMALLEST = 1e-12


def fidelity_of(source: "type_float64", output: "type_float64") -> SoundFidelity:
    """How an `output` compares to its `source`: mean squares per hop of both sides, shape (hops, 2)."""
    count = min(len(source), len(output))
    source, output = source[:count], output[:count]
    wanted, found = source.sum(axis=1), output.sum(axis=1)
    loud = wanted >= _top(wanted) * 10 ** (-_LOUD_DB / 10) if count else np.zeros(0, bool)
    shift, likeness = _shift(wanted, found)
    gone = loud & (found < _top(found) * 10 ** (-_GONE_DB / 10)) if count else loud
    return SoundFidelity(
        shift_seconds=shift,
        likeness=likeness,
        silent_seconds=round(float(gone.sum()) * HOP_SECONDS, 2),
        sides_db=_sides(output[loud]),
        source_sides_db=_sides(source[loud]),
    )


def _top(power: "type_float64") -> float:
    return max(_SMALLEST, float(np.percentile(power, 95)))


def _levels(power: "type_float64") -> "type_float64":
    """Decibels below the loudest, at most _FLOOR_DB."""
    levels = 10 * np.log10(np.maximum(power, _SMALLEST) / _top(power))
    return np.asarray(np.maximum(-_FLOOR_DB, levels), np.float64)


def _shift(wanted: "type_float64", found: "type_float64") -> tuple[float | None, float]:
    """By how many seconds `found` is later, to a tenth of a hop, and how alike both are then; None where that cannot be
    known.
    """
    if len(wanted) < _LEAST_HOPS or _top(wanted) <= _SMALLEST or _top(found) <= _SMALLEST:
        return None, 0.0
    one, other = _levels(wanted), _levels(found)
    most = min(_MOST_SHIFT, len(one) // 4)
    likeness = np.array([_alike(one, other, lag) for lag in range(-most, most + 1)])
    best = int(likeness.argmax())
    sure = one.std() >= _LEAST_SPREAD_DB and likeness[best] >= SURE_LIKENESS
    if not sure:
        return None, round(float(likeness[best]), 3)
    lag = float(best)
    if 0 < best < len(likeness) - 1:
        before, at, after = likeness[best - 1 : best + 2]
        bend = before - 2 * at + after
        lag += float(0.5 * (before - after) / bend) if bend < 0 else 0.0
    return round((lag - most) * HOP_SECONDS, 3), round(float(likeness[best]), 3)


def _alike(one: "type_float64", other: "type_float64", lag: int) -> float:
    """The correlation of `one` with `other` taken `lag` hops later."""
    count = len(one) - abs(lag)
    first, second = one[max(0, -lag) :][:count], other[max(0, lag) :][:count]
    spread = float(first.std() * second.std())
    return float(((first - first.mean()) * (second - second.mean())).mean()) / spread if spread > 0 else 0.0


def _sides(power: "type_float64") -> tuple[float, float]:
    means = power.mean(axis=0) if len(power) else np.zeros(2)
    left, right = (round(10 * float(np.log10(max(_SMALLEST, side))), 1) for side in means)
    return left, right
