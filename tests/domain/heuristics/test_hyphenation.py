"""Long words are parted where their language hyphenates them, and only where they must."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.heuristics.hyphenation import long_word
from domain.heuristics.subtitle_text import NO_SPACE, SOFT_HYPHEN, join_words


def parts(word: str, language: str, room: int = 14) -> list[str]:
    return [join_words([part], language) for part in long_word(word, language, lambda text: len(text) <= room)]


@pytest.mark.parametrize(
    ("language", "word", "expected"),
    [
        ("en", "internationalization", ["internation-", "alization"]),
        ("de", "Donaudampfschifffahrt", ["Donaudampf-", "schifffahrt"]),
        ("es", "electroencefalografista", ["electroence-", "falografista"]),
        ("tr", "Çekoslovakyalılaştıramadıklarımız", ["Çekoslovak-", "yalılaştıra-", "madıklarımız"]),
        ("de", "Nord-Süd-Verbindung", ["Nord-Süd-", "Verbindung"]),
        ("en", "www.example.com/reports", ["www.example.", "com/reports"]),
        ("de", "kurz", ["kurz"]),
        # No way is known: the caller makes it smaller.
        ("ar", "فأسقيناكموهاوالمستشفيات", ["فأسقيناكموهاوالمستشفيات"]),
    ],
)
def test_known_words(language: str, word: str, expected: list[str]) -> None:
    assert parts(word, language) == expected


@settings(deadline=None)
@given(st.text("abcdefghijklmnoprstuäöüß-/.", min_size=1, max_size=60), st.sampled_from(["en", "de", "fr", "id", "tr"]))
def test_parts_are_the_word_again(word: str, language: str) -> None:
    found = long_word(word, language, lambda text: len(text) <= 12)
    assert "".join(found).replace(SOFT_HYPHEN, "").replace(NO_SPACE, "") == word
    if len(found) > 1:
        assert all(len(join_words([part], language)) <= 12 for part in found)
