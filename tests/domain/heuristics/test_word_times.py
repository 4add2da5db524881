"""Words and pauses: edges go to the right pause, order holds, nothing overlaps, gaps stay."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contracts.base import TimeRange
from domain.contracts.speech import Word
from domain.heuristics import word_times
from domain.heuristics.word_times import fitted_to_pauses, out_of_pauses, settled, shifted, snapped_to_pauses


def word(text: str, start: float, end: float) -> Word:
    return Word(text=text, start=start, end=end)


def span(start: float, end: float) -> TimeRange:
    return TimeRange(start=start, end=end)


def times(words: list[Word]) -> list[tuple[float, float]]:
    return [(item.start, item.end) for item in words]


def test_a_word_that_begins_in_a_pause_begins_where_the_pause_ends() -> None:
    words = [word("cloud.", 0.2, 0.9), word("The", 0.9, 1.5), word("sea", 1.5, 1.9)]
    fitted = fitted_to_pauses(words, [span(0.8, 1.4)])
    assert times(fitted) == [(0.2, 0.8), (1.4, 1.5), (1.5, 1.9)]


def test_silence_music_silence_before_one_word() -> None:
    words = [word("weather.", 0.2, 0.9), word("This", 3.2, 3.6), word("chart", 3.6, 4.0)]
    fitted = fitted_to_pauses(words, [span(0.8, 1.0), span(2.8, 2.95), span(3.05, 3.4)])
    assert times(fitted) == [(0.2, 0.8), (3.4, 3.6), (3.6, 4.0)]


def test_a_pause_far_from_every_gap_moves_no_word() -> None:
    words = [word("a", 10.0, 10.3), word("b", 10.3, 10.6)]
    assert times(fitted_to_pauses(words, [span(2.0, 3.0)])) == times(words)


def test_snapping_reaches_only_near_edges() -> None:
    words = [word("a", 1.05, 1.5), word("b", 2.4, 2.9)]
    snapped = snapped_to_pauses(words, [span(0.5, 1.0), span(1.55, 2.0)], reach=0.1)
    assert times(snapped) == [(1.0, 1.55), (2.4, 2.9)]


def test_a_word_loses_the_silence_at_its_beginning() -> None:
    words = [word("well,", 1.0, 1.5), word("those", 1.5, 2.1)]
    assert times(snapped_to_pauses(words, [span(1.52, 1.75)], reach=0.1)) == [(1.0, 1.52), (1.75, 2.1)]


def test_a_word_placed_into_silence_goes_where_it_was_heard() -> None:
    placed = [word("back.", 1.0, 1.5), word("The", 1.5, 1.7), word("slides", 1.7, 2.3)]
    after = [word("back.", 1.0, 1.5), word("The", 1.6, 1.8), word("slides", 1.8, 2.3)]
    assert times(out_of_pauses(placed, after, [span(1.5, 1.7)])) == [(1.0, 1.5), (1.7, 1.79), (1.79, 2.3)]


def test_shifting_never_goes_before_zero() -> None:
    assert times(shifted([word("a", 0.02, 0.3)], -0.05)) == [(0.0, 0.25)]


def spans(*bounds: tuple[float, float]) -> list[TimeRange]:
    return [span(start, end) for start, end in bounds]


def spoken(*bounds: tuple[float, float]) -> list[Word]:
    return [word("abc", start, end) for start, end in bounds]


@pytest.mark.parametrize(
    ("before", "seconds", "after"),
    [((1.0, 2.0), 0.5, (1.5, 2.5)), ((0.25, 0.75), -0.5, (0.0, 0.25)), ((0.25, 0.75), -1.0, (0.0, 0.0))],
)
def test_both_edges_are_shifted(before: tuple[float, float], seconds: float, after: tuple[float, float]) -> None:
    assert times(shifted(spoken(before), seconds)) == [after]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([(1, 2), (3, 4)], [(1, 2), (3, 4)]),
        ([(0, 1), (0.6, 1.2)], [(0, 0.6), (0.6, 1.2)]),
        ([(0, 1), (0.6, 1.2), (1.1, 2)], [(0, 0.6), (0.6, 1.1), (1.1, 2)]),
        ([(1, 1.5), (1.01, 2)], [(1, 1.03), (1.03, 2)]),
        ([(1, 1.5), (1, 2)], [(1, 1.5), (1.5, 2)]),
        ([(2, 3), (1, 1.5)], [(2, 3), (3, 3.03)]),
        ([(1, 1)], [(1, 1.03)]),
        ([(0, 0.01), (0.02, 0.03)], [(0, 0.03), (0.03, 0.06)]),
        ([(0.12345, 0.98765)], [(0.123, 0.988)]),
    ],
)
def test_settled_words_neither_overlap_nor_vanish(before, after) -> None:
    assert times(settled(spoken(*before))) == after


@pytest.mark.parametrize(
    ("said", "pause", "after"),
    [
        # A pause that begins up to 0.06 s after the word does is silence before it.
        ((0.0, 1.0), (0.06, 0.3), (0.3, 1.0)),
        ((0.0, 1.0), (0.07, 0.3), (0.0, 1.0)),
        ((1.0, 2.0), (0.2, 1.5), (1.5, 2.0)),
        # One that ends within reach of its start draws it there, from either side.
        ((1.0, 2.0), (0.25, 0.75), (0.75, 2.0)),
        ((1.0, 2.0), (1.125, 1.25), (1.25, 2.0)),
        ((1.0, 2.0), (1.25, 1.25), (1.0, 2.0)),
        ((1.0, 2.0), (0.25, 0.7), (1.0, 2.0)),
        # Nothing of the word would be left.
        ((1.0, 1.3), (0.9, 1.28), (1.0, 1.3)),
        ((0.25, 0.53), (0.1, 0.5), (0.25, 0.53)),
        ((0.25, 0.53), (0.1, 0.49), (0.49, 0.53)),
        # The same for its end.
        ((1.0, 2.0), (1.5, 1.95), (1.0, 1.5)),
        ((0.0, 0.5), (0.2, 0.44), (0.0, 0.2)),
        ((1.0, 2.0), (1.5, 1.93), (1.0, 2.0)),
        ((1.0, 2.0), (1.5, 2.5), (1.0, 1.5)),
        ((1.0, 2.0), (2.25, 2.5), (1.0, 2.25)),
        ((1.0, 2.0), (1.75, 1.75), (1.0, 2.0)),
        ((1.0, 2.0), (1.75, 1.8), (1.0, 1.75)),
        ((1.0, 2.0), (2.3, 2.5), (1.0, 2.0)),
        ((0.5, 0.8), (0.53, 1.0), (0.5, 0.8)),
        ((0.5, 0.8), (0.57, 1.0), (0.5, 0.57)),
    ],
)
def test_an_edge_is_snapped_to_a_pause_within_reach(said, pause, after) -> None:
    assert times(snapped_to_pauses(spoken(said), spans(pause), reach=0.25)) == [after]


@pytest.mark.parametrize(
    ("text", "said", "hint_end", "pause", "after"),
    [
        ("abcd", (1.0, 2.0), 2.5, (1.0, 1.8), (1.8, 2.0)),
        ("abcd", (1.0, 1.5), 2.5, (1.0, 1.5), (1.5, 1.62)),
        ("abcd", (1.0, 1.5), 1.4, (1.0, 1.5), (0.88, 1.0)),
        ("abcd", (1.0, 1.5), 1.5, (1.0, 1.5), (0.88, 1.0)),
        ("abcd", (0.5, 1.5), 1.4, (0.6, 1.5), (0.48, 0.6)),
        ("abcd", (0.25, 1.5), 1.4, (0.5, 1.5), (0.25, 0.5)),
        # It takes 0.03 s for each letter to say a word; at least that, and no more than 0.25 s.
        ("a", (1.0, 1.5), 2.5, (1.0, 1.5), (1.5, 1.53)),
        ("", (1.0, 1.5), 2.5, (1.0, 1.5), (1.5, 1.53)),
        ("a" * 30, (1.0, 1.5), 2.5, (1.0, 1.5), (1.5, 1.75)),
        # Seven tenths of it have to be silent.
        ("abcd", (0.0, 1.0), 0.1, (0.3, 1.0), (0.0, 0.3)),
        ("abcd", (0.0, 1.0), 0.1, (0.31, 1.0), (0.0, 1.0)),
        ("abcd", (1.0, 2.0), 3.0, (0.0, 1.7), (1.7, 2.0)),
        ("abcd", (1.0, 2.0), 3.0, (0.0, 1.65), (1.0, 2.0)),
        ("abcd", (1.0, 1.0), 3.0, (0.5, 1.5), (1.0, 1.03)),
        ("abcd", (1.0, 2.0), 3.0, (2.5, 3.0), (1.0, 2.0)),
        ("abcd", (0.0, 0.4), 0.3, (0.0, 0.5), (0.0, 0.03)),
        ("abcd", (0.0, 0.4), 0.3, (0.1, 0.5), (0.0, 0.1)),
    ],
)
def test_a_silent_word_goes_to_the_side_where_it_was_heard(text, said, hint_end, pause, after) -> None:
    hint = word(text, 0.0, hint_end)
    assert times(out_of_pauses([word(text, *said)], [hint], spans(pause))) == [after]


def test_each_pause_that_touches_a_word_is_looked_at() -> None:
    said, heard = [word("abcd", 1.0, 2.0)], [word("abcd", 2.0, 3.0)]
    assert times(out_of_pauses(said, heard, spans((0.5, 1.05), (1.1, 2.0)))) == [(2.0, 2.12)]


def test_only_the_neighbour_of_a_moved_word_gives_way() -> None:
    said = spoken((1.0, 1.6), (1.5, 2.0))
    assert times(out_of_pauses(said, said, [])) == [(1.0, 1.5), (1.5, 2.0)]
    said = [word("abcd", 1.0, 1.5), word("abcd", 1.55, 2.0)]
    heard = spoken((1.4, 1.6), (1.6, 2.0))
    assert times(out_of_pauses(said, heard, spans((1.0, 1.5)))) == [(1.5, 1.62), (1.62, 2.0)]
    said = [word("abcd", 0.0, 0.5), *said]
    heard = [word("abcd", 0.0, 0.5), *heard]
    assert times(out_of_pauses(said, heard, spans((1.0, 1.5)))) == [(0.0, 0.5), (1.5, 1.62), (1.62, 2.0)]


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [(1.0, 4.0, [0, 1, 2]), (1.1, 3.9, [1]), (2.5, 2.6, [1]), (3.1, 3.9, []), (0.0, 0.0, [0]), (5.1, 9.0, [])],
)
def test_pauses_touch_a_stretch_also_at_its_bounds(start: float, end: float, found: list[int]) -> None:
    pauses = spans((0, 1), (2, 3), (4, 5))
    assert word_times._touching(pauses, start, end) == [pauses[index] for index in found]


@pytest.mark.parametrize(
    ("starts", "ends", "anchored", "after"),
    [
        ([1.0, 1.0, 1.0], [9, 9, 9], set(), [1.0, 1.03, 1.06]),
        ([1.0, 2.0, 3.0], [9, 9, 9], set(), [1.0, 2.0, 3.0]),
        ([2.0, 1.0, 3.0], [0.5, 9, 9], {1}, [0.47, 1.0, 3.0]),
        ([2.0, 1.0, 3.0], [9, 9, 9], {1}, [0.97, 1.0, 3.0]),
        ([2.0, 1.0, 3.0], [0.01, 9, 9], {1}, [0.0, 1.0, 3.0]),
        ([2.0, 1.0, 0.5], [9, 9, 9], {2}, [0.44, 0.47, 0.5]),
        ([1.0, 0.5, 0.7], [9, 0.1, 9], {0}, [1.0, 1.03, 1.06]),
        ([0.5, 2.0, 1.0], [9, 9, 9], {1, 2}, [0.5, 2.0, 1.0]),
        ([0.5, 2.0, 1.0], [0.3, 0.3, 9], {0, 2}, [0.5, 0.27, 1.0]),
    ],
)
def test_starts_keep_their_order_and_anchored_ones_their_place(starts, ends, anchored, after) -> None:
    assert word_times._spread(starts, ends, anchored) == pytest.approx(after)


@pytest.mark.parametrize(
    ("pause", "near"),
    [
        ((3.0, 3.5), range(2, 5)),
        ((2.19, 2.25), range(1, 4)),
        ((2.25, 2.75), range(2, 5)),
        ((2.25, 2.65), range(2, 4)),
        ((0.0, 0.1), range(2)),
        ((9.0, 9.5), range(4, 5)),
    ],
)
def test_a_pause_may_belong_before_the_words_within_its_reach(pause, near) -> None:
    """0, 1, 2, 3 s; reach 1.2 s; one past the last word for a pause at the end."""
    said = spoken((0.0, 0.9), (1.0, 1.9), (2.0, 2.9), (3.0, 3.9))
    assert word_times._near(said, span(*pause)) == near


@pytest.mark.parametrize(
    ("seconds", "cost"), [(0.05, 0.05), (0.07, 0.07), (0.1, 0.19), (0.2, 0.59), (0.3, 0.7), (1.0, 1.4)]
)
def test_a_long_pause_is_dear_to_leave_inside_a_word(seconds: float, cost: float) -> None:
    assert word_times._cost_of_none(span(5.0, 5.0 + seconds)) == pytest.approx(cost)


@pytest.mark.parametrize(
    ("text", "left", "missing"), [("abc", 0.05, 0.04), ("abc", 0.2, 0), ("a" * 20, 0.1, 0.15), ("a" * 20, -0.1, 0.35)]
)
def test_a_word_needs_time_by_its_letters(text: str, left: float, missing: float) -> None:
    assert word_times._squeezed(word(text, 0, 1), left) == pytest.approx(missing)


@pytest.mark.parametrize(
    ("boundary", "pause", "cost"),
    [
        # Between "end." and "next", which lie around it: nothing speaks against it.
        (1, (2.0, 3.0), 0.0),
        # The word after it began 0.4 s before it, or begins 0.1 or more than 0.2 s after it.
        (1, (3.4, 3.5), 0.35 * 0.4),
        (1, (2.0, 2.9), 0.35 * 0.1),
        (1, (2.0, 2.5), 0.35 * 0.2),
        # The word before it reaches 0.5 s past its end; nothing is left of it, or too little.
        (1, (1.2, 1.5), 0.35 * 0.2 + 0.5),
        (1, (1.05, 1.5), 0.35 * 0.2 + 0.5 + 0.07),
        (1, (0.9, 3.0), 0.22),
        # The word after it is left no time before its end.
        (1, (2.0, 3.95), 0.07),
        (1, (2.0, 4.5), 0.12 + 0.5),
        # Nothing marks the place after "next".
        (2, (4.0, 5.0), 0.15),
        (3, (6.0, 9.0), 0.0),
        (0, (0.0, 1.0), 0.0),
        (0, (0.0, 0.5), 0.35 * 0.2),
    ],
)
def test_what_speaks_against_a_pause_before_a_word(boundary, pause, cost) -> None:
    said = [word("end.", 1.0, 2.0), word("next", 3.0, 4.0), word("last!", 5.0, 6.0)]
    assert word_times._cost(said, boundary, span(*pause)) == pytest.approx(cost)


def test_a_search_goes_on_only_from_where_less_was_paid_than_at_every_earlier_word() -> None:
    paid = {5: 0.5, 2: 1.0, 7: 0.5, 9: 0.4, 11: 2.0}
    states = {last: word_times._Match(cost, ()) for last, cost in paid.items()}
    assert list(word_times._promising(states)) == [2, 5, 9]
    word_times._keep_cheaper(states, 2, word_times._Match(1.0, (1,)))
    word_times._keep_cheaper(states, 5, word_times._Match(0.4, (1,)))
    word_times._keep_cheaper(states, 6, word_times._Match(9.0, (1,)))
    assert [states[last].boundaries for last in (2, 5, 6)] == [(), (1,), (1,)]


@pytest.mark.parametrize(
    ("pauses", "boundaries"),
    [
        ([], ()),
        ([(2.0, 3.0)], (1,)),
        ([(0.0, 1.0), (2.0, 3.0), (4.0, 5.0), (6.0, 7.0)], (0, 1, 2, 3)),
        ([(2.0, 2.3), (2.6, 3.0), (4.1, 5.0)], (1, 1, 2)),
        ([(3.4, 3.45)], (None,)),
        ([(20.0, 21.0)], (3,)),
        ([(2.0, 3.0), (3.4, 3.45), (4.0, 5.0)], (1, None, 2)),
    ],
)
def test_each_pause_goes_before_the_word_that_suits_it(pauses, boundaries) -> None:
    said = [word("end.", 1.0, 2.0), word("next,", 3.0, 4.0), word("last!", 5.0, 6.0)]
    assert word_times._matched(said, spans(*pauses)) == boundaries


@pytest.mark.parametrize(
    ("said", "pauses", "after"),
    [
        # A start is drawn to a pause over 0.2 s, an end over 0.4 s, and no further.
        ([(0.4, 1.0)], [(0.0, 0.2)], [(0.2, 1.0)]),
        ([(0.1, 0.4), (1.0, 1.5)], [(0.8, 1.0)], [(0.1, 0.8), (1.0, 1.5)]),
        ([(1.0, 1.5), (2.3, 3.0)], [(1.5, 2.05)], [(1.0, 1.5), (2.3, 3.0)]),
        ([(1.0, 1.5), (2.5, 3.0)], [(1.9, 2.5)], [(1.0, 1.9), (2.5, 3.0)]),
        ([(1.0, 1.5), (2.5, 3.0)], [(1.95, 2.5)], [(1.0, 1.5), (2.5, 3.0)]),
        # Of two pauses before a word, the first ends the word before it and the last begins it.
        ([(1.0, 1.5), (3.0, 3.5)], [(1.6, 2.0), (2.5, 2.9)], [(1.0, 1.6), (2.9, 3.5)]),
        # Inside a phrase words touch, also where a pause lies elsewhere.
        ([(1.0, 1.6), (1.5, 2.0), (2.5, 3.0)], [(2.0, 2.4)], [(1.0, 1.5), (1.5, 2.0), (2.4, 3.0)]),
        ([(1.0, 1.5), (2.0, 2.6), (2.5, 3.0)], [(1.5, 1.9)], [(1.0, 1.5), (1.9, 2.5), (2.5, 3.0)]),
        ([(1.0, 1.5)], [(0.5, 0.9), (1.6, 2.0)], [(0.9, 1.6)]),
        # One that belongs to no gap does not keep the next one from its own.
        ([(1.0, 2.0), (3.0, 3.5)], [(1.4, 1.45), (2.1, 2.9)], [(1.0, 2.1), (2.9, 3.5)]),
    ],
)
def test_words_at_a_pause_take_its_edges(said, pauses, after) -> None:
    words = [word("abc.", start, end) for start, end in said]
    assert times(fitted_to_pauses(words, spans(*pauses))) == after


def test_no_words_have_no_times() -> None:
    assert fitted_to_pauses([], spans((1, 2))) == []


ANY_WORDS = st.lists(st.tuples(st.floats(0, 30), st.floats(0, 3)), max_size=25).map(
    lambda raw: [word(f"w{index}", start, start + length) for index, (start, length) in enumerate(sorted(raw))]
)
ANY_PAUSES = st.lists(st.tuples(st.floats(0.02, 2), st.floats(0.15, 2)), max_size=10)


@given(ANY_WORDS, ANY_PAUSES)
def test_whatever_comes_in_words_stay_in_order_without_overlap(
    words: list[Word], raw: list[tuple[float, float]]
) -> None:
    pauses, clock = [], 0.0
    for gap, length in raw:
        pauses.append(span(clock + gap, clock + gap + length))
        clock += gap + length
    ways = (
        fitted_to_pauses(words, pauses),
        snapped_to_pauses(words, pauses, 0.15),
        out_of_pauses(words, words, pauses),
        settled(words),
    )
    for result in ways:
        assert [item.text for item in result] == [item.text for item in words]
        assert all(item.end > item.start >= 0 for item in result)
        assert all(before.end <= after.start for before, after in pairwise(result))
