"""Black is where nothing can be seen, with the fades around it."""

from fractions import Fraction

from domain.contracts.picture import Blackout
from domain.heuristics.picture_black import blackouts_of

RATE = Fraction(30)


def spans(luma: list[int], peaks: list[int]) -> list[tuple[int, int]]:
    return [(b.first, b.last) for b in blackouts_of(luma, peaks, RATE)]


def test_a_black_beginning_ends_when_half_of_the_light_is_there() -> None:
    luma = [16] * 10 + [16 + 10 * step for step in range(1, 11)] + [116] * 30
    peaks = [16] * 10 + [200] * 40
    assert spans(luma, peaks) == [(0, 14)]


def test_a_fade_to_black_and_back_is_one_stretch() -> None:
    luma = [116] * 40 + [100, 80, 50, 30, 20] + [16] * 5 + [20, 30, 50, 80, 100] + [116] * 40
    peaks = [220] * 43 + [60, 40] + [17] * 5 + [40, 60] + [220] * 43
    assert spans(luma, peaks) == [(42, 53)]


def test_a_cut_out_of_black_costs_no_frame_of_the_picture() -> None:
    assert spans([16] * 5 + [90] * 20, [16] * 5 + [230] * 20) == [(0, 5)]


def test_a_dark_scene_and_a_black_terminal_are_not_black() -> None:
    assert spans([19] * 60, [70] * 60) == []
    assert spans([17] * 60, [180] * 60) == []


def test_a_source_that_is_black_to_its_end() -> None:
    assert blackouts_of([90] * 10 + [16] * 10, [200] * 10 + [16] * 10, RATE) == (Blackout(first=10, last=20),)
    assert blackouts_of([], [], RATE) == ()
