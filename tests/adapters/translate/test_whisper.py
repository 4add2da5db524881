"""Whisper hears Spanish lines and says them in English: sense, silence, and the same again."""

from pathlib import Path

import numpy as np
import pytest

from adapters.asr.audio_reader import FlacReader
from adapters.translate.whisper import WhisperTranslator
from domain.contracts.base import TimeRange
from domain.contracts.speech import DraftSegment
from domain.errors import PermanentError
from domain.language_engines import TranslationLine, TranslationTask
from tests.adapters.tts.voices_here import installed
from tests.speech_audio import RATE, engine, recording, write_flac

SPOKEN = "La casa de mi abuela está cerca del mar."
OTHER = "El perro duerme todo el día en el jardín."


@pytest.fixture(scope="module")
def translator() -> WhisperTranslator:
    return WhisperTranslator(engine("whisper-base"), FlacReader())


def spoken(text: str) -> np.ndarray:
    """A Spanish sentence at 16 kHz."""
    kokoro = installed("adapters.tts.kokoro")
    voice = next(voice.id for voice in kokoro.voices if "es" in voice.languages)
    samples, rate = kokoro.speak(text, voice, "es")
    length = int(len(samples) * RATE / rate)
    return np.interp(np.arange(length) * (rate / RATE), np.arange(len(samples)), samples).astype(np.float32)


@pytest.fixture(scope="module")
def two_lines(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, TranslationTask]:
    """Two sentences with 0.4 s between them, and the task to translate them."""
    house, dog = spoken(SPOKEN), spoken(OTHER)
    pause = np.zeros(int(0.4 * RATE), np.float32)
    path = tmp_path_factory.mktemp("speech") / "speech.flac"
    write_flac(path, np.concatenate([pause, house, pause, dog, pause]))
    first = TimeRange(start=0.4, end=0.4 + len(house) / RATE)
    second = TimeRange(start=first.end + 0.4, end=first.end + 0.4 + len(dog) / RATE)
    lines = (TranslationLine(text=SPOKEN, span=first), TranslationLine(text=OTHER, span=second))
    return path, TranslationTask(source="es", target="en", lines=lines)


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, TimeRange]:
    """A Spanish sentence after two seconds of silence, and where it is."""
    slow = spoken(SPOKEN)
    length = len(slow)
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


async def test_neighbours_are_heard_in_one_go_and_each_gets_its_own(
    translator: WhisperTranslator, two_lines: tuple[Path, TranslationTask], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, asked = two_lines
    heard: list[float] = []
    hear = translator._hearing.translate

    def listen(audio: np.ndarray, language: str) -> list[DraftSegment]:
        heard.append(len(audio) / RATE)
        return hear(audio, language)

    monkeypatch.setattr(translator._hearing, "translate", listen)
    house, dog = await translator.translate(asked, path)
    assert len(heard) == 1
    assert "house" in house.text.lower()
    assert "dog" not in house.text.lower()
    assert "dog" in dog.text.lower()
    assert "house" not in dog.text.lower()
    assert all(said.text[0].isupper() and said.text.endswith(".") for said in (house, dog))
    assert (house.flags, dog.flags) == ((), ())


async def test_lines_in_another_language_are_told_and_said_in_english_all_the_same(
    translator: WhisperTranslator, tmp_path: Path
) -> None:
    """An English passage of a video that is said to be Spanish: the wrong language was given, or two are spoken."""
    path = tmp_path / "speech.flac"
    write_flac(path, recording("two_cities.wav"))
    lines = tuple(
        TranslationLine(text="Fue el mejor de los tiempos.", span=TimeRange(start=start, end=end))
        for start, end in ((0.8, 6.0), (6.2, 11.0))
    )
    said = await translator.translate(TranslationTask(source="es", target="en", lines=lines), path)
    assert [one.flags for one in said] == [("wrong_language",)] * 2
    assert "best of times" in said[0].text.lower()


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
