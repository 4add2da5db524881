"""Hashtags are the clip's own names and content words, clean in any script, and each only once."""

import pytest

from domain.contracts.base import TimeRange
from domain.heuristics.clip_candidates import Candidate
from domain.heuristics.hashtags import MOST_HASHTAGS, as_hashtag, propose_hashtags, same_word
from tests.domain.heuristics.clip_talks import facts_of


def tags(lines: list[str], language: str = "en", keywords: tuple[str, ...] = (), clip: tuple[int, int] | None = None):
    facts = facts_of(lines, language=language, keywords=keywords)
    first, last = clip or (0, len(lines))
    return propose_hashtags(facts, Candidate(first, last, TimeRange(start=0, end=30)))


def test_names_come_whole_and_common_words_never():
    found = tags(
        [
            "My friend Ronald Fisher drank tea with the lady in San Francisco.",
            "The lady knew the tea, and the milk was in the cup.",
            "Everybody wants to know what they think about things.",
        ]
    )
    assert "#RonaldFisher" in found
    assert "#SanFrancisco" in found
    assert "#tea" in found
    assert len(found) <= MOST_HASHTAGS
    assert not {"#everybody", "#things", "#know", "#My", "#The"} & set(found)


def test_plurals_and_cases_are_one_tag():
    found = tags(["The bridges are old.", "A bridge is a promise.", "BRIDGE after bridge, the bridges stood."])
    assert sum("bridge" in tag.lower() for tag in found) == 1


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("bridge", "bridges", True),
        ("Story", "stories", True),
        ("casa", "casas", True),
        ("Haus", "Häuser", True),
        ("tea", "team", False),
        ("cat", "car", False),
        ("sign", "signal", False),
        ("well-being", "wellbeing", True),
        ("Café", "cafes", True),
        ("茶树", "茶树苗", True),
    ],
)
def test_forms_of_one_word(left, right, same):
    assert same_word(left, right) is same


@pytest.mark.parametrize(
    ("words", "tag"),
    [
        ("well-being", "#wellbeing"),
        ("New York", "#NewYork"),
        ("l'été", "#lété"),
        ("C++", "#C"),
        ("2024", ""),
        ("पानी", "#पानी"),
        ("🎉", ""),
        ("#tea", "#tea"),
        ("شاي", "#شاي"),
    ],
)
def test_a_tag_has_letters_marks_and_digits_only(words, tag):
    assert as_hashtag(words) == tag


def test_german_tags_are_nouns():
    found = tags(["Der Zug steckte im Schnee fest.", "Wir gingen elf Kilometer am Gleis entlang zum Zug."], "de")
    assert "#Zug" in found
    assert all(tag[1].isupper() for tag in found)


def test_what_only_speaking_needs_is_no_tag():
    assert "#nah" not in tags(["Nah, eh, rahasianya ada di api."], "id")
    assert "#guys" not in tags(["Guys, um, the secret is fire."])


def test_what_was_asked_for_comes_first():
    lines = ["The lighthouse stood on the rock.", "The sea was grey and the keeper was old."]
    assert tags(lines, keywords=("keeper",))[0] == "#keeper"


def test_what_the_whole_talk_says_counts_less_than_what_the_clip_says():
    lines = ["The company built a bridge."] * 6 + ["The company lost the violin, and the violin was gone."]
    assert tags(lines, clip=(6, 7))[0] == "#violin"


@pytest.mark.parametrize("language", ["tr", "ru", "ar", "nl", "th", "ja", "xx"])
def test_languages_without_word_lists_get_clean_tags_or_none(language):
    lines = {
        "tr": ["İstanbul'da bir vapur battı.", "Vapur hiç bulunmadı."],
        "ru": ["Старый маяк стоял на скале.", "Никто не любил этот маяк."],
        "ar": ["كانت المنارة على الصخرة.", "لم يحب أحد المنارة."],
        "nl": ["De vuurtoren stond op de rots.", "Niemand hield van de vuurtoren."],
        "th": ["ประภาคารอยู่บนโขดหิน", "ไม่มีใครรักประภาคาร"],
        "ja": ["灯台のコンピュータが壊れた。", "誰もコンピュータを直さなかった。"],
        "xx": ["Zorg blarg fizzle.", "Blarg zorg."],
    }[language]
    for tag in tags(lines, language):
        assert tag.startswith("#")
        assert as_hashtag(tag) == tag
