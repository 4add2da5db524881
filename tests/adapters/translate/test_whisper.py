"""Whisper hears Spanish lines and says them in English: sense, silence, and the same again."""

from pathlib import Path

import numpy as np
import pytest

from adapters.asr.audio_reader import FlacReader
from adapters.translate.whisper import WhisperTranslator
from domain.contracts.base import TimeRange
from domain.errors import PermanentError
from domain.language_engines import TranslationLine, TranslationTask
from tests.adapters.tts.voices_here import installed
from tests.speech_audio import RATE, engine, write_flac

SPOKEN = "La casa de mi abuela está cerca del mar."


@pytest.fixture(scope="module")
def translator() -> WhisperTranslator:
    return WhisperTranslator(engine("whisper-base"), FlacReader())


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, TimeRange]:
    """A Spanish sentence after two seconds of silence, and where it is."""
    kokoro = installed("adapters.tts.kokoro")
    voice = next(voice.id for voice in kokoro.voices if "es" in voice.languages)
    samples, rate = kokoro.speak(SPOKEN, voice, "es")
    length = int(len(samples) * RATE / rate)
    slow = np.interp(np.arange(length) * (rate / RATE), np.arange(len(samples)), samples).astype(np.float32)
    quiet = np.zeros(2 * RATE, np.float32)
    path = tmp_path_factory.mktemp("speech") / "speech.flac"
    write_flac(path, np.concatenate([quiet, slow, quiet]))
    return path, TimeRange(start=2.0, end=2.0 + length / RATE)


def task(*spans: TimeRange) -> TranslationTask:
    lines = tuple(TranslationLine(text=SPOKEN, span=span) for span in spans)
    return TranslationTask(source="es", target="en", lines=lines)


async def test_a_line_is_translated_by_its_sound(translator: WhisperTranslator, speech: tuple[Path, TimeRange]) -> None:
    path, span = speech
    (first,) = await translator.translate(task(span), path)
    said = first.text.lower()
    assert "house" in said
    assert "grandmother" in said
    assert "sea" in said or "ocean" in said
    (again,) = await translator.translate(task(span), path)
    assert again == first


async def test_nothing_is_invented_where_nobody_speaks(
    translator: WhisperTranslator, speech: tuple[Path, TimeRange]
) -> None:
    path, _ = speech
    (silent,) = await translator.translate(task(TimeRange(start=0.2, end=1.5)), path)
    assert silent.text == ""


async def test_it_needs_the_sound(translator: WhisperTranslator) -> None:
    with pytest.raises(PermanentError, match=r"translator\.no_sound"):
        await translator.translate(task(TimeRange(start=0, end=1)), None)


def test_it_serves_english_alone(translator: WhisperTranslator) -> None:
    assert translator.serves("es", "en")
    assert translator.serves(None, "en")
    assert not translator.serves("en", "es")
    assert not translator.serves("en", "en")
