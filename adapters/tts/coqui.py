"""Coqui TTS as a speech engine: VITS and XTTS from a folder of the operator's; needs the extra `coqui`.

The folder holds `config.json`, the checkpoint, and what else the model came with. XTTS speaks with the timbre of a
recording; whether the recorded person agreed is asked before anything comes here.
"""

import functools
import hashlib
import importlib.metadata
import json
import sys
import threading
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from adapters import extras
from adapters.devices import Devices
from adapters.models import RECORD_NAMES, check_added
from adapters.tts.catalogue import voice_in
from adapters.tts.clauses import clauses
from adapters.tts.parts import TtsParts
from adapters.tts.passages import Spelled, joined, passages
from domain.contracts.voices import Voice
from domain.errors import PermanentError, RejectedError
from domain.language_engines import TtsEngine

# A change of what is done here with the same model must give another identity.
_REVISION = 1
# XTTS cuts off what is longer than some hundred letters, and of Chinese, Japanese and Korean much sooner.
_MOST_LETTERS, _MOST_SIGNS = 150, 70
_SIGNS = frozenset({"zh", "ja", "ko"})
_SEED = 1
_CLONING = frozenset({"xtts"})
_CHECKPOINTS = ("model.pth", "best_model.pth", "checkpoint.pth")
_SPEAKERS = "speakers.json"
_OPTIONS = {"protocol_whitelist": "file", "format_whitelist": "flac,wav"}


def make_engine(parts: TtsParts) -> TtsEngine:
    """Called by the registry."""
    chosen = parts.settings
    return CoquiEngine(
        chosen.coqui_model,
        languages=tuple(code.strip() for code in chosen.coqui_languages.split(",") if code.strip()),
        licence=chosen.coqui_licence,
        commercial=chosen.coqui_commercial,
        device=lambda: Devices(chosen).of("voice"),
    )


class CoquiEngine:
    """A TtsEngine with the voices of one model, on the first CUDA device or the CPU. Loads torch at the first use."""

    name = "coqui"

    @property
    def remedy(self) -> str:
        """The packages come with the extra, the model from the operator."""
        if not _installed():
            return extras.remedy("coqui")
        return "Set CUTDOWN_COQUI_MODEL to the folder of a VITS or XTTS model."

    def __init__(
        self,
        folder: Path | None,
        *,
        languages: Sequence[str] = (),
        licence: str = "",
        commercial: bool = False,
        device: Callable[[], str] = lambda: "cpu",
    ) -> None:
        """`languages`: ISO 639-1, where the model's own configuration does not say them; `commercial`: whether the
        model's licence allows business; `device`: cpu or cuda, asked when it is needed first.
        """
        self._asked_device = device
        self._folder = folder
        self._languages = tuple(languages)
        self._licence = licence
        self._commercial = commercial
        self._lock = threading.Lock()
        self._model: Any = None

    @functools.cached_property
    def identity(self) -> str:
        """The library, torch, and every file of the model's folder."""
        digest = hashlib.sha256()
        for path in sorted(self._required().iterdir()):
            if path.is_file() and path.name not in RECORD_NAMES:
                with path.open("rb") as source:
                    digest.update(path.name.encode() + hashlib.file_digest(source, "sha256").digest())
        versions = f"coqui-tts/{importlib.metadata.version('coqui-tts')} torch/{importlib.metadata.version('torch')}"
        numbers = "" if self._device == "cpu" else f" {self._device}"
        return f"{self.name}/{_REVISION} {self._required().name}@{digest.hexdigest()[:16]} {versions}{numbers}"

    @functools.cached_property
    def _device(self) -> str:
        return self._asked_device()

    @functools.cached_property
    def voices(self) -> tuple[Voice, ...]:
        """One for each speaker of the model, where it is set and the packages are installed; PermanentError
        `model.damaged` for a folder that does not hold a model.
        """
        if self._folder is None or not _installed():
            return ()
        folder, told = self._folder, self._described
        clones = str(told.get("model", "")).lower() in _CLONING
        names = [""] if clones else (_speakers(folder) or [""])
        audio = told["audio"]
        return tuple(
            Voice(
                id=f"{self.name}/{folder.name}" + (f":{speaker}" if speaker else ""),
                engine=self.name,
                name=speaker or folder.name,
                languages=self._languages or _languages(told),
                sex="unknown",
                sample_rate=int(audio.get("output_sample_rate") or audio["sample_rate"]),
                licence=self._licence or "not stated",
                commercial=self._commercial,
                clones=clones,
                quality=4 if clones else 3,
            )
            for speaker in names
        )

    def speak(
        self, text: str, voice: str, language: str, reference: Path | None = None
    ) -> tuple[NDArray[np.float32], int]:
        """As the port says."""
        chosen = voice_in(self.voices, voice, language)
        if chosen.clones and reference is None:
            raise RejectedError("voice.reference", f"The voice '{voice}' needs a recording of whom it imitates.")
        most = _MOST_SIGNS if language in _SIGNS else _MOST_LETTERS
        texts = passages([Spelled(clause.text, clause.mark) for clause in clauses(text, language)], most)
        if not texts:
            return np.zeros(0, np.float32), chosen.sample_rate
        with self._lock:
            model = self._loaded()
            sounds = [self._passage(model, passage, chosen, language, reference) for passage in texts]
        return np.clip(joined(texts, sounds, chosen.sample_rate), -1.0, 1.0), chosen.sample_rate

    def _passage(
        self, model: Any, text: str, voice: Voice, language: str, reference: Path | None
    ) -> NDArray[np.float32]:
        import torch

        # These models draw noise; the same seed before each passage makes it the same noise.
        torch.manual_seed(_SEED)
        known = model.tts_model.language_manager.language_names if model.tts_config.model == "xtts" else []
        # XTTS calls Chinese by its country.
        named = next((code for code in known if _base(code) == language), language if known else None)
        try:
            samples = model.tts(
                text,
                speaker_name=voice.id.partition(":")[2] or None,
                language_name=named,
                speaker_wav=str(reference) if voice.clones else None,
                split_sentences=False,
            )
        except (RuntimeError, ValueError, KeyError, IndexError, AssertionError, OSError) as error:
            raise PermanentError("tts.failed", f"The Coqui model could not speak this line ({error}).") from error
        return np.asarray(samples, np.float32)

    def _loaded(self) -> Any:
        if self._model is None:
            declare_torchaudio_extension()
            from TTS.tts.models import xtts
            from TTS.utils.synthesizer import Synthesizer

            # Its own reader needs a torchcodec that fits torch and a system's ffmpeg, and a name that ends in a type.
            xtts.load_audio = _recording

            folder = self._required()
            check_added(folder)
            checkpoint = next((folder / name for name in _CHECKPOINTS if (folder / name).is_file()), None)
            cloning = str(self._described.get("model", "")).lower() in _CLONING
            try:
                self._model = Synthesizer(
                    tts_checkpoint=folder if cloning else checkpoint,
                    tts_config_path=folder / "config.json",
                    use_cuda=self._device == "cuda",
                )
            except (RuntimeError, ValueError, KeyError, TypeError, OSError, EOFError, AttributeError) as error:
                raise PermanentError(
                    "model.damaged",
                    f"The Coqui model in '{folder}' cannot be loaded ({type(error).__name__}: {error}).",
                ) from error
        return self._model

    @functools.cached_property
    def _described(self) -> dict[str, Any]:
        folder = self._required()
        try:
            told = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            int(told["audio"]["sample_rate"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise PermanentError(
                "model.damaged", f"The folder '{folder}' has no configuration of a Coqui model (config.json)."
            ) from error
        return dict(told)

    def _required(self) -> Path:
        if self._folder is None:
            raise PermanentError("voice.unavailable", f"No Coqui model is set. {self.remedy}")
        return self._folder


def _installed() -> bool:
    return find_spec("TTS") is not None and find_spec("torch") is not None


def _recording(path: str, rate: int) -> Any:
    """The sound of a file as a tensor of shape (1, samples)."""
    import av
    import torch

    with av.open(path, timeout=10, options=_OPTIONS) as container:
        resampler = av.AudioResampler("flt", "mono", rate)
        frames = [part for frame in (*container.decode(audio=0), None) for part in resampler.resample(frame)]
    return torch.from_numpy(np.concatenate([frame.to_ndarray().reshape(-1) for frame in frames])[np.newaxis].copy())


def _languages(told: dict[str, Any]) -> tuple[str, ...]:
    """What the configuration says: XTTS lists its languages, VITS names that of its phonemes or of its recordings."""
    named = [str(code) for code in told.get("languages") or []]
    if not named:
        named = [str(told.get("phoneme_language") or "")]
        named += [str(data.get("language") or "") for data in told.get("datasets") or []]
    return tuple(dict.fromkeys(_base(code) for code in named if code)) or ("und",)


def _base(code: str) -> str:
    return code.lower().replace("_", "-").partition("-")[0]


def _speakers(folder: Path) -> list[str]:
    try:
        return list(json.loads((folder / _SPEAKERS).read_text(encoding="utf-8")))
    except OSError:
        return []
    except ValueError as error:
        raise PermanentError("model.damaged", f"The file '{folder / _SPEAKERS}' is damaged.") from error


def declare_torchaudio_extension() -> None:
    """Stand in for torchaudio's compiled part, where it does not load.

    A torchaudio built for CUDA beside a CPU torch fails at its import; speaking needs nothing of what it compiled.
    """
    try:
        import torchaudio  # noqa: F401 - whether it can be imported is the question
    except OSError:
        for name in [name for name in sys.modules if name.partition(".")[0] == "torchaudio"]:
            del sys.modules[name]
        stand_in = ModuleType("torchaudio._extension")
        vars(stand_in).update(_IS_TORCHAUDIO_EXT_AVAILABLE=False, _IS_ALIGN_AVAILABLE=False, fail_if_no_align=_as_it_is)
        sys.modules["torchaudio._extension"] = stand_in


def _as_it_is(function: Any) -> Any:
    return function
