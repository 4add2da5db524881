"""Draws a speaker: a head with several mouths and eyelids, and a body, as layers with transparency."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samples.drawing import Box, Colour, Layer, Point, colour

if TYPE_CHECKING:
    from PIL import Image

    from samples.script import Look

HEAD_SIZE = (640, 800)
BODY_SIZE = (1200, 900)
# Forehead to chin and cheek to cheek on the head layer, in pixels.
FACE_BOX: Box = (162.0, 275.0, 478.0, 645.0)
# Where head and body meet: the same point on the head layer and on the body layer.
HEAD_PIVOT: Point = (320.0, 640.0)
BODY_PIVOT: Point = (600.0, 170.0)
MOUTHS = 4

_INK: Colour = (40, 27, 25)
_TEETH: Colour = (244, 238, 230)
_EYE_WHITE: Colour = (246, 242, 236)


@dataclass(frozen=True)
class Figure:
    """The layers of one speaker: `heads[mouth][blink]`, the mouth from 0 (closed) to `MOUTHS` - 1."""

    body: Image.Image
    heads: tuple[tuple[Image.Image, Image.Image], ...]


def draw_figure(look: Look) -> Figure:
    """Draw every layer that the animation needs."""
    base = _bare_head(look)
    heads = tuple(
        (_head(base, look, mouth, blink=False), _head(base, look, mouth, blink=True)) for mouth in range(MOUTHS)
    )
    return Figure(_body(look), heads)


def _both(points: list[Point]) -> list[Point]:
    """Complete the right half of an outline, given from top to bottom, with its mirror image."""
    width = HEAD_SIZE[0]
    return points + [(width - x, y) for x, y in reversed(points) if x != width / 2]


_FACE = _both(
    [(320, 168), (400, 182), (458, 240), (476, 330), (474, 420), (458, 510), (420, 585), (368, 634), (320, 646)]
)


def _bare_head(look: Look) -> Layer:
    """Draw what does not move inside the face, and what lies behind it."""
    layer = Layer(HEAD_SIZE)
    skin = look.skin
    if look.style == "long":
        layer.shape(
            _both(
                [
                    (320, 90),
                    (440, 120),
                    (520, 240),
                    (532, 420),
                    (540, 600),
                    (500, 720),
                    (430, 700),
                    (410, 560),
                    (320, 520),
                ]
            ),
            colour(look.hair, -0.25),
        )
    if look.style == "bun":
        layer.oval((245, 40, 395, 180), colour(look.hair, -0.15))
    layer.shape(
        [(238, 540), (402, 540), (408, 660), (430, 740), (320, 790), (210, 740), (232, 660)], colour(skin, -0.18)
    )
    layer.oval((225, 585, 415, 720), colour(skin, -0.45), blur=18, alpha=150)
    for side in (-1, 1):
        x = 320 + side * 160
        layer.oval((x - 26, 350, x + 26, 452), colour(skin, -0.12))
        layer.oval((x - 12, 370, x + 12, 432), colour(skin, -0.32), blur=5, alpha=170)
    layer.shape(_FACE, colour(skin))
    layer.keep_inside(_FACE)
    _shade_face(layer, skin)
    if look.beard:
        _beard(layer, look)
    _nose(layer, skin)
    layer.keep_inside(None)
    return layer


def _head(base: Layer, look: Look, mouth: int, *, blink: bool) -> Image.Image:
    layer = base.copy()
    layer.keep_inside(_FACE)
    _mouth(layer, look, mouth)
    for side in (-1, 1):
        _eye(layer, look, side, blink=blink)
    layer.keep_inside(None)
    _hair(layer, look)
    if look.glasses:
        for side in (-1, 1):
            _glass(layer, side)
        layer.stroke([(292, 372), (320, 364), (348, 372)], 6, _INK)
    return layer.finished()


def _shade_face(layer: Layer, skin: str) -> None:
    dark, light = colour(skin, -0.5), colour(skin, 0.45)
    layer.oval((430, 200, 560, 660), dark, blur=34, alpha=130)
    layer.oval((90, 220, 200, 660), dark, blur=34, alpha=90)
    layer.oval((200, 600, 440, 720), dark, blur=22, alpha=120)
    layer.oval((225, 190, 390, 300), light, blur=38, alpha=110)
    for side in (-1, 1):
        x = 320 + side * 88
        layer.oval((x - 62, 452, x + 62, 540), (206, 92, 84), blur=26, alpha=60)
        layer.oval((x - 50, 420, x + 50, 480), light, blur=22, alpha=80)
        layer.oval((x - 66, 325, x + 66, 420), dark, blur=16, alpha=105)
    layer.oval((285, 590, 355, 630), light, blur=14, alpha=70)


def _eye(layer: Layer, look: Look, side: int, *, blink: bool) -> None:
    x, y = 320 + side * 74, 382
    inner, outer = x - side * 42, x + side * 44
    brow = colour(look.hair, -0.1)
    layer.stroke([(inner + side * 4, y - 52), (x + side * 6, y - 66), (outer + side * 4, y - 48)], 14, brow, blur=1.5)
    lid = colour(look.skin, -0.22)
    if blink:
        layer.oval((x - 44, y - 22, x + 44, y + 20), lid, blur=3)
        layer.stroke([(inner, y + 4), (x, y + 14), (outer, y + 2)], 6, _INK)
        return
    almond = [
        (inner, y + 6),
        (x - side * 14, y - 18),
        (x + side * 16, y - 19),
        (outer, y - 2),
        (x + side * 16, y + 17),
        (x - side * 14, y + 18),
    ]
    layer.shape(almond, _EYE_WHITE)
    layer.oval((x - 20, y - 21, x + 20, y + 19), (72, 52, 40))
    layer.oval((x - 11, y - 12, x + 11, y + 10), (16, 12, 12))
    layer.oval((x - 2, y - 12, x + 8, y - 3), (255, 255, 255))
    layer.oval((x - 44, y - 30, x + 44, y - 10), _INK, blur=5, alpha=90)
    layer.stroke([(inner, y + 4), (x - side * 14, y - 19), (x + side * 16, y - 21), (outer + side * 3, y - 3)], 7, _INK)
    layer.stroke([(inner, y + 8), (x, y + 20), (outer, y)], 2.5, colour(look.skin, -0.5), blur=1)
    layer.stroke([(inner, y - 16), (x, y - 36), (outer, y - 18)], 4, lid, blur=1.5)


def _nose(layer: Layer, skin: str) -> None:
    dark, light = colour(skin, -0.45), colour(skin, 0.5)
    layer.stroke([(344, 372), (350, 430), (364, 478)], 12, dark, blur=8, alpha=110)
    layer.oval((305, 400, 332, 490), light, blur=10, alpha=110)
    layer.oval((280, 482, 362, 520), dark, blur=9, alpha=120)
    layer.oval((300, 462, 342, 502), light, blur=9, alpha=90)
    for side in (-1, 1):
        x = 320 + side * 20
        layer.oval((x - 11, 497, x + 11, 511), colour(skin, -0.72), blur=2)
        layer.stroke([(x + side * 14, 478), (x + side * 22, 494), (x + side * 14, 508)], 4, dark, blur=2, alpha=170)


def _mouth(layer: Layer, look: Look, mouth: int) -> None:
    lip = (168, 78, 74) if not look.beard else (150, 84, 76)
    drop = (0.0, 12.0, 24.0, 40.0)[mouth]
    wide = (62.0, 58.0, 60.0, 54.0)[mouth]
    y = 556.0
    layer.oval((270, 530, 370, 540), colour(look.skin, -0.4), blur=5, alpha=70)
    corner = y - 9
    upper = [(320 - wide, corner), (298, y - 14), (320, y - 10), (342, y - 14), (320 + wide, corner)]
    layer.shape([*upper, (352, y + drop + 12), (320, y + drop + 20), (288, y + drop + 12)], lip)
    if drop:
        inside = [
            (320 - wide + 12, y - 3),
            (320, y - 3),
            (320 + wide - 12, y - 3),
            (345, y + drop),
            (320, y + drop + 6),
            (295, y + drop),
        ]
        layer.shape(inside, (70, 22, 24))
        layer.oval((320 - wide + 22, y - 4, 320 + wide - 22, y + min(10.0, drop * 0.5)), _TEETH)
    else:
        layer.stroke(
            [(320 - wide, corner), (290, y + 3), (320, y + 3), (350, y + 3), (320 + wide, corner)], 5, (92, 36, 36)
        )
    layer.oval((298, y + drop + 7, 342, y + drop + 15), (230, 150, 142), blur=4, alpha=120)
    layer.oval((275, y + drop + 24, 365, y + drop + 38), colour(look.skin, -0.5), blur=7, alpha=80)


def _beard(layer: Layer, look: Look) -> None:
    dark = colour(look.hair)
    layer.shape(
        _both([(320, 528), (375, 532), (410, 545), (452, 470), (480, 430), (490, 560), (420, 660), (320, 680)]),
        dark,
        blur=7,
        alpha=225,
    )
    layer.shape([(255, 545), (290, 520), (320, 526), (350, 520), (385, 545), (320, 540)], dark, blur=4, alpha=235)


def _hair(layer: Layer, look: Look) -> None:
    hair, shine = colour(look.hair), colour(look.hair, 0.22)
    if look.style == "bald":
        layer.oval((270, 180, 370, 220), colour(look.skin, 0.6), blur=14, alpha=120)
        return
    if look.style == "short":
        layer.shape(
            [
                (160, 370),
                (148, 250),
                (190, 150),
                (300, 98),
                (420, 112),
                (488, 200),
                (488, 360),
                (470, 340),
                (462, 270),
                (420, 222),
                (330, 232),
                (240, 218),
                (186, 270),
                (176, 350),
            ],
            hair,
        )
    else:
        layer.shape(
            [
                (158, 440),
                (136, 300),
                (170, 165),
                (300, 92),
                (430, 110),
                (500, 220),
                (504, 420),
                (478, 400),
                (468, 300),
                (420, 222),
                (350, 196),
                (300, 240),
                (220, 262),
                (180, 330),
            ],
            hair,
        )
    layer.stroke([(215, 175), (300, 132), (385, 140)], 16, shine, blur=9, alpha=130)


def _glass(layer: Layer, side: int) -> None:
    x = 320 + side * 76
    ring = [(x - 56, 350), (x, 340), (x + 56, 350), (x + 54, 405), (x, 426), (x - 54, 405), (x - 56, 350)]
    layer.stroke(ring, 6, _INK)
    layer.stroke([(x - 30, 358), (x - 8, 354)], 5, (255, 255, 255), blur=2, alpha=130)


def _body(look: Look) -> Image.Image:
    layer = Layer(BODY_SIZE)
    top = look.top
    torso: list[Point] = [
        (490, 200),
        (600, 228),
        (710, 200),
        (850, 262),
        (970, 330),
        (1040, 520),
        (1080, 940),
        (600, 960),
        (120, 940),
        (160, 520),
        (230, 330),
        (350, 262),
    ]
    layer.shape(torso, colour(top))
    layer.keep_inside(torso)
    layer.oval((880, 200, 1240, 1000), colour(top, -0.6), blur=60, alpha=150)
    layer.oval((-40, 260, 240, 1000), colour(top, -0.5), blur=60, alpha=110)
    layer.oval((330, 240, 640, 520), colour(top, 0.4), blur=70, alpha=70)
    layer.keep_inside(None)
    layer.shape([(500, 190), (600, 215), (700, 190), (660, 290), (600, 350), (540, 290)], (238, 234, 226))
    layer.shape(
        [(524, 150), (676, 150), (684, 215), (640, 262), (600, 276), (560, 262), (516, 215)], colour(look.skin, -0.2)
    )
    for side in (-1, 1):
        lapel: list[Point] = [
            (600 + side * 104, 190),
            (600 + side * 150, 250),
            (600 + side * 96, 400),
            (600 + side * 10, 520),
            (600 + side * 30, 400),
            (600 + side * 78, 270),
        ]
        layer.shape([(x + side * 8, y + 8) for x, y in lapel], colour(top, -0.7), blur=10, alpha=120)
        layer.shape(lapel, colour(top, -0.22))
    return layer.finished()
