"""The grid of a source from the times of its frames, rounded and broken as containers have them."""

from fractions import Fraction

import pytest

from adapters.media.rates import BadTimingError, grid_of


def rounded(times: list[float], tick: float) -> list[float]:
    return [round(time / tick) * tick for time in times]


def test_a_long_gap_in_a_coarse_clock_does_not_bend_the_rate() -> None:
    times = [n / 30 for n in range(90)] + [33 + n / 30 for n in range(90)]
    grid = grid_of([rounded(times, 0.001)], 0.001)
    assert (grid.rate, grid.variable) == (30, False)


def test_one_odd_first_step_does_not_bend_the_rate() -> None:
    """Fragmented MP4 stretches the first frame to where the sound begins."""
    times = [0.0, *(0.0547 + n / 30 for n in range(180))]
    grid = grid_of([times], 1 / 15360)
    assert (grid.rate, grid.variable) == (30, False)


@pytest.mark.parametrize("seconds", [2, 20, 60, 600])
def test_slides_that_stay_long_have_a_grid_fast_enough_for_captions(seconds: int) -> None:
    grid = grid_of([[n * float(seconds) for n in range(5)]], 0.001)
    assert 20 <= grid.rate <= 60
    assert (grid.rate * seconds).denominator == 1


def test_ntsc_rates_survive_milliseconds() -> None:
    grid = grid_of([rounded([n * 1001 / 24000 for n in range(400)], 0.001)], 0.001)
    assert grid.rate == Fraction(24000, 1001)


def test_hours_between_frames_make_no_sense() -> None:
    with pytest.raises(BadTimingError):
        grid_of([[0.0, 7200.0, 14400.0]], 0.001)
