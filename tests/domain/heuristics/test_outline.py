"""The outline of a retell: whole sentences in order, the ones that matter, none that hangs in the air."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.heuristics.narration_text import condensed, leaning_sentences
from domain.heuristics.outline import outline, sentence_worths
from domain.heuristics.outline_ranking import centralities
from domain.heuristics.retell_weights import OPENING_SHARE, TONES
from domain.heuristics.speaking_pace import seconds_to_say
from tests.domain.heuristics.clip_talks import facts_of
from tests.domain.heuristics.retell_talks import CLAIMS_OF_STORY, STORY, TOPICS, story_facts

FACTS = story_facts()
SECONDS = [seconds_to_say(condensed(line, "en"), "en") for line in STORY]
LEANING = leaning_sentences(FACTS.texts, "en")
PLAIN = [0.5] * 10


def told(budget: float, tone="neutral", worths=None) -> list[int]:
    worths = sentence_worths(FACTS, CLAIMS_OF_STORY, tone) if worths is None else worths
    return [one.sentence for one in outline(FACTS, worths, LEANING, SECONDS, budget)]


@settings(deadline=None, max_examples=40)
@given(st.floats(8, 120), st.sampled_from(sorted(TONES)))
def test_sentences_come_in_order_fit_the_budget_and_stand_on_what_they_lean_on(budget, tone):
    chosen = told(budget, tone)
    assert chosen == sorted(set(chosen))
    assert sum(SECONDS[index] for index in chosen) <= max(budget, sum(SECONDS[index] for index in chosen[:2]))
    assert all(index - 1 in chosen for index in chosen if LEANING[index])
    assert not any(FACTS.texts[index].housekeeping for index in chosen)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.floats(0, 1), min_size=len(STORY), max_size=len(STORY)), st.floats(8, 120))
def test_that_holds_whatever_the_worths_are(worths, budget):
    chosen = told(budget, worths=worths)
    assert chosen == sorted(set(chosen))
    assert all(index - 1 in chosen for index in chosen if LEANING[index])


@pytest.mark.parametrize("tone", sorted(TONES))
def test_each_of_the_three_stories_is_told_and_hardly_anything_else(tone):
    chosen = told(45, tone)
    assert {TOPICS[index] for index in chosen} >= {1, 2, 3}
    assert sum(TOPICS[index] == 0 for index in chosen) == 0


def test_the_opening_is_a_hook_of_the_first_part():
    first = told(30)[0]
    assert STORY[first] == "Why did nobody answer the letter of 1912?"
    spoken = sum(SECONDS[:first])
    assert spoken <= OPENING_SHARE * sum(SECONDS)


def test_a_question_is_told_with_its_answer():
    for budget in (20, 30, 40, 60):
        chosen = told(budget)
        assert all(index + 1 in chosen for index in chosen if STORY[index].endswith("?"))


def test_the_sooner_chosen_the_more_a_sentence_is_worth():
    chosen = outline(FACTS, sentence_worths(FACTS, CLAIMS_OF_STORY, "neutral"), LEANING, SECONDS, 60)
    assert chosen[0].worth == 1.0
    assert all(0 < one.worth <= 1 for one in chosen)
    first_choice = {one.sentence for one in chosen if one.worth > 0.6}
    assert first_choice <= set(told(60 * 0.6))


def test_the_same_is_not_told_twice():
    lines = ["Nobody ever crossed the river alone at night.", *["Water is cold and deep below the old bridge."] * 3]
    lines += ["A boy crossed it with a lantern in his teeth."]
    facts = facts_of(lines, [0.8, 0.7, 0.7, 0.7, 0.8], [1, 2, 2, 2, 3])
    worths = sentence_worths(facts, PLAIN, "neutral")
    seconds = [3.0] * len(lines)
    chosen = [one.sentence for one in outline(facts, worths, [False] * 5, seconds, 10.5)]
    assert chosen == [0, 1, 4]


def test_a_tone_prefers_what_it_is_about():
    lines = [
        "The harbour was built with stones from the hill.",
        "Nobody survived, but everything they wrote was saved.",
        "Can you imagine what you would write to your children?",
    ]
    facts = facts_of(lines, [0.5, 0.5, 0.5])
    dramatic, playful = (sentence_worths(facts, PLAIN, tone) for tone in ("dramatic", "playful"))
    assert dramatic[1] - dramatic[2] > playful[1] - playful[2] + 0.05


def test_what_is_said_in_general_counts_more_than_the_detail_beside_it():
    facts = facts_of(["The old bridge was built of stone.", "The old bridge was built to last."], [0.5, 0.5])
    first, second = sentence_worths(facts, [0.1, 0.9], "neutral")
    assert second > first


@pytest.mark.parametrize("tone", sorted(TONES))
def test_the_shares_of_a_tone_add_up(tone):
    share = TONES[tone]
    total = share.central + share.claim + share.interest + share.quotable + share.voice + share.tension + share.play
    assert total == pytest.approx(1.0)


def test_a_talk_of_one_sentence_or_none_has_the_outline_that_it_can_have():
    facts = facts_of(["Nobody answered the letter of 1912."], [0.9])
    assert [one.sentence for one in outline(facts, sentence_worths(facts, PLAIN, "neutral"), [False], [3.0], 10)] == [0]
    assert outline(facts, [0.0], [False], [3.0], 10) == []


def test_who_resembles_many_ranks_high_and_a_nod_does_not_count():
    middle, left, right = [1.0, 1.0], [1.0, 0.0], [0.0, 1.0]
    vectors = [np.array(v) / np.linalg.norm(v) for v in (left, middle, right, [-1.0, -1.0])]
    ranks = centralities(vectors, [5, 5, 5, 5])
    assert max(ranks) == ranks[1]
    assert ranks[3] == 0.0
    nodding = centralities([*vectors, *[vectors[3]] * 4], [5, 5, 5, 1, 1, 1, 1, 1])
    assert max(nodding) == nodding[1]


@given(st.lists(st.lists(st.floats(-1, 1), min_size=3, max_size=3), max_size=12), st.data())
def test_ranks_are_shares_and_the_same_every_time(vectors, data):
    content = [data.draw(st.integers(0, 6)) for _ in vectors]
    units = [np.array(v) / (np.linalg.norm(v) or 1.0) for v in vectors]
    ranks = centralities(units, content)
    assert ranks == centralities(units, content)
    assert all(0 <= rank <= 1 for rank in ranks)
