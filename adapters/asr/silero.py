"""Voice activity detection with Silero, in blocks so that memory does not grow with the length of the audio."""

import threading
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from adapters.models import ModelCatalogue
from domain.contracts.base import TimeRange
from domain.heuristics.speech_chunks import merge_spans

if TYPE_CHECKING:
    import onnxruntime

_MODEL = "silero-vad"
_FILE = "silero_vad_v6.onnx"
_RATE = 16_000
_WINDOW = 512
_CONTEXT = 64
_BLOCK_WINDOWS = 1024

_ENTER = 0.5
_LEAVE = 0.35
_SHORTEST_PAUSE = 0.2
_SHORTEST_SPEECH = 0.15
_PAD = 0.06

_Floats = NDArray[np.float32]


class SileroVoiceDetector:
    """A VoiceDetector. The recurrent state goes from block to block, so blocks leave no trace in the result."""

    def __init__(self, models: ModelCatalogue) -> None:
        self._models = models
        self._lock = threading.Lock()
        self._session: onnxruntime.InferenceSession | None = None
        self.identity = f"silero/1 {models.identity(_MODEL)}"

    def speech_spans(self, audio: _Floats) -> list[TimeRange]:
        """Stretches of speech, in seconds from the first sample; pauses of 0.2 s and more separate them."""
        duration = len(audio) / _RATE
        spans = _hysteresis(self.probabilities(audio))
        padded = [
            TimeRange(start=max(0.0, start - _PAD), end=min(duration, end + _PAD))
            for start, end in spans
            if end - start >= _SHORTEST_SPEECH and start < duration
        ]
        return merge_spans(padded)

    def probabilities(self, audio: _Floats) -> _Floats:
        """How likely each window of 32 ms is to be speech, 0..1."""
        session = self._loaded()
        state = np.zeros((1, 1, 128), np.float32)
        cell = np.zeros((1, 1, 128), np.float32)
        before = np.zeros(_CONTEXT, np.float32)
        found: list[_Floats] = []
        step = _BLOCK_WINDOWS * _WINDOW
        for start in range(0, len(audio), step):
            block = audio[start : start + step]
            block = np.pad(block, (0, -len(block) % _WINDOW)).reshape(-1, _WINDOW)
            context = np.vstack([before, block[:-1, -_CONTEXT:]])
            before = block[-1, -_CONTEXT:]
            output, state, cell = session.run(None, {"input": np.hstack([context, block]), "h": state, "c": cell})
            found.append(output.reshape(-1))
        return np.concatenate(found) if found else np.zeros(0, np.float32)

    def _loaded(self) -> "onnxruntime.InferenceSession":
        # Imported here: a process that seldom asks, such as the one that inspects, does without it.
        import onnxruntime

        with self._lock:
            if self._session is None:
                options = onnxruntime.SessionOptions()
                # The recurrent part is sequential: more threads cost time here.
                options.intra_op_num_threads = 1
                options.inter_op_num_threads = 1
                options.enable_cpu_mem_arena = False
                self._session = onnxruntime.InferenceSession(
                    str(self._models.file(_MODEL, _FILE)), options, providers=["CPUExecutionProvider"]
                )
            return self._session


def _hysteresis(probabilities: _Floats) -> list[tuple[float, float]]:
    hop = _WINDOW / _RATE
    spans: list[tuple[float, float]] = []
    start: int | None = None
    quiet_from: int | None = None
    for index, probability in enumerate(probabilities.tolist()):
        if probability >= _ENTER:
            start = index if start is None else start
            quiet_from = None
        elif start is not None and probability < _LEAVE:
            quiet_from = index if quiet_from is None else quiet_from
            if (index - quiet_from) * hop >= _SHORTEST_PAUSE:
                spans.append((start * hop, quiet_from * hop))
                start = quiet_from = None
    if start is not None:
        spans.append((start * hop, (quiet_from or len(probabilities)) * hop))
    return spans
