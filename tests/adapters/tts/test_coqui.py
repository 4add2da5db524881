"""Coqui's own matters: what its models say of themselves, and voices that imitate.

The engine is tested by the contract as well, with a VITS model of random weights, where the extra `coqui` is installed.
"""

import json
from pathlib import Path

import numpy as np
import pytest

import adapters.tts.coqui as module
from adapters import extras
from adapters.tts.coqui import CoquiEngine
from domain.errors import PermanentError, RejectedError
from tests.adapters.tts.tiny_coqui import INSTALLED, write_tiny_xtts
from tests.adapters.tts.voices_here import installed, parts
from tests.speech_audio import RATE, recording, write_flac


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the packages were installed: listing voices loads none of them."""
    monkeypatch.setattr(module, "find_spec", lambda name: object())


def model(folder: Path, config: dict[str, object], speakers: dict[str, int] | None = None) -> Path:
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps(config))
    if speakers is not None:
        (folder / "speakers.json").write_text(json.dumps(speakers))
    return folder


XTTS = {
    "model": "xtts",
    "languages": ["en", "es", "zh-cn"],
    "audio": {"sample_rate": 22_050, "output_sample_rate": 24_000},
}
VITS = {"model": "vits", "phoneme_language": "de", "audio": {"sample_rate": 22_050}}


@pytest.mark.usefixtures("there")
def test_xtts_imitates_in_the_languages_of_its_configuration(tmp_path: Path) -> None:
    (voice,) = CoquiEngine(model(tmp_path / "xtts", XTTS), licence="CPML").voices
    assert voice.id == "coqui/xtts"
    assert voice.languages == ("en", "es", "zh")
    assert voice.sample_rate == 24_000
    assert voice.clones
    assert voice.licence == "CPML"
    assert not voice.commercial


@pytest.mark.usefixtures("there")
def test_a_voice_that_imitates_needs_a_recording(tmp_path: Path) -> None:
    engine = CoquiEngine(model(tmp_path / "xtts", XTTS))
    with pytest.raises(RejectedError) as refused:
        engine.speak("Hello.", "coqui/xtts", "en")
    assert refused.value.code == "voice.reference"


@pytest.mark.usefixtures("there")
def test_each_speaker_of_a_model_is_a_voice(tmp_path: Path) -> None:
    engine = CoquiEngine(model(tmp_path / "vits", VITS, {"ann": 0, "bob": 1}), languages=("de", "nl"), commercial=True)
    assert [voice.id for voice in engine.voices] == ["coqui/vits:ann", "coqui/vits:bob"]
    assert all(voice.languages == ("de", "nl") and voice.commercial and not voice.clones for voice in engine.voices)


@pytest.mark.usefixtures("there")
def test_vits_speaks_what_its_phonemes_are(tmp_path: Path) -> None:
    assert CoquiEngine(model(tmp_path / "vits", VITS)).voices[0].languages == ("de",)
    by_data = VITS | {"phoneme_language": None, "datasets": [{"language": "fr-fr"}]}
    assert CoquiEngine(model(tmp_path / "data", by_data)).voices[0].languages == ("fr",)


@pytest.mark.usefixtures("there")
@pytest.mark.parametrize("content", ["", "{", "{}", '{"audio": {}}', "[]"])
def test_a_folder_without_a_model_is_an_error(tmp_path: Path, content: str) -> None:
    (tmp_path / "config.json").write_text(content)
    with pytest.raises(PermanentError) as damaged:
        _ = CoquiEngine(tmp_path).voices
    assert damaged.value.code == "model.damaged"


def test_without_a_folder_or_packages_there_are_no_voices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = model(tmp_path / "vits", VITS)
    assert CoquiEngine(None).voices == ()
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    engine = CoquiEngine(folder)
    assert engine.voices == ()
    assert engine.remedy == extras.remedy("coqui")


def test_a_damaged_checkpoint_is_an_error(tmp_path: Path) -> None:
    installed("adapters.tts.coqui")
    good = parts().settings.coqui_model
    assert good is not None
    folder = tmp_path / "tiny"
    folder.mkdir()
    (folder / "config.json").write_bytes((good / "config.json").read_bytes())
    (folder / "model.pth").write_bytes((good / "model.pth").read_bytes()[:5000])
    engine = CoquiEngine(folder)
    with pytest.raises(PermanentError) as damaged:
        engine.speak("Hello.", engine.voices[0].id, "en")
    assert damaged.value.code == "model.damaged"


@pytest.mark.skipif(not INSTALLED, reason="coqui-tts or torch is missing; the extra `coqui` brings them")
def test_xtts_speaks_by_a_recording_and_repeats_itself(tmp_path: Path) -> None:
    """The recording is a blob: FLAC in a file without a type in its name."""
    folder = write_tiny_xtts(tmp_path / "tiny")
    one, other = tmp_path / "one", tmp_path / "other"
    write_flac(one, recording("beckett.wav")[: 4 * RATE])
    write_flac(other, recording("two_cities.wav")[: 4 * RATE])
    engine = CoquiEngine(folder)
    samples, rate = engine.speak("Hello there.", "coqui/tiny", "en", one)
    assert rate == 24_000
    assert 0.01 < float(np.abs(samples).max()) <= 1.0
    again, _ = CoquiEngine(folder).speak("Hello there.", "coqui/tiny", "en", one)
    assert np.array_equal(samples, again)
    by_another, _ = engine.speak("Hello there.", "coqui/tiny", "en", other)
    assert not np.array_equal(samples, by_another)
