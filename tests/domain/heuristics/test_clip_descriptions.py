"""A description is two whole sentences of the clip that say by themselves what they say in it."""

import pytest

from domain.contracts.base import TimeRange
from domain.heuristics.clip_candidates import Candidate
from domain.heuristics.clip_descriptions import LONGEST_DESCRIPTION, propose_description
from tests.domain.heuristics.clip_talks import facts_of


def description(lines: list[str], language: str = "en", title: str = "") -> str:
    facts = facts_of(lines, language=language)
    return propose_description(facts, Candidate(0, len(lines), TimeRange(start=0, end=30)), title)


def test_two_whole_sentences_in_their_order():
    lines = ["My mother sold mangoes at a bus stop.", "Every evening the last mangoes were soft.", "Thank you."]
    assert description(lines) == "My mother sold mangoes at a bus stop. Every evening the last mangoes were soft."


def test_the_title_is_not_told_again_where_others_are():
    lines = [
        "The old bridge fell into the river on a Sunday.",
        "Nobody in the town had ever looked below it.",
        "The mayor paid for a new one with his own money.",
    ]
    assert "Sunday" not in description(lines, title="The old bridge fell into the river on a Sunday")


def test_hesitations_go_and_marks_stay():
    assert description(["So, um, who puts a piano on a roof?"]) == "Who puts a piano on a roof?"


def test_what_a_neighbour_denies_is_not_told():
    lines = ["Smoking is good for the lungs.", "That's what the advert told us.", "The doctor had a long red beard."]
    assert description(lines) == "The doctor had a long red beard."


def test_a_sentence_that_leans_comes_only_with_the_one_before_it():
    lines = [
        "The intern asked a question on her second day.",
        "She was right about the database all along.",
        "The engineers had eighty years of experience together.",
    ]
    found = description(lines)
    assert "She was right" not in found or "The intern asked" in found


@pytest.mark.parametrize(
    ("language", "lines", "joint"),
    [
        ("zh", ["一个英国人走进了武夷山。", "他带走了两万棵茶树苗。"], ""),
        ("hi", ["मैंने एक मटका तोड़ दिया।", "पिता जी घर पर नहीं थे।"], " "),
        ("ar", ["كانت المنارة على الصخرة.", "لم يحب أحد المنارة."], " "),
    ],
)
def test_other_scripts_keep_their_signs(language, lines, joint):
    assert description(lines, language) == joint.join(lines)


def test_too_long_sentences_are_left_out_and_nothing_is_cut():
    long = "The river " + "and the road " * 40 + "ended."
    assert description([long, "The captain slept in the barn."]) == "The captain slept in the barn."
    assert description([long]) == ""
    assert (
        len(description(["The captain of the ship slept in the old barn again and again."] * 9)) <= LONGEST_DESCRIPTION
    )


def test_a_clip_of_fragments_is_told_by_its_opening():
    assert description(["Because nothing says romance like a gift card."]) == (
        "Because nothing says romance like a gift card."
    )
