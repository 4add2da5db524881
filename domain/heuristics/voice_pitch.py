"""The pitch of a voice, and what it suggests about who speaks."""

import numpy as np
from numpy.typing import NDArray

from domain.contracts.voices import Sex

_RATE = 16_000
_WINDOW = 768
"""48 ms: three periods of the lowest voice."""
_HOP = 320
_LOWEST, _HIGHEST = 60.0, 400.0
_VOICED = 0.55
_OCTAVE = 0.9
_FEWEST_FRAMES = 5
_MALE_BELOW, _FEMALE_FROM = 145.0, 165.0
"""Hz. Men speak at about 120 and women at about 210 in the median (Traunmueller and Eriksson, 1995); between these two
either may speak.
"""


def voiced_pitches(audio: NDArray[np.float32]) -> NDArray[np.float64]:
    """Fundamental frequencies in Hz of the voiced frames of mono speech at 16 kHz, one every 20 ms.

    By autocorrelation that is corrected for its window (Boersma, 1993); of two octaves the higher, where it is nearly
    as strong.
    """
    if len(audio) < _WINDOW:
        return np.zeros(0)
    window = np.hanning(_WINDOW)
    frames = np.lib.stride_tricks.sliding_window_view(audio, _WINDOW)[::_HOP]
    frames = (frames - frames.mean(axis=1, keepdims=True)) * window
    strength = _autocorrelation(frames) / np.maximum(_autocorrelation(window[None]), 1e-3)
    first, last = int(_RATE / _HIGHEST), int(_RATE / _LOWEST)
    inner = strength[:, first : last + 1]
    peaks = (inner[:, 1:-1] >= inner[:, :-2]) & (inner[:, 1:-1] >= inner[:, 2:])
    heights = np.where(peaks, inner[:, 1:-1], 0.0)
    best = heights.max(axis=1, initial=0.0)
    audible = np.sqrt(np.mean(frames**2, axis=1)) > 1e-4
    voiced = (best >= _VOICED) & audible
    lags = (heights >= _OCTAVE * best[:, None]).argmax(axis=1) + first + 1
    return np.asarray(_RATE / lags[voiced], np.float64)


def median_pitch(pitches: NDArray[np.float64]) -> float | None:
    """Hz, to a tenth; None where hardly anything is voiced."""
    return round(float(np.median(pitches)), 1) if len(pitches) >= _FEWEST_FRAMES else None


def suggested_sex(pitch: float | None) -> Sex:
    """A guess, for the choice of another voice; never more than that."""
    if pitch is None or _MALE_BELOW <= pitch < _FEMALE_FROM:
        return "unknown"
    return "male" if pitch < _MALE_BELOW else "female"


def _autocorrelation(frames: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of each frame, from lag 0, in shares of its energy."""
    spectrum = np.fft.rfft(frames, 2 * _WINDOW, axis=1)
    found = np.fft.irfft(spectrum.real**2 + spectrum.imag**2, axis=1)[:, :_WINDOW]
    return np.asarray(found / np.maximum(found[:, :1], 1e-12))
