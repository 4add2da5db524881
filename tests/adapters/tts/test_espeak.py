"""eSpeak NG as a child: what it answers, and what happens when it does not."""

import subprocess
from pathlib import Path

import numpy as np
import pytest

import adapters.tts.espeak as module
from adapters import extras
from adapters.tts.espeak import Espeak
from adapters.tts.espeak_voice import EspeakVoice
from domain.errors import PermanentError, RejectedError


@pytest.fixture(scope="module")
def espeak() -> Espeak:
    found = Espeak()
    assert found.installed
    return found


def test_several_texts_are_spelled_in_one_call(espeak: Espeak) -> None:
    assert espeak.phonemes(["the end", "3", ""], "en-us") == ["ðɪ ˈɛnd", "θɹˈiː", ""]
    assert espeak.phonemes(["cinco"], "es") != espeak.phonemes(["cinco"], "it")


def test_it_knows_itself_and_its_languages(espeak: Espeak) -> None:
    assert espeak.facts.version[:2] == "1."
    assert {"en", "es", "fr", "de", "id", "sw", "cmn"} <= set(espeak.facts.languages)


def test_the_library_never_enters_this_process(espeak: Espeak) -> None:
    espeak.speak("Hello.", "en-us")
    assert "espeak" not in Path("/proc/self/maps").read_text(encoding="ascii", errors="replace")


def test_a_language_that_it_does_not_know_is_refused(espeak: Espeak) -> None:
    with pytest.raises(RejectedError) as refused:
        espeak.phonemes(["x"], "tlh")
    assert refused.value.code == "voice.language"


def test_a_child_that_hangs_is_ended(espeak: Espeak, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SECONDS", 0.001)
    with pytest.raises(PermanentError) as late:
        espeak.phonemes(["x"], "en-us")
    assert late.value.code == "tts.failed"
    assert isinstance(late.value.__cause__, subprocess.TimeoutExpired)


def test_a_library_that_does_not_start_is_an_error_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Espeak()
    monkeypatch.setattr(broken, "_library", ("/nowhere/libespeak-ng.so", None))
    with pytest.raises(PermanentError) as failed:
        broken.speak("x", "en-us")
    assert failed.value.code == "tts.failed"
    assert "/nowhere/libespeak-ng.so" in failed.value.message


def test_without_a_library_there_are_no_voices_and_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = Espeak()
    monkeypatch.setattr(absent, "_library", None)
    engine = EspeakVoice(absent)
    assert engine.voices == ()
    assert engine.remedy == extras.remedy("voices")
    with pytest.raises(PermanentError) as failed:
        absent.phonemes(["x"], "en-us")
    assert failed.value.code == "tts.failed"


def test_a_woman_and_a_man_speak_every_language_and_differ(espeak: Espeak) -> None:
    engine = EspeakVoice(espeak)
    assert [voice.sex for voice in engine.voices] == ["female", "male"]
    assert all(voice.quality == 0 and len(voice.languages) > 80 for voice in engine.voices)
    assert "ja" not in engine.voices[0].languages
    # ISO 639-1 names Mandarin otherwise than the library does.
    assert "zh" in engine.voices[0].languages
    assert len(engine.speak("你好，世界。", engine.voices[0].id, "zh")[0]) > 0
    woman, man = (engine.speak("Hyvää päivää.", voice.id, "fi")[0] for voice in engine.voices)
    assert len(woman) != len(man) or not np.array_equal(woman, man)
