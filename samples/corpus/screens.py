"""Draws what is on screens: slides, an editor that scrolls, a terminal at night."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    import random

Pixels = npt.NDArray[np.uint8]

_TITLES = ("What we measured", "Three winters", "The cost of one label", "Why it failed", "What comes next")
_POINTS = ("Start with one street", "Count every loaf", "Ask who pays", "Write it on the wall", "Try again in May")
_CODE = (
    "def harvest(field: Field) -> Basket:",
    '    """Everything ripe, in one walk."""',
    "    basket = Basket(limit=field.rows * 12)",
    "    for row in field.rows_from_the_gate():",
    "        for plant in row.plants:",
    "            if plant.ripe and not plant.resting:",
    "                basket.add(plant.pick())",
    "    return basket",
    "",
    "",
    "class Basket:",
    "    def __init__(self, limit: int) -> None:",
    "        self.limit, self.fruits = limit, []",
    "",
    "    def add(self, fruit: Fruit) -> None:",
    "        if len(self.fruits) == self.limit:",
    '            raise BasketFullError("walk back first")',
    "        self.fruits.append(fruit)",
    "",
)


def slides(size: tuple[int, int], frames: int, chance: random.Random) -> list[Pixels]:
    """Two slides, one after the other, each standing still."""
    shown = []
    for title in chance.sample(_TITLES, 2):
        image = Image.new("RGB", size, (250, 248, 240))
        draw = ImageDraw.Draw(image)
        width, height = size
        draw.rectangle((0, 0, width, height // 6), fill=(30, 70, 110))
        draw.text((width * 0.05, height * 0.035), title, font=_font(height // 11), fill=(255, 255, 255))
        for number, point in enumerate(chance.sample(_POINTS, 4)):
            y = height * (0.26 + 0.17 * number)
            draw.ellipse((width * 0.05, y + 8, width * 0.05 + 10, y + 18), fill=(200, 90, 40))
            draw.text((width * 0.09, y), point, font=_font(height // 14), fill=(30, 30, 36))
            draw.text((width * 0.80, y), f"{chance.randint(11, 99)} %", font=_font(height // 14), fill=(200, 90, 40))
        shown.append(np.asarray(image))
    half = frames // 2
    return [shown[0]] * half + [shown[1]] * (frames - half)


def editor(size: tuple[int, int], frames: int) -> list[Pixels]:
    """Source code that scrolls slowly, down and back up so that it can be looped."""
    width, height = size
    line = height // 18
    long = Image.new("RGB", (width, line * 46), (30, 32, 40))
    draw = ImageDraw.Draw(long)
    for number in range(45):
        text = _CODE[number % len(_CODE)]
        shade = (130, 190, 255) if text.lstrip().startswith(("def", "class")) else (215, 218, 226)
        draw.text((width * 0.02, number * line), f"{number + 1:3}", font=_font(line * 3 // 4), fill=(100, 104, 118))
        draw.text((width * 0.08, number * line), text, font=_font(line * 3 // 4), fill=shade)
        draw.text(
            (width * 0.72, number * line), f"# row {number * 7 % 31}", font=_font(line * 3 // 4), fill=(110, 160, 120)
        )
    pixels = np.asarray(long)
    reach = pixels.shape[0] - height
    tops = (reach * 0.5 * (1 - np.cos(2 * np.pi * np.arange(frames) / frames))).astype(int)
    return [pixels[top : top + height] for top in tops]


def terminal(size: tuple[int, int], frames: int) -> list[Pixels]:
    """Green letters on black that appear one by one; nearly all of the picture is black."""
    width, height = size
    text = "$ make harvest\ncounting rows ... 24\npicking ...... done\nwalking home\n$ "
    found = []
    for frame in range(frames):
        image = Image.new("RGB", size, (0, 0, 0))
        shown = text[: 4 + len(text) * frame // frames]
        ImageDraw.Draw(image).multiline_text(
            (width * 0.03, height * 0.05), shown, font=_font(height // 16), fill=(40, 150, 60), spacing=6
        )
        found.append(np.asarray(image))
    return found


def _font(size: int) -> ImageFont.FreeTypeFont:
    package = importlib.util.find_spec("fontpkg_poppins")
    if package is None or package.origin is None:
        raise RuntimeError("the package fontpkg-poppins is missing")
    return ImageFont.truetype(Path(package.origin).parent / "files" / "Poppins-Regular.ttf", max(8, size))
