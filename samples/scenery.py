"""Draws what stands behind the speakers: the studio from each camera, and the slides."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from samples.drawing import Colour, Layer, colour

if TYPE_CHECKING:
    from samples.script import Slide

SIZE = (1920, 1080)
_FONT_PACKAGE = "fontpkg_poppins"
_GOLD: Colour = (245, 190, 90)
_PAPER: Colour = (240, 238, 232)


def studio(side: str, zoom: float) -> Image.Image:
    """Return the room behind the speaker who sits on `side` (`left`, `right` or `both`), enlarged by `zoom`."""
    walls = {"left": ("#24404f", "#10212b"), "right": ("#4a3540", "#1d141b"), "both": ("#3a3a4e", "#15151f")}
    image = _gradient(colour(walls[side][0]), colour(walls[side][1]))
    room = Layer(SIZE)
    lamp = {"left": 1500, "right": 620, "both": 960}[side]
    room.oval((lamp - 620, -380, lamp + 620, 620), _GOLD, blur=150, alpha=70)
    _slats(room, {"left": 1120, "right": 240, "both": 60}[side])
    if side == "both":
        _slats(room, 1240)
    room.oval((lamp - 70, 150, lamp + 70, 290), (255, 226, 170), blur=10)
    room.stroke([(lamp, 0), (lamp, 150)], 6, (20, 20, 24))
    _plant(room, 1760 if side != "right" else 120)
    room.stroke([(-40, 1010), (1960, 1010)], 160, (28, 22, 22))
    room.stroke([(-40, 934), (1960, 934)], 6, (110, 84, 66), blur=1)
    image.paste(furniture := room.finished(), (0, 0), furniture)
    image = image.filter(ImageFilter.GaussianBlur(7.0 * zoom))
    if zoom > 1.0:
        width, height = round(SIZE[0] / zoom), round(SIZE[1] / zoom)
        left = (SIZE[0] - width) // 2 + (120 if side == "left" else -120)
        left = min(max(left, 0), SIZE[0] - width)
        image = image.resize(SIZE, Image.Resampling.BICUBIC, (left, 0, left + width, height))
    return image


def lower_third(image: Image.Image, name: str, title: str, side: str) -> None:
    """Write a speaker's name onto a scene, on the side where nobody sits."""
    draw = ImageDraw.Draw(image, "RGBA")
    left = 1120 if side == "left" else 130
    draw.rounded_rectangle((left, 846, left + 640, 968), 14, fill=(12, 16, 22, 190))
    draw.rectangle((left, 862, left + 8, 952), fill=_GOLD)
    draw.text((left + 36, 852), name, font=_font("SemiBold", 46), fill=_PAPER)
    draw.text((left + 36, 912), title, font=_font("Regular", 28), fill=(200, 204, 212))


def slide(content: Slide) -> Image.Image:
    """Return a slide: a title and lines, or a bar chart."""
    image = _gradient((22, 46, 66), (8, 18, 30))
    layer = Layer(SIZE)
    layer.oval((1150, -420, 2250, 620), (42, 120, 140), blur=120, alpha=110)
    waves = [(x, 968 + 18 * np.sin(x / 120.0)) for x in range(-60, 2000, 60)]
    layer.stroke(waves, 4, (70, 150, 170), alpha=150)
    layer.stroke([(x, y + 40) for x, y in waves], 3, (70, 150, 170), alpha=90)
    image.paste(decoration := layer.finished(), (0, 0), decoration)
    draw = ImageDraw.Draw(image)
    draw.rectangle((150, 176, 262, 186), fill=_GOLD)
    draw.text((146, 200), content.title, font=_font("SemiBold", 92), fill=_PAPER)
    for number, line in enumerate(content.lines):
        y = 400 + 120 * number
        draw.ellipse((152, y + 24, 172, y + 44), fill=_GOLD)
        draw.text((206, y), line, font=_font("Regular", 54), fill=(222, 228, 234))
    if content.bars:
        _bars(draw, content.bars)
    return image


def _bars(draw: ImageDraw.ImageDraw, bars: dict[str, float]) -> None:
    bottom, height, step = 880.0, 430.0, 1560.0 / len(bars)
    highest = max(bars.values())
    for number, (label, value) in enumerate(bars.items()):
        left = 180.0 + number * step
        top = bottom - height * value / highest
        fill = _GOLD if value == highest else (86, 168, 184)
        draw.rounded_rectangle((left, top, left + step * 0.6, bottom), 12, fill=fill)
        middle = left + step * 0.3
        draw.text((middle, top - 12), f"{value:g}", font=_font("SemiBold", 40), fill=_PAPER, anchor="ms")
        draw.text((middle, bottom + 16), label, font=_font("Regular", 36), fill=(200, 208, 216), anchor="ma")
    draw.line((150, bottom, 1770, bottom), fill=(120, 140, 156), width=3)


def _slats(room: Layer, left: float) -> None:
    """Draw a wooden wall panel. Rows of books in its place look like a large blurred face to BlazeFace."""
    for number in range(14):
        x = left + number * 44
        room.stroke([(x, -20), (x, 960)], 22, (92, 66, 50), alpha=150)


def _plant(room: Layer, x: float) -> None:
    for lean in (-150, -95, -40, 30, 85, 140):
        top = 560 + abs(lean) * 0.9
        room.stroke([(x, 900), (x + lean * 0.4, 760), (x + lean, top)], 26, (52, 98, 74))
    room.shape([(x - 70, 860), (x + 70, 860), (x + 52, 990), (x - 52, 990)], (150, 92, 70))


def _gradient(top: Colour, bottom: Colour) -> Image.Image:
    """Return a vertical gradient, dithered so that the encoder shows no bands."""
    down = np.linspace(0.0, 1.0, SIZE[1])[:, None, None]
    across = np.linspace(-0.12, 0.12, SIZE[0])[None, :, None]
    mixed = np.array(top) * (1.0 - down) + np.array(bottom) * down
    noise = np.random.default_rng(2).uniform(-0.7, 0.7, (SIZE[1], SIZE[0], 1))
    return Image.fromarray(np.clip(mixed * (1.0 - across**2 * 12.0) + noise, 0, 255).astype(np.uint8), "RGB")


def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    spec = importlib.util.find_spec(_FONT_PACKAGE)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"install the extra 'samples': {_FONT_PACKAGE} is missing")
    return ImageFont.truetype(Path(spec.origin).parent / "files" / f"Poppins-{weight}.ttf", size)
