"""Where cover, title and waveform of an audiogram stand: above the captions, inside what no app covers."""

from dataclasses import dataclass
from typing import Literal

from domain.contracts.framing import Aspect
from domain.heuristics.caption_styles import FRAME_SIZES


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels of the output, origin top left."""

    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """The height of its centre line."""
        return self.top + self.height / 2


@dataclass(frozen=True, slots=True)
class AudiogramLayout:
    """`cover`: what a cover is fitted into, None where there is none; `title`: its text is centred in height, and
    aligned by `align`; `em`: the title's largest letters; `unit`: pixels of the output per pixel of the drawing.
    """

    cover: Box | None
    title: Box
    align: Literal["left", "center"]
    em: float
    wave: Box
    unit: float


# Drawn for FRAME_SIZES. Captions stand at the heights of `caption_styles.SAFE_ZONES`: everything ends above them.
_WITH_COVER: dict[Aspect, tuple[Box, Box, Literal["left", "center"], float, Box]] = {
    "9:16": (Box(230, 460, 620, 620), Box(124, 196, 832, 240), "center", 62, Box(124, 1112, 832, 180)),
    "1:1": (Box(86, 92, 370, 370), Box(500, 92, 494, 370), "left", 56, Box(86, 520, 908, 190)),
    "4:5": (Box(86, 110, 430, 430), Box(560, 110, 434, 430), "left", 58, Box(86, 600, 908, 240)),
    "16:9": (Box(192, 110, 600, 600), Box(860, 110, 868, 330), "left", 72, Box(860, 490, 868, 200)),
}
_WITHOUT: dict[Aspect, tuple[Box, Literal["left", "center"], float, Box]] = {
    "9:16": (Box(124, 250, 832, 400), "center", 84, Box(124, 730, 832, 420)),
    "1:1": (Box(86, 92, 908, 260), "center", 68, Box(86, 410, 908, 270)),
    "4:5": (Box(86, 110, 908, 320), "center", 72, Box(86, 490, 908, 350)),
    "16:9": (Box(260, 80, 1400, 270), "center", 78, Box(260, 400, 1400, 310)),
}


def audiogram_layout(aspect: Aspect, size: tuple[int, int], *, cover: bool) -> AudiogramLayout:
    """The places for an output of `size` (width and height in pixels)."""
    unit = min(size[0] / FRAME_SIZES[aspect][0], size[1] / FRAME_SIZES[aspect][1])

    def scaled(box: Box) -> Box:
        return Box(box.left * unit, box.top * unit, box.width * unit, box.height * unit)

    if cover:
        place, title, align, em, wave = _WITH_COVER[aspect]
        return AudiogramLayout(scaled(place), scaled(title), align, em * unit, scaled(wave), unit)
    title, align, em, wave = _WITHOUT[aspect]
    return AudiogramLayout(None, scaled(title), align, em * unit, scaled(wave), unit)
