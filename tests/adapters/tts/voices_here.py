"""The speech engines of this machine, made once for all tests."""

import functools
import os
from pathlib import Path

import pytest

from adapters.settings import Settings
from adapters.tts.espeak import Espeak
from adapters.tts.parts import TtsParts
from adapters.tts.registry import make_engine
from domain.language_engines import TtsEngine
from tests.speech_audio import catalogue


@functools.cache
def parts() -> TtsParts:
    return TtsParts(catalogue(), Espeak(), Settings.load(Path(os.devnull).parent / "no-state"))


@functools.cache
def shared_engine(module: str) -> TtsEngine:
    return make_engine(module, parts())


def installed(module: str) -> TtsEngine:
    """The engine, or the reason why its tests are skipped."""
    engine = shared_engine(module)
    if not engine.voices:
        pytest.skip(f"{engine.name} is not installed here. {engine.remedy}")
    return engine
