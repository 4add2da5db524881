"""Measures how a whole frame looks: where there is text, how plain its ground is, and which lines of it are lit."""

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

from domain.contracts.picture import FrameLook, Lit

Plane = NDArray[np.uint8]

BRIGHTER_THAN_BLACK = 40
"""Luma of limited range, where black is 16: noise and compression of black stay below."""

_CELLS_ON_SHORT_SIDE = 34
_LEAST_CELL = 4
# Steps of luma from one pixel to the next: letters have hard ones, a screen's ground has none.
_HARD_STEP = 40
_NO_STEP = 2
_HARD_SHARE = 0.08
_FLAT_SHARE = 0.3
# Half of the rows tell the same: letters are higher than two lines.
_EVERY = 2


def look_of(luma: Plane, time: float) -> FrameLook:
    """`luma`: a whole frame, 8-bit; `time` in seconds."""
    thin = np.ascontiguousarray(luma[::_EVERY])
    steps = np.zeros_like(thin)
    cv2.absdiff(thin[:, 1:], thin[:, :-1], steps[:, 1:])
    text = _cells(cv2.threshold(steps, _HARD_STEP, 255, cv2.THRESH_BINARY)[1], luma) >= 255 * _HARD_SHARE
    text &= _cells(cv2.threshold(steps, _NO_STEP, 255, cv2.THRESH_BINARY_INV)[1], luma) >= 255 * _FLAT_SHARE
    counts = cv2.calcHist([thin], [0], None, [256], [0, 256]).ravel()
    near = np.convolve(counts, np.ones(3), "same")
    return FrameLook(
        time=time,
        rows=text.shape[0],
        columns=tuple(int(count) for count in text.sum(axis=0)),
        ground=round(float(near.max()) / thin.size, 3),
    )


def _cells(marks: ArrayLike, luma: Plane) -> Plane:
    """The mean of each square cell; what is left over at the right and at the bottom is left out."""
    height, width = luma.shape
    cell = max(_LEAST_CELL, _EVERY * round(min(height, width) / _CELLS_ON_SHORT_SIDE / _EVERY))
    columns, rows = max(1, width // cell), max(1, height // cell)
    whole = np.asarray(marks, np.uint8)[: rows * cell // _EVERY, : columns * cell]
    return np.asarray(cv2.resize(whole, (columns, rows), interpolation=cv2.INTER_AREA), np.uint8)


class LitLines:
    """Keeps, for all lines of pixels, at the most how much of them was brighter than black."""

    def __init__(self, size: tuple[int, int]) -> None:
        width, height = size
        self._size = size
        self._rows = np.zeros(height, np.int32)
        self._columns = np.zeros(width, np.int32)

    def add(self, luma: Plane) -> None:
        """Look at a frame of `size`."""
        lit = cv2.threshold(luma, BRIGHTER_THAN_BLACK, 1, cv2.THRESH_BINARY)[1]
        np.maximum(self._rows, cv2.reduce(lit, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S).ravel(), out=self._rows)
        np.maximum(self._columns, cv2.reduce(lit, 0, cv2.REDUCE_SUM, dtype=cv2.CV_32S).ravel(), out=self._columns)

    def most(self) -> Lit:
        """In thousandths, rounded up: a single bright pixel is no black line."""
        width, height = self._size
        return Lit(rows=_thousandths(self._rows, width), columns=_thousandths(self._columns, height))


def _thousandths(counts: NDArray[np.int32], whole: int) -> tuple[int, ...]:
    return tuple(int(-(-count * 1000 // whole)) for count in counts.tolist())
