"""Cues as SubRip and WebVTT text, and back; and the cues of burned captions."""

import re
from collections.abc import Sequence

from domain.heuristics.subtitle_check import Cue

_TIMES = re.compile(r"(?:(\d+):)?(\d\d):(\d\d)[.,](\d{3})\s+-->\s+(?:(\d+):)?(\d\d):(\d\d)[.,](\d{3})")

_DIALOGUE = re.compile(r"^Dialogue: [^,]*,(\d+):(\d\d):(\d\d)\.(\d\d),(\d+):(\d\d):(\d\d)\.(\d\d),(?:[^,]*,){6}(.*)$")
_TAGS = re.compile(r"(?<!\\)\{[^}]*\}")
_DRAWING = re.compile(r"\\p[1-9]")


def _stamp(seconds: float, mark: str) -> str:
    millis = round(seconds * 1000)
    return f"{millis // 3_600_000:02}:{millis // 60_000 % 60:02}:{millis // 1000 % 60:02}{mark}{millis % 1000:03}"


def to_srt(cues: Sequence[Cue]) -> str:
    """SubRip. The format has no escapes: text stands as it was said."""
    blocks = (
        f"{number}\n{_stamp(cue.start, ',')} --> {_stamp(cue.end, ',')}\n" + "\n".join(cue.lines) + "\n"
        for number, cue in enumerate(cues, 1)
    )
    return "\n".join(blocks)


def to_vtt(cues: Sequence[Cue]) -> str:
    """WebVTT; `&`, `<` and `>` are escaped, so that no text is read as a tag or an arrow."""
    blocks = (
        f"{number}\n{_stamp(cue.start, '.')} --> {_stamp(cue.end, '.')}\n"
        + "\n".join(line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for line in cue.lines)
        + "\n"
        for number, cue in enumerate(cues, 1)
    )
    return "\n".join(("WEBVTT\n", *blocks))


def read_cues(text: str) -> list[Cue]:
    """The cues of an SRT or VTT file as these functions write them."""
    escaped = text.startswith("WEBVTT")
    found = []
    for block in text.replace("\r\n", "\n").split("\n\n"):
        lines = block.strip("\n").split("\n")
        placed = next(((index, match) for index, line in enumerate(lines) if (match := _TIMES.match(line))), None)
        if placed is None:
            continue
        place, match = placed
        values = [int(value or 0) for value in match.groups()]
        start, end = ((h * 3_600_000 + m * 60_000 + s * 1000 + ms) / 1000 for h, m, s, ms in (values[:4], values[4:]))
        shown = lines[place + 1 :]
        if escaped:
            shown = [line.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") for line in shown]
        found.append(Cue(start, end, tuple(shown)))
    return found


def read_burned(ass: str) -> list[Cue]:
    """The cues of an ASS file as captions are burned, with an event per word: words that come and go together are one.

    Escapes of signs stay in the text.
    """
    found: list[Cue] = []
    for line in ass.splitlines():
        event = _DIALOGUE.match(line)
        if event is None or _DRAWING.search(event[9]):
            continue
        values = [int(value) for value in event.groups()[:8]]
        start, end = (h * 3600 + m * 60 + s + hundredths / 100 for h, m, s, hundredths in (values[:4], values[4:]))
        text = _TAGS.sub("", event[9])
        if found and (found[-1].start, found[-1].end) == (start, end):
            found[-1] = Cue(start, end, (*found[-1].lines, text))
        else:
            found.append(Cue(start, end, (text,)))
    return found
