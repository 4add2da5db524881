"""Gain first, limiter last, and no endless search for what a sound cannot give."""

import pytest

from domain.contracts.media import Loudness
from domain.heuristics.loudness import (
    CODEC_HEADROOM_DB,
    MOST_GAIN_DB,
    NEAR_ENOUGH_LU,
    SILENT_LUFS,
    MixStep,
    first_step,
    next_step,
)

TARGET = (-14.0, -1.0)


def loud(lufs: float, peak: float) -> Loudness:
    return Loudness(integrated_lufs=lufs, true_peak_dbtp=peak)


def test_gain_alone_serves_where_the_peak_allows_it() -> None:
    assert first_step(loud(-20, -10), *TARGET) == MixStep(gain_db=6, ceiling_dbtp=None)
    assert first_step(loud(-8, 1), *TARGET) == MixStep(gain_db=-6, ceiling_dbtp=None)


def test_a_peak_that_would_pass_the_limit_is_held_with_room_for_the_codec() -> None:
    assert first_step(loud(-20, -3), *TARGET) == MixStep(gain_db=6, ceiling_dbtp=-1 - CODEC_HEADROOM_DB)


def test_silence_is_not_raised_to_noise_but_its_clicks_are_kept_down() -> None:
    assert first_step(loud(-70, -120), *TARGET) == MixStep(gain_db=0, ceiling_dbtp=None)
    assert first_step(loud(SILENT_LUFS - 1, 0), *TARGET) == MixStep(gain_db=-1.5, ceiling_dbtp=None)
    assert next_step(loud(-70, -120), MixStep(0, None), loud(-70, -120), *TARGET) is None


def test_everything_that_is_not_silent_can_reach_the_loudness() -> None:
    assert TARGET[0] - SILENT_LUFS <= MOST_GAIN_DB


def test_a_good_result_ends_the_search() -> None:
    step = MixStep(6, None)
    assert next_step(loud(-20, -10), step, loud(-14 + NEAR_ENOUGH_LU, -4), *TARGET) is None


def test_a_peak_moved_by_the_codec_lowers_the_ceiling() -> None:
    better = next_step(loud(-20, -3), MixStep(6, -1.5), loud(-14, -0.6), *TARGET)
    assert better is not None
    assert better.ceiling_dbtp == pytest.approx(-1.5 - 0.4 - 0.1)


def test_the_steps_converge_under_a_limiter_that_eats_half_of_the_gain() -> None:
    mix = loud(-20, -3)
    step: MixStep | None = first_step(mix, *TARGET)
    result = mix
    for _ in range(8):
        if step is None:
            break
        result = loud(mix.integrated_lufs + min(step.gain_db, 1.5) + 0.5 * max(0.0, step.gain_db - 1.5), -1.3)
        step = next_step(mix, step, result, *TARGET)
    assert step is None
    assert result.integrated_lufs == pytest.approx(-14, abs=0.3)


def test_a_sound_that_cannot_get_louder_ends_the_search() -> None:
    mix = loud(-30, 0)
    step: MixStep | None = first_step(mix, *TARGET)
    steps = 0
    while step is not None and steps < 50:
        steps += 1
        step = next_step(mix, step, loud(-25, -1.4), *TARGET)
    assert steps < 10


def test_words_are_brought_up_from_almost_nothing() -> None:
    soft = loud(-66.9, -50)
    assert first_step(soft, *TARGET).gain_db == 0
    assert first_step(soft, *TARGET, spoken=True) == MixStep(
        gain_db=pytest.approx(52.9), ceiling_dbtp=-1 - CODEC_HEADROOM_DB
    )
    assert next_step(soft, MixStep(50, -1.5), loud(-16.9, -2), *TARGET, spoken=True) is not None
    assert first_step(loud(-70, -120), *TARGET, spoken=True) == MixStep(gain_db=0, ceiling_dbtp=None)
