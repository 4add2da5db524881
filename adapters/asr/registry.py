"""The recognisers and voice detectors by name; an engine is added with its module and one line here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from adapters.models import ModelCatalogue
from domain.engines import AsrEngine, VoiceDetector
from domain.errors import PermanentError


@dataclass(frozen=True)
class AsrPlace:
    """What recognitions run on: a number of cores, a device and the numbers that it computes with."""

    cores: int = 1
    device: Literal["cpu", "cuda"] = "cpu"
    compute_type: str = "int8"


def make_asr(name: str, models: ModelCatalogue, model: str, cores: int = 1, place: AsrPlace | None = None) -> AsrEngine:
    """The recogniser `name` with a model of the catalogue; raises PermanentError `asr.unknown`, `model.unknown`."""
    if name not in ASR_ENGINES:
        raise PermanentError("asr.unknown", f"There is no recogniser '{name}'. Known: {', '.join(ASR_ENGINES)}.")
    return ASR_ENGINES[name](models, model, place or AsrPlace(cores))


def make_voice_detector(name: str, models: ModelCatalogue) -> VoiceDetector:
    """Raises PermanentError `voice_detector.unknown`."""
    if name not in VOICE_DETECTORS:
        known = ", ".join(VOICE_DETECTORS)
        raise PermanentError("voice_detector.unknown", f"There is no voice detector '{name}'. Known: {known}.")
    return VOICE_DETECTORS[name](models)


def _faster_whisper(models: ModelCatalogue, model: str, place: AsrPlace) -> AsrEngine:
    from adapters.asr.faster_whisper import FasterWhisperEngine

    return FasterWhisperEngine(models, model, place.cores, place.device, place.compute_type)


def _silero(models: ModelCatalogue) -> VoiceDetector:
    from adapters.asr.silero import SileroVoiceDetector

    return SileroVoiceDetector(models)


ASR_ENGINES: dict[str, Callable[[ModelCatalogue, str, AsrPlace], AsrEngine]] = {"faster-whisper": _faster_whisper}
VOICE_DETECTORS: dict[str, Callable[[ModelCatalogue], VoiceDetector]] = {"silero": _silero}
