"""All installed speech engines as one: the catalogue of their voices, and whose voice is whose."""

import functools
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.contracts.voices import Voice
from domain.errors import PermanentError, RejectedError
from domain.language_engines import TtsEngine


class InstalledVoices:
    """A VoiceBox over engines, best first; those whose packages or weights are missing have no voices."""

    def __init__(self, engines: Sequence[TtsEngine]) -> None:
        self._engines = {engine.name: engine for engine in engines}

    @functools.cached_property
    def identity(self) -> str:
        """The identities of all engines that have voices."""
        return "; ".join(engine.identity for engine in self._engines.values() if engine.voices)

    @functools.cached_property
    def voices(self) -> tuple[Voice, ...]:
        """Best first; of equal quality in the order of the engines."""
        found = [voice for engine in self._engines.values() for voice in engine.voices]
        return tuple(sorted(found, key=lambda voice: -voice.quality))

    def serving(self, language: str) -> tuple[Voice, ...]:
        """As the port says."""
        found = tuple(voice for voice in self.voices if language in voice.languages)
        if not found:
            missing = [f"{engine.name}: {engine.remedy}" for engine in self._engines.values() if not engine.voices]
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
        engine = self._engines.get(voice.partition("/")[0])
        if engine is not None and not engine.voices:
            raise PermanentError(
                "voice.unavailable",
                f"The voice '{voice}' cannot be used: the engine '{engine.name}' is not installed here. "
                f"{engine.remedy}",
            )
        if engine is None or all(known.id != voice for known in engine.voices):
            raise RejectedError("voice.unknown", f"There is no voice '{voice}'. See the list of voices.")
        return engine
