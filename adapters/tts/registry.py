"""The speech engines, best first; an engine is added with its module and one line here."""

from importlib import import_module
from typing import TYPE_CHECKING

from adapters.models import ModelCatalogue
from adapters.settings import Settings
from adapters.tts.espeak import Espeak
from adapters.tts.parts import TtsParts
from adapters.tts.voice_box import InstalledVoices
from domain.language_engines import TtsEngine

if TYPE_CHECKING:
    from collections.abc import Callable

TTS_MODULES = (
    "adapters.tts.kokoro",
    "adapters.tts.coqui",
    "adapters.tts.piper",
    "adapters.tts.espeak_voice",
)
"""Modules with a function `make_engine(TtsParts) -> TtsEngine` that loads nothing heavy."""


def make_engine(module: str, parts: TtsParts) -> TtsEngine:
    """The engine of one of TTS_MODULES."""
    make: Callable[[TtsParts], TtsEngine] = import_module(module).make_engine
    return make(parts)


def make_voice_box(models: ModelCatalogue, settings: Settings) -> InstalledVoices:
    """All engines as one; what is missing on this machine has no voices, and nothing is loaded before it speaks."""

    def engines() -> list[TtsEngine]:
        parts = TtsParts(models, Espeak(), settings)
        return [make_engine(module, parts) for module in TTS_MODULES]

    return InstalledVoices(engines(), again=engines)
