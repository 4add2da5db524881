"""Levels, silences and an editor's waveform from 16 kHz samples as they stream by."""

import json
import math
from dataclasses import dataclass, field

import numpy as np

from domain.contracts.base import TimeRange

SAMPLE_RATE = 16_000
HOP_SECONDS = 0.05
PEAKS_PER_SECOND = 20
HOP_SAMPLES = SAMPLE_RATE // PEAKS_PER_SECOND

FLOOR_DB = -90.0
SILENCE_SECONDS = 0.3
"""Shortest stretch that counts as silence."""

_FULL_SCALE = 32768.0
# Speech is at least this far above the room; a silence is what stays near the room's own noise.
_ABOVE_NOISE_DB = 8.0
_QUIETEST_DB, _LOUDEST_DB = -60.0, -38.0


@dataclass
class Waveform:
    """Takes mono 16-bit samples second by second; each hop in it is one waveform point too."""

    levels: list[float] = field(default_factory=list)
    lows: list[int] = field(default_factory=list)
    highs: list[int] = field(default_factory=list)

    def push(self, second: memoryview) -> None:
        """`second`: SAMPLE_RATE samples, 16-bit little-endian."""
        hops = np.frombuffer(second, "<i2").reshape(-1, HOP_SAMPLES)
        self.lows += (hops.min(axis=1) >> 8).tolist()
        self.highs += np.minimum(127, -(-hops.max(axis=1).astype(np.int32) >> 8)).tolist()
        power = np.square(hops, dtype=np.float32).mean(axis=1) / _FULL_SCALE**2
        self.levels += (
            np.maximum(FLOOR_DB, 10 * np.log10(np.maximum(power, 1e-12))).astype(np.float64).round(2).tolist()
        )

    def end_at(self, samples: int) -> None:
        """Forget what lies past `samples`: the last second is padded with silence."""
        hops = math.ceil(samples / HOP_SAMPLES)
        del self.levels[hops:], self.lows[hops:], self.highs[hops:]

    def peaks_json(self) -> str:
        """`min` and `max`, -128..127, PEAKS_PER_SECOND points a second."""
        return json.dumps(
            {
                "version": 1,
                "sample_rate": SAMPLE_RATE,
                "points_per_second": PEAKS_PER_SECOND,
                "bits": 8,
                "min": self.lows,
                "max": self.highs,
            },
            separators=(",", ":"),
        )

    def silences(self) -> tuple[TimeRange, ...]:
        """Stretches of at least SILENCE_SECONDS near the noise floor (the 10th percentile of the levels)."""
        if not self.levels:
            return ()
        levels = np.asarray(self.levels)
        floor = float(np.percentile(levels, 10)) + _ABOVE_NOISE_DB
        quiet = levels < min(max(floor, _QUIETEST_DB), _LOUDEST_DB)
        edges = np.flatnonzero(np.diff(np.concatenate(([False], quiet, [False])).astype(np.int8)))
        spans = zip(edges[::2] * HOP_SECONDS, edges[1::2] * HOP_SECONDS, strict=True)
        return tuple(
            TimeRange(start=round(float(start), 3), end=round(float(end), 3))
            for start, end in spans
            if end - start >= SILENCE_SECONDS - 1e-9
        )
