"""The sound of a room in which nobody speaks: found in the source's own quiet moments, and spun on without an end.

Silence between words of a voice sounds like a fault of the line; a room is never silent.
"""

import heapq
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from adapters.media.cut import SAMPLE_RATE
from domain.contracts.base import TimeRange
from domain.heuristics.mix_levels import HOP_SECONDS

Samples = NDArray[np.float32]
"""Shape (samples, channels), 48 kHz."""

HOP = round(HOP_SECONDS * SAMPLE_RATE)

_WINDOW = SAMPLE_RATE // 2
_GRAIN = 19_200
_STRIDE = _GRAIN // 2
_MOST_WINDOWS = 8
_MARGIN = 0.15
"""Seconds around speech that are not taken for quiet: breath, and the room's echo."""

# Decibels of full scale, over all channels. Louder is no room, quieter is a gate or a cable.
_LOUDEST, _QUIETEST = -42.0, -85.0
_UNEVEN = 9.0
_LOUDER = 6.0
_COMFORT = -74.0


class ToneSearch:
    """Takes the source second by second, and keeps its quietest even moments outside of `speech`."""

    def __init__(self, speech: Sequence[TimeRange]) -> None:
        self._speech = speech
        self._kept: list[tuple[float, int, Samples]] = []

    def push(self, block: Samples, power: NDArray[np.float64], at: int) -> None:
        """`block` begins at sample `at` of the output; `power`: its mean square per hop, over all channels."""
        hops = _WINDOW // HOP
        for first in range(0, len(power) - hops + 1, hops // 2):
            inside = power[first : first + hops]
            level = _decibels(float(inside.mean()))
            even = _decibels(float(inside.max())) - _decibels(float(inside.min())) <= _UNEVEN
            if not even or not _QUIETEST < level < _LOUDEST or self._spoken(at + first * HOP):
                continue
            # The place breaks ties, so that samples are never compared.
            item = (-level, -(at + first * HOP), block[first * HOP : first * HOP + _WINDOW].copy())
            if len(self._kept) < _MOST_WINDOWS:
                heapq.heappush(self._kept, item)
            else:
                heapq.heappushpop(self._kept, item)

    def windows(self) -> list[Samples]:
        """The quiet moments, in the order of time; empty where there are none."""
        quietest = max((loudness for loudness, _, _ in self._kept), default=0.0)
        return [
            window
            for loudness, place, window in sorted(self._kept, key=lambda kept: -kept[1])
            if quietest - loudness <= _LOUDER
        ]

    def _spoken(self, first: int) -> bool:
        start, end = first / SAMPLE_RATE - _MARGIN, (first + _WINDOW) / SAMPLE_RATE + _MARGIN
        return any(span.start < end and span.end > start for span in self._speech)


class RoomTone:
    """Grains of quiet moments over each other, each with its own place and sign: no period is heard, and every sample
    depends only on where it lies.
    """

    def __init__(self, windows: Sequence[Samples], channels: int) -> None:
        self._windows = list(windows) or _comfort_noise(channels)
        # The squares of two neighbours add up to one: grains of noise are not alike, so that powers add.
        self._shape = np.sin(np.pi * (np.arange(_GRAIN) + 0.5) / _GRAIN).astype(np.float32)[:, None]

    def samples(self, start: int, count: int) -> Samples:
        """Samples `start` to `start + count` of the endless tone."""
        tone = np.zeros((count, self._windows[0].shape[1]), np.float32)
        for number in range(start // _STRIDE - 1, (start + count - 1) // _STRIDE + 1):
            begins = number * _STRIDE - start
            low, high = max(0, begins), min(count, begins + _GRAIN)
            if low < high:
                tone[low:high] += self._grain(number)[low - begins : high - begins]
        return tone

    def _grain(self, number: int) -> Samples:
        chance = _scrambled(number)
        window = self._windows[chance % len(self._windows)]
        offset = (chance >> 8) % (_WINDOW - _GRAIN)
        sign = 1 if chance >> 30 & 1 else -1
        return window[offset : offset + _GRAIN] * (sign * self._shape)


def _comfort_noise(channels: int) -> list[Samples]:
    """Very quiet noise that grows softer towards the treble, other in each channel."""
    dice = np.random.default_rng(48)
    spectrum = dice.normal(size=(_WINDOW // 2 + 1, channels)) + 1j * dice.normal(size=(_WINDOW // 2 + 1, channels))
    hertz = np.fft.rfftfreq(_WINDOW, 1 / SAMPLE_RATE)
    noise = np.fft.irfft(spectrum * (1 / np.sqrt(np.maximum(hertz, 60) / 60))[:, None], axis=0)
    noise *= 10 ** (_COMFORT / 20) / np.sqrt(np.square(noise).mean() * channels)
    return [noise.astype(np.float32)]


def _scrambled(number: int) -> int:
    """The same 32 bits for the same number, without a pattern (the finaliser of MurmurHash3)."""
    bits = number & 0xFFFFFFFF
    bits = (bits ^ bits >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    bits = (bits ^ bits >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return bits ^ bits >> 16


def _decibels(power: float) -> float:
    return 10 * float(np.log10(max(power, 1e-12)))
