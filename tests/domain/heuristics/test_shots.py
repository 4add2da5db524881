"""Cuts from scores: adaptive, at most one per shortest shot, blind to flashes."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contracts.picture import Flash
from domain.heuristics.shots import MIN_SHOT_SECONDS, shots_from_scores

RATE = Fraction(30)


def calm(count: int, **peaks: float) -> list[float]:
    scores = [0.004] * count
    scores[0] = 0.0
    for frame, score in peaks.items():
        scores[int(frame[1:])] = score
    return scores


def firsts(scores: list[float], flashes: tuple[Flash, ...] = (), rate: Fraction = RATE) -> list[int]:
    return [shot.first for shot in shots_from_scores(scores, rate, flashes)]


def test_a_peak_in_calm_surroundings_is_a_cut_at_that_very_frame() -> None:
    assert firsts(calm(200, f57=0.5, f120=0.3)) == [0, 57, 120]


def test_nothing_below_the_floor_is_a_cut_however_calm_it_is() -> None:
    assert firsts(calm(100, f50=0.12)) == [0]


def test_steady_fast_motion_holds_no_cut_and_a_cut_inside_it_is_found() -> None:
    moving = [0.16 + 0.03 * (frame % 3) for frame in range(120)]
    assert firsts(moving) == [0]
    moving[60] = 0.8
    assert firsts(moving) == [0, 60]


def test_repeated_frames_of_a_slower_source_do_not_make_motion_look_like_cuts() -> None:
    slow = [0.2 if frame % 3 == 0 else 0.0 for frame in range(120)]
    assert firsts(slow) == [0]


def test_of_two_peaks_closer_than_a_shot_the_higher_one_is_the_cut() -> None:
    assert firsts(calm(100, f50=0.3, f54=0.6)) == [0, 54]
    assert firsts(calm(100, f50=0.6, f54=0.3)) == [0, 50]


def test_both_edges_of_a_flash_are_passed_over() -> None:
    scores = calm(100, f50=0.5, f52=0.5, f80=0.5)
    assert firsts(scores) == [0, 50, 80]
    assert firsts(scores, (Flash(first=50, last=52),)) == [0, 80]


def test_a_cut_in_the_last_frames_leaves_no_shot_too_short_to_show() -> None:
    assert firsts(calm(100, f97=0.7)) == [0]


def test_no_frames_have_no_shots() -> None:
    assert shots_from_scores([], RATE) == ()


@given(
    st.lists(st.floats(0, 1), min_size=1, max_size=200),
    st.sampled_from([Fraction(24), Fraction(30000, 1001), Fraction(60), Fraction(1)]),
)
def test_shots_cover_every_frame_once_and_are_never_shorter_than_allowed(scores: list[float], rate: Fraction) -> None:
    shots = shots_from_scores(scores, rate)
    assert shots[0].first == 0
    assert shots[-1].last == len(scores)
    assert all(one.last == other.first for one, other in pairwise(shots))
    shortest = round(MIN_SHOT_SECONDS * rate)
    assert all(shot.last - shot.first >= min(shortest, len(scores)) for shot in shots)


@pytest.mark.parametrize("frames", [1, 2, 5])
def test_a_source_of_a_few_frames_is_one_shot(frames: int) -> None:
    assert firsts([0.9] * frames) == [0]
