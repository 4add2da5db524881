"""eSpeak NG as a speech engine: the floor that speaks nearly any language, plainly, in milliseconds."""

import functools
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from adapters import extras
from adapters.tts.catalogue import voice_in
from adapters.tts.espeak import Espeak
from adapters.tts.parts import TtsParts
from domain.contracts.voices import Sex, Voice
from domain.language_engines import TtsEngine

# A change of what is done here with the same library must give another identity.
_REVISION = 2
_RATE = 22_050
_VARIANTS: dict[str, tuple[Sex, str]] = {"female": ("female", "+f2"), "male": ("male", "")}
# The dialect that is meant where a language has several; elsewhere eSpeak's own choice.
_DIALECTS = {"en": "en-us", "pt": "pt-br"}
# Names of ISO 639-1 for what the library calls by a name of three letters.
_NAMES = {"zh": "cmn"}
# It spells Japanese characters out by the name "Chinese letter", which nobody can listen to.
_UNSPEAKABLE = frozenset({"ja"})


def make_engine(parts: TtsParts) -> TtsEngine:
    """Called by the registry."""
    return EspeakVoice(parts.espeak)


class EspeakVoice:
    """A TtsEngine with a woman's and a man's voice for every language of the library."""

    name = "espeak"

    @property
    def remedy(self) -> str:
        """The library comes with the extra."""
        return extras.remedy("voices")

    def __init__(self, espeak: Espeak) -> None:
        self._espeak = espeak

    @functools.cached_property
    def identity(self) -> str:
        """The library's version; its voices are part of it."""
        return f"espeak-ng/{self._espeak.facts.version}/{_REVISION}"

    @functools.cached_property
    def voices(self) -> tuple[Voice, ...]:
        """Both voices, where the library is installed."""
        if not self._espeak.installed:
            return ()
        languages = {code for code in self._espeak.facts.languages if len(code) in {2, 3}} - _UNSPEAKABLE
        languages |= {name for name, own in _NAMES.items() if own in languages}
        return tuple(
            Voice(
                id=f"{self.name}/{name}",
                engine=self.name,
                name=f"eSpeak {name}",
                languages=tuple(sorted(languages)),
                sex=sex,
                sample_rate=_RATE,
                licence="GPL-3.0 (the program; what it speaks is free)",
                quality=0,
            )
            for name, (sex, _) in _VARIANTS.items()
        )

    def speak(
        self,
        text: str,
        voice: str,
        language: str,
        reference: Path | None = None,  # noqa: ARG002 - these voices do not clone
    ) -> tuple[NDArray[np.float32], int]:
        """As the port says."""
        chosen = voice_in(self.voices, voice, language)
        if not any(sign.isalnum() for sign in text):
            return np.zeros(0, np.float32), _RATE
        _, variant = _VARIANTS[chosen.id.partition("/")[2]]
        return self._espeak.speak(text, _DIALECTS.get(language, _NAMES.get(language, language)) + variant)
