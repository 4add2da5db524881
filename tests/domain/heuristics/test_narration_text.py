"""A narrated sentence is what was said with something left out, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.heuristics.clip_scoring_text import normalise, read_sentences
from domain.heuristics.narration_text import condensed, leaning_sentences, without_opener
from domain.heuristics.narration_words import NARRATION_WORDS, narration_words
from tests.domain.heuristics.clip_talks import spoken


def is_part_of(text: str, whole: str) -> bool:
    left = iter(normalise(whole).split())
    return all(token in left for token in normalise(text).split())


@st.composite
def sentences(draw: st.DrawFn) -> tuple[str, str]:
    """Any row of the words that are looked out for and others, with any punctuation, and its language."""
    language = draw(st.sampled_from([*NARRATION_WORDS, "nl", "xx"]))
    words = narration_words(language)
    special = sorted(words.hesitations | words.asides | words.joiners | words.stutters) or ["so"]
    token = st.one_of(
        st.sampled_from(special), st.sampled_from(["house", "Ida", "wh-", '"Well"', "(laughs)", "1912", "no"])
    )
    marks = st.sampled_from(["", "", "", ",", ".", "?", "-", "…", ";"])
    row = draw(st.lists(st.tuples(token, marks), min_size=1, max_size=12))
    return " ".join(text + mark for text, mark in row), language


@given(sentences(), st.booleans())
def test_nothing_is_added_moved_or_emptied(sentence, joined):
    text, language = sentence
    result = condensed(text, language, joined=joined)
    assert is_part_of(result, text)
    assert result.strip() == result
    assert "  " not in result
    assert normalise(result) or not normalise(text)


@given(sentences())
def test_what_is_condensed_once_is_condensed(sentence):
    text, language = sentence
    once = condensed(text, language)
    assert condensed(once, language) == once


@pytest.mark.parametrize(
    ("language", "said", "told"),
    [
        ("en", "So, um, we, you know, we went to the the house.", "We went to the house."),
        ("en", "And her right hand came up.", "Her right hand came up."),
        ("en", "It was, I mean, it was fine.", "It was fine."),
        ("en", "I was- I was late, you know.", "I was late."),
        ("en", "You wait, and, um, you wait a little.", "You wait, and you wait a little."),
        ("en", "It works (laughter) every time.", "It works every time."),
        ("en", "She said wh- what she thought.", "She said what she thought."),
        ("en", "We were, you know, completely broke.", "We were completely broke."),
        ("en", "It was cold, you know, he was late.", "It was cold, he was late."),
        ("en", "Ladies and gentlemen, the soup is free.", "The soup is free."),
        ("en", "Right, left, and centre are names.", "Right, left, and centre are names."),
        ("en", "Yeah, right, because that works.", "Yeah, right, because that works."),
        ("de", "Das ist, äh, wie gesagt, nicht wahr.", "Das ist nicht wahr."),
        ("es", "¿Y qué me preguntó cuando terminó?", "¿Qué me preguntó cuando terminó?"),
        ("es", "Bueno, eh, la casa era de de mi abuela.", "La casa era de mi abuela."),
        ("de", "Also, ich glaube, äh, dass er kommt.", "Ich glaube, dass er kommt."),
        ("fr", "Et puis, euh, on a mangé.", "Puis, on a mangé."),
        ("pt", "Mas, bom, a casa era minha.", "A casa era minha."),
        ("it", "Beh, ehm, la casa era mia.", "La casa era mia."),
        ("id", "Nah, eh, rumah itu milik nenek saya.", "Rumah itu milik nenek saya."),
    ],
)
def test_what_only_speaking_needs_is_left_out(language, said, told):
    assert condensed(said, language) == told


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "If your company cannot breathe without you, you have not built a company."),
        ("en", "What it was, it was."),
        ("en", "But for him we would be lost."),
        ("en", "It was, I guess, his fault."),
        ("en", "He had had that that day."),
        ("en", "iPhone is a word."),
        ("en", "Okay."),
        ("fr", "Nous nous lavons, et vous vous taisez."),
        ("de", "Die, die das sagen, und die die gehen, wissen es."),
        ("de", "Also gingen wir."),
        ("id", "Anak anak itu bermain."),
        ("nl", "Dus, eh, we gingen naar huis."),
        ("zh", "大家好，欢迎来到今天的讲座。"),
    ],
)
def test_what_means_something_stays_and_an_unknown_language_stays_whole(language, said):
    assert condensed(said, language) == said


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("So we left.", "We left."),
        ("Okay so the trick is ice.", "The trick is ice."),
        ("Well water is harder.", "Well water is harder."),
        ("So many people came.", "So many people came."),
        ("So what?", "So what?"),
    ],
)
def test_a_word_that_only_opens_goes_where_a_sentence_of_its_own_follows(said, told):
    assert without_opener(said, "en") == told


def test_a_conjunction_stays_behind_what_it_joins():
    assert condensed("But nobody came.", "en", joined=True) == "But nobody came."
    assert condensed("But nobody came.", "en") == "Nobody came."


def test_sentences_that_point_back_answer_or_are_fragments_lean():
    lines = [
        "Who taught you pricing?",
        "My mother sold mangoes.",
        "She doubled the price.",
        "And the mangoes were always gone first.",
        "Every evening.",
        "So the whole town bought her mangoes.",
    ]
    assert leaning_sentences(read_sentences(spoken(lines)), "en") == [False, True, True, False, True, True]
