"""Groups to a picture: every word with its place, size and frames; pixels of the frame, origin top left."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

from domain.contracts.captions import FaceMetrics, FontRole, StyleName
from domain.contracts.framing import Aspect
from domain.heuristics.caption_groups import CaptionGroup, GroupLimits, LitWord, group_words
from domain.heuristics.caption_pieces import Piece, parted, rejoined
from domain.heuristics.caption_styles import (
    FRAME_SIZES,
    SAFE_ZONES,
    STYLES,
    CaptionStyle,
    safe_area,
    unit_of,
)
from domain.heuristics.hyphenation import long_word
from domain.heuristics.subtitle_text import is_right_to_left, joint_between, script_of
from domain.heuristics.visual_order import VisualUnit, visual_units

RIGHT_TO_LEFT = frozenset({"ar", "fa", "ur", "he", "ps", "sd", "ug", "yi"})
_TALL: dict[str, float] = {
    "arabic": 1.5,
    "devanagari": 1.45,
    "bengali": 1.45,
    "gurmukhi": 1.45,
    "gujarati": 1.5,
    "tamil": 1.4,
    "telugu": 1.65,
    "kannada": 1.65,
    "malayalam": 1.45,
    "sinhala": 1.45,
    "thai": 1.5,
    "lao": 1.5,
    "khmer": 1.75,
    "burmese": 1.75,
}
"""Line heights, in ems, of scripts with marks above and below their letters."""
_ARABIC_SPACE = 1.35
"""Arabic letters reach under their neighbours, so that the eye needs more between words."""
_MARGIN = 14
_BETWEEN_LINES = 0.05
"""Ems that stay free between the ink of two lines."""
_LEAST_SCALE = 0.8
"""How far a word is made smaller before it is hyphenated instead."""
_BELOW, _BELOW_TALL = 0.24, 0.5
"""How far ink reaches below the baseline, in ems."""


class FaceMeasure(Protocol):
    """What of a FontLibrary the layout needs."""

    def family_for(self, text: str, role: FontRole, language: str) -> str: ...
    def text_width(self, text: str, family: str, size: float) -> float: ...
    def text_ink(self, text: str, family: str, size: float) -> tuple[float, float]: ...
    def metrics(self, family: str) -> FaceMetrics: ...


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word centred at `x`, its line box centred at `y`, with an em of `em`; on screen `start` to `end`.

    `right_to_left`: its line reads that way, which decides on which side of it punctuation stands.
    """

    text: str
    family: str
    em: float
    x: float
    y: float
    width: float
    start: int
    end: int
    on: int
    off: int
    keyword: bool
    right_to_left: bool


@dataclass(frozen=True, slots=True)
class PlacedPlate:
    """A box behind a group."""

    left: float
    top: float
    right: float
    bottom: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CaptionScript:
    """All burned captions of one clip in one aspect; `unit` are pixels per pixel of the style."""

    width: int
    height: int
    frame_rate: float
    style: CaptionStyle
    unit: float
    words: tuple[PlacedWord, ...]
    plates: tuple[PlacedPlate, ...]


@dataclass(frozen=True, slots=True)
class ScriptRequest:
    """What to lay out; `shrink` below 1 makes everything smaller, for a renderer whose ink came out too wide."""

    style: StyleName
    aspect: Aspect
    language: str
    frame_rate: float
    clip_frames: int
    shrink: float = 1.0


def lay_out(pieces: Sequence[Piece], request: ScriptRequest, fonts: FaceMeasure) -> CaptionScript:
    """Group the words, and place every group centred at its aspect's height, inside the safe area."""
    style = STYLES[request.style]
    unit = unit_of(request.aspect, style) * request.shrink
    table = _Table(style, unit, request, fonts)
    limits = GroupLimits(
        language=request.language,
        max_words=style.max_words,
        max_lines=style.max_lines,
        frame_rate=request.frame_rate,
        clip_frames=request.clip_frames,
        fits=table.holds,
    )
    words: list[PlacedWord] = []
    plates: list[PlacedPlate] = []
    for group in group_words(table.by_width(pieces), limits):
        placed, plate = table.place(group)
        words += placed
        if plate is not None:
            plates.append(plate)
    width, height = FRAME_SIZES[request.aspect]
    return CaptionScript(width, height, request.frame_rate, style, unit, tuple(words), tuple(plates))


class _Table:
    """Measures and places words of one style in one aspect."""

    def __init__(self, style: CaptionStyle, unit: float, request: ScriptRequest, fonts: FaceMeasure) -> None:
        self._style = style
        self._unit = unit
        self._language = request.language
        self._fonts = fonts
        self._size = FRAME_SIZES[request.aspect]
        self._zone = SAFE_ZONES[request.aspect]
        area = safe_area(request.aspect)
        self._area = area
        pad = style.plate.pad_x if style.plate else max(style.outline, style.active_outline or 0) + style.blur
        grown = max(style.pop, style.active_scale) - 1
        grows = style.most_growth * style.em * unit if grown > 0 else 0.0
        # A few pixels are left for what anti-aliasing and rounding add.
        self.room = area.right - area.left - (2 * pad + style.shadow) * unit - grows - _MARGIN

    def _em(self, word: LitWord, scale: float) -> float:
        return self._style.em * self._unit * scale * (self._style.keyword_scale if word.keyword else 1.0)

    def _family(self, word: LitWord) -> str:
        return self._fonts.family_for(word.text, self._style.role, self._language)

    def _word_width(self, word: LitWord, scale: float) -> float:
        return self._fonts.text_width(word.text, self._family(word), self._em(word, scale))

    def holds(self, words: Sequence[LitWord]) -> bool:
        """Whether the words stand in one line; one word alone may make its group a little smaller."""
        return self.width(words, _LEAST_SCALE if len(words) == 1 else 1.0) <= self.room

    def by_width(self, pieces: Sequence[Piece]) -> list[Piece]:
        """The pieces, with words that a line cannot hold in parts: a hyphen reads better than small letters."""
        return [part for piece in rejoined(pieces) for part in parted(piece, self._parts(piece.text))]

    def _parts(self, text: str) -> tuple[str, ...]:
        def fits(part: str) -> bool:
            family = self._fonts.family_for(part, self._style.role, self._language)
            # A word that stays whole may become a keyword, which is larger.
            em = self._style.em * self._unit * (self._style.keyword_scale if part == text else 1.0)
            return self._fonts.text_width(part, family, em) * _LEAST_SCALE <= self.room

        return long_word(text, self._language, fits)

    def _gap(self, left: LitWord, right: LitWord, scale: float) -> float:
        if left.apart or joint_between(left.text, right.text, self._language):
            wider = _ARABIC_SPACE if script_of(right.text) == "arabic" else 1.0
            return self._style.space * wider * self._style.em * self._unit * scale
        # Words that touch would draw their outlines over each other's letters.
        return self._style.outline * 0.8 * self._unit * scale

    def width(self, words: Sequence[LitWord], scale: float) -> float:
        """Pixels that words take in one line."""
        gaps = sum(self._gap(a, b, scale) for a, b in pairwise(words))
        return gaps + sum(self._word_width(word, scale) for word in words)

    def place(self, group: CaptionGroup) -> tuple[list[PlacedWord], PlacedPlate | None]:
        """The group's words line by line, shrunk to fit where a single word is too wide."""
        widest = max(self.width(line, 1.0) for line in group.lines)
        scale = min(1.0, self.room / widest) if widest > 0 else 1.0
        tall = max(_TALL.get(script_of(word.text) or "", 0.0) for word in group.words)
        inks = [self._ink(line, scale) for line in group.lines]
        pitch = max(self._style.line_height, tall) * self._style.em * self._unit * scale
        # Accents upon accents, as in Vietnamese capitals, reach the line above; nothing may touch.
        apart = (2 * self._border + _BETWEEN_LINES * self._style.em * scale) * self._unit
        pitch = max([pitch, *(below + above + apart for (_, below), (above, _) in pairwise(inks))])
        main = self._fonts.metrics(self._family(group.words[0]))
        cap = main.cap_height * self._style.em * self._unit * scale
        block = cap + pitch * (len(group.lines) - 1)
        lowest = self._lowest(inks[-1][1], scale, tall=tall > 0)
        top = min(self._zone.anchor * self._size[1] - block / 2, lowest - block)
        placed: list[PlacedWord] = []
        for row, line in enumerate(group.lines):
            placed += self._line(group, line, top + cap + row * pitch, scale)
        reach = (max(0.0, inks[0][0] - cap), inks[-1][1])
        return placed, self._plate(group, (top, block), reach, widest * scale)

    @property
    def _border(self) -> float:
        return max(self._style.outline, self._style.active_outline or 0) + self._style.blur / 2

    def _ink(self, line: Sequence[LitWord], scale: float) -> tuple[float, float]:
        """Pixels that a line's letters reach above and below its baseline, at the largest that its words become."""
        grown = max(self._style.active_scale, 1.0)
        inks = [self._fonts.text_ink(word.text, self._family(word), self._em(word, scale) * grown) for word in line]
        return max(above for above, _ in inks), max(below for _, below in inks)

    def _lowest(self, ink: float, scale: float, *, tall: bool) -> float:
        """The last baseline at which all ink stays inside the safe area."""
        style = self._style
        below = (_BELOW_TALL if tall else _BELOW) * style.em * scale * max(style.pop, style.keyword_scale) * self._unit
        around = style.plate.pad_y if style.plate else max(style.outline, style.active_outline or 0) + style.shadow
        return self._area.bottom - max(below, ink) - around * self._unit - _MARGIN

    def _line(self, group: CaptionGroup, line: Sequence[LitWord], baseline: float, scale: float) -> list[PlacedWord]:
        backwards = self._language in RIGHT_TO_LEFT or is_right_to_left("".join(word.text for word in line))
        if backwards:
            units = visual_units([word.text for word in line])
        else:
            units = [VisualUnit(place, word.text, place > 0, right_to_left=False) for place, word in enumerate(line)]
        shown = [replace(line[unit.word], text=unit.text) for unit in units]
        gaps = [
            self._gap(before, word, scale) if unit.gap else 0.0
            for unit, before, word in zip(units[1:], shown, shown[1:], strict=False)
        ]
        widths = [self._word_width(word, scale) for word in shown]
        x = (self._size[0] - sum(widths) - sum(gaps)) / 2
        placed: list[tuple[int, PlacedWord]] = []
        for unit, word, width, gap in zip(units, shown, widths, [*gaps, 0.0], strict=True):
            em, family = self._em(word, scale), self._family(word)
            metrics = self._fonts.metrics(family)
            middle = baseline - (metrics.ascent - metrics.descent) / 2 * em
            at = PlacedWord(
                text=word.text,
                family=family,
                em=em,
                x=x + width / 2,
                y=middle,
                width=width,
                start=group.start,
                end=group.end,
                on=word.on,
                off=min(word.off, group.end),
                keyword=word.keyword,
                right_to_left=unit.right_to_left,
            )
            placed.append((unit.word, at))
            x += width + gap
        # In reading order again: of a word in parts the one that is read first.
        return [at for _, at in sorted(placed, key=lambda one: (one[0], -one[1].x if backwards else one[1].x))]

    def _plate(
        self, group: CaptionGroup, block: tuple[float, float], reach: tuple[float, float], width: float
    ) -> PlacedPlate | None:
        """The box behind a group whose capitals fill `block` (top, height); ink reaches further by `reach`."""
        plate = self._style.plate
        if plate is None:
            return None
        middle = self._size[0] / 2
        sides = width / 2 + plate.pad_x * self._unit
        top, height = block
        tall = any(script_of(word.text) in _TALL for word in group.words)
        pad = plate.pad_y * self._unit + (0.25 * self._style.em * self._unit if tall else 0.0)
        air = plate.pad_y * self._unit / 2
        above, below = (max(pad, beyond + air) for beyond in reach)
        return PlacedPlate(middle - sides, top - above, middle + sides, top + height + below, group.start, group.end)
