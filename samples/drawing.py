"""A transparent picture layer with smooth, optionally soft-edged shapes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
Point = tuple[float, float]
Box = tuple[float, float, float, float]
_Shift = Callable[[Sequence[Point]], list[Point]]

_OVERSAMPLING = 2
_CURVE_STEPS = 12


class Layer:
    """Coordinates are pixels of the finished layer; it is drawn larger and reduced, so that edges are smooth."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.size = size
        self._image = Image.new("RGBA", (size[0] * _OVERSAMPLING, size[1] * _OVERSAMPLING))
        self._clip: Image.Image | None = None

    def shape(self, points: Sequence[Point], colour: Colour, blur: float = 0.0, alpha: int = 255) -> None:
        """Fill the smooth closed curve through `points`."""
        outline = _scaled(smooth(points, closed=True))
        self._paint(outline, lambda draw, at: draw.polygon(at(outline), fill=alpha), colour, blur)

    def oval(self, box: Box, colour: Colour, blur: float = 0.0, alpha: int = 255) -> None:
        """Fill an ellipse."""
        corners = _scaled([(box[0], box[1]), (box[2], box[3])])
        self._paint(corners, lambda draw, at: draw.ellipse(at(corners), fill=alpha), colour, blur)

    def stroke(
        self,
        points: Sequence[Point],
        width: float,
        colour: Colour,
        blur: float = 0.0,
        alpha: int = 255,
    ) -> None:
        """Draw a smooth open line with round ends."""
        dots = _scaled(smooth(points, closed=False))
        radius = width * _OVERSAMPLING / 2

        def paint(draw: ImageDraw.ImageDraw, at: _Shift) -> None:
            line = at(dots)
            draw.line(line, fill=alpha, width=round(2 * radius), joint="curve")
            for x, y in (line[0], line[-1]):
                draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=alpha)

        self._paint(dots, paint, colour, blur, margin=radius)

    def keep_inside(self, points: Sequence[Point] | None) -> None:
        """Let what is drawn from now on show only inside a smooth closed curve; `None` ends it."""
        self._clip = None
        if points is not None:
            self._clip = Image.new("L", self._image.size)
            ImageDraw.Draw(self._clip).polygon(_scaled(smooth(points, closed=True)), fill=255)

    def copy(self) -> Layer:
        """Return the same drawing, to be continued in another way."""
        other = Layer(self.size)
        other._image = self._image.copy()
        return other

    def finished(self) -> Image.Image:
        """Return the layer at its own size."""
        return self._image.resize(self.size, Image.Resampling.LANCZOS)

    def _paint(
        self,
        points: Sequence[Point],
        paint: Callable[[ImageDraw.ImageDraw, _Shift], None],
        ink: Colour,
        blur: float,
        margin: float = 0.0,
    ) -> None:
        """Mix `ink` in where `paint` fills; only the part of the layer that can change is touched."""
        reach = int(margin + 3 * blur * _OVERSAMPLING) + 2
        left = max(0, int(min(x for x, _ in points)) - reach)
        top = max(0, int(min(y for _, y in points)) - reach)
        right = min(self._image.width, int(max(x for x, _ in points)) + reach)
        bottom = min(self._image.height, int(max(y for _, y in points)) + reach)
        area = (left, top, right, bottom)
        mask = Image.new("L", (right - left, bottom - top))
        paint(ImageDraw.Draw(mask), lambda line: [(x - left, y - top) for x, y in line])
        if blur:
            mask = mask.filter(ImageFilter.GaussianBlur(blur * _OVERSAMPLING))
        if self._clip is not None:
            mask = ImageChops.multiply(mask, self._clip.crop(area))
        layer = Image.new("RGBA", mask.size, (*ink, 0))
        layer.putalpha(mask)
        self._image.paste(Image.alpha_composite(self._image.crop(area), layer), area)


def smooth(points: Sequence[Point], *, closed: bool) -> list[Point]:
    """Return a Catmull-Rom curve through `points`."""
    known = np.array(points, dtype=np.float64)
    around = np.roll(known, 1, axis=0), np.roll(known, -1, axis=0), np.roll(known, -2, axis=0)
    before, after, later = (side.copy() for side in around)
    count = len(known)
    if not closed:
        count -= 1
        before[0], later[-2:] = known[0], known[-1]
    curve: list[Point] = []
    for index in range(count):
        p0, p1, p2, p3 = before[index], known[index], after[index], later[index]
        for t in np.linspace(0.0, 1.0, _CURVE_STEPS, endpoint=False):
            x, y = 0.5 * (
                2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3
            )
            curve.append((float(x), float(y)))
    if not closed:
        curve.append((float(known[-1][0]), float(known[-1][1])))
    return curve


def colour(css: str, shade: float = 0.0) -> Colour:
    """Read a CSS colour; `shade` mixes in black (negative) or white (positive), up to 1."""
    red, green, blue = ImageColor.getrgb(css)[:3]
    target = 255 if shade > 0 else 0
    amount = abs(shade)
    mixed = [round(value + (target - value) * amount) for value in (red, green, blue)]
    return (mixed[0], mixed[1], mixed[2])


def _scaled(points: Sequence[Point]) -> list[Point]:
    return [(x * _OVERSAMPLING, y * _OVERSAMPLING) for x, y in points]
