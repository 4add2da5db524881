"""What is said for written English: numbers, money, times, signs, abbreviations, unknown words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.align.english_numbers import cardinals, ordinals, years
from adapters.align.english_sounds import guessed_sounds
from adapters.align.english_spoken import spoken_forms

ARPABET = frozenset(
    re.findall(
        r"\w+",
        "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH",
    )
)


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("1858,", "eighteen fifty eight"),
        ("1858", "one thousand eight hundred fifty eight"),
        ("2,000", "two thousand"),
        ("3,000", "three thousand"),
        ("2005.", "two thousand five"),
        ("1905", "nineteen oh five"),
        ("1900", "nineteen hundred"),
        ("100", "a hundred"),
        ("212", "two hundred and twelve"),
        ("911", "nine one one"),
        ("40%", "forty percent"),
        ("$5", "five dollars"),
        ("$1", "one dollar"),
        ("$4.5m", "four point five million dollars"),
        ("€450,", "four hundred fifty euros"),
        ("$1.50", "one dollar fifty"),
        ("3.14", "three point one four"),
        ("1st", "first"),
        ("22nd", "twenty second"),
        ("30th", "thirtieth"),
        ("1990s", "nineteen nineties"),
        ("'80s", "eighties"),
        ("10:30", "ten thirty"),
        ("9:00", "nine o'clock"),
        ("10-20", "ten to twenty"),
        ("COVID-19", "covid nineteen"),
        ("B2B", "b two b"),
        ("NASA", "n. a. s. a."),
        ("U.S.", "u. s."),
        ("Mr.", "mister"),
        ("&", "and"),
        ("ill-disposed", "ill disposed"),
        ("café", "cafe"),
        ("don’t", "don't"),
        ("5km", "five kilometers"),
        ("and/or", "and or"),
        ("#1", "number one"),
    ],
)
def test_the_spoken_form_is_among_the_forms(written: str, spoken: str) -> None:
    assert spoken in spoken_forms(written)


@pytest.mark.parametrize("written", ["—", "...", "♪", "", "«»"])
def test_signs_alone_are_not_said(written: str) -> None:
    assert spoken_forms(written) == []


@given(st.integers(0, 10**16))
def test_every_number_is_words(value: int) -> None:
    for form in (*cardinals(value), *ordinals(min(value, 10**14)), *years(value)):
        assert form
        assert all(word.isalpha() for word in form.split())


@given(st.text(max_size=15))
def test_any_text_gives_plain_words(written: str) -> None:
    for form in spoken_forms(written):
        assert form == " ".join(form.split())
        assert all(sign.isascii() and (sign.isalpha() or sign in "'. ") for sign in form)


@given(st.text("abcdefghijklmnopqrstuvwxyz'", max_size=20))
def test_guessed_sounds_are_sounds_of_the_decoder(word: str) -> None:
    sounds = guessed_sounds(word)
    assert set(sounds.split()) <= ARPABET
    assert bool(sounds) == any(sign.isalpha() for sign in word)
