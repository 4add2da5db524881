"""The splitter on marked passages in 13 languages, and what is cut by it: transcripts, clips, dub lines, captions."""

import random
from bisect import bisect
from itertools import accumulate

import pytest

from bench.sentences import BAR, SETS, Score, passages, scores
from domain.contracts.clips import ClipWishes
from domain.contracts.media import FrameRate
from domain.contracts.speech import Transcript, Word
from domain.heuristics.clip_candidates import CutGrid, clip_candidates
from domain.heuristics.dub_lines import plan_lines
from domain.heuristics.line_words import words_in
from domain.heuristics.sentence_bounds import sentence_ends
from domain.heuristics.sentences import bounds_inside, restore_sentences
from domain.heuristics.spoken_units import LONGEST_UNIT

LANGUAGES = ("ar", "de", "en", "es", "fr", "hi", "id", "it", "ja", "pt", "ru", "tr", "zh")


def talk(language: str, seed: int, halting: float = 0.0) -> tuple[Transcript, set[int]]:
    """The passages of both sets of a language as one talk, with uneven gaps; and the word numbers of true bounds.

    `halting`: the share of words before which the speaker thinks for a while, inside a sentence.
    """
    dice = random.Random(seed)
    parts = [part for name in SETS for part in passages(name)[language]]
    dice.shuffle(parts)
    words: list[Word] = []
    bounds, at = {0}, 0.0
    for sentence in (sentence for part in parts for sentence in part):
        for place, text in enumerate(words_in(sentence, language)):
            at += dice.uniform(0.5, 2.5) if place and dice.random() < halting else 0.0
            length = 0.08 + 0.05 * len(text)
            words.append(Word(text=text, start=at, end=at + length))
            at += length + dice.uniform(0.0, 0.12)
        at += dice.choice([0.0, 0.15, 0.3, 0.6, 0.9])
        bounds.add(len(words))
    found = restore_sentences(words, language)
    return Transcript(language=language, duration=at, words=tuple(words), sentences=found), bounds


@pytest.mark.parametrize("name", SETS)
def test_bounds_reach_the_bar_on_each_half(name: str) -> None:
    found = scores(name)
    assert set(found) == set(LANGUAGES)
    for place in (0, 1):
        assert sum((both[place] for both in found.values()), Score()).f1 >= BAR


def test_the_sets_are_as_large_as_they_have_to_be() -> None:
    sizes = [sum(len(part) for parts in passages(name).values() for part in parts) for name in SETS]
    assert sum(sizes) >= 400
    assert min(sizes) / max(sizes) > 0.8


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", range(3))
def test_no_clip_begins_or_ends_inside_a_sentence(language: str, seed: int) -> None:
    transcript, bounds = talk(language, seed)
    rate = FrameRate(num=30, den=1)
    grid = CutGrid(rate, (), rate.frame_at(transcript.duration))
    strengths = [1.0] * (len(transcript.sentences) + 1)
    clips = clip_candidates(transcript, grid, ClipWishes(min_seconds=5, max_seconds=20), strengths)
    assert len(clips) > 20
    for clip in clips:
        assert transcript.sentences[clip.first].first in bounds
        assert transcript.sentences[clip.last - 1].last in bounds


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", range(3))
def test_no_dub_line_begins_or_ends_inside_a_sentence(language: str, seed: int) -> None:
    transcript, bounds = talk(language, seed)
    lines = plan_lines(transcript)
    assert list(accumulate(line.last_word - line.first_word for line in lines))[-1] == len(transcript.words)
    outside = [line.source for line in lines if line.first_word not in bounds or line.last_word not in bounds]
    assert outside == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", range(3))
def test_nor_where_its_speaker_halts_inside_a_sentence(language: str, seed: int) -> None:
    transcript, _ = talk(language, seed, halting=0.05)
    words = transcript.words
    bounds = {0, len(words)} | sentence_ends(words, language)
    lines = plan_lines(transcript)
    assert sum(line.last_word - line.first_word for line in lines) == len(words)
    ordered = sorted(bounds)
    for line in lines:
        for edge in {line.first_word, line.last_word} - bounds:
            place = bisect(ordered, edge)
            seconds = words[ordered[place] - 1].end - words[ordered[place - 1]].start
            assert seconds > LONGEST_UNIT, line.source


def test_a_sentence_cut_for_its_length_is_no_place_to_cut_a_clip() -> None:
    spoken = "And so" + " and on it goes" * 20 + "."
    words, at = [], 0.0
    for text in f"Good morning everyone. {spoken} {spoken} That was all.".split():
        words.append(Word(text=text, start=at, end=at + 0.3))
        at += 0.3
    transcript = Transcript(language="en", duration=at, words=tuple(words), sentences=restore_sentences(words, "en"))
    assert bounds_inside(transcript)
    assert all(
        not transcript.words[transcript.sentences[number].first - 1].text.endswith(".")
        for number in bounds_inside(transcript)
    )
    rate = FrameRate(num=30, den=1)
    grid = CutGrid(rate, (), rate.frame_at(at))
    strengths = [1.0] * (len(transcript.sentences) + 1)
    for clip in clip_candidates(transcript, grid, ClipWishes(min_seconds=20, max_seconds=40), strengths):
        assert clip.first not in bounds_inside(transcript)
        assert clip.last not in bounds_inside(transcript)


def test_a_hesitation_in_a_talk_with_signs_is_no_place_to_cut_a_clip() -> None:
    texts = "We left early. They told Gov. Newsom about it. Nobody said a word that day. I was going home. It rained."
    words, at = [], 0.0
    for text in texts.split():
        at += 1.7 if text in {"Newsom", "going"} else 0.0
        words.append(Word(text=text, start=at, end=at + 0.4))
        at += 0.4
    sentences = restore_sentences(words, "en")
    transcript = Transcript(language="en", duration=at, words=tuple(words), sentences=sentences)
    told = [transcript.text_of(one.first, one.last) for one in sentences]
    assert told[1] == "They told Gov. Newsom about it."
    assert [told[number] for number in bounds_inside(transcript)] == ["going home."]
