"""Kokoro's own matters: its pack of voices, its languages, long texts, one load."""

from pathlib import Path

import numpy as np
import pytest

import adapters.tts.kokoro_pack as pack
from adapters import extras
from adapters.models import ModelCatalogue
from adapters.tts import kokoro
from adapters.tts.espeak import Espeak
from adapters.tts.kokoro import KokoroEngine
from adapters.tts.kokoro_pack import VOICES, styles_of
from domain.errors import PermanentError, RejectedError
from domain.heuristics.voice_edges import heard_span
from tests.adapters.tts.voices_here import installed

MODULE = "adapters.tts.kokoro"


def test_every_voice_is_in_the_pack_and_has_a_style_for_each_length() -> None:
    with np.load(pack.PACK) as stored:
        assert set(stored.files) == {voice.name for voice in VOICES}
    styles = styles_of("af_heart")
    assert styles.shape == (510, 1, 256)
    assert styles.dtype == np.float32
    # Neighbouring lengths are nearly alike: a wrong order of the pack would show here.
    assert float(np.abs(np.diff(styles, axis=0)).max()) < 0.5 < float(np.abs(styles).max())


def test_a_damaged_pack_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "voices.npz"
    copy.write_bytes(pack.PACK.read_bytes()[:-1])
    monkeypatch.setattr(pack, "PACK", copy)
    with pytest.raises(PermanentError) as damaged:
        pack.pack_digest.__wrapped__()
    assert damaged.value.code == "model.damaged"


def test_six_languages_have_a_woman_and_a_man() -> None:
    voices = installed(MODULE).voices
    assert {(voice.languages, voice.sex) for voice in voices} == {
        ((code,), sex) for code in ("en", "es", "fr", "hi", "it", "pt") for sex in ("female", "male")
    }
    assert voices[0].id == "kokoro/af_heart"


def test_a_guest_speaks_the_language_it_is_asked_for_and_ranks_below_the_natives() -> None:
    engine = installed(MODULE)
    at_home, _ = engine.speak("Oui.", "kokoro/em_alex", "es")
    as_guest, _ = engine.speak("Oui.", "kokoro/em_alex-fr", "fr")
    assert not np.array_equal(at_home, as_guest)
    guests = [voice for voice in engine.voices if "-" in voice.id]
    assert {voice.quality for voice in guests} == {1}
    assert min(voice.quality for voice in engine.voices if voice not in guests) > 1
    with pytest.raises(RejectedError) as foreign:
        engine.speak("Oui.", "kokoro/em_alex", "fr")
    assert foreign.value.code == "voice.language"


def test_a_long_text_is_spoken_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """In several passages, at the pace that one sentence has alone."""
    engine = installed(MODULE)
    monkeypatch.setattr(kokoro, "_MOST_SYMBOLS", 60)
    sentence = "Nobody knew why the old bridge was closed. "
    one, rate = engine.speak(sentence, "kokoro/am_michael", "en")
    many, _ = engine.speak(sentence * 3, "kokoro/am_michael", "en")
    span = heard_span(one, rate)
    assert span is not None
    assert len(many) / rate == pytest.approx(3 * (span[1] - span[0]) + 2 * 0.49, abs=0.1)


def test_without_weights_or_speller_there_are_no_voices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    absent = Espeak()
    monkeypatch.setattr(absent, "_library", None)
    models = ModelCatalogue(tmp_path)
    assert KokoroEngine(models, absent).voices == ()
    monkeypatch.setattr(models, "present", lambda name: False)
    engine = KokoroEngine(models, Espeak())
    assert engine.voices == ()
    assert engine.remedy == extras.remedy("voices")
