"""Speaker vectors by Resemblyzer's network (GE2E: Wan et al., ICASSP 2018), run in numpy from its packaged weights.

The package itself would bring PyTorch. Its network is three LSTM layers and a projection, so it is computed here, to
the sixth digit as PyTorch does; `tests/adapters/speakers` holds vectors of the original.
"""

import collections
import pickle
import threading
from collections.abc import Sequence
from typing import Any, BinaryIO, NamedTuple

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from adapters.models import ModelCatalogue
from adapters.speakers.mel import RATE, clean_mel
from domain.contracts.base import TimeRange
from domain.errors import PermanentError

MODEL = "resemblyzer"
_FILE = "pretrained.pt"
_REVISION = 1

_FRAMES = 160
"""Frames that the network listens to at a time: 1.6 s, as in its training."""
_STEP = 80
_LEAST_COVERED = 0.75
"""A last window that is filled less than this is left out, where there is another."""
_UNITS = 256
_LAYERS = 3
_QUIETEST = 10 ** (-30 / 20)
"""RMS to which quieter speech is raised, as in the network's training."""
_BATCH = 64

_Floats = NDArray[np.float32]


class ResemblyzerEncoder:
    """A SpeakerEncoder with 256 dimensions; safe to share between threads."""

    def __init__(self, models: ModelCatalogue) -> None:
        self._models = models
        self._lock = threading.Lock()
        self._network: Network | None = None
        self.identity = f"resemblyzer/{_REVISION} {models.identity(MODEL)}"

    def embed(self, audio: _Floats, spans: Sequence[TimeRange]) -> _Floats:
        """The mean over windows of 1.6 s; a shorter span is filled up with silence. Raises `model.missing`."""
        network = self.network()
        vectors = np.zeros((len(spans), _UNITS), np.float32)
        # The steps of a recurrent network are too small to be shared: threads that wait for each other cost ten times
        # the CPU, and on a busy machine as much more time.
        with threadpool_limits(limits=1, user_api="blas"):
            heard = [(number, window) for number, span in enumerate(spans) for window in _windows(audio, span)]
            for start in range(0, len(heard), _BATCH):
                batch = heard[start : start + _BATCH]
                owners = [number for number, _ in batch]
                np.add.at(vectors, owners, network.run(np.stack([window for _, window in batch])))
        return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), np.float32)

    def network(self) -> "Network":
        """The network, loaded once; raises PermanentError `model.missing` or `model.damaged`."""
        with self._lock:
            if self._network is None:
                with self._models.file(MODEL, _FILE).open("rb") as source:
                    self._network = Network(read_tensors(source))
            return self._network


class Network:
    """Three LSTM layers and a projection."""

    def __init__(self, tensors: dict[str, _Floats]) -> None:
        self._layers = [
            (
                tensors[f"lstm.weight_ih_l{layer}"].T.copy(),
                tensors[f"lstm.weight_hh_l{layer}"].T.copy(),
                tensors[f"lstm.bias_ih_l{layer}"] + tensors[f"lstm.bias_hh_l{layer}"],
            )
            for layer in range(_LAYERS)
        ]
        self._projection = tensors["linear.weight"].T.copy()
        self._bias = tensors["linear.bias"]

    def run(self, windows: _Floats) -> _Floats:
        """Unit vectors for windows of shape (n, 160, 40)."""
        sequence = np.ascontiguousarray(windows.transpose(1, 0, 2))
        for inwards, onwards, bias in self._layers:
            sequence = _lstm(sequence @ inwards + bias, onwards)
        raw = np.maximum(0.0, sequence[-1] @ self._projection + self._bias)
        return np.asarray(raw / np.maximum(np.linalg.norm(raw, axis=1, keepdims=True), 1e-9), np.float32)


def _lstm(driven: _Floats, onwards: _Floats) -> _Floats:
    """The hidden states of one layer; `driven`: its input's share of the gates, shape (steps, n, 4 * units)."""
    steps, count, _ = driven.shape
    hidden = np.zeros((count, _UNITS), np.float32)
    cell = np.zeros_like(hidden)
    states = np.empty((steps, count, _UNITS), np.float32)
    for step in range(steps):
        gates = driven[step] + hidden @ onwards
        # PyTorch's order: input, forget, candidate, output.
        opening = _sigmoid(gates[:, : 2 * _UNITS])
        candidate = np.tanh(gates[:, 2 * _UNITS : 3 * _UNITS])
        cell = opening[:, _UNITS:] * cell + opening[:, :_UNITS] * candidate
        hidden = _sigmoid(gates[:, 3 * _UNITS :]) * np.tanh(cell)
        states[step] = hidden
    return states


def _sigmoid(values: _Floats) -> _Floats:
    return np.asarray(0.5 * np.tanh(0.5 * values) + 0.5, np.float32)


def _windows(audio: _Floats, span: TimeRange) -> list[_Floats]:
    """Mel windows of one stretch, as loud as what the network was trained with."""
    first, last = int(span.start * RATE), int(span.end * RATE)
    sound = audio[first:last]
    level = float(np.sqrt(np.mean(np.square(sound)))) if len(sound) else 0.0
    gain = max(1.0, _QUIETEST / max(level, 1e-6))
    spectrum = clean_mel(audio, first, last) * np.float32(gain**2)
    frames = len(spectrum)
    starts = [0, *(start for start in range(_STEP, frames, _STEP) if frames - start >= _LEAST_COVERED * _FRAMES)]
    return [_filled(spectrum[start : start + _FRAMES]) for start in starts]


def _filled(spectrum: _Floats) -> _Floats:
    return np.pad(spectrum, ((0, _FRAMES - len(spectrum)), (0, 0)))


class _Tensor(NamedTuple):
    storage: str
    offset: int
    shape: tuple[int, ...]


class _TensorUnpickler(pickle.Unpickler):
    """Reads what a PyTorch checkpoint consists of and refuses to name anything else."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return lambda storage, offset, shape, *_: _Tensor(storage, offset, shape)
        if module == "torch" and name.endswith("Storage"):
            return name
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a file of weights")

    def persistent_load(self, pid: Any) -> str:
        return str(pid[2])


def read_tensors(source: BinaryIO) -> dict[str, _Floats]:
    """The float32 tensors of a checkpoint in PyTorch's format before 1.6: five pickles, then the raw storages.

    Raises PermanentError `model.damaged`.
    """
    try:
        *_, content, keys = (_TensorUnpickler(source).load() for _ in range(5))
        storages = {}
        for key in keys:
            count = int.from_bytes(source.read(8), "little")
            storages[key] = np.frombuffer(source.read(4 * count), "<f4")
        return {
            name: storages[tensor.storage][tensor.offset :][: int(np.prod(tensor.shape))].reshape(tensor.shape)
            for name, tensor in content["model_state"].items()
        }
    except (pickle.UnpicklingError, LookupError, TypeError, ValueError, EOFError, AttributeError) as error:
        raise PermanentError("model.damaged", f"The file '{_FILE}' of the model '{MODEL}' cannot be read.") from error
