"""How loud the sound is from moment to moment, and where it pauses."""

import numpy as np
from numpy.typing import NDArray

from domain.contracts.base import TimeRange
from domain.heuristics.speech_chunks import merge_spans

_RATE = 16_000
_HOP = 80
_WINDOW = 160
_FLOOR_DB = -90.0
_SURROUNDINGS = 3.0
"""Seconds to each side over which loud and quiet are compared."""
_BELOW_SPEECH = 36.0
_ABOVE_NOISE = 7.0
_LEAST_CONTRAST = 12.0
_CLICK = 0.021
"""Seconds; a sound this short inside a silence is a click of the mouth or of the codec."""

_Floats = NDArray[np.float32]
_Levels = NDArray[np.float64]


def levels(audio: _Floats) -> _Levels:
    """RMS level in dBFS of 10 ms every 5 ms; value n is centred at (n + 1) * 5 ms."""
    if len(audio) < _WINDOW:
        return np.zeros(0)
    power = np.concatenate(([0.0], np.cumsum(np.square(audio, dtype=np.float64))))
    starts = np.arange(0, len(audio) - _WINDOW + 1, _HOP)
    mean = (power[starts + _WINDOW] - power[starts]) / _WINDOW
    return np.asarray(10.0 * np.log10(np.maximum(mean, 10 ** (_FLOOR_DB / 10))), dtype=np.float64)


def pauses(audio: _Floats, shortest: float) -> list[TimeRange]:
    """Stretches at least `shortest` seconds long where the sound is down at the noise, in seconds of `audio`.

    What counts as quiet follows the surroundings: far under the speech in clean sound, just over the noise in noisy.
    """
    track = levels(audio)
    if not len(track):
        return []
    quiet = track < _thresholds(track)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], quiet, [False])).astype(np.int8)))
    hop = _HOP / _RATE
    quiet_spans: list[TimeRange] = []
    for first, last in edges.reshape(-1, 2).tolist():
        start = 0.0 if first == 0 else (first + 1) * hop
        end = len(audio) / _RATE if last == len(track) else (last + 1) * hop
        quiet_spans.append(TimeRange(start=start, end=end))
    return [span for span in merge_spans(quiet_spans, _CLICK) if span.duration >= shortest]


def _thresholds(track: _Levels) -> _Levels:
    step = int(1.0 * _RATE / _HOP)
    reach = int(_SURROUNDINGS * _RATE / _HOP)
    centres = np.arange(0, len(track) + step, step)
    noise, speech = [], []
    for centre in centres:
        part = track[max(0, centre - reach) : centre + reach]
        noise.append(np.percentile(part, 5) if len(part) else _FLOOR_DB)
        speech.append(np.percentile(part, 95) if len(part) else _FLOOR_DB)
    loud, low = np.array(speech), np.array(noise)
    limit = np.maximum(loud - _BELOW_SPEECH, low + _ABOVE_NOISE)
    # Without contrast there is nothing to tell apart: steady music or noise has no pauses.
    limit = np.where(loud - low < _LEAST_CONTRAST, _FLOOR_DB - 1.0, np.minimum(limit, loud - _LEAST_CONTRAST / 2))
    return np.interp(np.arange(len(track)), centres, limit)
