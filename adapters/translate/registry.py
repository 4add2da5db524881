"""The translators in the order in which they are asked; one is added with its module and one line here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.engines import SpeechAudioReader
from domain.language_engines import Translator

if TYPE_CHECKING:
    from adapters.asr.faster_whisper import FasterWhisperEngine


@dataclass(frozen=True)
class TranslatorParts:
    """What translators are made of. `hearing`: the recogniser, where it can translate what it hears."""

    hearing: "FasterWhisperEngine | None"
    reader: SpeechAudioReader


def make_translators(parts: TranslatorParts) -> tuple[Translator, ...]:
    """Every translator that can be made here; which pairs each of them serves, it says itself."""
    return tuple(made for make in TRANSLATORS if (made := make(parts)) is not None)


def _whisper(parts: TranslatorParts) -> Translator | None:
    if parts.hearing is None:
        return None
    from adapters.translate.whisper import WhisperTranslator

    return WhisperTranslator(parts.hearing, parts.reader)


TRANSLATORS: tuple[Callable[[TranslatorParts], Translator | None], ...] = (_whisper,)
