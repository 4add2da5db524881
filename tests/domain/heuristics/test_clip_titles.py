"""Titles are the clip's own words, whole, and say what its speaker said."""

import pytest

from domain.contracts.base import TimeRange
from domain.heuristics.clip_candidates import Candidate
from domain.heuristics.clip_titles import propose_title
from domain.heuristics.clip_weights import LONGEST_TITLE
from domain.heuristics.title_clauses import tidy
from tests.domain.heuristics.clip_talks import facts_of


def title(lines: list[str], language: str = "en") -> str:
    return propose_title(facts_of(lines, language=language), Candidate(0, len(lines), TimeRange(start=0, end=30)))


def test_the_question_is_the_title():
    assert title(["We met in a small room.", "Why do ships never sink in May?", "It was quiet."]) == (
        "Why do ships never sink in May?"
    )


@pytest.mark.parametrize(
    ("language", "said", "wanted"),
    [
        ("en", "so, um, nobody ever came back.", "Nobody ever came back"),
        ("en", "So we sold the whole house.", "We sold the whole house"),
        ("en", "And you know, it works!", "It works!"),
        ("en", "  What   is this? ", "What is this?"),
        ("en", "so", "So"),
        ("en", "Android phones break.", "Android phones break"),
        ("en", "iPhones break when they fall.", "iPhones break when they fall"),
        ("en", "The train was um only a little late.", "The train was only a little late"),
        ("en", "Guys, we were, you know, completely broke.", "We were completely broke"),
        ("en", "Well-being is not a luxury.", "Well-being is not a luxury"),
        ("en", "So-called experts built this bridge.", "So-called experts built this bridge"),
        ("en", "You know what I hate?", "You know what I hate?"),
        ("en", "-5 degrees is cold enough.", "-5 degrees is cold enough"),
        ("en", "−5 degrees is cold enough.", "−5 degrees is cold enough"),
        ("en", "$90,000 a year is gone.", "$90,000 a year is gone"),
        ("en", "#1 on my list is sleep.", "#1 on my list is sleep"),
        ("en", "Yeah, right, because that worked so well.", "Yeah, right, because that worked so well"),
        ("en", "Right, left, and centre are just names.", "Right, left, and centre are just names"),
        ("en", "Now or never is a bad plan.", "Now or never is a bad plan"),
        ("it", "E-commerce è una parola inglese.", "E-commerce è una parola inglese"),
        ("fr", "Bon marché ne veut pas dire mauvais.", "Bon marché ne veut pas dire mauvais"),
        ("es", "¿Y por qué nadie miró dentro?", "¿Por qué nadie miró dentro?"),
        ("de", "Also, ähm, niemand hat die Tür geöffnet.", "Niemand hat die Tür geöffnet"),
        ("tr", "ışık sönünce herkes sustu.", "Işık sönünce herkes sustu"),
        ("tr", "istanbul hiç uyumaz.", "İstanbul hiç uyumaz"),
        ("th", "ทำไมเรือไม่เคยจมในเดือนพฤษภาคม", "ทำไมเรือไม่เคยจมในเดือนพฤษภาคม"),
        ("ar", "لماذا لا تغرق السفن أبدا في مايو؟", "لماذا لا تغرق السفن أبدا في مايو؟"),
        ("ru", "Никто не открыл эту дверь.", "Никто не открыл эту дверь"),
    ],
)
def test_hesitations_and_discourse_markers_go_and_nothing_else(language, said, wanted):
    assert title([said], language) == wanted


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Not a single person died, although everybody said it would be a disaster."),
        ("en", "Because we were poor, my mother cooked soup."),
        ("en", "Money makes people happy, which is a lie."),
        ("en", "The earth is flat, he said, and went home."),
        ("en", "We win every time, unless it rains."),
        ("en", "He loves her, but not enough to stay."),
        ("en", "Sure, the bank is your best friend."),
        ("es", "Aunque todos decían que no, abrió la tienda."),
        ("de", "Weil wir arm waren, gab es jeden Tag Suppe."),
        ("fr", "Bien que tout le monde ait ri, la tour tient."),
        ("id", "Meskipun semua orang tertawa, dia tetap pergi."),
        ("pt", "Embora todos rissem dele, ele continuou."),
        ("it", "Anche se tutti ridevano, lui non ha chiuso."),
    ],
)
def test_a_sentence_whose_clauses_turn_each_other_stays_whole(language, said):
    assert title([said], language) == said.rstrip(".")


@pytest.mark.parametrize(
    "lines",
    [
        ["Smoking is good for the lungs.", "That's what the advert told us.", "I was nine when I read it there."],
        ["Smoking is good for the lungs.", "Wrong.", "I was nine when I read it there."],
        ["Smoking is good for the lungs.", "But that was a lie.", "I was nine when I read it there."],
        ["Smoking is good for the lungs.", "Unless you breathe.", "I was nine when I read it there."],
        ["And the advert said:", "Smoking is good for the lungs.", "I was nine when I read it there."],
        ["Here is a famous myth.", "Smoking is good for the lungs.", "I was nine when I read it there."],
    ],
)
def test_what_a_neighbour_denies_or_reports_is_no_title(lines):
    assert title(lines) == "I was nine when I read it there"


def test_a_sentence_in_the_middle_of_a_quotation_is_quoted():
    lines = ["He said “I never pay.", "Taxes are for idiots and for the poor.", "I always win.”"]
    assert title(lines[:2]).count("”") == 1
    inside = propose_title(facts_of(lines), Candidate(1, 2, TimeRange(start=0, end=30)))
    assert inside == "“Taxes are for idiots and for the poor”"


def test_a_subordinate_clause_alone_gives_way_to_a_whole_sentence():
    assert title(["Although everybody said it would be a disaster.", "The bridge has stood for a hundred years."]) == (
        "The bridge has stood for a hundred years"
    )


def test_a_long_sentence_is_cut_at_a_phrase():
    lines = [
        "When the enormous machine finally started turning in the dark hall everyone began shouting for the engineer"
    ]
    found = title(lines)
    assert len(found) <= LONGEST_TITLE
    assert found.endswith("…")
    head = found[:-1].split()
    assert lines[0].split()[: len(head)] == head
    assert head[-1] not in {"in", "the", "for"}


def test_a_long_sentence_is_not_cut_where_the_rest_denies_it():
    said = (
        "The company promised ten thousand new jobs in this region but in the thirty years since then not one of them "
        "was ever created."
    )
    assert "promised" not in title([said]) or "not one" in title([said])
    assert title([said, "The gate of the factory is still locked today."]) == (
        "The gate of the factory is still locked today"
    )


def test_the_end_of_a_long_sentence_is_not_given_to_another_subject():
    said = (
        "The bridge in our valley hums, whenever the wind comes from the north, engineers measured it for two winters "
        "and found nothing wrong with the steel."
    )
    # It is not the bridge that found nothing.
    assert "and found" not in title([said])


def test_a_long_claim_of_others_is_cut_behind_who_says_it():
    said = (
        "So-called experts told us for more than ten years that the bridge over the river was the safest one in the "
        "country, which turned out to be a lie."
    )
    found = title([said])
    assert found.startswith("So-called experts told us")
    assert found.endswith("…")


def test_a_main_clause_is_taken_of_a_long_sentence():
    assert title(
        ["The night was long and the wind went round and round the old house, but nobody in the village slept."]
    ) == ("Nobody in the village slept")


def test_a_number_with_a_comma_stays_whole():
    found = title(
        ["He lost his patience with the long old line, so he forced 2,000 volts down it to hurry the thing up."]
    )
    assert "2,000" in found
    assert not found.startswith("000")


def test_chinese_is_whole_and_its_long_sentences_are_cut_at_a_comma():
    assert title(["为什么一杯茶可以打倒一个帝国？"], "zh") == "为什么一杯茶可以打倒一个帝国？"
    assert len(title(["茶" * 80], "zh")) <= LONGEST_TITLE
    assert title(["从前有一个商人走进了武夷山的茶园，" * 4 + "他带走了茶树。"], "zh").endswith("园…")


def test_one_endless_word_is_still_a_title_within_the_limit():
    assert 1 < len(title(["a" * 200])) <= LONGEST_TITLE


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('"It was over.', '"It was over"'),
        ('We were done."', '"We were done"'),
        ("“It was over.", "“It was over”"),
        ('A 5" screen is small.', 'A 5" screen is small'),
        ("— Nobody came.", "Nobody came"),
        ("- Nobody came.", "Nobody came"),
    ],
)
def test_quotes_are_paired_and_dashes_of_dialogue_go(text, wanted):
    assert tidy(text, "en") == wanted
