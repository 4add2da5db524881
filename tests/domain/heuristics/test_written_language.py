"""Whether a text is in its language: sure of what is foreign, silent about what may be its own."""

import re
from pathlib import Path

import pytest

from domain.heuristics.written_language import FEWEST_WORDS, foreign_language, has_letters

TALKS = Path(__file__).parents[3] / "bench" / "talks"


def sentences() -> list[tuple[str, str]]:
    """(language, sentence) of all benchmark talks, which are written in eight languages."""
    found: list[tuple[str, str]] = []
    for path in sorted(TALKS.glob("*.txt")):
        head, body = path.read_text().split("---", 1)
        language = head.split("language: ")[1].split()[0]
        plain = re.sub(r"^\*\w+ |~[\d.]+", "", body, flags=re.MULTILINE)
        found += [(language, part) for part in re.split(r"(?<=[.!?।。！？])\s*", plain) if part.strip()]
    return found


def long_enough(language: str, sentence: str) -> bool:
    return language == "zh" or len(sentence.split()) >= FEWEST_WORDS


def test_no_sentence_is_taken_for_another_language_than_its_own() -> None:
    assert [said for language, said in sentences() if foreign_language(said, language)] == []


@pytest.mark.parametrize(("given", "least"), [("en", 0.85), ("id", 0.9), ("de", 0.85), ("es", 0.75), ("fr", 0.85)])
def test_most_sentences_in_another_language_are_noticed_and_named(given: str, least: float) -> None:
    foreign = [(lang, said) for lang, said in sentences() if lang != given and long_enough(lang, said)]
    found = [(language, foreign_language(said, given)) for language, said in foreign]
    noticed = [(language, other) for language, other in found if other is not None]
    assert len(noticed) / len(found) >= least
    scripts = {"hi": "devanagari", "zh": "cjk"}
    assert {other for language, other in noticed if other != scripts.get(language, language)} == set()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Okay.", "es"),
        ("The Rolling Stones", "de"),
        ("NATO, UNESCO, BBC", "ru"),
        ("", "en"),
        ("99 % — 4,000", "hi"),
        ("Он купил iPhone и MacBook Pro в магазине", "ru"),
        ("Беше и сега е така", "bg"),
        ("東京へ行きました。", "ja"),
    ],
)
def test_too_little_or_mixed_is_no_evidence(text: str, language: str) -> None:
    assert foreign_language(text, language) is None


def test_another_script_needs_only_a_few_letters() -> None:
    assert foreign_language("Привет, друзья", "en") == "cyrillic"
    assert foreign_language("good evening", "ru") == "latin"


def test_a_number_is_something_to_say_and_a_note_is_not() -> None:
    assert has_letters("7")
    assert not has_letters("♪ … —")
