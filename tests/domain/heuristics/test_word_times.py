"""Words and pauses: edges go to the right pause, order holds, nothing overlaps, gaps stay."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from domain.contracts.base import TimeRange
from domain.contracts.speech import Word
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
