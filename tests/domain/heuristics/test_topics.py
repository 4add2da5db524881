"""Subjects and passages are found where they change."""

import pytest

from domain.heuristics.clip_scoring_passages import passage_changes
from domain.heuristics.topics import centred, depth_scores, subject_changes
from tests.domain.heuristics.clip_talks import vectors_for

TOPICS = [0] * 6 + [1] * 6 + [2] * 6


def test_the_deepest_valleys_are_where_the_subject_changes():
    scores = depth_scores(centred(vectors_for([0.5] * 18, TOPICS).sentences))
    assert len(scores) == 17
    assert sorted(sorted(range(17), key=scores.__getitem__)[-2:]) == [5, 11]
    assert max(scores) == pytest.approx(1.0)


def test_one_sentence_and_equal_sentences_have_no_valleys():
    assert depth_scores([[1.0, 0.0]]) == []
    assert depth_scores([[1.0, 0.0]] * 4) == [0.0, 0.0, 0.0]


def test_a_pause_and_a_turn_of_speakers_speak_for_a_change():
    vectors = [[1.0, 0.0]] * 4
    quiet = subject_changes(vectors, [0.3, 0.3, 0.3], [False] * 3)
    assert quiet == [0.0, 0.0, 0.0]
    signs = subject_changes(vectors, [0.3, 1.5, 0.3], [False, False, True])
    assert signs[1] > signs[2] > signs[0]


def test_a_passage_begins_and_ends_where_interest_changes_for_good():
    interest = [0.1] * 5 + [0.7] * 5 + [0.1] * 5
    changes = passage_changes(interest, [4.0] * 15, 0.3, [0.1] * 14)
    assert sorted(sorted(range(14), key=changes.__getitem__)[-2:]) == [4, 9]
    assert min(changes[4], changes[9]) > 0.65


def test_one_flat_sentence_within_a_story_divides_nothing():
    interest = [0.1] * 5 + [0.7, 0.7, 0.25, 0.7, 0.7] + [0.1] * 5
    changes = passage_changes(interest, [4.0] * 15, 0.3, [0.05] * 14)
    assert max(changes[5:9]) < 0.3


def test_too_few_sentences_have_no_changes():
    assert passage_changes([0.5], [3.0], 0.5, []) == []
