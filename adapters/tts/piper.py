"""Piper's voices as a speech engine: VITS in ONNX, run here with eSpeak's phonemes; quick, and of many languages.

The voice `joe` comes with `cutdown models pull piper-joe`. Others, as Piper publishes them (`NAME.onnx` and
`NAME.onnx.json`), are found in the folder `piper` of the models folder.
"""

import functools
import hashlib
import importlib.metadata
import json
import threading
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from adapters import extras
from adapters.models import ModelCatalogue, check_added
from adapters.tts.catalogue import voice_in
from adapters.tts.clauses import clauses
from adapters.tts.espeak import Espeak
from adapters.tts.espeak_child import TIE
from adapters.tts.parts import TtsParts
from adapters.tts.passages import Spelled, joined, passages
from domain.contracts.voices import Voice
from domain.errors import PermanentError
from domain.language_engines import TtsEngine

# A change of what is done here with the same model must give another identity.
_REVISION = 1
_JOE, _JOE_FILE = "piper-joe", "en_US-joe-medium.onnx"
_MOST_SYMBOLS = 300
_PAD, _START, _END = "_", "^", "$"
# Piper's own noise makes every run another one; without it the same text is the same sound.
_NO_NOISE = 0.0


def make_engine(parts: TtsParts) -> TtsEngine:
    """Called by the registry."""
    return PiperEngine(parts.models, parts.settings.models_dir / "piper", parts.espeak)


@dataclass(frozen=True)
class _PiperVoice:
    """What a voice's own JSON says of it. `model`: its file, or None for the packaged one, which is brought out of its
    package when it speaks.
    """

    name: str
    model: Path | None
    speller: str
    language: str
    rate: int
    pace: float
    numbers: Mapping[str, list[int]]


class PiperEngine:
    """A TtsEngine. A voice's model is loaded at its first use and stays: about 100 MB each."""

    name = "piper"

    @property
    def remedy(self) -> str:
        """The speller comes with the extra `voices`; voices of this engine are fetched, or put there by hand."""
        if not self._espeak.installed:
            return extras.remedy("voices")
        place = f"the folder {self._folder.name} of the models"
        return f"Put one of Piper's voices into {place}, or run: cutdown models pull {_JOE}"

    def __init__(self, models: ModelCatalogue, folder: Path, espeak: Espeak) -> None:
        self._models = models
        self._folder = folder
        self._espeak = espeak
        self._lock = threading.Lock()
        self._sessions: dict[str, Any] = {}

    @functools.cached_property
    def identity(self) -> str:
        """The models, what runs them, and what spells for them."""
        digest = hashlib.sha256()
        for voice in self._known.values():
            if voice.model is None:
                digest.update(self._models.identity(_JOE).encode())
                continue
            for path in (voice.model, _description(voice.model)):
                with path.open("rb") as source:
                    digest.update(hashlib.file_digest(source, "sha256").digest())
        versions = f"onnxruntime/{importlib.metadata.version('onnxruntime')} espeak-ng/{self._espeak.facts.version}"
        return f"{self.name}/{_REVISION} voices@{digest.hexdigest()[:16]} {versions}"

    @functools.cached_property
    def voices(self) -> tuple[Voice, ...]:
        """All that were found. Most were trained further from one whose recordings are for research, so none is for
        business unless somebody who knows its papers chooses it by name.
        """
        return tuple(
            Voice(
                id=name,
                engine=self.name,
                name=voice.name.partition("-")[2].partition("-")[0].capitalize() or voice.name,
                languages=(voice.language,),
                sex="male" if voice.model is None else "unknown",
                sample_rate=voice.rate,
                licence="see the voice's MODEL_CARD",
                commercial=False,
                quality=2,
            )
            for name, voice in self._known.items()
        )

    def speak(
        self,
        text: str,
        voice: str,
        language: str,
        reference: Path | None = None,  # noqa: ARG002 - these voices do not clone
    ) -> tuple[NDArray[np.float32], int]:
        """As the port says."""
        known = self._known[voice_in(self.voices, voice, language).id]
        said = clauses(text, language)
        if not said:
            return np.zeros(0, np.float32), known.rate
        sounds = self._espeak.phonemes([clause.text for clause in said], known.speller)
        # Piper's alphabet has the signs of decomposed letters apart.
        plain = [unicodedata.normalize("NFD", sound.replace(TIE, "")) for sound in sounds]
        spelled = [Spelled(symbols, clause.mark) for symbols, clause in zip(plain, said, strict=True) if symbols]
        texts = passages(spelled, _MOST_SYMBOLS)
        parts = [self._passage(known, passage.replace("—", "-").replace("…", ".")) for passage in texts]
        return np.clip(joined(texts, parts, known.rate), -1.0, 1.0), known.rate

    def _passage(self, voice: _PiperVoice, symbols: str) -> NDArray[np.float32]:
        padded = [*voice.numbers[_START], *voice.numbers[_PAD]]
        for symbol in symbols:
            if symbol in voice.numbers:
                padded += [*voice.numbers[symbol], *voice.numbers[_PAD]]
        padded += voice.numbers[_END]
        session = self._loaded(voice)
        inputs = {
            "input": np.array([padded], np.int64),
            "input_lengths": np.array([len(padded)], np.int64),
            "scales": np.array([_NO_NOISE, voice.pace, _NO_NOISE], np.float32),
            # One of several speakers in a model; a model of one takes no such input.
            "sid": np.zeros(1, np.int64),
        }
        taken = {entry.name: inputs[entry.name] for entry in session.get_inputs()}
        return np.asarray(session.run(None, taken)[0], np.float32).reshape(-1)

    @functools.cached_property
    def _known(self) -> dict[str, _PiperVoice]:
        if not self._espeak.installed:
            return {}
        found = [_read(_description(model), model) for model in self._files()]
        own = self._models.located(_JOE, f"{_JOE_FILE}.json")
        if own is not None and self._models.present(_JOE):
            found.insert(0, _read(own, None))
        return {f"{self.name}/{voice.name}": voice for voice in found if voice is not None}

    def _files(self) -> list[Path]:
        """Those put there by hand, and those that were added, each in a folder of its own."""
        return sorted((*self._folder.glob("*.onnx"), *self._folder.glob("*/*.onnx")))

    def _loaded(self, voice: _PiperVoice) -> Any:
        import onnxruntime

        with self._lock:
            if voice.name not in self._sessions:
                if voice.model is not None:
                    check_added(voice.model.parent)
                options = onnxruntime.SessionOptions()
                options.intra_op_num_threads = 1
                model = voice.model or self._models.file(_JOE, _JOE_FILE)
                self._sessions[voice.name] = onnxruntime.InferenceSession(
                    str(model), options, providers=["CPUExecutionProvider"]
                )
            return self._sessions[voice.name]


def _description(model: Path) -> Path:
    return model.with_name(f"{model.name}.json")


def _read(described: Path, model: Path | None) -> _PiperVoice | None:
    """None for a model without its JSON, or whose letters are not eSpeak's phonemes."""
    if not described.is_file():
        return None
    try:
        told = json.loads(described.read_text(encoding="utf-8"))
        if told.get("phoneme_type", "espeak") != "espeak":
            return None
        speller = str(told["espeak"]["voice"])
        language = told.get("language", {}).get("family") or speller.partition("-")[0]
        return _PiperVoice(
            name=described.name.removesuffix(".onnx.json"),
            model=model,
            speller=speller,
            language=str(language),
            rate=int(told["audio"]["sample_rate"]),
            pace=float(told["inference"]["length_scale"]),
            numbers=told["phoneme_id_map"],
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PermanentError("model.damaged", f"The description '{described}' of a Piper voice is damaged.") from error
