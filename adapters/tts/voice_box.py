"""All installed speech engines as one: the catalogue of their voices, and whose voice is whose."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import structlog
from numpy.typing import NDArray

from domain.contracts.voices import Voice
from domain.errors import PermanentError, RejectedError
from domain.language_engines import TtsEngine

_log = structlog.get_logger()


class InstalledVoices:
    """A VoiceBox over engines, best first; those whose packages or weights are missing have no voices, and one that is
    damaged takes none of the others down.
    """

    def __init__(self, engines: Sequence[TtsEngine]) -> None:
        self._engines = {engine.name: engine for engine in engines}

    @functools.cached_property
    def identity(self) -> str:
        """The identities of all engines that have voices."""
        return "; ".join(self._engines[name].identity for name, found in self._found.items() if found.voices)

    @functools.cached_property
    def voices(self) -> tuple[Voice, ...]:
        """Best first; of equal quality in the order of the engines."""
        found = [voice for stock in self._found.values() for voice in stock.voices]
        return tuple(sorted(found, key=lambda voice: -voice.quality))

    def serving(self, language: str) -> tuple[Voice, ...]:
        """As the port says."""
        found = tuple(voice for voice in self.voices if language in voice.languages)
        if not found:
            missing = [f"{name}: {stock.lack}" for name, stock in self._found.items() if not stock.voices]
            cures = " ".join(missing) or "nothing that is known here."
            raise RejectedError(
                "voice.unserved",
                f"No installed voice speaks the language '{language}'. Not installed: {cures}",
            )
        return found

    def identity_of(self, voice: str) -> str:
        """As the port says."""
        return self._engine(voice).identity

    def speak(
        self, text: str, voice: str, language: str, reference: Path | None = None
    ) -> tuple[NDArray[np.float32], int]:
        """As the port says."""
        return self._engine(voice).speak(text, voice, language, reference)

    def _engine(self, voice: str) -> TtsEngine:
        name = voice.partition("/")[0]
        stock = self._found.get(name)
        if stock is not None and not stock.voices:
            raise PermanentError(
                "voice.unavailable",
                f"The voice '{voice}' cannot be used: the engine '{name}' is not installed here. {stock.lack}",
            )
        if stock is None or all(known.id != voice for known in stock.voices):
            raise RejectedError("voice.unknown", f"There is no voice '{voice}'. See the list of voices.")
        return self._engines[name]

    @functools.cached_property
    def _found(self) -> dict[str, "_Stock"]:
        return {name: _stock(engine) for name, engine in self._engines.items()}


@dataclass(frozen=True)
class _Stock:
    """What an engine has; `lack` says why it has nothing, or how to change that."""

    voices: tuple[Voice, ...]
    lack: str


def _stock(engine: TtsEngine) -> _Stock:
    try:
        return _Stock(tuple(engine.voices), engine.remedy)
    except PermanentError as error:
        _log.warning("voices.unusable", engine=engine.name, code=error.code, message=error.message)
        return _Stock((), error.message)
