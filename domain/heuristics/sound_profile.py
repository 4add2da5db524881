"""What a sound track measures: levels of what is no pause, how alike its sides are, and a constant offset."""

from typing import TYPE_CHECKING

import numpy as np

from domain.contracts.media import SoundProfile

if TYPE_CHECKING:
    from numpy.typing import NDArray

    type_samples = NDArray[np.floating]
    type_float64 = NDArray[np.float64]
    type_bool = NDArray[np.bool_]

HOP_SECONDS = 0.1

_PAUSE_DB = 15.0
_LOUDEST_SHARE = 95
_LOWEST_HERTZ = 200
_FLOOR = 1e-12


def profile_of(channels: "type_samples", sides: "type_samples", rate: int) -> SoundProfile | None:
    """The profile of a track from its samples, shape (n, channels), and those of its stereo downmix, shape (n, 2), both
    at `rate` Hz; None for less than a hop.
    """
    hop = round(HOP_SECONDS * rate)
    own, pair = _hops(channels, hop), _hops(sides, hop)
    count = min(own.shape[1], pair.shape[1])
    if not count:
        return None
    own, pair = own[:, :count], pair[:, :count]
    offset = own.mean(axis=(1, 2))
    even = own - offset[:, None, None]
    loud = _loud(np.square(even).mean(axis=2).max(axis=0))
    left, right = (_spoken(side[loud], rate) for side in pair)
    together = float(np.sqrt(np.square(left).sum() * np.square(right).sum()))
    return SoundProfile(
        seconds=round(count * HOP_SECONDS, 3),
        level_db=max(_level(channel[loud]) for channel in even),
        peak_db=round(20 * float(np.log10(max(float(np.abs(own).max()), 1e-6))), 2),
        offset=round(float(np.abs(offset).max()), 5),
        channels_db=tuple(_level(_spoken(channel[loud], rate)) for channel in even),
        left_db=_level(left),
        right_db=_level(right),
        correlation=round(float((left * right).sum()) / together, 4) if together > _FLOOR else 1.0,
    )


def _hops(samples: "type_samples", hop: int) -> "type_float64":
    """Shape (channels, hops, samples of a hop)."""
    whole = len(samples) // hop * hop
    return np.asarray(samples[:whole].T.reshape(samples.shape[1], -1, hop), np.float64)


def _loud(power: "type_float64") -> "type_bool":
    """The hops that are no pause: within 15 dB of the loudest twentieth."""
    least = float(np.percentile(power, _LOUDEST_SHARE)) * 10 ** (-_PAUSE_DB / 10)
    return np.asarray(power >= least, np.bool_)


def _spoken(hops: "type_float64", rate: int) -> "type_float64":
    """Without what lies below the voice: hum, rumble and an offset say nothing of it."""
    spectrum = np.fft.rfft(hops, axis=1)
    spectrum[:, np.fft.rfftfreq(hops.shape[1], 1 / rate) < _LOWEST_HERTZ] = 0
    return np.asarray(np.fft.irfft(spectrum, hops.shape[1], axis=1), np.float64)


def _level(samples: "type_float64") -> float:
    power = float(np.square(samples).mean()) if samples.size else 0.0
    return round(10 * float(np.log10(max(power, _FLOOR))), 2)
