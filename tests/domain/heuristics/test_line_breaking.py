"""Lines break where a typesetter would break them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.heuristics.line_breaking import FORBIDDEN, break_cost, break_lines, dangles
from domain.heuristics.reading_rules import rules_for
from domain.heuristics.subtitle_text import display_width


@pytest.mark.parametrize(
    ("language", "text", "lines"),
    [
        ("en", "Thank you.", ("Thank you.",)),
        (
            "en",
            "So here is the thing that nobody tells you about it.",
            ("So here is the thing", "that nobody tells you about it."),
        ),
        (
            "en",
            "The first ten customers are not customers, they are teachers.",
            ("The first ten customers are not customers,", "they are teachers."),
        ),
        (
            "en",
            "I was sitting in a tiny office in Berlin with Anna Schmidt",
            ("I was sitting in a tiny office", "in Berlin with Anna Schmidt"),
        ),
        (
            "de",
            "Ich habe mir gestern ein neues Fahrrad gekauft, weil das alte kaputt war.",
            ("Ich habe mir gestern ein neues Fahrrad", "gekauft, weil das alte kaputt war."),
        ),
        ("es", "Compramos una casa pequeña cerca del mar para los niños", None),
        ("zh", "这就是没有人告诉你的事情,前十个客户不是客户。", None),
    ],
)
def test_golden_lines(language: str, text: str, lines: tuple[str, ...] | None) -> None:
    """Known sentences break at their clauses, before prepositions, never behind an article."""
    rules = rules_for(language, 25)
    words = list(text) if language == "zh" else text.split()
    got = break_lines(words, rules)
    assert got is not None
    if lines is not None:
        assert got == lines
    assert all(display_width(line, wide=rules.wide) <= rules.chars_per_line for line in got)


@pytest.mark.parametrize(
    ("left", "right"),
    [("the", "house"), ("of", "us"), ("a", "dog"), ("my", "friend"), ("and", "then"), ("27", "years")],
)
def test_small_words_cling_to_the_next(left: str, right: str) -> None:
    """A break behind an article, a preposition, a conjunction or a number costs more than anywhere else."""
    assert break_cost(left, right, "en") > break_cost("house", "stood", "en")


def test_punctuation_invites_a_break() -> None:
    """A sentence's end costs nothing, a comma little."""
    assert break_cost("over.", "Then", "en") == 0
    assert break_cost("over,", "then", "en") < break_cost("over", "then", "en")


@pytest.mark.parametrize(("left", "right"), [("客户", "。"), ("「", "水"), ("きゃ", "っと"), ("データ", "ー")])
def test_kinsoku(left: str, right: str) -> None:
    """No line begins with closing punctuation or a small kana, none ends with an opening bracket."""
    assert break_cost(left, right, "ja") == FORBIDDEN


@pytest.mark.parametrize(
    ("language", "left", "right"),
    [
        ("fr", "«", "Oui"),
        ("fr", "Oui", "»"),
        ("fr", "vraiment", "?"),
        ("es", "¿", "Qué"),
        ("de", "»", "Ja"),
        ("de", "sagt", "“"),
        ("fr", "50", "%"),
        ("en", "(", "so"),
    ],
)
def test_signs_stay_with_their_words(language: str, left: str, right: str) -> None:
    assert break_cost(left, right, language) == FORBIDDEN


@pytest.mark.parametrize(
    ("language", "left", "right"),
    [
        ("de", "sagte", "»Ja«"),
        ("de", "„Ja“", "sagte"),
        ("fr", "dit", "«Oui»"),
        ("en", "in", "’90s"),
        ("en", "said", "“yes”"),
        ("en", "it", "…and"),
    ],
)
def test_signs_that_belong_to_a_word_bind_nothing_else(language: str, left: str, right: str) -> None:
    """A quote that closes one word does not open the next, whatever way it looks."""
    assert break_cost(left, right, language) < FORBIDDEN


@pytest.mark.parametrize(
    ("language", "left", "right"),
    [
        ("en", "Dr.", "Smith"),
        ("en", "R.", "Tolkien"),
        ("de", "19.", "Jahrhundert"),
        ("de", "Herr", "Lindner"),
        ("es", "Sra.", "Ortega"),
        ("fr", "M.", "Dupont"),
        ("id", "Pak", "Hasan"),
        ("id", "Rp", "500.000"),
        ("en", "forty", "thousand"),
        ("en", "$", "5"),
        ("fr", "1", "000"),
        ("es", "entre", "dos"),
        ("it", "della", "casa"),
        ("pt", "pela", "manhã"),
        ("ru", "без", "воды"),
        ("tr", "çok", "güzel"),
        ("nl", "zonder", "water"),
    ],
)
def test_what_waits_for_the_next_word_dangles(language: str, left: str, right: str) -> None:
    assert dangles(left, right, language)


@pytest.mark.parametrize(
    ("language", "left", "right"),
    [
        ("en", "house", "stood"),
        ("en", "come in,", "then"),
        ("de", "Haus", "steht"),
        ("tr", "su", "için"),
        ("fr", "6 %", "par"),
    ],
)
def test_other_words_do_not(language: str, left: str, right: str) -> None:
    assert not dangles(left, right, language)


def test_a_postposition_stays_with_the_word_before_it() -> None:
    assert break_cost("su", "için", "tr") > break_cost("su", "geldi", "tr")
    assert break_cost("घर", "में", "hi") > break_cost("घर", "बड़ा", "hi")


WORD = st.text(st.characters(categories=["Ll", "Lu", "Nd"], max_codepoint=0x24F), min_size=1, max_size=14)


@given(st.lists(WORD, min_size=1, max_size=18))
def test_text_is_kept_and_fits(words: list[str]) -> None:
    """Lines joined by a space are the words again, and none is longer than allowed; or there is no answer."""
    rules = rules_for("en", 25)
    lines = break_lines(words, rules)
    if lines is None:
        assert len(" ".join(words)) > rules.chars_per_line
    else:
        assert " ".join(lines) == " ".join(words)
        assert len(lines) <= 2
        assert all(display_width(line, wide=False) <= rules.chars_per_line for line in lines)


@pytest.mark.parametrize(
    ("left", "right", "language"),
    [
        ("Dr.", "Smith", "en"),
        ("J.", "R.", "en"),
        ("3.", "Oktober", "de"),
        ("19.", "Jahrhundert", "de"),
        ("M.", "Roux", "fr"),
    ],
)
def test_a_short_form_keeps_what_it_stands_before(left: str, right: str, language: str) -> None:
    assert break_cost(left, right, language) > break_cost("of", "the", "en")
    assert break_cost("usw.", "in", "de") < break_cost("am", "Ende", "de")
