"""The still parts of an audiogram: the ground with its cover, and how high each pixel of the bars lies."""

import colorsys
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.errors import PermanentError
from domain.heuristics.audiogram_layout import AudiogramLayout, Box
from domain.heuristics.voice_bars import BARS

Rgb = NDArray[np.uint8]
Floats = NDArray[np.float32]

# The house's own ground, where no cover gives its colours: from the top left to the bottom right, with two soft lights.
_DEEP, _DEEPER = (46, 32, 110), (14, 16, 40)
_GLOWS = (((0.18, 0.12), 0.75, (122, 60, 214)), ((0.9, 0.82), 0.8, (18, 116, 168)))
_ACCENT = ((125, 240, 255), (196, 150, 255))

_BLUR_SIDE, _HALFWAY = 72, 5
_GROUND_LIGHT = 0.62
_BRIGHTEST_GROUND = 92.0
_DARKEST_GROUND = 34.0
# Below this spread eight bits show steps in a soft gradient; grain hides them.
_GRAIN = 1.3

_CORNER, _SHADOW, _RIM = 26.0, 34.0, 1.6
_SHADOW_SHRINK = 6
_LEAST, _MOST = 8.0, 246.0
"""Levels of the lowest and the highest bar."""


@dataclass(frozen=True)
class Ground:
    """The picture behind everything, and the two colours of the bars, from the middle to the sides."""

    pixels: Rgb
    accent: tuple[tuple[int, int, int], tuple[int, int, int]]


@dataclass(frozen=True)
class BarArt:
    """`reach`: the level of a bar from which on a pixel of it is lit; `tint`: the bars' colours; `gain` turns what a
    bar's level is above it into opacity; `left` and `top` in pixels of the output.
    """

    reach: Rgb
    tint: Rgb
    gain: float
    left: int
    top: int

    @staticmethod
    def levels(heights: NDArray[np.float64]) -> Rgb:
        """Heights 0..1 as levels of the bars."""
        return np.asarray(np.round(_LEAST + np.clip(heights, 0, 1) * (_MOST - _LEAST)), np.uint8)


def ground(cover: Rgb | None, layout: AudiogramLayout, size: tuple[int, int]) -> Ground:
    """The cover, framed, over a blurred and dimmed copy of itself; without one the house's own ground."""
    if cover is None or layout.cover is None:
        return Ground(_grained(_own_ground(size)), _ACCENT)
    accent = _accent_of(cover)
    canvas = _blurred(cover, size)
    _lay(canvas, cover, layout.cover, layout.unit)
    return Ground(_grained(canvas), accent)


def bar_art(wave: Box, accent: tuple[tuple[int, int, int], tuple[int, int, int]]) -> BarArt:
    """Bars with round ends, mirrored at the middle line of the box, as wide apart as they fit."""
    pitch = max(3, int(wave.width / BARS))
    wide = max(2, round(pitch * 0.56))
    high = max(8, int(wave.height) // 2 * 2)
    radius = wide / 2
    across = np.abs(np.arange(pitch) + 0.5 - pitch / 2)
    inside = across <= radius
    cap = np.sqrt(np.maximum(0.0, radius**2 - np.minimum(across, radius) ** 2))
    down = np.abs(np.arange(high) + 0.5 - high / 2)
    room = max(1.0, high / 2 - radius - 1)
    per_pixel = (_MOST - _LEAST) / room
    # A pixel half covered by a bar's end is half lit.
    reach = _LEAST + (down[:, None] - cap[None, :] - 0.5) * per_pixel
    reach = np.where(inside[None, :], np.clip(reach, 0.0, 255.0), 255.0)
    width = pitch * BARS
    middle = np.abs(np.linspace(-1, 1, width))[None, :, None]
    near, far = (np.array(colour, np.float32) for colour in accent)
    tint = np.broadcast_to(near + (far - near) * middle, (high, width, 3))
    return BarArt(
        reach=np.asarray(np.round(np.tile(reach, (1, BARS))), np.uint8),
        tint=np.asarray(np.round(tint), np.uint8),
        gain=255.0 / per_pixel,
        left=round((wave.left + (wave.width - width) / 2) / 2) * 2,
        top=round((wave.middle - high / 2) / 2) * 2,
    )


def write_picture(path: Path, pixels: Rgb) -> None:
    """Write RGB or grey pixels as PNG."""
    turned = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR) if pixels.ndim == 3 else pixels
    done, data = cv2.imencode(".png", turned)
    if not done:
        raise PermanentError("media.tool_failed", "The audiogram's picture could not be encoded.")
    path.write_bytes(data.tobytes())


def _own_ground(size: tuple[int, int]) -> Floats:
    width, height = size
    x = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    slope = ((x + 2 * y) / 3)[..., None]
    canvas = np.array(_DEEP, np.float32) * (1 - slope) + np.array(_DEEPER, np.float32) * slope
    longer = max(size)
    for (at_x, at_y), reach, colour in _GLOWS:
        away = np.hypot((x - at_x) * width, (y - at_y) * height) / (reach * longer)
        light = np.exp(-((away * 1.7) ** 2))[..., None] * 0.5
        canvas = canvas * (1 - light) + np.array(colour, np.float32) * light
    return np.asarray(canvas, np.float32)


def _blurred(cover: Rgb, size: tuple[int, int]) -> Floats:
    """The cover, filling the size, so blurred that only its colours are left, and dark enough for white letters."""
    width, height = size
    shrink = _BLUR_SIDE / max(size)
    small = (max(8, round(width * shrink)), max(8, round(height * shrink)))
    fitted = _filling(cover, small).astype(np.float32)
    soft = cv2.GaussianBlur(fitted, (0, 0), _BLUR_SIDE / 9)
    # Enlarged in two steps, smoothed between them: in one the grid of the small picture would show.
    middle = (small[0] * _HALFWAY, small[1] * _HALFWAY)
    large = cv2.GaussianBlur(cv2.resize(soft, middle, interpolation=cv2.INTER_CUBIC), (0, 0), _HALFWAY)
    grey = large.mean(axis=2, keepdims=True)
    large = cv2.resize(grey + (large - grey) * 1.25, size, interpolation=cv2.INTER_CUBIC)
    light = float(grey.mean())
    scale = min(_GROUND_LIGHT, _BRIGHTEST_GROUND / max(light, 1.0))
    canvas = large * scale + max(0.0, _DARKEST_GROUND - light * scale)
    # Darker below, where the captions stand.
    shade = np.linspace(1.06, 0.72, height, dtype=np.float32)[:, None, None]
    return np.asarray(np.clip(canvas * shade, 0, 255), np.float32)


def _filling(cover: Rgb, size: tuple[int, int]) -> Rgb:
    """The middle of the cover in the proportions of `size`, scaled to it."""
    height, width = cover.shape[:2]
    scale = max(size[0] / width, size[1] / height)
    wide, high = min(width, max(1, round(size[0] / scale))), min(height, max(1, round(size[1] / scale)))
    left, top = (width - wide) // 2, (height - high) // 2
    part = np.ascontiguousarray(cover[top : top + high, left : left + wide])
    return np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA), np.uint8)


def _lay(canvas: Floats, cover: Rgb, place: Box, unit: float) -> None:
    """Draw the whole cover into its box: round corners, a soft shadow (blurred while small), a thin light rim."""
    height, width = cover.shape[:2]
    scale = min(place.width / width, place.height / height)
    wide, high = max(2, round(width * scale)), max(2, round(height * scale))
    left, top = round(place.left + (place.width - wide) / 2), round(place.top + (place.height - high) / 2)
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    picture = np.asarray(cv2.resize(cover, (wide, high), interpolation=how), np.float32)
    full = (canvas.shape[1], canvas.shape[0])
    few = (full[0] // _SHADOW_SHRINK, full[1] // _SHADOW_SHRINK)
    radius = _CORNER * unit
    spread = max(1.0, _SHADOW * unit)
    under = (left, top + spread * 0.45, wide, high)
    hard = _rounded(few, tuple(length / _SHADOW_SHRINK for length in under), radius / _SHADOW_SHRINK)
    soft = cv2.GaussianBlur(hard, (0, 0), spread / _SHADOW_SHRINK)
    canvas *= (1 - 0.55 * cv2.resize(soft, full, interpolation=cv2.INTER_CUBIC))[..., None]
    mask = _rounded((wide, high), (0, 0, wide, high), radius)
    rim = _RIM * unit
    inner = _rounded((wide, high), (rim, rim, wide - 2 * rim, high - 2 * rim), max(0.0, radius - rim))
    edge = np.clip(mask - inner, 0, 1)[..., None] * 0.28
    picture = np.asarray(picture * (1 - edge) + 255.0 * edge, np.float32)
    into = canvas[top : top + high, left : left + wide]
    into += (picture - into) * mask[..., None]


def _rounded(size: tuple[int, int], box: tuple[float, ...], radius: float) -> Floats:
    """How much of each pixel of a canvas a box with round corners covers, 0..1: by its signed distance."""
    x = np.arange(size[0], dtype=np.float32)[None, :] + 0.5 - (box[0] + box[2] / 2)
    y = np.arange(size[1], dtype=np.float32)[:, None] + 0.5 - (box[1] + box[3] / 2)
    across, down = np.abs(x) - box[2] / 2 + radius, np.abs(y) - box[3] / 2 + radius
    outside = np.hypot(np.maximum(across, 0), np.maximum(down, 0)) + np.minimum(np.maximum(across, down), 0) - radius
    return np.asarray(np.clip(0.5 - outside, 0, 1), np.float32)


def _accent_of(cover: Rgb) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """Two light colours in the hue that the cover is most alive in; nearly white where it has none."""
    small = cv2.resize(cover, (32, 32), interpolation=cv2.INTER_AREA).reshape(-1, 3) / 255.0
    best, weight = (0.6, 0.0), 0.0
    bins = np.zeros(24)
    saturations = np.zeros(24)
    for red, green, blue in small:
        hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
        alive = saturation**1.5 * value
        bins[int(hue * 24) % 24] += alive
        saturations[int(hue * 24) % 24] += alive * saturation
    top = int(bins.argmax())
    weight = float(bins[top])
    if weight > 0:
        best = ((top + 0.5) / 24, float(saturations[top] / weight))
    hue, saturation = best
    strength = min(0.6, saturation) * min(1.0, weight / 40)
    return _colour(hue, strength * 0.35, 1.0), _colour((hue + 0.03) % 1, strength, 1.0)


def _colour(hue: float, saturation: float, value: float) -> tuple[int, int, int]:
    red, green, blue = colorsys.hsv_to_rgb(hue, saturation, value)
    return round(red * 255), round(green * 255), round(blue * 255)


def _grained(canvas: Floats) -> Rgb:
    # The same grain each time: equal requests give equal bytes.
    grain = np.random.default_rng(7).normal(0.0, _GRAIN, canvas.shape[:2]).astype(np.float32)
    return np.asarray(np.clip(np.round(canvas + grain[..., None]), 0, 255), np.uint8)
