"""The Kokoro speech model: phonemes and a voice's style to sound, on one thread."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from adapters.tts.kokoro_spelling import SYMBOLS

SAMPLE_RATE = 24_000
MOST_SYMBOLS = 509
"""The longest input that a voice has a style for, without the pads at both ends."""
_PAD = 0

Floats = NDArray[np.float32]


class KokoroModel:
    """One loaded model; safe to call from several threads."""

    def __init__(self, model: Path | bytes, outputs: Sequence[str] = ("audio",)) -> None:
        """`model`: the ONNX file, or its bytes; `outputs`: what `run` returns."""
        options = onnxruntime.SessionOptions()
        # The last bits of a sum depend on how it is split between threads; one thread makes the sound repeatable.
        options.intra_op_num_threads = 1
        source = model if isinstance(model, bytes) else str(model)
        self._session = onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
        self._outputs = list(outputs)

    def run(self, phonemes: str, styles: Floats, speed: float = 1.0) -> list[NDArray[np.generic]]:
        """The model's outputs, flat, for phonemes of its alphabet; others are passed over.

        `styles`: a voice, shape (510, 1, 256), of which the row for the number of symbols is taken. Raises
        `ValueError` when there are more symbols than the model takes.
        """
        tokens = [SYMBOLS[symbol] for symbol in phonemes if symbol in SYMBOLS]
        if len(tokens) > MOST_SYMBOLS:
            raise ValueError(f"{len(tokens)} phonemes in one sentence, at most {MOST_SYMBOLS}")
        found = self._session.run(
            self._outputs,
            {
                "tokens": np.array([[_PAD, *tokens, _PAD]], dtype=np.int64),
                "style": styles[len(tokens)],
                "speed": np.array([speed], dtype=np.float32),
            },
        )
        return [np.asarray(values).reshape(-1) for values in found]
