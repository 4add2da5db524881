"""Kokoro-82M as a speech engine: natural voices of six languages on a CPU, at a quarter of their own time."""

import functools
import importlib.metadata
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from adapters import extras
from adapters.models import ModelCatalogue
from adapters.tts.catalogue import voice_in
from adapters.tts.clauses import clauses
from adapters.tts.espeak import Espeak
from adapters.tts.kokoro_pack import DIALECTS, GUESTS, VOICES, KokoroVoice, pack_digest, styles_of
from adapters.tts.kokoro_spelling import ESPEAK_VOICES, SYMBOLS, kokoro_spelling, stressed
from adapters.tts.parts import TtsParts
from adapters.tts.passages import Spelled, joined, passages
from domain.contracts.voices import Voice
from domain.language_engines import TtsEngine

if TYPE_CHECKING:
    from adapters.tts.kokoro_model import KokoroModel

# A change of what is done here with the same model must give another identity.
_REVISION = 1
_MODEL, _FILE = "kokoro", "kokoro-v1.0.int8.onnx"
_RATE = 24_000
# The model takes 509 symbols, but memory grows with the length (1.1 GB at 400, 0.6 GB at 240), and it hurries.
_MOST_SYMBOLS = 240
# Above the floor, below every voice that the language has of its own.
_GUEST_QUALITY = 1


def make_engine(parts: TtsParts) -> TtsEngine:
    """Called by the registry."""
    return KokoroEngine(parts.models, parts.espeak)


class KokoroEngine:
    """A TtsEngine. The model is loaded at the first use, once, and stays: about 600 MB with what it works on."""

    name = "kokoro"

    @property
    def remedy(self) -> str:
        """The weights and the speller come with the extra."""
        return extras.remedy("voices")

    def __init__(self, models: ModelCatalogue, espeak: Espeak) -> None:
        self._models = models
        self._espeak = espeak
        self._lock = threading.Lock()
        self._model: KokoroModel | None = None

    @functools.cached_property
    def identity(self) -> str:
        """The model, the voices, what runs the one, and what spells for both."""
        parts = (
            f"{self.name}/{_REVISION} {self._models.identity(_MODEL)} voices@{pack_digest()[:16]}",
            f"onnxruntime/{importlib.metadata.version('onnxruntime')}",
            f"espeak-ng/{self._espeak.facts.version}",
        )
        return " ".join(parts)

    @functools.cached_property
    def voices(self) -> tuple[Voice, ...]:
        """Those of the pack, each in its own language, and some as guests in others."""
        if not self._espeak.installed or not self._models.present(_MODEL):
            return ()
        own = [(voice, voice.language, voice.quality) for voice in VOICES]
        guests = [(voice, code, _GUEST_QUALITY) for code in GUESTS for voice in VOICES if voice.name in GUESTS[code]]
        return tuple(
            Voice(
                id=_id(voice, language),
                engine=self.name,
                name=voice.name.partition("_")[2].capitalize(),
                languages=(language,),
                sex=voice.sex,
                sample_rate=_RATE,
                licence="Apache-2.0",
                quality=quality,
            )
            for voice, language, quality in (*own, *guests)
        )

    def speak(
        self,
        text: str,
        voice: str,
        language: str,
        reference: Path | None = None,  # noqa: ARG002 - these voices do not clone
    ) -> tuple[NDArray[np.float32], int]:
        """As the port says."""
        name, _, guest_in = voice_in(self.voices, voice, language).id.removeprefix(f"{self.name}/").partition("-")
        texts = passages(self._spelled(text, language, DIALECTS[guest_in] if guest_in else name[0]), _MOST_SYMBOLS)
        model, styles = self._loaded(), styles_of(name)
        sounds = [np.asarray(model.run(passage, styles)[0], np.float32) for passage in texts]
        return np.clip(joined(texts, sounds, _RATE), -1.0, 1.0), _RATE

    def _spelled(self, text: str, language: str, dialect: str) -> list[Spelled]:
        said = clauses(text, language)
        if not said:
            return []
        sounds = self._espeak.phonemes([clause.text for clause in said], ESPEAK_VOICES[dialect])
        spelled = (" ".join(map(stressed, kokoro_spelling(ipa, dialect).split())) for ipa in sounds)
        found = zip(("".join(filter(SYMBOLS.__contains__, symbols)) for symbols in spelled), said, strict=True)
        return [Spelled(symbols, clause.mark) for symbols, clause in found if symbols]

    def _loaded(self) -> "KokoroModel":
        from adapters.tts.kokoro_model import KokoroModel

        with self._lock:
            if self._model is None:
                self._model = KokoroModel(self._models.file(_MODEL, _FILE))
            return self._model


def _id(voice: KokoroVoice, language: str) -> str:
    """`kokoro/am_michael`, and `kokoro/am_michael-fr` as a guest."""
    own = f"{KokoroEngine.name}/{voice.name}"
    return own if language == voice.language else f"{own}-{language}"
