"""Laid-out captions as an ASS file: one event per word, lit by transforms, over plates where the style has them."""

import re
from itertools import pairwise

import pysubs2

from domain.contracts.captions import FaceMetrics
from domain.heuristics.caption_styles import CaptionStyle, burn_color
from domain.heuristics.subtitle_script import CaptionScript, FaceMeasure, PlacedPlate, PlacedWord
from domain.heuristics.subtitle_text import is_right_to_left

_WORD_JOINER = "\u2060"
_RIGHT_TO_LEFT_MARK = "\u200f"
_POP_MS = 70
_SETTLE_MS = 90
_CIRCLE = 0.5523
"""Where the handles of a Bezier quarter circle stand, in radii."""


def literal(text: str) -> str:
    r"""Text that libass draws as it is written.

    `\{` and `\}` are its own escapes; a backslash before anything else keeps its meaning away by a word joiner, which
    no font draws: `\N` would break the line, `\h` be a space.
    """
    out = []
    for char in text:
        if char in "{}":
            out.append("\\" + char)
        elif char == "\\":
            out.append("\\" + _WORD_JOINER)
        else:
            out.append(char)
    return "".join(out)


def plain(ass_text: str) -> str:
    """The text of an event that `literal` made, without its tags."""
    without_tags = re.sub(r"(?<!\\)\{[^}]*\}", "", ass_text)
    unescaped = re.sub(r"\\([{}])", r"\1", without_tags).replace("\\" + _WORD_JOINER, "\\")
    return unescaped.removeprefix(_RIGHT_TO_LEFT_MARK).removesuffix(_RIGHT_TO_LEFT_MARK)


def write_ass(script: CaptionScript, fonts: FaceMeasure) -> str:
    """The file for libass at the script's frame size.

    The matrix in its head says that colours went through BT.601: players that honour it show the same colours as the
    burned picture.
    """
    subs = pysubs2.SSAFile()
    subs.info.clear()
    subs.info.update(
        {
            "Title": f"Cutdown captions, {script.style.name}",
            "ScriptType": "v4.00+",
            "WrapStyle": "2",
            "ScaledBorderAndShadow": "yes",
            "Kerning": "yes",
            "YCbCr Matrix": "TV.601",
            "PlayResX": str(script.width),
            "PlayResY": str(script.height),
            "LayoutResX": str(script.width),
            "LayoutResY": str(script.height),
        }
    )
    subs.styles.clear()
    for family in sorted({word.family for word in script.words}):
        subs.styles[family] = _style(script, family, fonts.metrics(family))
    if script.plates:
        subs.styles["Plate"] = _plate_style(script.style)
    for plate in script.plates:
        subs.events.append(_plate_event(script, plate))
    for word in script.words:
        subs.events.append(_word_event(script, word, fonts.metrics(word.family)))
    return str(subs.to_string("ass"))


def _color(color: str, alpha: int = 0) -> pysubs2.Color:
    return pysubs2.Color(*burn_color(color), alpha)


def _tag_color(color: str) -> str:
    red, green, blue = burn_color(color)
    return f"&H{blue:02X}{green:02X}{red:02X}&"


def _style(script: CaptionScript, family: str, metrics: FaceMetrics) -> pysubs2.SSAStyle:
    look, unit = script.style, script.unit
    return pysubs2.SSAStyle(
        fontname=family,
        fontsize=round(look.em * unit * (metrics.ascent + metrics.descent), 2),
        primarycolor=_color(look.fill),
        secondarycolor=_color(look.fill),
        outlinecolor=_color(look.outline_color),
        backcolor=_color(look.shadow_color, look.shadow_alpha),
        outline=round(look.outline * unit, 2),
        shadow=round(look.shadow * unit, 2),
        alignment=pysubs2.Alignment.MIDDLE_CENTER,
        marginl=0,
        marginr=0,
        marginv=0,
        # libass: the direction of a line is that of its first letter, as Arabic needs once a line carries tags.
        encoding=-1,
    )


def _plate_style(look: CaptionStyle) -> pysubs2.SSAStyle:
    plate = look.plate
    assert plate is not None  # noqa: S101 - plates are only placed for styles that have one
    return pysubs2.SSAStyle(
        fontname="Plate",
        primarycolor=_color(plate.color, plate.alpha),
        outline=0,
        shadow=0,
        alignment=pysubs2.Alignment.TOP_LEFT,
        marginl=0,
        marginr=0,
        marginv=0,
    )


def _switch_ms(script: CaptionScript, frame: int) -> float:
    # Half a frame before the frame that shall show it: rounding to hundredths of a second then changes nothing.
    return max(0.0, (frame - 0.5) / script.frame_rate * 1000)


def _event_times(script: CaptionScript, start: int, end: int) -> tuple[int, int]:
    first, last = (round(_switch_ms(script, frame) / 10) * 10 for frame in (start, end))
    return first, last


def _plate_event(script: CaptionScript, plate: PlacedPlate) -> pysubs2.SSAEvent:
    look = script.style.plate
    assert look is not None  # noqa: S101 - as above
    start, end = _event_times(script, plate.start, plate.end)
    path = _rounded(plate.right - plate.left, plate.bottom - plate.top, look.radius * script.unit)
    text = rf"{{\an7\pos({plate.left:.1f},{plate.top:.1f})\p1}}{path}{{\p0}}"
    return pysubs2.SSAEvent(start=start, end=end, style="Plate", text=text, layer=0, name="plate")


def _rounded(width: float, height: float, radius: float) -> str:
    r = min(radius, width / 2, height / 2)
    k = r * (1 - _CIRCLE)
    corners = (
        f"m {r:.1f} 0 l {width - r:.1f} 0",
        f"b {width - k:.1f} 0 {width:.1f} {k:.1f} {width:.1f} {r:.1f} l {width:.1f} {height - r:.1f}",
        f"b {width:.1f} {height - k:.1f} {width - k:.1f} {height:.1f} {width - r:.1f} {height:.1f}",
        f"l {r:.1f} {height:.1f} b {k:.1f} {height:.1f} 0 {height - k:.1f} 0 {height - r:.1f}",
        f"l 0 {r:.1f} b 0 {k:.1f} {k:.1f} 0 {r:.1f} 0",
    )
    return " ".join(corners)


def _word_event(script: CaptionScript, word: PlacedWord, metrics: FaceMetrics) -> pysubs2.SSAEvent:
    look = script.style
    start, end = _event_times(script, word.start, word.end)
    size = word.em * (metrics.ascent + metrics.descent)
    tags = [rf"\an5\pos({word.x:.1f},{word.y:.1f})"]
    if abs(word.em - look.em * script.unit) > 0.01:
        tags.append(rf"\fs{size:.2f}")
    idle = _idle_tags(script, word)
    lit = _lit_tags(script)
    tags.append(idle)
    on, off = round(_switch_ms(script, word.on)) - start, round(_switch_ms(script, word.off)) - start
    # A transform that ends at 0 would last the whole event; what is lit from the first frame is simply set.
    tags.append(lit if on <= 0 else rf"\t({on},{on + 1},{lit})")
    tags += _pop_tags(look, word, max(on, 0), off)
    if word.off < word.end:
        tags.append(rf"\t({off},{off + 1},{idle})")
    # Digits and Latin words take the direction of their line, or a full stop would stand on their wrong side.
    turned = is_right_to_left(word.text)
    mark = _RIGHT_TO_LEFT_MARK if word.right_to_left and not turned else ""
    # Without a mark behind them libass centres some Arabic words by a third of an em beside their place.
    text = mark + literal(word.text) + (_RIGHT_TO_LEFT_MARK if turned else "")
    return pysubs2.SSAEvent(start=start, end=end, style=word.family, text="{" + "".join(tags) + "}" + text, layer=1)


def _idle_tags(script: CaptionScript, word: PlacedWord) -> str:
    look = script.style
    tags = [rf"\1c{_tag_color(look.keyword if word.keyword else look.fill)}"]
    if look.active_outline_color is not None:
        tags.append(rf"\3c{_tag_color(look.outline_color)}")
    if look.active_outline is not None:
        tags.append(rf"\bord{look.outline * script.unit:.1f}")
    if look.blur:
        tags.append(rf"\blur{look.blur * script.unit:.1f}")
    return "".join(tags)


def _lit_tags(script: CaptionScript) -> str:
    look = script.style
    tags = [rf"\1c{_tag_color(look.active)}"]
    if look.active_outline_color is not None:
        tags.append(rf"\3c{_tag_color(look.active_outline_color)}")
    if look.active_outline is not None:
        tags.append(rf"\bord{look.active_outline * script.unit:.1f}")
    if look.active_blur is not None:
        tags.append(rf"\blur{look.active_blur * script.unit:.1f}")
    return "".join(tags)


def _pop_tags(look: CaptionStyle, word: PlacedWord, on: int, off: int) -> list[str]:
    """A quick jump when the word lights up, as far as its time allows, and back when it goes out."""
    if look.pop == 1.0 and look.active_scale == 1.0:
        return []
    most = 1 + look.most_growth * word.em / max(word.width, 1.0)
    peak, rest = (round(min(scale, most) * 100, 1) for scale in (look.pop, look.active_scale))
    steps = ((on, on + _POP_MS, peak), (on + _POP_MS, on + _POP_MS + _SETTLE_MS, rest), (off, off + _POP_MS, 100))
    tags = []
    for (begin, finish, scale), following in pairwise((*steps, (1 << 30, 0, 0))):
        if begin >= off and scale != 100:
            continue
        stop = min(finish, off) if scale != 100 else finish
        tags.append(rf"\t({begin},{min(stop, following[0])},\fscx{scale:g}\fscy{scale:g})")
    return tags
