"""Levels: pauses do not make a voice quieter, and the loudest moment counts."""

import numpy as np
import pytest

from domain.contracts.base import TimeRange
from domain.heuristics.mix_levels import hops_of, loudest_level, mean_level, power_within, speech_level

LOUD, QUIET = 0.01, 1e-6  # -20 and -60 dBFS


def test_pauses_do_not_count_in_the_level_of_speech() -> None:
    power = np.array([LOUD] * 10 + [QUIET] * 30)
    assert speech_level(power) == pytest.approx(-20)
    assert mean_level(power) == pytest.approx(-26, abs=0.1)


def test_silence_has_no_level() -> None:
    assert speech_level(np.zeros(20)) is None
    assert mean_level(np.zeros(0)) is None


def test_the_loudest_moment_is_as_long_as_an_ear_needs() -> None:
    power = np.array([QUIET] * 50 + [LOUD] * 8 + [QUIET] * 50)
    assert loudest_level(power) == pytest.approx(-20)
    click = np.array([QUIET] * 50 + [LOUD] + [QUIET] * 50)
    assert loudest_level(click) == pytest.approx(-29, abs=0.1)
    assert loudest_level(np.array([LOUD, LOUD])) == pytest.approx(-20)


def test_spans_are_the_hops_that_they_touch() -> None:
    power = np.arange(20.0)
    assert list(power_within(power, [TimeRange(start=0.12, end=0.2), TimeRange(start=0.9, end=2.0)])) == [2, 3, 18, 19]
    assert hops_of(TimeRange(start=3, end=4), 20) == slice(20, 20)
    assert len(power_within(power, [])) == 0
