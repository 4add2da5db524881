"""The contract of every aligner, and how exact each is against exact times."""

import functools
from itertools import pairwise

import numpy as np
import pytest

from adapters.align.registry import ALIGNERS, AutoAligner, make_aligner
from adapters.align.whisper_times import WhisperTimesAligner
from domain.contracts.base import TimeRange
from domain.contracts.speech import DraftSegment, Word
from domain.errors import PermanentError
from domain.progress import no_progress
from tests.speech_audio import RATE, Audio, engine, recording, talk_audio, talk_truth, time_errors, voice_detector

aligner = functools.cache(make_aligner)
LENGTH = 65.0
"""Seconds of the sample talk that are aligned here; music, two voices and numbers are in them."""


@functools.cache
def talk_start() -> Audio:
    return talk_audio()[: int(LENGTH * RATE)]


@functools.cache
def heard() -> tuple[DraftSegment, ...]:
    audio = talk_start()
    return tuple(engine("whisper-base").transcribe(audio, "en", voice_detector().speech_spans(audio), no_progress))


def draft(words: list[Word]) -> DraftSegment:
    return DraftSegment(
        start=words[0].start,
        end=words[-1].end,
        words=tuple(words),
        avg_logprob=-0.1,
        no_speech_probability=0.0,
        compression_ratio=1.0,
    )


def evenly(text: str, start: float, end: float) -> DraftSegment:
    """A draft whose times are no better than a guess."""
    texts = text.split()
    step = (end - start) / len(texts)
    return draft(
        [
            Word(text=item, start=start + index * step, end=start + (index + 1) * step)
            for index, item in enumerate(texts)
        ]
    )


@pytest.mark.parametrize("name", ALIGNERS)
def test_every_word_comes_back_once_in_order_and_nothing_overlaps(name: str) -> None:
    words = aligner(name).align(talk_start(), heard(), "en")
    given = [word for segment in heard() for word in segment.words]
    assert [(word.text, word.probability) for word in words] == [(word.text, word.probability) for word in given]
    assert all(0 <= word.start < word.end <= LENGTH for word in words)
    assert all(before.end <= after.start for before, after in pairwise(words))


@pytest.mark.parametrize(("name", "median", "p95"), [("pocketsphinx", 0.020, 0.060), ("whisper_times", 0.040, 0.150)])
def test_word_starts_are_within_their_bar(name: str, median: float, p95: float) -> None:
    words = aligner(name).align(talk_start(), heard(), "en")
    errors = time_errors([word for word in talk_truth().words if word.end < LENGTH], words)
    assert len(errors.starts) > 150
    assert errors.median() <= median
    assert errors.p95() <= p95
    assert np.median(np.abs(errors.after_pause)) <= median
    assert np.percentile(np.abs(errors.after_pause), 95) <= p95


@pytest.mark.parametrize("name", ALIGNERS)
def test_pauses_between_words_stay(name: str) -> None:
    words = aligner(name).align(talk_start(), heard(), "en")
    audible = [word for word in talk_truth().words if word.end < LENGTH]
    silent = sum(after.start - before.end for before, after in pairwise(audible) if after.start - before.end > 0.3)
    found = sum(after.start - before.end for before, after in pairwise(words) if after.start - before.end > 0.3)
    assert found == pytest.approx(silent, rel=0.2)


@pytest.mark.parametrize("name", ALIGNERS)
def test_nothing_to_align_gives_nothing(name: str) -> None:
    assert aligner(name).align(np.zeros(RATE, np.float32), [], "en") == []


@pytest.mark.parametrize("name", ALIGNERS)
def test_words_that_are_not_in_the_sound_keep_plausible_times(name: str) -> None:
    """Alignment fails on noise; words still come back near where the recogniser put them."""
    sound = (0.01 * np.random.default_rng(3).standard_normal(8 * RATE)).astype(np.float32)
    words = aligner(name).align(sound, [evenly("nobody ever said any of this here at all", 1.0, 7.0)], "en")
    assert len(words) == 9
    assert all(before.end <= after.start for before, after in pairwise(words))
    assert words[0].start > 0
    assert words[-1].end < 8.5


@pytest.mark.parametrize("text", ["In 1858, Queen Victoria sent 98 words to America, and it took 16 hours."])
def test_numbers_get_times_of_their_own(text: str) -> None:
    truth = [word for word in talk_truth().words if 119.0 < word.start < 126.0]
    first = next(index for index, word in enumerate(truth) if word.text == "In")
    said = truth[first : first + len(text.split())]
    assert [word.text for word in said] == text.split()
    start = said[0].start - 1.0
    piece = talk_audio()[int(start * RATE) : int((said[-1].end + 0.7) * RATE)]
    words = aligner("pocketsphinx").align(piece, [evenly(text, 1.0, said[-1].end - start)], "en")
    assert max(abs(word.start + start - true.start) for word, true in zip(words, said, strict=True)) < 0.12


def test_words_outside_the_dictionary_do_not_shift_their_neighbours() -> None:
    """`no matter` is said where the draft claims words that no dictionary has: the others stay in place."""
    audio = recording("beckett.wav")
    spans = [TimeRange(start=0, end=9.5)]
    [*segments] = engine("whisper-base").transcribe(audio, "en", spans, no_progress)
    known = aligner("pocketsphinx").align(audio, segments, "en")
    strange = [
        segment.model_copy(
            update={
                "words": tuple(
                    word.model_copy(update={"text": "Noumatturk."}) if word.text == "matter." else word
                    for word in segment.words
                )
            }
        )
        for segment in segments
    ]
    moved = aligner("pocketsphinx").align(audio, strange, "en")
    assert any(word.text == "Noumatturk." for word in moved)
    for before, after in zip(known, moved, strict=True):
        assert abs(before.start - after.start) < 0.15


def test_signs_without_a_sound_get_a_place_between_their_neighbours() -> None:
    audio = recording("beckett.wav")
    words = list(engine("whisper-base").transcribe(audio, "en", [TimeRange(start=0, end=9.5)], no_progress)[0].words)
    words.insert(2, Word(text="—", start=words[1].end, end=words[2].start))
    aligned = aligner("pocketsphinx").align(audio, [draft(words)], "en")
    assert aligned[2].text == "—"
    assert aligned[1].end <= aligned[2].start < aligned[2].end <= aligned[3].start


def test_auto_takes_the_forced_aligner_for_english_and_whisper_for_others() -> None:
    auto = aligner("auto")
    assert auto.align(talk_start(), heard(), "en") == aligner("pocketsphinx").align(talk_start(), heard(), "en")
    assert auto.align(talk_start(), heard(), "fi") == aligner("whisper_times").align(talk_start(), heard(), "fi")
    assert auto.supports("sw")


def test_no_aligner_for_a_language_is_an_error() -> None:
    class Deaf(WhisperTimesAligner):
        def supports(self, language: str) -> bool:
            return False

    with pytest.raises(PermanentError) as caught:
        AutoAligner([Deaf()]).align(np.zeros(RATE, np.float32), [evenly("a b", 0, 1)], "en")
    assert caught.value.code == "aligner.language"


def test_an_unknown_aligner_is_refused() -> None:
    with pytest.raises(PermanentError, match="whisper_times"):
        make_aligner("ruler")
