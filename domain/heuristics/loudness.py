"""How much to raise or lower a mix so that it keeps a loudness and a true-peak limit: gain first, limiter last."""

from typing import NamedTuple

from domain.contracts.media import Loudness

NEAR_ENOUGH_LU = 0.25
"""Steps end when the mix is this near its target; the contract allows 0.5 LU."""

SILENT_LUFS = -50.0
"""Below it there is nothing to bring to a loudness: the gain would raise the noise of the room."""

MUTE_LUFS = -69.5
"""Where words are said, only what the meter hears nothing of is left as it is (its gate is at -70)."""

MOST_GAIN_DB = 36.0
MOST_SPOKEN_GAIN_DB = 60.0
"""Words are brought up with whatever lies under them: a voice with its room is better than silence."""

CODEC_HEADROOM_DB = 0.5
"""How far below the limit the mix stays: a lossy codec moves peaks by some tenths of a decibel."""

_GAP_DB = 0.1
_MOST_LIMITING_DB = 20.0
"""Past it the limiter would be heard as a pumping of the room."""


class MixStep(NamedTuple):
    """Multiply by `gain_db`, then hold peaks under `ceiling_dbtp`; None: nothing to hold."""

    gain_db: float
    ceiling_dbtp: float | None


def silent_below(*, spoken: bool) -> float:
    """The loudness in LUFS below which a sound stays as it is; `spoken`: words are said in it."""
    return MUTE_LUFS if spoken else SILENT_LUFS


def first_step(mix: Loudness, loudness_lufs: float, peak_dbtp: float, *, spoken: bool = False) -> MixStep:
    """The step for a mix that measures `mix`: linear gain alone wherever its peak allows that."""
    if mix.integrated_lufs <= silent_below(spoken=spoken):
        return MixStep(gain_db=min(0.0, peak_dbtp - CODEC_HEADROOM_DB - mix.true_peak_dbtp), ceiling_dbtp=None)
    gain = min(_most_gain(spoken=spoken), loudness_lufs - mix.integrated_lufs)
    ceiling = peak_dbtp - CODEC_HEADROOM_DB
    return MixStep(gain_db=gain, ceiling_dbtp=None if mix.true_peak_dbtp + gain <= ceiling else ceiling)


def next_step(
    mix: Loudness, step: MixStep, result: Loudness, loudness_lufs: float, peak_dbtp: float, *, spoken: bool = False
) -> MixStep | None:
    """A better step after `step` made `result` of `mix`; None when it is good, or as good as it can be."""
    if mix.integrated_lufs <= silent_below(spoken=spoken):
        return None
    lacking = loudness_lufs - result.integrated_lufs
    over = result.true_peak_dbtp - peak_dbtp
    if abs(lacking) <= NEAR_ENOUGH_LU and over <= 0:
        return None
    ceiling = step.ceiling_dbtp
    if over > 0:
        ceiling = (peak_dbtp - CODEC_HEADROOM_DB if ceiling is None else ceiling) - over - _GAP_DB
    most = _most_gain(spoken=spoken)
    if ceiling is not None:
        most = min(most, ceiling + _MOST_LIMITING_DB - mix.true_peak_dbtp)
    # Under a limiter a decibel of gain brings less than a decibel of loudness, so the steps converge from below.
    gain = min(most, step.gain_db + lacking)
    better = MixStep(gain_db=gain, ceiling_dbtp=ceiling)
    return None if _same(better, step) else better


def _most_gain(*, spoken: bool) -> float:
    return MOST_SPOKEN_GAIN_DB if spoken else MOST_GAIN_DB


def _same(one: MixStep, other: MixStep) -> bool:
    return one.ceiling_dbtp == other.ceiling_dbtp and abs(one.gain_db - other.gain_db) < 0.05
