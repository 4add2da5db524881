"""A sound is found late, lost on one side or gone by its levels over time, whatever its loudness has become."""

import numpy as np
import pytest
from numpy.typing import NDArray

from domain.heuristics.sound_fidelity import HOP_SECONDS, fidelity_of

Levels = NDArray[np.float64]


def syllables(seconds: float = 12, seed: int = 3) -> Levels:
    """Mean squares per hop of something that rises and falls as speech does, a little louder on the left."""
    dice = np.random.default_rng(seed)
    count = round(seconds / HOP_SECONDS)
    knots = np.arange(0, count + 8, 8)
    shape = np.interp(np.arange(count), knots, dice.uniform(-50, 0, len(knots)))
    power = 10 ** ((shape - 20) / 10)
    return np.stack([power, power / 2], axis=1)


def test_another_loudness_and_a_limiter_are_no_difference() -> None:
    source = syllables()
    found = fidelity_of(source, np.minimum(source * 30, 0.05))
    assert found.shift_seconds == pytest.approx(0, abs=0.002)
    assert found.likeness > 0.9
    assert found.silent_seconds == 0
    assert found.sides_db[0] - found.sides_db[1] <= 3.1


@pytest.mark.parametrize("hops", [-30, -4, 4, 8, 50])
def test_a_shift_is_measured(hops: int) -> None:
    source = syllables()
    found = fidelity_of(source, np.roll(source, hops, axis=0))
    assert found.shift_seconds == pytest.approx(hops * HOP_SECONDS, abs=0.003)


def test_a_lost_side_and_a_hole_are_measured() -> None:
    source = syllables()
    lost = source.copy()
    lost[:, 1] = 0
    assert fidelity_of(source, lost).sides_db[1] == -120
    hole = source.copy()
    hole[300:400] = 0
    assert 0.2 < fidelity_of(source, hole).silent_seconds <= 1.0


def test_what_never_changes_and_what_is_too_short_has_no_shift() -> None:
    steady = np.full((1200, 2), 0.01)
    assert fidelity_of(steady, np.roll(steady, 8, axis=0)).shift_seconds is None
    assert fidelity_of(syllables(0.5), syllables(0.5)).shift_seconds is None
    assert fidelity_of(np.zeros((0, 2)), np.zeros((0, 2))).silent_seconds == 0


def test_silence_is_a_hole_everywhere() -> None:
    source = syllables()
    found = fidelity_of(source, np.zeros_like(source))
    assert found.shift_seconds is None
    assert found.silent_seconds > 1
