"""Where a voice is heard in its sound: by energy, true to a few milliseconds."""

from typing import TYPE_CHECKING

import numpy as np

from domain.contracts.base import TimeRange

if TYPE_CHECKING:
    from numpy.typing import NDArray

HOP = 0.0025
_WINDOW = 0.010
# Levels in dB under the loudest 10 ms. Breath stays under the first, so nothing below it is speech by itself; the weak
# beginning or end of a word (an f, an h) is then followed down to the second, for at most `_WEAK` seconds.
_BREATH, _SILENCE = -36.0, -45.0
_WEAK = 0.08
MARGIN = 0.02
"""Seconds that `heard_part` leaves before and after what is heard."""
_FADE = 0.005
_FLOOR = 1e-5
"""Sound that never rises above this root mean square (-100 dB) is silence."""


def levels(samples: "NDArray[np.float32]", rate: int) -> "NDArray[np.float64]":
    """The level of each 10 ms window, every 2.5 ms, in dB under the loudest; empty for shorter sound and silence."""
    hop, window = round(HOP * rate), round(_WINDOW * rate)
    energy = np.concatenate(([0.0], np.cumsum(samples.astype(np.float64) ** 2)))
    starts = np.arange(0, max(0, len(samples) - window + 1), hop)
    power = (energy[starts + window] - energy[starts]) / window
    if not len(power) or power.max() < _FLOOR**2:
        return np.zeros(0)
    decibel: NDArray[np.float64] = 10.0 * np.log10(np.maximum(power, 1e-30) / power.max())
    return decibel


def heard_span(samples: "NDArray[np.float32]", rate: int) -> tuple[float, float] | None:
    """Start and end of what is heard, in seconds; None for silence."""
    level, hop = levels(samples, rate), round(HOP * rate) / rate
    loud = np.flatnonzero(level > _BREATH)
    if not len(loud):
        return None
    first, last, reach = int(loud[0]), int(loud[-1]), round(_WEAK / HOP)
    earliest, latest = max(0, first - reach), min(len(level) - 1, last + reach)
    while first > earliest and level[first - 1] > _SILENCE:
        first -= 1
    while last < latest and level[last + 1] > _SILENCE:
        last += 1
    # A window's middle is where its energy is counted.
    return first * hop + _WINDOW / 2, last * hop + _WINDOW / 2


def voiced_spans(samples: "NDArray[np.float32]", rate: int, shortest_pause: float) -> list[TimeRange]:
    """Stretches, in seconds, between pauses of at least `shortest_pause`; empty for silence. For clean sound alone."""
    level, hop = levels(samples, rate), round(HOP * rate) / rate
    heard = np.flatnonzero(level > _BREATH)
    if not len(heard):
        return []
    ends = np.flatnonzero(np.diff(heard) * hop >= shortest_pause)
    firsts, lasts = heard[np.concatenate(([0], ends + 1))], heard[np.concatenate((ends, [len(heard) - 1]))]
    return [
        TimeRange(start=float(first) * hop + _WINDOW / 2, end=float(last) * hop + _WINDOW / 2)
        for first, last in zip(firsts, lasts, strict=True)
    ]


def heard_part(samples: "NDArray[np.float32]", rate: int, margin: float = MARGIN) -> "NDArray[np.float32]":
    """What is heard, with at most `margin` seconds around it, faded in and out over 5 ms; empty for silence.

    Where a voice begins at once there is nothing to leave before it.
    """
    span = heard_span(samples, rate)
    if span is None:
        return np.zeros(0, np.float32)
    first = max(0, round((span[0] - margin) * rate))
    part = samples[first : round((span[1] + margin) * rate)].astype(np.float32)
    fade = min(round(_FADE * rate), len(part) // 2)
    ramp = np.linspace(0.0, 1.0, fade, dtype=np.float32)
    part[:fade] *= ramp
    part[len(part) - fade :] *= ramp[::-1]
    return part
