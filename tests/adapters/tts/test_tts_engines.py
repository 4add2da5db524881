"""The contract of every speech engine."""

import numpy as np
import pytest

from adapters.tts.registry import TTS_MODULES, make_engine
from domain.errors import RejectedError
from domain.heuristics.voice_edges import heard_span
from tests.adapters.tts.voices_here import installed, parts

TEXTS = {"en": "The bridge was closed in nineteen fifty.", "es": "El puente se cerró en invierno."}
MODULES = pytest.mark.parametrize("module", TTS_MODULES)


@MODULES
def test_an_engine_speaks_what_it_promises(module: str) -> None:
    engine = installed(module)
    for language, text in TEXTS.items():
        voice = next((voice for voice in engine.voices if language in voice.languages), None)
        if voice is None:
            continue
        samples, rate = engine.speak(text, voice.id, language)
        assert rate == voice.sample_rate
        assert samples.dtype == np.float32
        assert samples.ndim == 1
        assert 0.05 < float(np.abs(samples).max()) <= 1.0
        span = heard_span(samples, rate)
        assert span is not None
        assert 0.035 < (span[1] - span[0]) / len(text) < 0.14, "seconds for a letter"


@MODULES
def test_another_process_would_speak_the_same_samples(module: str) -> None:
    engine = installed(module)
    voice = engine.voices[0]
    language = next(code for code in TEXTS if code in voice.languages)
    first, _ = engine.speak(TEXTS[language], voice.id, language)
    engine.speak("Something else.", voice.id, language)
    fresh = make_engine(module, parts())
    again, _ = fresh.speak(TEXTS[language], voice.id, language)
    assert np.array_equal(first, again)
    assert fresh.identity == engine.identity


@MODULES
def test_voices_are_named_after_their_engine_and_say_what_they_are(module: str) -> None:
    engine = installed(module)
    assert len({voice.id for voice in engine.voices}) == len(engine.voices)
    for voice in engine.voices:
        assert voice.engine == engine.name
        assert voice.id.startswith(f"{engine.name}/")
        assert voice.languages
        assert voice.licence
        assert voice.name


@MODULES
@pytest.mark.parametrize("text", ["", "   ", "…", "?! —", "\N{EM DASH}\N{PILE OF POO}"])
def test_nothing_to_say_gives_no_samples(module: str, text: str) -> None:
    engine = installed(module)
    voice = engine.voices[0]
    samples, rate = engine.speak(text, voice.id, voice.languages[0])
    assert len(samples) == 0
    assert rate == voice.sample_rate


@MODULES
def test_unknown_voices_and_languages_are_refused(module: str) -> None:
    engine = installed(module)
    with pytest.raises(RejectedError) as unknown:
        engine.speak("Hello.", f"{engine.name}/nobody", "en")
    assert unknown.value.code == "voice.unknown"
    with pytest.raises(RejectedError) as foreign:
        engine.speak("Hello.", engine.voices[0].id, "tlh")
    assert foreign.value.code == "voice.language"


@MODULES
def test_odd_text_is_only_text(module: str) -> None:
    """Marks of eSpeak's own language, of SSML and of a shell are words or nothing, never orders."""
    engine = installed(module)
    voice = engine.voices[0]
    language = next(code for code in TEXTS if code in voice.languages)
    odd, rate = engine.speak("<mark/> [[h@l]] $(id) one\u200b two -v \\ \U0001f600", voice.id, language)
    assert 0.5 < len(odd) / rate < 12.0
