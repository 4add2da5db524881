"""Where sentences end: short forms, ordinals, names with signs, quotes, pauses."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.contracts.speech import Word
from domain.heuristics.sentence_bounds import (
    closing_words,
    ends_between,
    is_closed,
    sentence_bounds,
    sentence_ends,
    split_sentences,
)


def timed(text: str, pauses: dict[int, float] | None = None) -> list[Word]:
    """Words of 0.3 s each without silence between them, but for `pauses`: seconds before a word."""
    words, at = [], 0.0
    for place, token in enumerate(text.split()):
        at += (pauses or {}).get(place, 0.0)
        words.append(Word(text=token, start=at, end=at + 0.3))
        at += 0.3
    return words


def test_the_spans_are_those_of_the_text() -> None:
    text = "  Dr. Smith came.  He left. "
    assert [text[start:end] for start, end in sentence_bounds(text, "en")] == ["Dr. Smith came.", "He left."]
    assert sentence_bounds("", "en") == ()
    assert sentence_bounds("... —", "en") == ((0, 5),)


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["I met Dr. Smith and Mr. Jones, who said the U.S. is at war.", "J. R. R. Tolkien wrote it."]),
        ("en", ["Gov. Newsom told Dr. Lee no.", "He lives in the U.S.", "The house is big."]),
        ("en", ["We met at 5 p.m.", "We left late.", "No. 1 is best.", "No.", "I mean it."]),
        ("en", ['"Really?" he asked.', "Yahoo! is old.", "See www.x.com for 3.5 reasons."]),
        ("de", ["Im 19. Jahrhundert war z. B. alles anders.", "Am 3. Oktober kam er.", "Gut."]),
        ("de", ["Er mag Brot, Milch usw.", "Das war am 3. Mai.", "Wir zahlen das ca. 20 Mal."]),
        ("fr", ["M. Dupont est là.", "Vraiment ? demanda-t-elle.", "« Bonjour ! » dit-il."]),
        ("es", ["El Sr. López vive en EE. UU. desde 2019.", "¿Qué?", "¡Sí!"]),
        ("tr", ["3. sınıf öğrencisi.", "2. Dünya Savaşı bitti.", "Saat 3.", "Sonra II. Mehmed geldi."]),
        ("id", ["Bpk. Joko tinggal di Jl. Sudirman No. 3.", "Dia pergi."]),
        ("ru", ["В 19 в. жил А. С. Пушкин, т. е. поэт.", "И т. д.", "Потом он уехал."]),
        ("ar", ["قال د. أحمد ذلك.", "هل أنت بخير؟", "نعم."]),
        ("hi", ["डॉ. शर्मा आए।", "क्या?", "ए. पी. जे. अब्दुल कलाम महान थे।"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(language: str, sentences: list[str]) -> None:
    assert list(split_sentences(" ".join(sentences), language)) == sentences


def test_languages_without_spaces_end_at_their_signs() -> None:
    assert split_sentences("「行こう！」と言った。元気？はい！Yahoo!ニュースです。", "ja") == (
        "「行こう！」と言った。",
        "元気？",
        "はい！",
        "Yahoo!ニュースです。",
    )
    assert split_sentences("“走吧！”他说。你好吗?很好。", "zh") == ("“走吧！”他说。", "你好吗?", "很好。")
    assert split_sentences("สวัสดีครับ วันนี้อากาศดี", "th") == ("สวัสดีครับ วันนี้อากาศดี",)


def test_a_long_pause_ends_a_sentence_behind_a_short_form() -> None:
    assert sentence_ends(timed("He works for Acme Inc. Berlin is far."), "en") == set()
    assert sentence_ends(timed("He works for Acme Inc. Berlin is far.", {5: 0.8}), "en") == {5}


def test_a_title_never_ends_a_sentence_before_a_name() -> None:
    assert sentence_ends(timed("He told Dr. Smith.", {3: 1.0}), "en") == set()


def test_a_talk_without_capitals_still_ends_at_its_stops() -> None:
    assert sentence_ends(timed("hello there everyone. how are you today. good to see dr. smith"), "en") == {3, 7}


def test_two_words_tell_what_two_words_can() -> None:
    assert ends_between("came.", "He", "en")
    assert not ends_between("Dr.", "Smith", "en")
    assert not ends_between("came", "He", "en")


def test_a_text_is_closed_by_an_end_sign_and_not_by_a_title() -> None:
    assert is_closed("He came.”", "en")
    assert is_closed("Really?!", "en")
    assert not is_closed("He told Dr.", "en")
    assert not is_closed("He came,", "en")


def test_signs_that_stand_alone_belong_to_the_word_before_them() -> None:
    assert closing_words(["Vraiment", "?", "Oui", "."], "fr") == [False, True, False, True]


@pytest.mark.parametrize(
    ("language", "word", "name"),
    [("en", "me", "Maria"), ("en", "miss", "Tom"), ("es", "bien", "Ana"), ("it", "va", "Marco"), ("de", "mag", "Anna")],
)
def test_an_ordinary_word_ends_a_sentence_before_a_name(language: str, word: str, name: str) -> None:
    """The library takes these for short forms, of states and streets for instance."""
    assert ends_between(f"{word}.", name, language)


def test_dotted_initials_lead_on_to_a_name() -> None:
    """As a recogniser writes them: `J.R. R. Tolkien`."""
    assert split_sentences("J.R. R. Tolkien wrote it. He is in the F.B.I. They know.", "en") == (
        "J.R. R. Tolkien wrote it.",
        "He is in the F.B.I.",
        "They know.",
    )


def test_a_word_of_one_sign_is_no_initial() -> None:
    assert split_sentences("네. 저는 민수입니다.", "ko") == ("네.", "저는 민수입니다.")
    assert closing_words(["很", "好.", "我", "走了."], "zh") == [False, True, False, True]


@settings(deadline=None, max_examples=150)
@given(
    st.text(st.sampled_from("aBJ.!?…。؟। \"'”(«¿—;3१は네ع"), max_size=40),
    st.sampled_from(["en", "de", "ja", "zh", "hi", "ar", "el", "th", "xx"]),
)
def test_any_text_is_parted_whole_and_in_order(text: str, language: str) -> None:
    spans = sentence_bounds(text, language)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(text[start:end] for start, end in spans).split()) == "".join(text.split())
