"""What is said where an engine family is missing: one command, which works where it is said."""

import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from adapters import extras
from adapters.embed import openclip
from adapters.models import ModelCatalogue
from adapters.translate import ct2
from adapters.tts import coqui
from adapters.tts.coqui import CoquiEngine
from adapters.tts.espeak import Espeak
from adapters.tts.espeak_voice import EspeakVoice
from adapters.tts.kokoro import KokoroEngine
from adapters.tts.piper import PiperEngine
from adapters.tts.voice_box import InstalledVoices
from domain.errors import PermanentError, RejectedError
from domain.heuristics.translation import translator_for

ROOT = Path(extras.__file__).resolve().parents[1]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose environment the Makefile made, without any extra."""
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / ".run").touch()
    (tmp_path / "Makefile").touch()
    return tmp_path


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, checkout: Path) -> None:
    """This program runs in such a checkout."""
    monkeypatch.setattr(extras, "_ROOT", checkout)
    monkeypatch.setattr(sys, "prefix", str(checkout / ".venv"))
    monkeypatch.setattr(extras.install_command, "__defaults__", (checkout, None))


@pytest.mark.parametrize("extra", extras.EXTRAS)
def test_in_a_checkout_it_is_a_target_that_the_makefile_has(extra: str, checkout: Path) -> None:
    command = extras.install_command(extra, checkout, checkout / ".venv")
    assert command == ("make", f".venv/.{extra}")
    elsewhere = extras.install_command(extra, checkout, _made(checkout / "other"))
    assert elsewhere == ("make", f"VENV={checkout}/other", f"{checkout}/other/.{extra}")
    for one in (command, elsewhere):
        said = subprocess.run([one[0], "--dry-run", *one[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
        assert said.returncode == 0, said.stderr


@pytest.mark.parametrize("extra", extras.EXTRAS)
def test_elsewhere_packages_are_named_that_the_extra_asks_for_and_never_cutdown(extra: str, tmp_path: Path) -> None:
    command = extras.install_command(extra, tmp_path, tmp_path / "environment")
    assert command[:4] == (sys.executable, "-m", "pip", "install")
    named = {part.split("<")[0].split(">")[0].split("=")[0] for part in command[4:] if not part.startswith("-")}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert named == {one.split("<")[0].split(">")[0].split("=")[0] for one in project["optional-dependencies"][extra]}
    assert not any("cutdown" in part for part in command[4:])


def test_a_target_that_was_made_before_its_packages_went_is_not_offered_again(checkout: Path) -> None:
    (checkout / ".venv" / ".voices").touch()
    assert extras.install_command("voices", checkout, checkout / ".venv")[:4] == (
        sys.executable,
        "-m",
        "pip",
        "install",
    )


def test_an_environment_that_the_makefile_did_not_make_is_left_to_its_own_tools(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda name: None)
    command = extras.install_command("nmt", checkout, checkout / "own")
    assert command[:5] == ("uv", "pip", "install", "--python", sys.executable)
    monkeypatch.setattr(extras, "install_command", lambda extra: command)
    assert extras.remedy("nmt") == (
        "Run in Cutdown's Python environment: uv pip install --python python 'sentencepiece<0.3,>=0.2.3'"
    )


def test_an_extra_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="clip, coqui, nmt, voices"):
        extras.install_command("video")


@pytest.mark.usefixtures("bare")
def test_every_engine_family_names_its_own_target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    models, absent, there = ModelCatalogue(tmp_path), Espeak(), Espeak()
    monkeypatch.setattr(absent, "_library", None)
    monkeypatch.setattr(there, "_library", ("libespeak-ng.so", None))
    for module in (coqui, openclip, ct2):
        monkeypatch.setattr(module, "find_spec", lambda name: None)
    wanted = "Run in Cutdown's folder: make .venv/."
    assert EspeakVoice(absent).remedy == wanted + "voices"
    assert KokoroEngine(models, absent).remedy == wanted + "voices"
    assert PiperEngine(models, tmp_path / "piper", absent).remedy == wanted + "voices"
    assert "cutdown models pull piper-joe" in PiperEngine(models, tmp_path / "piper", there).remedy
    assert CoquiEngine(None).remedy == wanted + "coqui"
    with pytest.raises(PermanentError, match=r"engine\.not_installed.*make \.venv/\.clip"):
        openclip.OpenClipEmbedder(tmp_path / "weights.pt")
    with pytest.raises(PermanentError, match=r"tts\.failed.*make \.venv/\.voices"):
        absent.speak("x", "en")


@pytest.mark.usefixtures("bare")
def test_a_machine_without_voices_is_told_one_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    models, absent = ModelCatalogue(tmp_path), Espeak()
    monkeypatch.setattr(absent, "_library", None)
    monkeypatch.setattr(models, "present", lambda name: False)
    engines = (
        KokoroEngine(models, absent),
        CoquiEngine(None),
        PiperEngine(models, tmp_path / "piper", absent),
        EspeakVoice(absent),
    )
    with pytest.raises(RejectedError) as refused:
        InstalledVoices(engines).serving("es")
    assert refused.value.code == "voice.unserved"
    assert refused.value.message == (
        "No installed voice speaks the language 'es'. Run in Cutdown's folder: make .venv/.voices"
    )


@pytest.mark.usefixtures("bare")
def test_models_for_translating_that_lack_what_runs_them_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = tmp_path / "es-en"
    pair.mkdir()
    for name in ("model.bin", "config.json", "source.spm", "target.spm"):
        (pair / name).write_bytes(b"{}")
    monkeypatch.setattr(ct2, "find_spec", lambda name: None)
    monkeypatch.setattr(ct2, "version", _version_without_sentencepiece)
    translator = ct2.ct2_translator(tmp_path)
    assert translator is not None
    assert not translator.serves("es", "en")
    assert "sentencepiece/none" in translator.identity
    with pytest.raises(RejectedError) as refused:
        translator_for([translator], "es", "en")
    assert refused.value.code == "translator.unsupported"
    assert refused.value.message.endswith("Run in Cutdown's folder: make .venv/.nmt")
    with pytest.raises(RejectedError, match="translate/es-de"):
        translator_for([translator], "es", "de")


def test_no_sentence_of_the_program_names_a_package_that_is_not_ours() -> None:
    told = [
        path.relative_to(ROOT).as_posix()
        for room in ("activities", "adapters", "api", "cutdown", "domain", "worker_pools", "workflows")
        for path in (ROOT / room).rglob("*.py")
        if "cutdown[" in path.read_text(encoding="utf-8") or "un: pip install" in path.read_text(encoding="utf-8")
    ]
    assert told == []


def _made(environment: Path) -> Path:
    environment.mkdir()
    (environment / ".run").touch()
    return environment


def _version_without_sentencepiece(package: str) -> str:
    if package == "sentencepiece":
        raise PackageNotFoundError(package)
    return "4.8"
