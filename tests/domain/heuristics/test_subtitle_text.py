"""Words as their languages write them, and how wide a reader sees them."""

import pytest

from domain.heuristics.subtitle_text import display_width, join_words, joint_between


@pytest.mark.parametrize(
    ("words", "language", "line"),
    [
        ([], "en", ""),
        (["one"], "en", "one"),
        (["one", "two"], "en", "one two"),
        (["你好", "世界"], "zh", "你好世界"),
        (["用", "Python", "3", "写"], "zh", "用Python 3写"),
    ],
)
def test_words_stand_apart_as_their_language_writes_them(words: list[str], language: str, line: str) -> None:
    assert join_words(words, language) == line


def test_nothing_stands_before_the_first_and_after_the_last_word() -> None:
    assert joint_between("", "one", "en") == joint_between("one", "", "en") == ""


@pytest.mark.parametrize(
    ("text", "wide", "width"),
    [
        ("abc", False, 3),
        ("e\u0301te\u0301", False, 3),  # accents as characters of their own
        ("की में", False, 2 + 1 + 1),  # a vowel sign of its own counts, signs above do not
        ("a\u200db", False, 2),
        ("漢字ab", True, 3),
        ("漢字", False, 2),
    ],
)
def test_a_reader_counts_what_takes_room(text: str, wide: bool, width: float) -> None:
    assert display_width(text, wide=wide) == width
