"""The title on an audiogram as an ASS file: a clip's title, and over it whose talk it is."""

from adapters.subtitles.ass import literal
from domain.contracts.media import MediaInfo
from domain.engines import FontLibrary
from domain.heuristics.audiogram_layout import AudiogramLayout
from domain.heuristics.subtitle_text import without_emoji

_SIZES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
_PITCH = 1.24
_SHOW_SHARE = 0.52
"""Height of the small line's letters, as a share of the title's largest."""
_SHOW_LEAST = 26.0
_GAP = 0.5
_MOST_LINES = 4
_ELLIPSIS = "\u2026"


def title_script(
    title: str, media: MediaInfo, layout: AudiogramLayout, size: tuple[int, int], fonts: FontLibrary
) -> str:
    """The file, empty where there is nothing to write. A title that is too long ends with an ellipsis."""
    box = layout.title
    title = " ".join(without_emoji(title).split())
    show = " ".join(without_emoji(_show_of(title, media)).split())
    show_em = max(_SHOW_LEAST * layout.unit, layout.em * _SHOW_SHARE)
    shown = _ended(show, box.width, show_em, fonts) if show else ""
    room = box.height - (show_em * (_PITCH + _GAP) if shown else 0.0)
    lines, em = _fitted(title, box.width, room, layout.em, fonts) if title else ([], layout.em)
    if not lines and not shown:
        return ""
    block = len(lines) * em * _PITCH + (show_em * (_PITCH + _GAP) if shown else 0.0)
    top = box.middle - block / 2
    events = []
    if shown:
        events.append(_line(shown, top + show_em * _PITCH / 2, show_em, "&H38", layout, fonts))
        top += show_em * (_PITCH + _GAP)
    for number, line in enumerate(lines):
        events.append(_line(line, top + (number + 0.5) * em * _PITCH, em, "&H00", layout, fonts))
    head = (
        f"[Script Info]\nScriptType: v4.00+\nWrapStyle: 2\nPlayResX: {size[0]}\nPlayResY: {size[1]}\n"
        f"LayoutResX: {size[0]}\nLayoutResY: {size[1]}\nYCbCr Matrix: TV.601\nScaledBorderAndShadow: yes\n\n"
        "[V4+ Styles]\nFormat: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BackColour, BorderStyle, "
        "Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding\n"
        "Style: Title,Poppins SemiBold,40,&H00FFFFFF,&H00000000,&H90000000,1,0,2,5,0,0,0,-1\n\n"
        "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    )
    return head + "\n".join(events) + "\n"


def _show_of(title: str, media: MediaInfo) -> str:
    """Whose talk it is: the file's album or artist, else its own title where the clip has another."""
    for name in (media.artist, media.title):
        if name and name.casefold() != title.casefold():
            return name
    return ""


def _line(text: str, y: float, em: float, alpha: str, layout: AudiogramLayout, fonts: FontLibrary) -> str:
    family = fonts.family_for(text, "plain", "")
    metrics = fonts.metrics(family)
    box = layout.title
    anchor, x = (4, box.left) if layout.align == "left" else (5, box.left + box.width / 2)
    size = em * (metrics.ascent + metrics.descent)
    tags = rf"{{\an{anchor}\pos({x:.1f},{y:.1f})\fn{family}\fs{size:.2f}\1a{alpha}&\shad{1.5 * layout.unit:.1f}\blur1}}"
    return f"Dialogue: 0,0:00:00.00,9:59:59.00,Title,,0,0,0,,{tags}{literal(text)}"


def _fitted(title: str, width: float, height: float, em: float, fonts: FontLibrary) -> tuple[list[str], float]:
    """The title's lines and their size: the largest at which all of it stands in the box."""
    for share in _SIZES:
        size = em * share
        most = min(_MOST_LINES, int(height / (size * _PITCH)))
        lines = _wrapped(title, width, size, fonts)
        if len(lines) <= most:
            return _balanced(title, lines, width, size, fonts), size
    size = em * _SIZES[-1]
    most = max(1, min(_MOST_LINES, int(height / (size * _PITCH))))
    lines = _wrapped(title, width, size, fonts)
    rest = " ".join(lines[most - 1 :])
    return [*lines[: most - 1], _ended(rest, width, size, fonts)], size


def _wrapped(title: str, width: float, em: float, fonts: FontLibrary) -> list[str]:
    lines: list[str] = []
    for word in _parts(title, width, em, fonts):
        joined = f"{lines[-1]}{word}" if lines else word.lstrip()
        if lines and _width(joined, em, fonts) <= width:
            lines[-1] = joined
        else:
            lines.append(word.strip())
    return lines


def _balanced(title: str, lines: list[str], width: float, em: float, fonts: FontLibrary) -> list[str]:
    """As many lines, as even as they can be: the narrowest box that still takes no more of them."""
    if len(lines) < 2:
        return lines
    best = lines
    for share in range(98, 50, -4):
        tighter = _wrapped(title, width * share / 100, em, fonts)
        if len(tighter) > len(lines):
            break
        best = tighter
    return best


def _parts(title: str, width: float, em: float, fonts: FontLibrary) -> list[str]:
    """Words with the space before them; what is wider than a line, letter by letter."""
    parts: list[str] = []
    for number, word in enumerate(title.split(" ")):
        space = " " if number else ""
        if _width(word, em, fonts) <= width:
            parts.append(space + word)
        else:
            parts += [space + word[0], *word[1:]]
    return parts


def _ended(text: str, width: float, em: float, fonts: FontLibrary) -> str:
    if _width(text, em, fonts) <= width:
        return text
    while text and _width(text + _ELLIPSIS, em, fonts) > width:
        text = text[:-1]
    return text.rstrip(" ,;:.-") + _ELLIPSIS


def _width(text: str, em: float, fonts: FontLibrary) -> float:
    return fonts.text_width(text, fonts.family_for(text, "plain", ""), em)
