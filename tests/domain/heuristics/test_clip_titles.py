"""Titles are the clip's own words, clean and whole."""

import pytest

from domain.contracts.base import TimeRange
from domain.heuristics.clip_candidates import Candidate
from domain.heuristics.clip_scoring_words import word_list
from domain.heuristics.clip_titles import clean, propose_title, shorten
from tests.domain.heuristics.clip_talks import facts_of


def title(lines: list[str], language: str = "en") -> str:
    return propose_title(facts_of(lines, language=language), Candidate(0, len(lines), TimeRange(start=0, end=30)))


def test_the_question_is_the_title():
    assert title(["We met in a small room.", "Why do ships never sink in May?", "It was quiet."]) == (
        "Why do ships never sink in May?"
    )


@pytest.mark.parametrize(
    ("said", "cleaned"),
    [
        ("so, um, nobody ever came back.", "Nobody ever came back"),
        ("And you know, it works!", "It works!"),
        ("  What   is this? ", "What is this?"),
        ("so", "So"),
        ("Android phones break.", "Android phones break"),
    ],
)
def test_fillers_and_connectives_go_and_marks_of_asking_stay(said, cleaned):
    assert clean(said, word_list("en"), "en") == cleaned


def test_a_long_sentence_is_cut_between_words_and_not_after_a_small_one():
    lines = [
        "When the enormous machine finally started turning in the dark hall everyone began shouting for the engineer"
    ]
    found = title(lines)
    assert len(found) <= 60
    assert found.endswith("…")
    head = found[:-1].split()
    assert lines[0].split()[: len(head)] == head
    assert head[-1] not in {"in", "the", "for"}


def test_a_clause_is_taken_before_a_cut():
    assert title(
        ["The night was long and the wind went round and round the old house, but nobody in the village slept."]
    ) == ("Nobody in the village slept")


def test_a_number_with_a_comma_stays_whole():
    found = title(
        ["He lost his patience with the long old line, so he forced 2,000 volts down it to hurry the thing up."]
    )
    assert not found.startswith("000")


def test_chinese_is_cut_between_characters_and_stays_short():
    assert title(["为什么一杯茶可以打倒一个帝国？"], "zh") == "为什么一杯茶可以打倒一个帝国？"
    assert len(shorten("茶" * 80, "zh")) == 60


def test_one_endless_word_is_still_a_title_within_the_limit():
    assert len(title(["a" * 200])) == 60
