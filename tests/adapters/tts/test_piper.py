"""Piper's own matters: voices in a folder, and what they say of themselves."""

import json
from pathlib import Path

import pytest

from adapters.models import ModelCatalogue
from adapters.tts.espeak import Espeak
from adapters.tts.piper import PiperEngine
from domain.errors import PermanentError
from tests.adapters.tts.voices_here import installed

GERMAN = {
    "audio": {"sample_rate": 16_000},
    "espeak": {"voice": "de"},
    "inference": {"length_scale": 1.2},
    "phoneme_id_map": {"_": [0], "^": [1], "$": [2]},
}


def engine(tmp_path: Path, voices: dict[str, str]) -> PiperEngine:
    folder = tmp_path / "piper"
    folder.mkdir()
    for name, described in voices.items():
        (folder / f"{name}.onnx").write_bytes(b"not read before it speaks")
        if described:
            (folder / f"{name}.onnx.json").write_text(described)
    models = ModelCatalogue(tmp_path / "models")
    models.located = lambda name, file_name: None  # type: ignore[method-assign]
    return PiperEngine(models, folder, Espeak())


def test_the_packaged_voice_is_only_chosen_by_name() -> None:
    (joe,) = installed("adapters.tts.piper").voices
    assert (joe.id, joe.name, joe.sex, joe.languages) == ("piper/en_US-joe-medium", "Joe", "male", ("en",))
    assert not joe.commercial


def test_listing_voices_brings_nothing_out_of_its_package(tmp_path: Path) -> None:
    installed("adapters.tts.piper")
    assert PiperEngine(ModelCatalogue(tmp_path / "models"), tmp_path / "piper", Espeak()).identity
    assert list(tmp_path.iterdir()) == []


def test_voices_lie_in_a_folder_as_piper_publishes_them(tmp_path: Path) -> None:
    others = {"chars": json.dumps(GERMAN | {"phoneme_type": "text"}), "alone": ""}
    found = engine(tmp_path, {"de_DE-thorsten-low": json.dumps(GERMAN), **others}).voices
    assert [(voice.id, voice.name, voice.languages, voice.sample_rate) for voice in found] == [
        ("piper/de_DE-thorsten-low", "Thorsten", ("de",), 16_000)
    ]


def test_another_voice_is_another_identity(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one = engine(tmp_path / "a", {"x": json.dumps(GERMAN)})
    other = engine(tmp_path / "b", {"x": json.dumps(GERMAN | {"inference": {"length_scale": 1.0}})})
    assert one.identity != other.identity


@pytest.mark.parametrize("described", ["{", "[]", '{"audio": {}}'])
def test_a_damaged_description_names_its_file(tmp_path: Path, described: str) -> None:
    with pytest.raises(PermanentError) as damaged:
        _ = engine(tmp_path, {"broken": described}).voices
    assert damaged.value.code == "model.damaged"
    assert "broken.onnx.json" in damaged.value.message
