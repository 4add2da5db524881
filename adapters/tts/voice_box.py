"""All installed speech engines as one: the catalogue of their voices, and whose voice is whose."""

import importlib
from collections.abc import Callable, Sequence
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

    def __init__(self, engines: Sequence[TtsEngine], again: Callable[[], Sequence[TtsEngine]] | None = None) -> None:
        """`again`: makes the engines anew. They are looked at again before anything is refused, so that what was
        installed meanwhile serves without a restart.
        """
        self._engines = {engine.name: engine for engine in engines}
        self._again = again
        self._stocks: dict[str, _Stock] | None = None

    @property
    def identity(self) -> str:
        """The identities of all engines that have voices."""
        return "; ".join(self._engines[name].identity for name, found in self._any().items() if found.voices)

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Best first; of equal quality in the order of the engines."""
        found = [voice for stock in self._any().values() for voice in stock.voices]
        return tuple(sorted(found, key=lambda voice: -voice.quality))

    def serving(self, language: str) -> tuple[Voice, ...]:
        """As the port says."""
        found = self._speaking(language)
        if not found:
            self._look_again()
            found = self._speaking(language)
        if not found:
            raise RejectedError("voice.unserved", f"No installed voice speaks the language '{language}'. {self._cure}")
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
            stock = self._look_again()[name]
        if stock is not None and not stock.voices:
            raise PermanentError(
                "voice.unavailable",
                f"The voice '{voice}' cannot be used: the engine '{name}' is not installed here. {stock.lack}",
            )
        if stock is None or all(known.id != voice for known in stock.voices):
            raise RejectedError("voice.unknown", f"There is no voice '{voice}'. See the list of voices.")
        return self._engines[name]

    @property
    def _cure(self) -> str:
        """What to do about a language without a voice. Where the best engine is not installed, one thing: install it.
        The others take some choosing, so they are told beside each other.
        """
        lacks = {name: stock.lack for name, stock in self._found.items() if not stock.voices}
        if self._engines and next(iter(self._engines)) in lacks:
            return lacks[next(iter(self._engines))]
        return " ".join(f"{name}: {lack}" for name, lack in lacks.items()) or "No engine here knows it."

    def _speaking(self, language: str) -> tuple[Voice, ...]:
        return tuple(voice for voice in self.voices if language in voice.languages)

    @property
    def _found(self) -> dict[str, "_Stock"]:
        if self._stocks is None:
            self._stocks = {name: _stock(engine) for name, engine in self._engines.items()}
        return self._stocks

    def _any(self) -> dict[str, "_Stock"]:
        """What is there; looked at again while nothing is."""
        found = self._found
        return found if any(stock.voices for stock in found.values()) else self._look_again()

    def _look_again(self) -> dict[str, "_Stock"]:
        """Engines with voices stay as they are: a loaded model is not loaded twice."""
        if self._again is None:
            return self._found
        importlib.invalidate_caches()
        lacking = {name for name, stock in self._found.items() if not stock.voices}
        made = {engine.name: engine for engine in self._again() if engine.name in lacking}
        self._engines = {name: made.get(name, engine) for name, engine in self._engines.items()}
        self._stocks = self._found | {name: _stock(engine) for name, engine in made.items()}
        return self._stocks


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
