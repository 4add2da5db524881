"""Makes music and street noise from nothing but arithmetic."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

RATE = 48_000
Sound = npt.NDArray[np.float32]

# Four chords as MIDI notes: A minor 7, F major 7, C major, G.
_CHORDS = ((57, 60, 64, 67), (53, 57, 60, 64), (48, 55, 60, 64), (55, 59, 62, 67))
_BEAT = 0.5
_BEATS_PER_CHORD = 4


def music(seconds: float, first_chord: int = 0) -> Sound:
    """Return a soft stereo tune, frames by channel, peaking near 0.25, faded at both ends."""
    length = round(seconds * RATE)
    tune = np.zeros((length, 2), dtype=np.float64)
    for beat in range(int(seconds / _BEAT) + 1):
        chord = _CHORDS[(first_chord + beat // _BEATS_PER_CHORD) % len(_CHORDS)]
        start = round(beat * _BEAT * RATE)
        if beat % _BEATS_PER_CHORD == 0:
            for voice, note in enumerate(chord):
                _add(tune, start, _pad(note, _BEATS_PER_CHORD * _BEAT + 0.6), 0.3 + 0.13 * voice)
        _add(tune, start, _pluck(chord[beat % len(chord)] + 12), 0.35 if beat % 2 else 0.65)
    tune *= 0.25 / max(float(np.abs(tune).max(initial=0.0)), 1e-9)
    return (tune * _fade(length, 0.15, 0.6)[:, None]).astype(np.float32)


def street(seconds: float, rms: float, seed: int = 7) -> Sound:
    """Return stereo traffic-like noise, frames by channel, faded at both ends; `rms` is that of its mono mix."""
    length = round(seconds * RATE)
    random = np.random.default_rng(seed)
    frequency = np.fft.rfftfreq(length, 1.0 / RATE)
    # Traffic falls off by about 6 dB per octave above a few hundred hertz.
    shape = 1.0 / (1.0 + (np.maximum(frequency, 40.0) / 350.0))
    middle, side = (np.fft.irfft(np.fft.rfft(random.standard_normal(length)) * shape, length) for _ in range(2))
    swell = 1.0 + 0.1 * np.sin(2.0 * np.pi * 0.21 * np.arange(length) / RATE)
    middle *= swell
    noise = np.stack([middle + 0.5 * side, middle - 0.5 * side], axis=1)
    noise *= rms / np.sqrt(np.mean(middle**2))
    return (noise * _fade(length, 0.3, 0.3)[:, None]).astype(np.float32)


def _pad(note: int, seconds: float) -> npt.NDArray[np.float64]:
    time = np.arange(round(seconds * RATE)) / RATE
    tone = sum(
        np.sin(2.0 * np.pi * _hertz(note) * partial * (1.0 + detune) * time) / partial**2
        for partial in (1, 2, 3)
        for detune in (-0.0015, 0.0015)
    )
    shaped: npt.NDArray[np.float64] = 0.10 * tone * _fade(len(time), 0.25, 0.6)
    return shaped


def _pluck(note: int) -> npt.NDArray[np.float64]:
    time = np.arange(round(1.2 * RATE)) / RATE
    phase = 2.0 * np.pi * _hertz(note) * time
    tone = np.sin(phase) + 0.5 * np.sin(2.0 * phase) * np.exp(-4.0 * time)
    plucked: npt.NDArray[np.float64] = 0.22 * tone * np.exp(-3.5 * time) * _fade(len(time), 0.004, 0.2)
    return plucked


def _add(tune: npt.NDArray[np.float64], start: int, tone: npt.NDArray[np.float64], right: float) -> None:
    part = tune[start : start + len(tone)]
    part += tone[: len(part), None] * np.array([1.0 - right, right])


def _fade(length: int, attack: float, release: float) -> npt.NDArray[np.float64]:
    envelope = np.ones(length)
    rise, fall = (min(length // 2, round(seconds * RATE)) for seconds in (attack, release))
    envelope[:rise] = np.linspace(0.0, 1.0, rise)
    envelope[length - fall :] *= np.linspace(1.0, 0.0, fall)
    return envelope


def _hertz(note: int) -> float:
    return float(440.0 * 2.0 ** ((note - 69) / 12.0))
