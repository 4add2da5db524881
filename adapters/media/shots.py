"""Scores how unlike a frame is to the one before, from small frames."""

import functools
import math
from collections import deque
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

_BLOCKS = (3, 4)
_BINS = 16
_CELL = 5
_MEMORY = 8

# Shares of the score. Layout tells scenes of one palette apart, tones and colour tell scenes of one layout apart.
_LAYOUT_WEIGHT = 0.45
_TONE_WEIGHT = 0.3
_COLOUR_WEIGHT = 0.25

# Below this spread of luma (standard deviation, 0..255) a picture is nearly flat, and its layout is noise.
_FLAT_SPREAD = 6.0
# Mean chroma change (0..255) of a block that counts as another colour altogether.
_FULL_COLOUR_CHANGE = 32.0

# A picture that was gone counts as back when it is this many times closer to the one before than that was to the new.
_BACK_SHARE = 0.3
_LEAST_FLASH = 0.12


@dataclass(frozen=True)
class _Look:
    """What is kept of a frame: its coarse luma layout, its tones and its colours per block."""

    layout: NDArray[np.float32]
    spread: float
    tones: NDArray[np.float32]
    colours: NDArray[np.float32]


class LookDetector:
    """A ShotDetector by three differences: layout (correlation of coarse luma, blind to brightness and contrast),
    tones (luma histograms per block, blind to movement inside a block) and colour (mean chroma per block).

    A cut changes at least two of them at once; a flash changes tones alone, a moving hand a part of the layout.
    """

    def __init__(self) -> None:
        self._looks: deque[_Look] = deque(maxlen=_MEMORY + 1)
        self._scores: deque[float] = deque(maxlen=_MEMORY + 1)
        self._away = 0

    @property
    def identity(self) -> str:
        return "look-shots-1"

    @property
    def memory(self) -> int:
        return _MEMORY

    @property
    def away(self) -> int:
        return self._away

    def fresh(self) -> "LookDetector":
        """The same engine before its first frame."""
        return LookDetector()

    def push(self, frame: NDArray[np.uint8]) -> float:
        """The cut score 0..1 of this frame; 0 for the first."""
        look = _look(frame)
        score = _distance(self._looks[-1], look) if self._looks else 0.0
        self._looks.append(look)
        self._scores.append(score)
        self._away = self._frames_away(look)
        return score

    def _frames_away(self, look: _Look) -> int:
        """How many frames differed, all of them, from one older frame that this one equals again.

        Only the frame that brings the picture back is told of, so the frame before it must still be unlike.
        """
        for away in range(1, len(self._looks) - 1):
            left = self._scores[-1 - away]
            if left < _LEAST_FLASH:
                continue
            before = self._looks[-2 - away]
            limit = _BACK_SHARE * left
            if _distance(before, look) <= limit < _distance(before, self._looks[-2]):
                return away
        return 0


def _look(frame: NDArray[np.uint8]) -> _Look:
    height, width = frame.shape[:2]
    coarse = cv2.resize(frame, (width // _CELL, height // _CELL), interpolation=cv2.INTER_AREA).astype(np.float32)
    # OpenCV's sums are several times faster than numpy's on pictures this small.
    layout = coarse[..., 0] - cv2.mean(coarse)[0]
    return _Look(
        layout=layout,
        spread=float(cv2.norm(layout)) / math.sqrt(layout.size),
        tones=_tones(frame[..., 0]),
        colours=np.asarray(cv2.resize(coarse, _BLOCKS[::-1], interpolation=cv2.INTER_AREA)[..., 1:], np.float32),
    )


@functools.lru_cache(maxsize=4)
def _first_bins(height: int, width: int) -> NDArray[np.uint16]:
    """For every pixel the number of its block's first bin."""
    rows = np.arange(height) * _BLOCKS[0] // height
    columns = np.arange(width) * _BLOCKS[1] // width
    return np.asarray((rows[:, None] * _BLOCKS[1] + columns[None, :]) * _BINS, dtype=np.uint16)


def _tones(luma: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Histograms of luma, one row per block, each adding up to 1."""
    count = _BLOCKS[0] * _BLOCKS[1]
    index = _first_bins(*luma.shape) + (luma >> 4)
    tones = np.bincount(index.ravel(), minlength=count * _BINS).reshape(count, _BINS).astype(np.float32)
    return np.asarray(tones / tones.sum(axis=1, keepdims=True), dtype=np.float32)


def _distance(one: _Look, other: _Look) -> float:
    """How unlike two frames are, 0..1."""
    floor = _FLAT_SPREAD**2
    shared = float(np.vdot(one.layout, other.layout)) / one.layout.size
    alike = (shared + floor) / (one.spread * other.spread + floor)
    layout = min(1.0, max(0.0, 1.0 - alike))
    tones = float(np.abs(one.tones - other.tones).sum(axis=1).mean()) / 2.0
    colour = min(1.0, float(np.abs(one.colours - other.colours).mean()) / _FULL_COLOUR_CHANGE)
    return _LAYOUT_WEIGHT * layout + _TONE_WEIGHT * tones + _COLOUR_WEIGHT * colour
