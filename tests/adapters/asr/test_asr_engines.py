"""The contract of every speech recogniser, and how well it hears real people."""

import functools
import json

import faster_whisper.transcribe
import numpy as np
import pytest

from adapters.asr.drafts import draft_segment
from adapters.asr.faster_whisper import foreign_share, never_written
from adapters.asr.registry import ASR_ENGINES, make_asr
from domain.contracts.base import TimeRange
from domain.contracts.speech import DraftSegment, Word
from domain.errors import PermanentError
from domain.heuristics.hallucination import drop_invented
from domain.progress import no_progress
from tests.speech_audio import (
    BECKETT,
    RATE,
    SAMPLES,
    TWO_CITIES,
    Audio,
    catalogue,
    decode,
    engine,
    hum,
    melody,
    noise,
    recording,
    voice_detector,
    word_error_rate,
)

SPANISH = SAMPLES / "agua.mp4"
MODELS = ["whisper-base", "whisper-tiny.en"]


def heard(model: str, audio: Audio, spans: list[TimeRange]) -> list[DraftSegment]:
    return engine(model).transcribe(audio, "en", spans, no_progress)


@functools.cache
def heard_recording(model: str, name: str) -> list[DraftSegment]:
    return heard(model, recording(name), voice_detector().speech_spans(recording(name)))


def text(segments: list[DraftSegment]) -> str:
    return " ".join(word.text for segment in segments for word in segment.words)


@pytest.mark.parametrize("model", MODELS)
def test_words_come_in_order_inside_the_audio_and_survive_json(model: str) -> None:
    audio = recording("beckett.wav")
    segments = heard_recording(model, "beckett.wav")
    words = [word for segment in segments for word in segment.words]
    assert [word.text for word in words] == text(segments).split()
    assert all(0 <= word.start <= word.end <= len(audio) / RATE for word in words)
    assert [word.start for word in words] == sorted(word.start for word in words)
    assert all(type(word.start) is float and 0 <= word.probability <= 1 for word in words)
    for segment in segments:
        assert DraftSegment.model_validate(json.loads(segment.model_dump_json())) == segment


@pytest.mark.parametrize("model", MODELS)
def test_times_count_from_the_first_sample_wherever_the_speech_is(model: str) -> None:
    """A recogniser that returned times of its window instead would be caught here."""
    speech = recording("beckett.wav")
    late = np.concatenate([np.zeros(50 * RATE, np.float32), speech])
    segments = heard(model, late, voice_detector().speech_spans(late))
    assert 49.9 < segments[0].words[0].start < 50.8


@pytest.mark.parametrize("model", MODELS)
def test_the_same_audio_gives_the_same_words(model: str) -> None:
    audio = recording("beckett.wav")
    spans = voice_detector().speech_spans(audio)
    assert heard(model, audio, spans) == heard_recording(model, "beckett.wav")


def test_real_speech_is_heard_with_few_errors() -> None:
    """The bar is 4 % on human recordings with the base model."""
    errors = 0.0
    for name, truth in (("two_cities.wav", TWO_CITIES), ("beckett.wav", BECKETT)):
        found = text(heard_recording("whisper-base", name))
        errors += word_error_rate(truth, found) * len(truth.split())
    assert errors / len(f"{TWO_CITIES} {BECKETT}".split()) <= 0.04


def test_what_the_model_wrote_without_any_sign_is_heard_again() -> None:
    """From this very moment on the model writes small letters only; a fifth of a second earlier or later it does not."""
    audio = decode(SPANISH)[: 17 * RATE]
    segments = engine("whisper-base").transcribe(audio, "es", [TimeRange(start=2.3, end=17.0)], no_progress)
    assert text(segments).startswith("Buenas tardes y bienvenidos. Gracias por venir")
    assert "Hello" not in text(segments)


@pytest.mark.parametrize(
    ("pieces", "language", "words"),
    [
        ([" ill", "-disposed", " man."], "en", ["ill-disposed", "man."]),
        ([" 4", ",000", " or", " 99", "%"], "en", ["4,000", "or", "99%"]),
        ([" peut", "-être"], "fr", ["peut-être"]),
        ([" été", "-là"], "fr", ["été-là"]),
        (["今天", "天气", "5", "%"], "zh", ["今天", "天气", "5%"]),
        ([" ", " yes"], "en", ["yes"]),
    ],
)
def test_pieces_of_one_word_are_one_word(pieces: list[str], language: str, words: list[str]) -> None:
    heard_words = [faster_whisper.transcribe.Word(at, at + 1, piece, 0.9) for at, piece in enumerate(pieces)]
    segment = faster_whisper.transcribe.Segment(1, 0, 0.0, 9.0, "", [], -0.1, 1.0, 0.1, heard_words, 0.0)
    draft = draft_segment(segment, language)
    assert [word.text for word in draft.words] == words
    assert draft.words[0].start == (1 if pieces[0] == " " else 0)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("kind", ["silence", "noise", "hum", "music"])
def test_nothing_is_heard_where_nobody_speaks(model: str, kind: str) -> None:
    """Also when the recogniser is made to listen: what it invents, the guard takes out."""
    audio = {"silence": np.zeros(12 * RATE, np.float32), "noise": noise(12), "hum": hum(12), "music": melody(12)}[kind]
    spans = voice_detector().speech_spans(audio)
    assert heard(model, audio, spans) == []
    invented = heard(model, audio, [TimeRange(start=0, end=12)])
    assert drop_invented(invented, spans)[0] == ()


def test_the_language_is_detected_on_speech() -> None:
    audio = recording("two_cities.wav")
    language, probability = engine("whisper-base").detect_language(audio, voice_detector().speech_spans(audio))
    assert language == "en"
    assert 0.8 < probability <= 1


def test_an_english_model_knows_only_english() -> None:
    assert engine("whisper-tiny.en").languages == ("en",)
    assert engine("whisper-tiny.en").detect_language(recording("beckett.wav"), []) == ("en", 1.0)
    assert {"es", "hi", "zh", "jv"} <= set(engine("whisper-base").languages)


def test_what_progress_raises_ends_the_work() -> None:
    """So a cancelled stage stops its thread."""
    audio = recording("beckett.wav")

    def stop(_share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine("whisper-tiny.en").transcribe(audio, "en", [TimeRange(start=0, end=9)], stop)


def test_progress_grows_to_the_end() -> None:
    shares: list[float] = []
    audio = recording("two_cities.wav")
    engine("whisper-tiny.en").transcribe(audio, "en", voice_detector().speech_spans(audio), shares.append)
    assert shares == sorted(shares)
    assert 0.9 < shares[-1] <= 1


def test_identity_names_engine_and_weights() -> None:
    identities = {engine(model).identity for model in MODELS}
    assert len(identities) == len(MODELS)
    assert catalogue().identity("whisper-base") in engine("whisper-base").identity


@pytest.mark.parametrize("name", ASR_ENGINES)
def test_the_registry_makes_every_engine_without_loading_it(name: str) -> None:
    assert make_asr(name, catalogue(), "whisper-base").identity


def test_unknown_engines_and_models_are_refused() -> None:
    with pytest.raises(PermanentError, match="faster-whisper"):
        make_asr("shouting", catalogue(), "whisper-base")
    with pytest.raises(PermanentError, match=r"whisper-tiny\.en"):
        make_asr("faster-whisper", catalogue(), "whisper-gigantic")


def test_a_foreign_script_is_weighed_by_words_and_not_by_drafts() -> None:
    def draft(text: str) -> DraftSegment:
        words = tuple(Word(start=n, end=n + 0.5, text=word) for n, word in enumerate(text.split()))
        heard = {"avg_logprob": -0.3, "no_speech_probability": 0.0, "compression_ratio": 1.0}
        return DraftSegment(start=0, end=len(words), words=words, **heard)

    urdu = draft("سب پروسی ہنستے تھے کیوں کی وہاں پانی نہیں تھا")
    hindi = draft("सब परोसी हँसते थे")
    mixed = draft("because there was no water at all today")
    assert foreign_share([urdu], "hi") == 1.0
    # Heard again in pieces of which one is foreign, it is better than before.
    assert 0.0 < foreign_share([hindi, hindi, mixed], "hi") < 1.0
    assert foreign_share([hindi], "hi") == 0.0
    assert foreign_share([], "hi") == 0.0


def test_a_second_try_writes_neither_in_the_foreign_script_nor_a_translation() -> None:
    # Kept from Urdu letters, a window of Hindi came out in English: "because there was no water".
    assert never_written({"arabic"}, "hi") == {"arabic", "latin"}
    # Who speaks English in a Hindi video is not written in Devanagari by force.
    assert never_written({"latin"}, "hi") == {"latin"}
    assert never_written({"cyrillic"}, "pl") == {"cyrillic"}
