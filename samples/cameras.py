"""Says where each scene puts the speakers in the frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samples.script import Script

# Share of the picture's width at which a speaker's head stands, for somebody sitting on the left.
_SINGLE, _CLOSE, _PAIR = 0.37, 0.42, 0.27


@dataclass(frozen=True)
class Place:
    """One speaker in a scene: where the neck is, in pixels, and the size of the figure (1: drawn size)."""

    speaker: str
    x: float
    y: float
    scale: float


@dataclass(frozen=True)
class Camera:
    """One scene: the room's side and zoom, or a slide's name, and the speakers in it."""

    places: tuple[Place, ...] = ()
    side: str = "both"
    zoom: float = 1.0
    slide: str | None = None


def camera(scene: str, script: Script) -> Camera:
    """Return the picture that a scene's name of the script asks for."""
    name, _, rest = scene.partition(" ")
    if name == "slide":
        return Camera(slide=rest)
    if name == "two":
        pair = [Place(key, _across(speaker.side, _PAIR), 760.0, 0.66) for key, speaker in script.speakers.items()]
        return Camera(tuple(pair))
    side = script.speakers[name].side
    if rest == "close":
        return Camera((Place(name, _across(side, _CLOSE), 850.0, 1.2),), side, 1.35)
    return Camera((Place(name, _across(side, _SINGLE), 750.0, 0.88),), side)


def _across(side: str, share: float) -> float:
    return 1920.0 * (share if side == "left" else 1.0 - share)
