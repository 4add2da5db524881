"""Where engines compute: on the first CUDA device where their own library sees one, or on the CPU.

Each engine has its own opinion of what is there: a machine with a driver may have a torch without CUDA.
"""

import importlib.metadata
from collections.abc import Callable, Mapping
from functools import cache
from typing import Literal

from adapters.settings import Settings
from domain.errors import PermanentError

Device = Literal["cpu", "cuda"]
Engine = Literal["asr", "image", "voice", "face"]

_NAMES: dict[Engine, str] = {
    "asr": "speech recognition (CTranslate2)",
    "image": "picture embedding (torch)",
    "voice": "Coqui's voices (torch)",
    "face": "face detection (OpenCV)",
}
_OF_STAGE: dict[str, Engine] = {"transcribe_chunk": "asr", "synthesise_lines": "voice"}


class Devices:
    """The device of each engine by the settings. `sees`: whether an engine's library sees a CUDA device."""

    def __init__(self, settings: Settings, sees: Mapping[Engine, Callable[[], bool]] | None = None) -> None:
        self._settings = settings
        self._sees = PROBES if sees is None else sees

    def of(self, engine: Engine) -> Device:
        """Raises PermanentError `engine.no_device` where CUDA was asked for and the engine's library sees none."""
        asked, setting = self._asked(engine)
        if asked == "cpu":
            return "cpu"
        if self._sees[engine]():
            return "cuda"
        if asked == "auto":
            return "cpu"
        raise PermanentError(
            "engine.no_device",
            f"{setting} is cuda, but {_NAMES[engine]} sees no CUDA device here. Install its build for CUDA and the "
            f"driver, or set {setting} to auto or cpu.",
        )

    def of_stage(self, stage: str) -> Device:
        """The device of the engine that a stage of a GPU pool is there for.

        Raises KeyError for a stage that no GPU helps, and PermanentError `engine.no_device` as `of` does.
        """
        engine = _OF_STAGE[stage]
        if engine == "voice" and self._settings.coqui_model is None:
            return "cpu"
        return self.of(engine)

    def asr_compute_type(self) -> str:
        """What the recogniser computes with; auto: int8 on the CPU, float16 on CUDA.

        Raises PermanentError `engine.no_device`, and `engine.compute_type` for one that the device does not have.
        """
        device, asked = self.of("asr"), self._settings.asr_compute_type
        if asked == "auto":
            return "int8" if device == "cpu" else "float16"
        import ctranslate2

        there = ctranslate2.get_supported_compute_types(device)
        if asked not in there:
            known = ", ".join(sorted(kind for kind in there if kind in {"int8", "int8_float16", "float16", "float32"}))
            raise PermanentError(
                "engine.compute_type",
                f"CUTDOWN_ASR_COMPUTE_TYPE is {asked}, which the {device} of this machine does not have. It has: "
                f"{known}.",
            )
        return asked

    def _asked(self, engine: Engine) -> tuple[str, str]:
        """What is wished, and the setting that says so."""
        own = {
            "asr": self._settings.asr_device,
            "image": self._settings.image_device,
            "voice": self._settings.voice_device,
            "face": self._settings.face_device,
        }[engine]
        if own is not None:
            return own, f"CUTDOWN_{engine.upper()}_DEVICE"
        common = self._settings.engines_device
        # The packaged OpenCV has no CUDA anywhere: one wish for all engines does not make faces impossible.
        if engine == "face" and common == "cuda":
            return "auto", "CUTDOWN_ENGINES_DEVICE"
        return common, "CUTDOWN_ENGINES_DEVICE"


def _ctranslate2_sees() -> bool:
    import ctranslate2

    return int(ctranslate2.get_cuda_device_count()) > 0


def _torch_sees() -> bool:
    try:
        # A build for the CPU says so in its version; importing it to ask takes seconds.
        if importlib.metadata.version("torch").endswith("+cpu"):
            return False
    except importlib.metadata.PackageNotFoundError:
        return False
    import torch

    return bool(torch.cuda.is_available())


def _opencv_sees() -> bool:
    import cv2

    try:
        return int(cv2.cuda.getCudaEnabledDeviceCount()) > 0
    except (AttributeError, cv2.error):
        return False


PROBES: dict[Engine, Callable[[], bool]] = {
    "asr": cache(_ctranslate2_sees),
    "image": cache(_torch_sees),
    "voice": cache(_torch_sees),
    "face": cache(_opencv_sees),
}
