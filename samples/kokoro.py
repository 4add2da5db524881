"""The Kokoro speech model for the samples: phonemes to sound with the length of every phoneme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import onnx

from adapters.models import ModelCatalogue
from adapters.tts.kokoro_model import SAMPLE_RATE, KokoroModel
from adapters.tts.kokoro_spelling import SYMBOLS
from samples.kokoro_voices import original_voice

if TYPE_CHECKING:
    from pathlib import Path

_SAMPLES_PER_FRAME = 600
_DURATIONS = "/encoder/Clip_output_0"

Samples = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Speech:
    """Mono sound at 24 kHz, and the start and end of each phoneme of the request in seconds."""

    samples: Samples
    starts: tuple[float, ...]
    ends: tuple[float, ...]


class Kokoro:
    """Speaks phonemes. The model and the voices as their makers published them are kept in `cache`."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._model = KokoroModel(_with_durations(cache), outputs=("audio", "duration"))
        self._styles: dict[str, Samples] = {}

    def speak(self, phonemes: str, voice: str, speed: float = 1.0) -> Speech:
        """Return the sound of `phonemes`; every symbol gets a time, unknown ones an empty one.

        Raises `ValueError` when there are more symbols than the model takes, `VoiceFilesError` for an unknown voice.
        """
        if voice not in self._styles:
            self._styles[voice] = original_voice(voice, self._cache)
        sound, frames = self._model.run(phonemes, self._styles[voice], speed)
        known = [index for index, symbol in enumerate(phonemes) if symbol in SYMBOLS]
        edges = np.concatenate(([0], np.cumsum(frames))) * (_SAMPLES_PER_FRAME / SAMPLE_RATE)
        starts = np.interp(np.arange(len(phonemes)), known, edges[1:-2])
        ends = np.interp(np.arange(len(phonemes)), known, edges[2:-1])
        return Speech(
            np.asarray(sound, dtype=np.float32),
            tuple(float(value) for value in starts),
            tuple(float(value) for value in ends),
        )


def _with_durations(cache: Path) -> bytes:
    """The model with a second output: how many frames each token lasts."""
    model = onnx.load(str(ModelCatalogue(cache / "models").file("kokoro", "kokoro-v1.0.int8.onnx")))
    model.graph.node.append(onnx.helper.make_node("Cast", [_DURATIONS], ["duration"], to=onnx.TensorProto.INT64))
    model.graph.output.append(onnx.helper.make_tensor_value_info("duration", onnx.TensorProto.INT64, None))
    content: bytes = model.SerializeToString()
    return content
