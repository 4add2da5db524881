"""How loud voices and beds are, from the mean power of HOP_SECONDS each: what levels are matched by, and judged by."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from domain.contracts.base import TimeRange

if TYPE_CHECKING:
    from numpy.typing import NDArray

    type_float64 = NDArray[np.float64]

HOP_SECONDS = 0.05
WINDOW_SECONDS = 0.4
"""As long as EBU R128's momentary loudness: a shorter sound is not heard at its full loudness."""

SILENT_DB = -80.0
"""Below it there is no sound worth matching."""

_BELOW_MEAN_DB = 10.0


def per_hop(squares: "type_float64", hop: int) -> "type_float64":
    """The mean of each `hop` values; the last hop is filled up with silence."""
    padded = np.concatenate((squares, np.zeros(-len(squares) % hop)))
    return np.asarray(padded.reshape(-1, hop).mean(axis=1), np.float64)


def decibels(power: float) -> float:
    """A mean square in dBFS."""
    return 10 * math.log10(power) if power > 0 else -math.inf


def mean_level(power: "type_float64") -> float | None:
    """The mean in dBFS; None where it is silent."""
    level = decibels(float(power.mean())) if len(power) else -math.inf
    return level if level > SILENT_DB else None


def speech_level(power: "type_float64") -> float | None:
    """The mean in dBFS of what is no pause: within 10 dB of the mean of all, as EBU R128 gates; None for silence."""
    rough = mean_level(power)
    if rough is None:
        return None
    loud = power[power >= 10 ** ((rough - _BELOW_MEAN_DB) / 10)]
    return decibels(float(loud.mean()))


def loudest_level(power: "type_float64") -> float:
    """The mean of the loudest WINDOW_SECONDS in dBFS, of all where that is shorter; -inf for nothing."""
    if not len(power):
        return -math.inf
    width = min(len(power), round(WINDOW_SECONDS / HOP_SECONDS))
    sums = np.cumsum(np.concatenate(([0.0], power)))
    return decibels(float((sums[width:] - sums[:-width]).max()) / width)


def hops_of(span: TimeRange, count: int) -> slice:
    """The hops, of `count`, that a span touches."""
    return slice(min(count, int(span.start / HOP_SECONDS)), min(count, math.ceil(span.end / HOP_SECONDS)))


def power_within(power: "type_float64", spans: Sequence[TimeRange]) -> "type_float64":
    """The hops inside of `spans`."""
    parts = [power[hops_of(span, len(power))] for span in spans]
    return np.concatenate(parts) if parts else power[:0]
