"""Lines and pauses are chosen so that a retell is as long as it was wished."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.heuristics.retell_fit import FitLine, fit_lines, spread

USUAL = 10
PAUSES = st.tuples(st.integers(0, 6), st.integers(6, 30))
LINES = st.lists(
    st.builds(
        FitLine,
        frames=st.integers(30, 300),
        pause=PAUSES,
        worth=st.floats(0, 1),
        pinned=st.booleans(),
        leans=st.booleans(),
    ),
    min_size=1,
    max_size=14,
)


@settings(deadline=None)
@given(LINES, st.integers(100, 3000))
def test_first_pinned_and_leaning_lines_are_told_as_they_must_and_pauses_stay_in_their_bounds(lines, target):
    fit = fit_lines(lines, target, USUAL)
    kept = set(fit.kept)
    assert list(fit.kept) == sorted(kept)
    assert 0 in kept
    assert {place for place, line in enumerate(lines) if line.pinned} <= kept
    assert all(place - 1 in kept for place in kept if place and lines[place].leans)
    for place, pause in zip(fit.kept, fit.pauses, strict=True):
        assert lines[place].pause[0] <= pause <= lines[place].pause[1]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(60, 240), min_size=8, max_size=16), st.data())
def test_a_script_with_some_reserve_is_fitted_within_five_percent(frames, data):
    lines = [FitLine(size, (4, 27), data.draw(st.floats(0.1, 1)), leans=False) for size in frames]
    target = round(sum(frames) * data.draw(st.floats(0.55, 0.85)))
    fit = fit_lines(lines, target, USUAL)
    assert abs(fit.length(lines) - target) <= 0.05 * target


def test_of_all_sets_that_fit_the_one_of_most_worth_is_told():
    lines = [FitLine(100, (10, 10), worth) for worth in (0.1, 0.9, 0.5, 0.8, 0.2, 0.7)]
    fit = fit_lines(lines, 4 * 110, USUAL)
    assert fit.kept == (0, 1, 3, 5)
    best = max(combinations(range(1, 6), 3), key=lambda rest: sum(lines[place].worth for place in rest))
    assert set(best) == {1, 3, 5}


def test_what_leans_is_left_out_with_what_it_leans_on():
    lines = [FitLine(100, (10, 10)), FitLine(400, (10, 10), 0.9), FitLine(100, (10, 10), 0.8, leans=True)]
    assert fit_lines(lines, 220, USUAL).kept == (0,)


def test_what_an_editor_wants_is_told_even_where_it_is_too_long_with_what_it_leans_on():
    lines = [FitLine(100, (10, 10)), FitLine(400, (10, 10), 0.1), FitLine(100, (10, 10), 0.1, pinned=True, leans=True)]
    assert fit_lines(lines, 220, USUAL).kept == (0, 1, 2)


@given(st.lists(st.tuples(st.integers(30, 200), PAUSES), min_size=1, max_size=12), st.integers(0, 4000))
def test_pauses_are_alike_and_bring_the_length_to_the_target_where_they_can(sizes, target):
    lines = [FitLine(frames, pause) for frames, pause in sizes]
    fit = spread(lines, range(len(lines)), target, USUAL)
    least = sum(line.frames + line.pause[0] for line in lines)
    most = sum(line.frames + line.pause[1] for line in lines)
    if least <= target <= most:
        assert fit.length(lines) == target
    free = [pause for pause, line in zip(fit.pauses, lines, strict=True) if line.pause[0] < pause < line.pause[1]]
    assert max(free, default=0) - min(free, default=0) <= 1


def test_nothing_is_fitted_to_nothing():
    assert fit_lines([], 100, USUAL).kept == ()


def test_a_quarter_of_an_hour_is_fitted_in_no_time():
    lines = [FitLine(60 + 37 * (n % 6), (4, 27), (n * 7 % 10) / 10 + 0.05, leans=n % 5 == 4) for n in range(220)]
    target = 900 * 25
    assert fit_lines(lines, target, USUAL).length(lines) == target
