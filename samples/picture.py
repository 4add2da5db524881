"""Draws a talk's frames and says where every face is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

from samples.cameras import Camera, Place, camera
from samples.figure import BODY_PIVOT, FACE_BOX, HEAD_PIVOT, Figure, draw_figure
from samples.motion import Motion, Pose
from samples.scenery import SIZE, lower_third, slide, studio

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

    from samples.script import Script
    from samples.soundtrack import Soundtrack

Pixels = npt.NDArray[np.uint8]
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Shot:
    """Frames from `first` up to, not including, `end` show one scene."""

    first: int
    end: int
    scene: str


@dataclass(frozen=True)
class VisibleFace:
    """A face, forehead to chin and cheek to cheek, in pixels of the frame."""

    speaker: str
    left: float
    top: float
    right: float
    bottom: float


class Picture:
    """All frames of one talk."""

    def __init__(self, script: Script, track: Soundtrack, frame_rate: float) -> None:
        self._script = script
        self.frames = round(track.duration * frame_rate)
        self.shots = _shots(track, frame_rate, self.frames)
        self._motions = {key: Motion(key, track.speech[key], frame_rate) for key in script.speakers}
        self._figures = {key: _arrays(draw_figure(speaker.look)) for key, speaker in script.speakers.items()}

    def draw(self) -> Iterator[Pixels]:
        """Yield every frame, height by width by blue, green, red. A frame is only valid until the next one."""
        introduced: set[str] = set()
        for shot in self.shots:
            view = camera(shot.scene, self._script)
            background = self._background(view, introduced)
            still = None if view.places else background
            for frame in range(shot.first, shot.end):
                if still is not None:
                    yield still
                    continue
                pixels = background.copy()
                for place in view.places:
                    self._add_speaker(pixels, place, self._motions[place.speaker].pose(frame))
                yield pixels

    def faces(self, frame: int) -> list[VisibleFace]:
        """Return the faces of one frame, from left to right."""
        shot = next(shot for shot in self.shots if shot.first <= frame < shot.end)
        found: list[VisibleFace] = []
        for place in camera(shot.scene, self._script).places:
            matrix = _head_matrix(place, self._motions[place.speaker].pose(frame))
            left, top, right, bottom = FACE_BOX
            x, y = matrix @ np.array([(left + right) / 2, (top + bottom) / 2, 1.0])
            width, height = (right - left) / 2 * place.scale, (bottom - top) / 2 * place.scale
            box = (float(x - width), float(y - height), float(x + width), float(y + height))
            found.append(VisibleFace(place.speaker, *box))
        return sorted(found, key=lambda face: face.left)

    def _background(self, view: Camera, introduced: set[str]) -> Pixels:
        if view.slide is not None:
            image = slide(self._script.slides[view.slide])
        else:
            image = studio(view.side, view.zoom)
            speaker = view.places[0].speaker
            if len(view.places) == 1 and view.zoom == 1.0 and speaker not in introduced:
                introduced.add(speaker)
                person = self._script.speakers[speaker]
                lower_third(image, person.name, person.role, person.side)
        return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])

    def _add_speaker(self, pixels: Pixels, place: Place, pose: Pose) -> None:
        figure = self._figures[place.speaker]
        _blend(pixels, figure.body, _matrix(place, BODY_PIVOT, pose.body_x, 0.0, 0.0))
        _blend(pixels, figure.heads[pose.mouth][pose.blink], _head_matrix(place, pose))


@dataclass(frozen=True)
class _Arrays:
    """A figure's layers as premultiplied blue, green, red, alpha."""

    body: Pixels
    heads: tuple[tuple[Pixels, Pixels], ...]


def _arrays(figure: Figure) -> _Arrays:
    return _Arrays(_premultiplied(figure.body), tuple((_premultiplied(a), _premultiplied(b)) for a, b in figure.heads))


def _premultiplied(image: Image.Image) -> Pixels:
    pixels = np.asarray(image).astype(np.float32)
    pixels[:, :, :3] *= pixels[:, :, 3:] / 255.0
    return np.ascontiguousarray(np.round(pixels[:, :, [2, 1, 0, 3]]).astype(np.uint8))


def _head_matrix(place: Place, pose: Pose) -> Matrix:
    return _matrix(place, HEAD_PIVOT, pose.head_x, pose.head_y, pose.turn)


def _matrix(place: Place, pivot: tuple[float, float], x: float, y: float, turn: float) -> Matrix:
    """Return the 2x3 map from a layer's pixels to the frame's, turning about the pivot."""
    matrix = np.asarray(cv2.getRotationMatrix2D(pivot, turn, place.scale), dtype=np.float64)
    matrix[0, 2] += place.x + x * place.scale - pivot[0]
    matrix[1, 2] += place.y + y * place.scale - pivot[1]
    return matrix


def _blend(pixels: Pixels, layer: Pixels, matrix: Matrix) -> None:
    """Lay a premultiplied layer over the frame, touching only the part of it that the layer covers."""
    height, width = layer.shape[:2]
    corners = matrix @ np.array([[0, width, width, 0], [0, 0, height, height], [1, 1, 1, 1]], dtype=np.float64)
    left, top = (max(0, int(value) - 1) for value in corners.min(axis=1))
    right, bottom = (min(size, int(value) + 2) for size, value in zip(SIZE, corners.max(axis=1), strict=True))
    moved = matrix - np.array([[0, 0, left], [0, 0, top]])
    warped = cv2.warpAffine(layer, moved, (right - left, bottom - top), flags=cv2.INTER_AREA)
    part = pixels[top:bottom, left:right]
    rest = cv2.merge([255 - warped[:, :, 3]] * 3)
    part[:] = cv2.add(cv2.multiply(part, rest, scale=1.0 / 255.0), cv2.merge(cv2.split(warped)[:3]))


def _shots(track: Soundtrack, frame_rate: float, frames: int) -> tuple[Shot, ...]:
    """Return the shots at whole frames; neighbours with one scene are one shot."""
    starts = [(round(change.time * frame_rate), change.scene) for change in track.scenes]
    merged = [start for index, start in enumerate(starts) if not index or start[1] != starts[index - 1][1]]
    ends = [first for first, _ in merged[1:]] + [frames]
    return tuple(Shot(first, end, scene) for (first, scene), end in zip(merged, ends, strict=True))
