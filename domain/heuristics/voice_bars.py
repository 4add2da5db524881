"""A voice as a row of bars that rise and fall with it: bands of its spectrum, calm enough for the eye."""

import numpy as np
from numpy.typing import NDArray

BARS = 45
"""Bars in a row, an odd number: the deepest band in the middle, higher ones mirrored to both sides."""

LOWEST_HZ, HIGHEST_HZ = 110.0, 6500.0

_BANDS = BARS // 2 + 1
# Decibels below the clip's own loud moments at which a bar is at its least; a voice's high bands are far weaker.
_RANGE_DB = 32.0
_TILT_DB = 10.0
_FLOOR_DB = -62.0
# Shares of the way to a new height in a thirtieth of a second: up at once, down slowly, as the eye expects of a meter.
_RISE, _FALL = 0.62, 0.2
_SPREAD = (0.2, 0.6, 0.2)
_EDGE = 0.42


def band_edges() -> NDArray[np.float64]:
    """The bounds of the bands in hertz, one more than bands."""
    return np.geomspace(LOWEST_HZ, HIGHEST_HZ, _BANDS + 1)


def bar_heights(power: NDArray[np.float64], frame_rate: float) -> NDArray[np.float64]:
    """Heights 0..1, one row of BARS per frame, of the mean power per band (full scale is 1), one row per frame.

    Heights are relative to the loud moments of the same sound, so that a soft voice moves as much as a loud one; what
    is all but silent stays at 0.
    """
    level = 10 * np.log10(np.maximum(power, 1e-12)) + np.linspace(0.0, _TILT_DB, power.shape[1])
    loud = max(float(np.percentile(level.max(axis=1), 82)) if len(level) else _FLOOR_DB, _FLOOR_DB)
    wanted = np.clip((level - loud) / _RANGE_DB + 1.0, 0.0, 1.0) ** 1.25
    padded = np.pad(wanted, ((0, 0), (1, 1)), mode="edge")
    left, middle, right = _SPREAD
    wanted = left * padded[:, :-2] + middle * padded[:, 1:-1] + right * padded[:, 2:]
    steps = 30.0 / frame_rate
    rise, fall = 1 - (1 - _RISE) ** steps, 1 - (1 - _FALL) ** steps
    heights = np.zeros_like(wanted)
    now = np.zeros(wanted.shape[1])
    for frame, goal in enumerate(wanted):
        now = now + np.where(goal > now, rise, fall) * (goal - now)
        heights[frame] = now
    heights *= np.linspace(1.0, _EDGE, heights.shape[1])
    return np.concatenate([heights[:, :0:-1], heights], axis=1)
