"""The translators in the order in which they are asked; one is added with its module and one line here."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from domain.engines import AsrEngine, SpeechAudioReader
from domain.language_engines import Translator

if TYPE_CHECKING:
    from adapters.llm.endpoint import ChatEndpoint


@dataclass(frozen=True)
class TranslatorParts:
    """What translators are made of. `asr`: the recogniser, some of which can translate what they hear; `llm`: the
    endpoint, where one was named; `models`: the folder of the models that CTranslate2 runs.
    """

    asr: AsrEngine
    reader: SpeechAudioReader
    llm: "ChatEndpoint | None"
    models: Path


def make_translators(parts: TranslatorParts) -> tuple[Translator, ...]:
    """Every translator that can be made here; which pairs each of them serves, it says itself."""
    return tuple(made for make in TRANSLATORS if (made := make(parts)) is not None)


def _whisper(parts: TranslatorParts) -> Translator | None:
    from adapters.asr.faster_whisper import FasterWhisperEngine
    from adapters.translate.whisper import WhisperTranslator

    return WhisperTranslator(parts.asr, parts.reader) if isinstance(parts.asr, FasterWhisperEngine) else None


def _ctranslate2(parts: TranslatorParts) -> Translator | None:
    from adapters.translate.ct2 import ct2_translator

    return ct2_translator(parts.models)


def _openai(parts: TranslatorParts) -> Translator | None:
    if parts.llm is None:
        return None
    from adapters.translate.openai import OpenAiTranslator

    return OpenAiTranslator(parts.llm)


TRANSLATORS: tuple[Callable[[TranslatorParts], Translator | None], ...] = (_ctranslate2, _whisper, _openai)
