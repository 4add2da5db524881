"""Sentences from words: signs of many scripts, abbreviations, pauses, bounds; no word lost or doubled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contracts.speech import Word
from domain.heuristics.sentences import LONGEST_SECONDS, LONGEST_WORDS, restore_sentences


def words(text: str, gap: float = 0.05, length: float = 0.25) -> list[Word]:
    """Words by spaces; ` | ` makes a pause of a second, ` || ` one of two."""
    made: list[Word] = []
    clock = 0.0
    for token in text.split():
        if set(token) == {"|"}:
            clock += float(len(token))
            continue
        made.append(Word(text=token, start=clock, end=clock + length))
        clock += length + gap
    return made


def parted(text: str, language: str = "en") -> list[str]:
    heard = words(text)
    joint = "" if language in {"zh", "ja"} else " "
    return [
        joint.join(word.text for word in heard[item.first : item.last]) for item in restore_sentences(heard, language)
    ]


def test_end_signs_end_sentences() -> None:
    assert parted("Hello there. How are you? Fine! Good... Yes") == [
        "Hello there.", "How are you?", "Fine!", "Good...", "Yes",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("今天 天气 很 好。 我们 去 吧！", "zh", 2),
        ("今日は いい 天気 です。 行きましょう。", "ja", 2),
        ("यह अच्छा है। चलो चलते हैं।", "hi", 2),
        ("كيف حالك؟ أنا بخير.", "ar", 2),
        ("آپ کیسے ہیں؟ میں ٹھیک ہوں۔ شکریہ", "ur", 3),
        ("¿Cómo estás? Muy bien. ¡Vamos!", "es", 3),
        ("Он пришёл. Она ушла.", "ru", 2),
    ],
)
def test_signs_of_other_scripts_end_sentences(text: str, language: str, count: int) -> None:
    assert len(parted(text, language)) == count


def test_signs_inside_quotes_end_sentences() -> None:
    assert parted('She said "Stop it!" Then he left.') == ['She said "Stop it!"', "Then he left."]


@pytest.mark.parametrize(
    "text",
    [
        "And Mr. John Dashwood had leisure.",
        "We met Dr. Osei at noon.",
        "The U.S. navy came.",
        "J. R. R. Tolkien wrote it.",
        "See fig. 3 for more.",
        "It costs 3.5 dollars, i.e. nothing.",
        "Tea, coffee etc. are outside.",
    ],
)
def test_abbreviations_do_not_end_sentences(text: str) -> None:
    assert parted(text) == [text]


def test_an_abbreviation_before_a_pause_ends_a_sentence() -> None:
    assert parted("He said no. Then he left.") == ["He said no.", "Then he left."]
    assert parted("We sell tea, coffee, etc. | The shop is open.") == ["We sell tea, coffee, etc.", "The shop is open."]


def test_what_has_no_sign_at_all_is_parted_at_its_pauses_soon() -> None:
    """A recogniser that fell into small letters for one window of half a minute."""
    bare = "buenas tardes y bienvenidos | gracias por venir en un día de lluvia | el tren llegó un poco tarde"
    assert parted(bare, "es") == [part.strip() for part in bare.split("|")]
    signed = "Buenas tardes y bienvenidos | gracias por venir, en un día de lluvia | el tren llegó un poco tarde."
    assert len(parted(signed, "es")) == 1


def test_a_very_long_pause_ends_a_sentence_without_signs() -> None:
    assert parted("so we wait || and nothing comes") == ["so we wait", "and nothing comes"]


def test_text_without_punctuation_is_parted_at_pauses() -> None:
    phrase = " ".join(["word"] * 12)
    assert parted(" | ".join([phrase] * 6)) == [phrase] * 6


def test_punctuated_text_is_not_parted_at_pauses() -> None:
    assert parted("When the police came, | she said | nothing at all.") == [
        "When the police came, she said nothing at all."
    ]


def test_endless_sentences_are_cut_at_clauses() -> None:
    heard = words(" ".join([*["word"] * 30, "clause,", *["word"] * 34]))
    cut = restore_sentences(heard)
    assert [(item.first, item.last) for item in cut] == [(0, 31), (31, 65)]


def test_another_speaker_begins_a_sentence() -> None:
    heard = [
        word.model_copy(update={"speaker": "a" if index < 2 else "b"})
        for index, word in enumerate(words("I think no you"))
    ]
    assert [(item.first, item.last) for item in restore_sentences(heard)] == [(0, 2), (2, 4)]


def test_no_words_no_sentences() -> None:
    assert restore_sentences([]) == ()


@given(
    st.lists(
        st.sampled_from(["word", "end.", "Mr.", "why?", "好。", "comma,", "A.", "|", "||", "etc.", "..."]), max_size=200
    ),
    st.sampled_from(["en", "zh"]),
)
def test_every_word_is_in_exactly_one_sentence_and_none_is_too_long(tokens: list[str], language: str) -> None:
    heard = words(" ".join(tokens), length=0.35)
    cut = restore_sentences(heard, language)
    covered = [index for item in cut for index in range(item.first, item.last)]
    assert covered == list(range(len(heard)))
    for item in cut:
        assert item.last > item.first
        seconds = heard[item.last - 1].end - heard[item.first].start
        assert item.last - item.first <= 2 * LONGEST_WORDS
        assert seconds <= LONGEST_SECONDS or item.last - item.first == 1
