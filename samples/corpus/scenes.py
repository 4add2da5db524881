"""Draws the pictures of the corpus as loops of a few seconds, and keeps them without loss."""

from __future__ import annotations

import hashlib
import math
import random
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import imageio_ffmpeg
import numpy as np
import numpy.typing as npt

from samples.corpus import screens
from samples.figure import BODY_PIVOT, HEAD_PIVOT, MOUTHS, draw_figure
from samples.scenery import studio
from samples.script import Look

if TYPE_CHECKING:
    from PIL import Image

    from samples.corpus.manifest import Scene

Pixels = npt.NDArray[np.uint8]

LOOP_SECONDS = 4.0
# NASA's portrait of Eileen Collins (public domain), which the tests of the face detectors use too.
_PORTRAIT = Path(__file__).parents[2] / "tests" / "adapters" / "media" / "astronaut.jpg"
_DRAWN_FOR = 1080.0
_BODY = 740
"""Drawn pixels from the neck down."""
_TINY = 0.22
_DIM = 0.16
_LIGHT = 14.0
"""Levels by which a soft light wanders over the wall: in every crop something moves, so that frozen frames show."""

_SKINS = ("#e6b491", "#c68642", "#8d5524", "#f1c27d", "#e0ac69")
_HAIRS = ("#3a2a20", "#5b3420", "#1b1b1b", "#a0703a")
_TOPS = ("#35507a", "#1f6f78", "#7a3b35", "#4b6b3a")


def loop_of(scene: Scene, chance: random.Random, cache: Path, seed: int) -> Path:
    """The file of a scene's loop: Ut Video in RGB, which decodes in a third of what FFV1 takes,
    `LOOP_SECONDS` long (a still has one frame).

    The seed casts a few figures with their places; `chance` takes one of them, so that rows share loops.
    """
    cast = random.Random(f"cast:{seed}")
    sides = [(0.29, 0.04), (0.69, 0.04), (0.33, 0.05)]
    figures = [(_look(cast), side + cast.uniform(-reach, reach)) for side, reach in sides]
    look, x = chance.choice(figures)
    x = x if scene.x is None else scene.x
    text = chance.randint(0, 2)
    drawn = f"7|{scene.model_dump_json()}|{look.model_dump_json()}|{x:.4f}|{text if scene.name == 'slides' else ''}"
    path = cache / f"scene-{hashlib.sha256(drawn.encode()).hexdigest()[:24]}.mkv"
    if not path.exists():
        _write(_frames(scene, look, x, random.Random(text)), scene, path)
    return path


def _look(cast: random.Random) -> Look:
    return Look(
        skin=cast.choice(_SKINS),
        hair=cast.choice(_HAIRS),
        top=cast.choice(_TOPS),
        style=cast.choice(("short", "long", "bun")),
        glasses=cast.random() < 0.25,
    )


def _frames(scene: Scene, look: Look, x: float, chance: random.Random) -> list[Pixels]:
    """RGB frames of one loop."""
    count, size = round(LOOP_SECONDS * scene.rate), scene.size
    if scene.name in {"slides", "editor", "terminal", "webcam"}:
        return _screen(scene, look, chance)
    if scene.name in {"portrait", "still"}:
        moving = _portrait(size, count, x, scene.scale)
        return moving[:1] if scene.name == "still" else moving
    if scene.name == "two":
        frames = _room(size, count, "both")
        other = look.model_copy(update={"top": "#6b4b7a", "style": "bald", "beard": True, "glasses": True})
        _place(frames, look, 0.24, 0.85 * scene.scale, phase=0)
        _place(frames, other, 0.76, 0.85 * scene.scale, phase=count // 3)
        return frames
    frames = _room(size, count, "right" if x > 0.5 else "left")
    if scene.name != "nobody":
        _place(frames, look, x, _TINY if scene.name == "tiny" else scene.scale, phase=0)
    return [(frame * _DIM).astype(np.uint8) for frame in frames] if scene.name == "dim" else frames


def _screen(scene: Scene, look: Look, chance: random.Random) -> list[Pixels]:
    count, size = round(LOOP_SECONDS * scene.rate), scene.size
    if scene.name == "slides":
        return screens.slides(size, count, chance)
    if scene.name == "terminal":
        return screens.terminal(size, count)
    scrolled = screens.editor(size, count)
    return _with_bubble(scrolled, look) if scene.name == "webcam" else scrolled


def _room(size: tuple[int, int], count: int, side: str) -> list[Pixels]:
    width, height = size
    wall = np.asarray(studio(side, 1.0).convert("RGB"))
    # A portrait picture shows the middle of the room.
    share = min(1.0, width / height * wall.shape[0] / wall.shape[1])
    left = round((1 - share) / 2 * wall.shape[1])
    wall = cv2.resize(wall[:, left : wall.shape[1] - left], size, interpolation=cv2.INTER_AREA).astype(np.int16)
    across = np.arange(width, dtype=np.float32)[None, :] / width + np.arange(height, dtype=np.float32)[:, None] / height
    frames = []
    for number in range(count):
        light = _LIGHT * np.sin(2 * np.pi * (2.5 * across - 2 * number / count))
        frames.append(np.clip(wall + np.round(light).astype(np.int16)[..., None], 0, 255).astype(np.uint8))
    return frames


def _place(frames: list[Pixels], look: Look, x: float, scale: float, *, phase: int) -> None:
    """Set a talking figure into all frames; its loop closes."""
    height, width = frames[0].shape[:2]
    unit = scale * min(height, width * 9 / 16 * 1.6) / _DRAWN_FOR
    neck = max(0.64 * height, height - _BODY * unit)  # the body reaches to the lower edge
    figure = draw_figure(look)
    small = min(1.0, 2 * unit)  # drawn small once, so that every frame warps little
    body = _premultiplied(figure.body, small)
    heads = [[_premultiplied(image, small) for image in pair] for pair in figure.heads]
    body_pivot, head_pivot = (tuple(small * value for value in pivot) for pivot in (BODY_PIVOT, HEAD_PIVOT))
    mouths = random.Random(len(frames)).choices(range(MOUTHS), k=len(frames))
    for number, frame in enumerate(frames):
        turn = 2 * math.pi * ((number + phase) % len(frames)) / len(frames)
        sway = 14 * math.sin(turn) * unit
        at = (x * width + sway, neck + 6 * math.sin(3 * turn) * unit)
        mouth = mouths[(number + phase) // 3 * 3 % len(frames)]
        blink = (number + phase) % len(frames) < 4
        _blend(frame, body, _matrix(body_pivot, (x * width + sway / 2, neck), unit / small, 0.0))
        _blend(frame, heads[mouth][int(blink)], _matrix(head_pivot, at, unit / small, 2 * math.sin(2 * turn)))


def _matrix(pivot: tuple[float, ...], at: tuple[float, float], scale: float, turn: float) -> npt.NDArray[np.float64]:
    matrix = np.asarray(cv2.getRotationMatrix2D(pivot, turn, scale), dtype=np.float64)
    matrix[0, 2] += at[0] - pivot[0]
    matrix[1, 2] += at[1] - pivot[1]
    return matrix


def _blend(frame: Pixels, layer: npt.NDArray[np.float32], matrix: npt.NDArray[np.float64]) -> None:
    """Lay a premultiplied layer over the frame, touching only the part of it that the layer covers."""
    tall, wide = layer.shape[:2]
    corners = matrix @ np.array([[0, wide, wide, 0], [0, 0, tall, tall], [1, 1, 1, 1]], dtype=np.float64)
    height, width = frame.shape[:2]
    left, top = (max(0, int(value) - 1) for value in corners.min(axis=1))
    right, bottom = min(width, int(corners[0].max()) + 2), min(height, int(corners[1].max()) + 2)
    moved = matrix - np.array([[0, 0, left], [0, 0, top]])
    warped = cv2.warpAffine(layer, moved, (right - left, bottom - top), flags=cv2.INTER_LINEAR)
    part = frame[top:bottom, left:right]
    part[:] = np.clip(part * (1 - warped[:, :, 3:]) + warped[:, :, :3], 0, 255).astype(np.uint8)


def _premultiplied(image: Image.Image, scale: float) -> npt.NDArray[np.float32]:
    pixels = np.asarray(image).astype(np.float32)
    pixels[:, :, 3] /= 255.0
    pixels[:, :, :3] *= pixels[:, :, 3:]
    return np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))


def _portrait(size: tuple[int, int], count: int, x: float, scale: float) -> list[Pixels]:
    """A photograph of a face that sways a little in front of a plain wall."""
    width, height = size
    face = cv2.cvtColor(cv2.imread(str(_PORTRAIT)), cv2.COLOR_BGR2RGB)
    side = round(0.8 * scale * min(height, width))
    face = cv2.resize(face, (side, side), interpolation=cv2.INTER_AREA)
    frames = _room(size, count, "left")
    left, top = x * width - 0.42 * side, height - side
    for number, frame in enumerate(frames):
        shift = 0.015 * side * math.sin(2 * math.pi * number / count)
        move = np.array([[1, 0, left + shift], [0, 1, top]], dtype=np.float64)
        cv2.warpAffine(face, move, (width, height), dst=frame, borderMode=cv2.BORDER_TRANSPARENT)
    return frames


def _with_bubble(frames: list[Pixels], look: Look) -> list[Pixels]:
    """A webcam's round picture in the lower right corner of a screen."""
    height, width = frames[0].shape[:2]
    side = height // 4
    inside = [np.full((side, side, 3), (70, 80, 90), np.uint8) for _ in frames]
    _place(inside, look, 0.5, 1.3, phase=0)
    mask = np.zeros((side, side), np.uint8)
    cv2.circle(mask, (side // 2, side // 2), side // 2 - 1, 255, -1)
    found = []
    for frame, bubble in zip(frames, inside, strict=True):
        whole = frame.copy()
        corner = whole[height - side - 8 : height - 8, width - side - 8 : width - 8]
        corner[mask > 0] = bubble[mask > 0]
        found.append(whole)
    return found


def _write(frames: list[Pixels], scene: Scene, path: Path) -> None:
    width, height = scene.size
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        made = Path(folder) / "scene.mkv"
        command = [
            *(imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-v", "error", "-f", "rawvideo", "-pixel_format", "rgb24"),
            *("-video_size", f"{width}x{height}", "-framerate", str(scene.rate), "-i", "pipe:0"),
            *("-c:v", "utvideo", "-pix_fmt", "gbrp", "-threads", "2", str(made)),
        ]
        subprocess.run(command, input=b"".join(np.ascontiguousarray(frame).tobytes() for frame in frames), check=True)
        made.replace(path)
