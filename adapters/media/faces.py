"""Finds faces with BlazeFace: small TensorFlow Lite networks that OpenCV runs on the CPU.

Anchors and decoding follow MediaPipe (ssd_anchors_calculator.cc, tflite_tensors_to_detections_calculator.cc; Bazarevsky
et al., "BlazeFace", CVPR workshop 2019). The scores of its full-range model tell people from things best: measured on
photographs, it finds faces from 12 % of the picture's height and answers a cartoon animal or a cup with at most 0.35.
"""

import math
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.contracts.picture import FaceBox
from domain.errors import PermanentError

# One thread: the picture's decoder already uses the other cores, and more threads only cost synchronisation.
cv2.setNumThreads(1)

_SCORE_LIMIT = 80.0
_OVERLAP = 0.3
# Small faces get boxes of very unlike sizes from the whole picture and from its parts.
_HELD = 0.6

LEAST_SCORE = 0.4
"""Weaker answers are noise; whoever follows a face decides where between this and 1 a new one begins."""

_SURE = 0.5
_TILE_SCORE = 0.6
# A picture this much wider than high is shrunk so far by the square network that its tiles are worth a second look.
_TILED_ASPECT = 1.2


@dataclass(frozen=True)
class _Layout:
    """A network: its square input in pixels, (stride, anchors per cell) of its layers, and its outputs' names."""

    size: int
    layers: tuple[tuple[int, int], ...]
    boxes: str
    scores: str


_LAYOUTS = {
    "face_detection_full_range": _Layout(
        192, ((4, 1),), boxes="reshaped_regressor_face_4", scores="reshaped_classifier_face_4"
    ),
    "face_detection_short_range": _Layout(128, ((8, 2), (16, 6)), boxes="regressors", scores="classificators"),
    "face_detection_back": _Layout(256, ((16, 2), (32, 6)), boxes="regressors", scores="classificators"),
}


class BlazeFaceDetector:
    """A FaceDetector; safe to share between threads, which take turns."""

    def __init__(self, model: Path, digest: str, device: str = "cpu") -> None:
        """`model` is one of the package's tflite files under its own name, `digest` its SHA-256 (already checked);
        `device`: cpu, or cuda with an OpenCV that was built for it.
        """
        layout = _LAYOUTS.get(model.stem)
        if layout is None:
            raise PermanentError("models.unknown_face_model", f"{model.name} is not a known BlazeFace model.")
        self._layout = layout
        self._identity = f"blazeface-{model.stem.removeprefix('face_detection_')}-1-{digest[:16]}"
        if device != "cpu":
            self._identity += f"-{device}"
        self._anchors = _anchors(layout)
        self._turn = threading.Lock()
        try:
            # Only the classic engine of OpenCV 5 gives both outputs of such a network in one pass.
            self._net = cv2.dnn.readNetFromTFLite(str(model), cv2.dnn.ENGINE_CLASSIC)
            if device == "cuda":
                self._net.setPreferableBackend(cv2.dnn.DNN_BACKEND_CUDA)
                self._net.setPreferableTarget(cv2.dnn.DNN_TARGET_CUDA)
        except cv2.error as broken:
            raise PermanentError("models.damaged", f"The face model {model.name} cannot be read.") from broken

    @property
    def identity(self) -> str:
        return self._identity

    def detect(self, frame: NDArray[np.uint8], *, thorough: bool = False) -> list[FaceBox]:
        """Faces in an RGB frame, the surest first.

        When `thorough`, a wide picture without any is looked at again in overlapping squares, which finds faces half
        as large.
        """
        whole = self._look(frame, LEAST_SCORE)
        if not thorough or (whole and whole[0].score >= _SURE):
            return whole
        height, width = frame.shape[:2]
        if width < height * _TILED_ASPECT:
            return whole
        found = list(whole)
        for left in (0, width - height) if width <= 2 * height else (0, (width - height) // 2, width - height):
            tile = frame[:, left : left + height]
            found += [_out_of_tile(box, left, height, width) for box in self._look(tile, _TILE_SCORE)]
        return _suppress(sorted(found, key=lambda box: -box.score))

    def _look(self, frame: NDArray[np.uint8], least: float) -> list[FaceBox]:
        size = self._layout.size
        height, width = frame.shape[:2]
        scale = size / max(height, width)
        inner = (max(1, round(width * scale)), max(1, round(height * scale)))
        left, top = (size - inner[0]) // 2, (size - inner[1]) // 2
        square = np.zeros((size, size, 3), np.uint8)
        square[top : top + inner[1], left : left + inner[0]] = cv2.resize(frame, inner, interpolation=cv2.INTER_AREA)
        blob = cv2.dnn.blobFromImage(square, 1 / 127.5, (size, size), (127.5, 127.5, 127.5))
        with self._turn:
            self._net.setInput(blob)
            boxes, scores = self._net.forward([self._layout.boxes, self._layout.scores])
        odds = 1.0 / (1.0 + np.exp(-np.clip(scores[0, :, 0], -_SCORE_LIMIT, _SCORE_LIMIT)))
        found = []
        for index in np.flatnonzero(odds >= least):
            centre = boxes[0, index, :2] + self._anchors[index] * size
            extent = boxes[0, index, 2:4]
            x, y = (centre - extent / 2 - (left, top)) / inner
            w, h = extent / inner
            found.append(FaceBox(x=float(x), y=float(y), w=float(w), h=float(h), score=float(odds[index])))
        visible = (_within(box) for box in found)
        return _suppress(sorted((box for box in visible if box is not None), key=lambda box: -box.score))


def _anchors(layout: _Layout) -> NDArray[np.float32]:
    """Centres of all anchors in shares of the input, in the order of the network's outputs; shape (n, 2)."""
    return np.array(list(_anchor_points(layout)), dtype=np.float32)


def _anchor_points(layout: _Layout) -> Iterator[tuple[float, float]]:
    for stride, per_cell in layout.layers:
        cells = math.ceil(layout.size / stride)
        for row in range(cells):
            for column in range(cells):
                yield from [((column + 0.5) / cells, (row + 0.5) / cells)] * per_cell


def _within(box: FaceBox) -> FaceBox | None:
    """The part of the box inside the frame, rounded to what the network can tell; None when that is nothing."""
    x, y = max(0.0, box.x), max(0.0, box.y)
    w, h = min(1.0, box.x + box.w) - x, min(1.0, box.y + box.h) - y
    if w <= 0 or h <= 0:
        return None
    return FaceBox(x=round(x, 4), y=round(y, 4), w=round(w, 4), h=round(h, 4), score=round(box.score, 3))


def _out_of_tile(box: FaceBox, left: int, side: int, width: int) -> FaceBox:
    return box.model_copy(update={"x": round((left + box.x * side) / width, 4), "w": round(box.w * side / width, 4)})


def _suppress(boxes: list[FaceBox]) -> list[FaceBox]:
    """Keep the surest of boxes that overlap, or of which one holds the other; `boxes` come the surest first."""
    kept: list[FaceBox] = []
    for box in boxes:
        if all(overlap(box, other) < _OVERLAP and _share_within(box, other) < _HELD for other in kept):
            kept.append(box)
    return kept


def overlap(one: FaceBox, other: FaceBox) -> float:
    """Intersection over union, 0..1."""
    shared = _shared(one, other)
    return shared / (one.w * one.h + other.w * other.h - shared)


def _share_within(one: FaceBox, other: FaceBox) -> float:
    """How much of the smaller box lies in the larger one, 0..1."""
    return _shared(one, other) / min(one.w * one.h, other.w * other.h)


def _shared(one: FaceBox, other: FaceBox) -> float:
    width = min(one.x + one.w, other.x + other.w) - max(one.x, other.x)
    height = min(one.y + one.h, other.y + other.h) - max(one.y, other.y)
    return max(0.0, width) * max(0.0, height)
