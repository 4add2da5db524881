"""Every word of a text gets its time inside of what is heard, in order, and pauses fall where the signs are."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.contracts.base import TimeRange
from domain.heuristics.line_words import spread, words_in


def spans(*bounds: tuple[float, float]) -> list[TimeRange]:
    return [TimeRange(start=start, end=end) for start, end in bounds]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("es", "¿Qué tal? Hola — amigo.", ["¿Qué", "tal?", "Hola —", "amigo."]),
        ("fr", "Oui, « Bonjour ! » dit-il", ["Oui,", "« Bonjour ! »", "dit-il"]),
        ("zh", "他说：“好的！”3.5亿 OK。", ["他", "说：", "“好", "的！”", "3.5", "亿", "OK。"]),
        ("ja", "東京で", ["東", "京", "で"]),
        ("th", "สวัสดี ครับ", ["สวัสดี", "ครับ"]),
        ("en", "  ", []),
        ("en", "...", []),
    ],
)
def test_a_text_has_its_words(language: str, text: str, words: list[str]) -> None:
    found = words_in(text, language)
    assert found == words
    joint = "" if language in {"zh", "ja"} else " "
    assert not words or joint.join(found) == joint.join(text.split()), "no sign is lost"


def test_longer_words_take_longer_and_the_last_one_is_drawn_out() -> None:
    short, long, last = spread(["a", "considerable", "a"], spans((1.0, 3.0)))
    assert (short.start, last.end) == (1.0, 3.0)
    assert long.duration > 3 * short.duration
    assert last.duration > 1.5 * short.duration


def test_a_pause_is_where_the_sign_is_when_the_lengths_allow_it() -> None:
    words = ["When", "we", "came", "home,", "it", "was", "raining", "hard"]
    found = spread(words, spans((0.0, 1.1), (1.5, 2.5)))
    assert found[3].end == 1.1
    assert found[4].start == 1.5


def test_a_pause_that_no_sign_explains_falls_where_the_lengths_say() -> None:
    words = ["one", "two", "three", "four", "five", "six", "seven", "eight"]
    found = spread(words, spans((0.0, 1.0), (2.0, 5.0)))
    assert [word.start < 1.5 for word in found] == [True, True] + [False] * 6


def test_more_pauses_than_words_are_not_all_believed() -> None:
    assert spread(["hello"], spans((0.0, 0.3), (0.4, 0.6), (2.0, 2.2))) == spans((0.0, 2.2))


@given(
    st.lists(st.sampled_from(["a", "word,", "considerable", "27", "end.", "…"]), min_size=1, max_size=30),
    st.lists(st.tuples(st.floats(0.05, 3), st.floats(0.1, 2)), min_size=1, max_size=6),
)
@settings(max_examples=100, deadline=None)
def test_words_keep_their_order_and_fill_what_is_heard(words: list[str], shape: list[tuple[float, float]]) -> None:
    at, heard = 0.2, []
    for length, pause in shape:
        heard.append(TimeRange(start=at, end=at + length))
        at += length + pause
    found = spread(words, heard)
    assert len(found) == len(words)
    assert found[0].start == heard[0].start
    assert found[-1].end == pytest.approx(heard[-1].end)
    for before, after in pairwise(found):
        assert before.end <= after.start + 1e-9
    if len(words) >= len(heard):
        for word in found:
            assert any(span.start - 1e-9 <= word.start <= word.end <= span.end + 1e-6 for span in heard)
