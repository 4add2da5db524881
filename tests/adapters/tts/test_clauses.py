"""Where a reader pauses, and how long texts are parted and joined."""

import numpy as np
import pytest

from adapters.tts.clauses import clauses
from adapters.tts.passages import Spelled, joined, passages


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nobody knew, of course.", [("Nobody knew", ","), ("of course", ".")]),
        ("It was 3,000.5 miles", [("It was 3,000.5 miles", "")]),
        ("Dr. Smith left at 5 p.m. by bus.", [("Dr. Smith left at 5 p.m. by bus", ".")]),
        ("Wait... what?!", [("Wait", "…"), ("what", "?")]),
        ("He went - at last – home — alone", [("He went", "—"), ("at last", "—"), ("home", "—"), ("alone", "")]),
        ("“Nobody,” she said. ¿Qué? ¡Sí!", [("Nobody", ","), ("she said", "."), ("Qué", "?"), ("Sí", "!")]),
        ("गाँव के पेड़ बहुत पुराने हैं।", [("गाँव के पेड़ बहुत पुराने हैं", ".")]),
        ("well-known *words* in_between", [("well-known words in between", "")]),
        (" — … ?! ", []),
        ("", []),
    ],
)
def test_clauses(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(clause.text, clause.mark) for clause in clauses(text, "en")] == expected


SENTENCES = [Spelled("one two", ","), Spelled("three four", "."), Spelled("five", ","), Spelled("six seven", ".")]


def test_a_short_text_is_one_passage() -> None:
    assert passages(SENTENCES, 100) == ["one two, three four. five, six seven."]


def test_a_long_text_is_parted_at_the_ends_of_sentences() -> None:
    assert passages(SENTENCES, 28) == ["one two, three four.", "five, six seven."]


def test_a_long_sentence_is_parted_at_its_clauses_and_else_at_spaces() -> None:
    assert passages(SENTENCES[:2], 12) == ["one two,", "three four."]
    assert passages([Spelled("one two three four", ".")], 10) == ["one two", "three", "four."]
    assert passages([Spelled("a" * 25, ".")], 10) == ["a" * 9, "a" * 9, "a" * 7 + "."]


def test_no_symbol_is_lost_and_no_passage_is_too_long() -> None:
    clause = [Spelled(" ".join("ab" * (1 + number % 5) for number in range(40)), mark) for mark in (",", ".", "")]
    for most in range(12, 200, 7):
        found = passages(clause, most)
        assert all(0 < len(text) <= most for text in found)
        assert "".join(found).replace(" ", "") == "".join(part.text for part in clause).replace(" ", "")


def test_passages_are_joined_with_a_readers_pauses() -> None:
    rate = 8000
    beep = np.concatenate([np.zeros(800), np.sin(np.arange(1600) / 4), np.zeros(2400)]).astype(np.float32) / 2
    loud = np.flatnonzero(np.abs(joined(["a.", "b,", "c"], [beep] * 3, rate)) > 0.2)
    gaps = np.diff(loud)
    after_sentence, after_clause = sorted(gaps[gaps > 400] / rate, reverse=True)
    # 20 ms on both sides belong to the passages.
    assert after_sentence == pytest.approx(0.45 + 0.04, abs=0.02)
    assert after_clause == pytest.approx(0.22 + 0.04, abs=0.02)
    assert joined(["a."], [beep], rate) is beep
    assert len(joined([], [], rate)) == 0
