"""How large the crop window is, and where it wants to be for a face."""

import math
from dataclasses import dataclass

from domain.contracts.framing import Aspect

RATIOS: dict[Aspect, float] = {"9:16": 9 / 16, "1:1": 1.0, "4:5": 4 / 5, "16:9": 16 / 9}
"""Width over height."""

EYE_LINE = 0.36
"""Where the eyes are wanted, a share of the window's height from its top: near the upper third."""

SMALL_FACE = 0.17
"""A face lower than this share of the window is brought nearer."""

MAX_PUNCH_IN = 1.25
"""How much nearer, on a source of 1080 lines; softness shows beyond it. Finer sources allow more, coarser ones less."""

_MOST_PUNCH_IN = 1.8
_REFERENCE_LINES = 1080
_EYES_IN_FACE = 0.35
_STEPS = 8


@dataclass(frozen=True)
class Window:
    """A crop window; `width` and `height` in shares of the source frame."""

    width: float
    height: float

    def nearer(self, factor: float) -> "Window":
        """The same shape, smaller by `factor`."""
        return Window(self.width / factor, self.height / factor)

    def inside_x(self, center: float) -> float:
        """The nearest centre that keeps the window inside the frame."""
        return min(1 - self.width / 2, max(self.width / 2, center))

    def inside_y(self, center: float) -> float:
        """The nearest centre that keeps the window inside the frame."""
        return min(1 - self.height / 2, max(self.height / 2, center))

    def y_for_face(self, center: float, height: float) -> float:
        """The window's centre that puts the eyes of a face with this centre and height on the eye line."""
        eyes = center - height / 2 + _EYES_IN_FACE * height
        return self.inside_y(eyes + (0.5 - EYE_LINE) * self.height)


def largest_window(aspect: Aspect, width: int, height: int) -> Window:
    """The largest window of this shape in a frame of `width` x `height` pixels."""
    share = RATIOS[aspect] * height / width
    return Window(share, 1.0) if share <= 1 else Window(1.0, 1 / share)


def punch_in(window: Window, face_height: float, frame_height: int) -> float:
    """By which factor the window shrinks for a small face; 1 for a face that is large enough.

    In steps, so that shots of one distance get windows of one size.
    """
    limit = min(_MOST_PUNCH_IN, max(1.0, MAX_PUNCH_IN * frame_height / _REFERENCE_LINES))
    wanted = min(limit, max(1.0, SMALL_FACE * window.height / face_height))
    return math.floor(wanted * _STEPS) / _STEPS
