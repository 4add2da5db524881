"""Pictures and texts in one space by OpenCLIP, from a local checkpoint; needs the extra `clip`."""

import hashlib
import threading
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from pickle import UnpicklingError
from typing import TYPE_CHECKING, Any

import numpy as np

from adapters import extras
from domain.contracts.captions import PixelBox
from domain.errors import PermanentError, RejectedError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image

MODEL = "ViT-B-32"
BATCH = 16
# A change of what is done here with the same checkpoint must give another identity.
_REVISION = 1
_torchvision_libraries: list[Any] = []


class OpenClipEmbedder:
    """An Embedder with 512 dimensions, on the CPU or a CUDA device. Loads torch and the model on first use."""

    def __init__(self, checkpoint: Path, model: str = MODEL, device: str = "cpu") -> None:
        """`checkpoint`: weights of `model` as open_clip saves them. Raises PermanentError `engine.not_installed`."""
        if find_spec("open_clip") is None or find_spec("torch") is None:
            raise PermanentError("engine.not_installed", f"OpenCLIP is not installed. {extras.remedy('clip')}")
        with checkpoint.open("rb") as source:
            digest = hashlib.file_digest(source, "sha256").hexdigest()
        self._checkpoint = checkpoint
        self._name = model
        self._device = device
        self._lock = threading.Lock()
        self._parts: tuple[Any, Any, Any, str] | None = None
        self.identity = f"openclip/{version('open_clip_torch')}/{_REVISION} {model}@{digest[:16]}"
        if device != "cpu":
            self.identity += f" {device}"

    def embed_images(self, images: Sequence[Path]) -> "NDArray[np.float32]":
        """Unit vectors of picture files. Raises RejectedError `media.bad_picture` for one that cannot be read."""
        return self._embed(partial(_opened, path) for path in images)

    def embed_tiles(self, sheet: Path, tiles: Sequence[PixelBox]) -> "NDArray[np.float32]":
        """Unit vectors of the pictures on one sheet; errors as `embed_images`."""
        whole = _opened(sheet)
        boxes = [(tile.left, tile.top, tile.right, tile.bottom) for tile in tiles]
        return self._embed(partial(whole.crop, box) for box in boxes)

    def _embed(self, pictures: Iterable[Callable[[], "Image"]]) -> "NDArray[np.float32]":
        import torch

        model, prepare, _, device = self._loaded()
        batches = []
        waiting = iter(pictures)
        while batch := [prepare(picture()) for picture in islice(waiting, BATCH)]:
            with torch.inference_mode():
                batches.append(model.encode_image(torch.stack(batch).to(device)).float().cpu().numpy())
        return self._unit(batches)

    def embed_texts(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Unit vectors of texts, cut at the model's 77 tokens."""
        import torch

        model, _, tokens, device = self._loaded()
        batches = []
        for start in range(0, len(texts), BATCH):
            with torch.inference_mode():
                found = model.encode_text(tokens(list(texts[start : start + BATCH])).to(device))
                batches.append(found.float().cpu().numpy())
        return self._unit(batches)

    def _loaded(self) -> tuple[Any, Any, Any, str]:
        with self._lock:
            if self._parts is None:
                _declare_torchvision_operators()
                import open_clip

                try:
                    model, _, prepare = open_clip.create_model_and_transforms(
                        self._name, pretrained=str(self._checkpoint), device=self._device, weights_only=True
                    )
                except (RuntimeError, LookupError, OSError, ValueError, TypeError, EOFError, UnpicklingError) as error:
                    raise PermanentError(
                        "model.damaged", f"The checkpoint '{self._checkpoint}' is damaged or not of {self._name}."
                    ) from error
                model.eval()
                self._parts = (model, prepare, open_clip.get_tokenizer(self._name), self._device)
            return self._parts

    @staticmethod
    def _unit(batches: Sequence["NDArray[np.float32]"]) -> "NDArray[np.float32]":
        if not batches:
            return np.zeros((0, 512), np.float32)
        vectors = np.concatenate(batches)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def _opened(path: Path) -> "Image":
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as picture:
            return picture.convert("RGB")
    except (OSError, UnidentifiedImageError) as error:
        raise RejectedError("media.bad_picture", f"The picture '{path.name}' cannot be read.") from error


def _declare_torchvision_operators() -> None:
    """Declare the two operators that torchvision's Python code expects, where its compiled part does not load.

    A torchvision built for CUDA beside a CPU torch has no operators, and its import then fails with `operator
    torchvision::nms does not exist`. OpenCLIP needs only its transforms, which use no operator.
    """
    import torch

    found = find_spec("torchvision")
    if found is None or found.origin is None or _torchvision_libraries:
        return
    for compiled in Path(found.origin).parent.glob("_C*.so"):
        try:
            torch.ops.load_library(str(compiled))
        except OSError:
            continue
        return
    library = torch.library.Library("torchvision", "DEF")
    for name in ("nms", "qnms"):
        library.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    # A library's declarations are withdrawn when it is collected.
    _torchvision_libraries.append(library)
