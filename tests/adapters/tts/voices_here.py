"""The speech engines of this machine, made once for all tests."""

import atexit
import functools
import shutil
import tempfile
from pathlib import Path

import pytest

from adapters.settings import Settings
from adapters.tts.espeak import Espeak
from adapters.tts.parts import TtsParts
from adapters.tts.registry import make_engine
from domain.language_engines import TtsEngine
from tests.adapters.tts.tiny_coqui import INSTALLED, write_tiny_vits
from tests.speech_audio import catalogue


@functools.cache
def parts() -> TtsParts:
    folder = Path(tempfile.mkdtemp(prefix="test-voices-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    model = write_tiny_vits(folder / "tiny") if INSTALLED else None
    return TtsParts(catalogue(), Espeak(), Settings.load(folder).model_copy(update={"coqui_model": model}))


@functools.cache
def shared_engine(module: str) -> TtsEngine:
    return make_engine(module, parts())


def installed(module: str) -> TtsEngine:
    """The engine, or the reason why its tests are skipped."""
    engine = shared_engine(module)
    if not engine.voices:
        pytest.skip(f"{engine.name} is not installed here. {engine.remedy}")
    return engine
