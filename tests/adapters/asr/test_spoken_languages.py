"""Real speech of real voices: two languages in one recording, and Hindi in its own script."""

import functools

import numpy as np
import pytest

from bench.voice_sentences import SENTENCES
from domain.heuristics.speech_chunks import covered_seconds
from domain.heuristics.written_language import foreign_script
from domain.progress import no_progress
from tests.adapters.tts.voices_here import installed
from tests.speech_audio import RATE, Audio, engine, voice_detector, word_error_rate

pytestmark = pytest.mark.timeout(600)
PAUSE = np.zeros(round(0.5 * RATE), np.float32)


@functools.cache
def spoken(language: str, voice: str, count: int) -> Audio:
    kokoro = installed("adapters.tts.kokoro")
    pieces: list[Audio] = []
    for sentence in SENTENCES[language][:count]:
        samples, rate = kokoro.speak(sentence, voice, language)
        at = np.arange(0, len(samples) - 1, rate / RATE)
        pieces += [np.interp(at, np.arange(len(samples)), samples).astype(np.float32), PAUSE]
    return np.concatenate(pieces)


def test_each_half_is_recognised_in_its_own_language() -> None:
    english, spanish = spoken("en", "kokoro/af_heart", 3), spoken("es", "kokoro/ef_dora", 3)
    audio = np.concatenate([english, spanish])
    spans = voice_detector().speech_spans(audio)
    drafts = engine("whisper-base").transcribe(audio, "en", spans, no_progress, several=True)
    assert list(dict.fromkeys(draft.language for draft in drafts)) == [None, "es"]
    for language, said in ((None, "en"), ("es", "es")):
        heard = " ".join(word.text for draft in drafts if draft.language == language for word in draft.words)
        assert word_error_rate(" ".join(SENTENCES[said][:3]), heard) < 0.15
    switch = next(draft.start for draft in drafts if draft.language == "es")
    assert abs(switch - len(english) / RATE) < 1.0


def test_one_language_stays_one_and_costs_nothing_twice() -> None:
    audio = spoken("en", "kokoro/af_heart", 3)
    spans = voice_detector().speech_spans(audio)
    once = engine("whisper-base").transcribe(audio, "en", spans, no_progress)
    assert engine("whisper-base").transcribe(audio, "en", spans, no_progress, several=True) == once


def test_hindi_is_written_in_devanagari() -> None:
    audio = spoken("hi", "kokoro/hf_alpha", 2)
    spans = voice_detector().speech_spans(audio)
    drafts = engine("whisper-base").transcribe(audio, "hi", spans, no_progress)
    text = " ".join(word.text for draft in drafts for word in draft.words)
    assert foreign_script(text, "hi") is None
    assert len(text.split()) >= 12
    assert covered_seconds(spans, drafts[0].start, drafts[-1].end) > 0.8 * sum(span.duration for span in spans)
