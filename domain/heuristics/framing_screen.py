"""Tells a screen (slides, an editor, a terminal, a game with a camera in its corner) from a camera's picture.

A screen has text on a plain ground: most of it is of one luma, which no lens, no light and no painter leaves so.
Nothing of a screen is cut away. Its speaker is followed only when large, and when the window cuts no lines of text.
"""

from collections.abc import Sequence

from domain.contracts.picture import FrameLook
from domain.heuristics.faces import FaceTrack, median
from domain.heuristics.framing_window import Window

PLAIN_GROUND = 0.5
"""Share of a screen's pixels that are of its ground's luma. Measured: editors, terminals and slides 0.6 to 0.99, camera
and drawn pictures at most 0.14.
"""

TEXT_SHARE = 0.02
"""Share of a screen's cells that hold text. Measured: 0.03 on a terminal's first lines, 0.25 on a full editor."""

LARGE_FACE = 0.22
"""Height of a face, as a share of the frame's, from which on a speaker beside a screen is a subject, not an inset."""

CUT_LINES = 0.08
"""At how much of its height a window's edge may lie in text: one line, such as a name, but no paragraph."""

# A camera's inset lies in a corner: so far from the middle, across and down.
_CORNER = (0.26, 0.2)
_INSET_FACE = 0.22
# In face heights: who sits before a computer's camera hardly moves in its picture.
_STILL_SPREAD = 0.6
BUSY_MOTION = 0.012
"""Mean luma change from frame to frame above which the rest of the picture changes all the time."""


def is_screen(looks: Sequence[FrameLook]) -> bool:
    """Whether most of what was seen is text on a plain ground."""
    if not looks:
        return False
    text = median([sum(look.columns) / (look.rows * len(look.columns)) for look in looks])
    return text >= TEXT_SHARE and median([look.ground for look in looks]) >= PLAIN_GROUND


def cuts_text(looks: Sequence[FrameLook], window: Window, center_x: float) -> bool:
    """Whether a side of the window lies in the middle of text, mostly."""
    sides = [center_x - window.width / 2, center_x + window.width / 2]
    return any(median([_text_at(look, side) for look in looks]) > CUT_LINES for side in sides if 0 < side < 1)


def _text_at(look: FrameLook, x: float) -> float:
    """How much of the height has text on both sides of the line at `x`."""
    at = x * len(look.columns)
    beside = [look.columns[i] for i in (round(at) - 1, round(at)) if 0 <= i < len(look.columns)]
    return min(beside, default=0) / look.rows


def is_inset(track: FaceTrack) -> bool:
    """Whether a face is that of a small picture in a corner: small, at the edge, and staying where it is."""
    xs, ys = sorted(s.x for s in track.sightings), sorted(s.y for s in track.sightings)
    aside = abs(median(xs) - 0.5) >= _CORNER[0] and abs(median(ys) - 0.5) >= _CORNER[1]
    still = max(_spread(xs), _spread(ys)) <= _STILL_SPREAD * track.height
    return aside and still and track.height <= _INSET_FACE


def _spread(values: Sequence[float]) -> float:
    """The distance of the outermost tenths of sorted values."""
    outer = len(values) // 10
    return values[-1 - outer] - values[outer]


def subject_of_screen(looks: Sequence[FrameLook], faces: Sequence[FaceTrack], window: Window) -> list[FaceTrack]:
    """The faces that a window may follow though it leaves out most of the screen."""
    large = [face for face in faces if face.height >= LARGE_FACE]
    return [
        face
        for face in large
        if not cuts_text(looks, window, window.inside_x(median([sighting.x for sighting in face.sightings])))
    ]
