"""The looks of burned captions, where they stand on the picture, and the colours that survive the burning."""

from dataclasses import dataclass

from domain.contracts.captions import FontRole, PixelBox, StyleName
from domain.contracts.framing import Aspect

FRAME_SIZES: dict[Aspect, tuple[int, int]] = {
    "9:16": (1080, 1920),
    "1:1": (1080, 1080),
    "4:5": (1080, 1350),
    "16:9": (1920, 1080),
}
"""Pixels that a caption file is laid out for; a renderer scales it to the output."""


@dataclass(frozen=True, slots=True)
class SafeZone:
    """What no app covers, as margins in shares of the frame, and the height at which captions are centred."""

    left: float
    top: float
    right: float
    bottom: float
    anchor: float


# 9:16: below are title, account and progress bar of TikTok, Reels and Shorts, on the right their buttons, above the
# search bar. The left margin equals the right one, since captions are centred.
SAFE_ZONES: dict[Aspect, SafeZone] = {
    "9:16": SafeZone(0.115, 0.10, 0.115, 0.20, 0.73),
    "1:1": SafeZone(0.06, 0.06, 0.06, 0.08, 0.80),
    "4:5": SafeZone(0.07, 0.06, 0.07, 0.10, 0.76),
    "16:9": SafeZone(0.10, 0.05, 0.10, 0.07, 0.845),
}


@dataclass(frozen=True, slots=True)
class Plate:
    """A rounded box behind a group; lengths in pixels at a short side of 1080, `alpha` 0 solid to 255 invisible."""

    color: str
    alpha: int
    pad_x: float
    pad_y: float
    radius: float


@dataclass(frozen=True, slots=True)
class CaptionStyle:
    """One look; lengths in pixels at a short side of 1080, colours as they shall appear (`#RRGGBB`).

    `active*` hold while a word is spoken; `pop` is the scale it jumps to before it settles at `active_scale`, but no
    word grows wider by more than `most_growth` ems: a long one would run into its neighbours.
    """

    name: StyleName
    role: FontRole
    em: float
    max_words: int
    max_lines: int
    fill: str
    active: str
    keyword: str
    outline_color: str
    outline: float
    shadow_color: str
    shadow_alpha: int
    shadow: float
    blur: float = 0.0
    active_outline_color: str | None = None
    active_outline: float | None = None
    active_blur: float | None = None
    active_scale: float = 1.0
    pop: float = 1.0
    most_growth: float = 0.16
    keyword_scale: float = 1.0
    space: float = 0.27
    line_height: float = 1.12
    wide_frame_scale: float = 0.86
    plate: Plate | None = None


STYLES: dict[StyleName, CaptionStyle] = {
    "bold": CaptionStyle(
        name="bold",
        role="loud",
        em=92,
        max_words=4,
        max_lines=2,
        fill="#FFFFFF",
        active="#FFD600",
        keyword="#4BFF6A",
        outline_color="#000000",
        outline=8,
        shadow_color="#000000",
        shadow_alpha=0x50,
        shadow=6,
        active_scale=1.04,
        pop=1.12,
        keyword_scale=1.14,
        space=0.33,
        line_height=1.16,
    ),
    "clean": CaptionStyle(
        name="clean",
        role="plain",
        em=60,
        max_words=5,
        max_lines=2,
        fill="#FFFFFF",
        active="#FFC94A",
        keyword="#FFFFFF",
        outline_color="#101418",
        outline=0,
        shadow_color="#000000",
        shadow_alpha=0x90,
        shadow=2,
        blur=1.5,
        space=0.26,
        line_height=1.32,
        plate=Plate(color="#101418", alpha=0x4C, pad_x=34, pad_y=26, radius=26),
    ),
    "neon": CaptionStyle(
        name="neon",
        role="glow",
        em=82,
        max_words=4,
        max_lines=2,
        fill="#FFFFFF",
        active="#D2F6FF",
        keyword="#FFE3F7",
        outline_color="#9A08F5",
        outline=5,
        shadow_color="#12001F",
        shadow_alpha=0x28,
        shadow=5,
        blur=6,
        active_outline_color="#0094FF",
        active_outline=8,
        active_blur=8,
        active_scale=1.05,
        pop=1.10,
        keyword_scale=1.08,
        space=0.29,
        line_height=1.2,
    ),
}


def safe_area(aspect: Aspect) -> PixelBox:
    """The part of the frame, in pixels of FRAME_SIZES, that captions may use."""
    width, height = FRAME_SIZES[aspect]
    zone = SAFE_ZONES[aspect]
    return PixelBox(
        left=round(width * zone.left),
        top=round(height * zone.top),
        right=round(width * (1 - zone.right)),
        bottom=round(height * (1 - zone.bottom)),
    )


def caption_top(aspect: Aspect) -> float:
    """The upper edge of the highest captions of any style, as a share of the frame's height."""
    tallest = max(_tallest(style) * unit_of(aspect, style) for style in STYLES.values())
    return SAFE_ZONES[aspect].anchor - tallest / 2 / FRAME_SIZES[aspect][1]


def _tallest(style: CaptionStyle) -> float:
    """A full group with what surrounds it, in the style's pixels."""
    around = style.outline if style.plate is None else style.plate.pad_y
    return style.max_lines * style.line_height * style.em + 2 * around


def unit_of(aspect: Aspect, style: CaptionStyle) -> float:
    """Pixels of the frame per pixel of a style."""
    width, height = FRAME_SIZES[aspect]
    return min(width, height) / 1080 * (style.wide_frame_scale if width > height else 1.0)


_KR_601, _KB_601 = 0.299, 0.114
_KR_709, _KB_709 = 0.2126, 0.0722


def burn_color(color: str) -> tuple[int, int, int]:
    """The red, green and blue (0..255) to write so that a BT.709 picture shows `color` (`#RRGGBB`).

    ffmpeg's subtitles filter turns RGB into YCbCr by BT.601 whatever the picture's matrix is; so the BT.709 values of
    the wished colour are taken back to RGB by BT.601. What falls outside 0..255 is clipped.
    """
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    luma = _KR_709 * red + (1 - _KR_709 - _KB_709) * green + _KB_709 * blue
    cb, cr = (blue - luma) / (2 * (1 - _KB_709)), (red - luma) / (2 * (1 - _KR_709))
    new_red = luma + 2 * (1 - _KR_601) * cr
    new_blue = luma + 2 * (1 - _KB_601) * cb
    new_green = (luma - _KR_601 * new_red - _KB_601 * new_blue) / (1 - _KR_601 - _KB_601)
    clipped = [min(255, max(0, round(value))) for value in (new_red, new_green, new_blue)]
    return clipped[0], clipped[1], clipped[2]
