"""Words of a right-to-left line in the order in which they stand on the picture, each to be drawn on its own."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

Direction = Literal["right", "left", "number", "neutral"]
"""Where a text reads to: from the right, from the left, or as what stands before it."""

_FOREIGN_TAIL = re.compile(r"[A-Za-zÀ-ɏͰ-Ͽ\u0400-\u052f]")
_EDGES = re.compile(r"^([^\w%$€£]*)(.*?)([^\w%$€£+#]*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class VisualUnit:
    """A word or a part of one (`word`: its place in the line), left to right; `gap`: a space stands before it.

    `right_to_left`: its signs stand as in the line, else as in a line of its own.
    """

    word: int
    text: str
    gap: bool
    right_to_left: bool


def visual_units(texts: Sequence[str]) -> list[VisualUnit]:
    """The words of a right-to-left line from left to right: the Unicode bidirectional algorithm on whole words.

    Words of scripts that read from the left form runs that keep their order, with the numbers that follow them (rule
    W7); other numbers stand one by one, since spaces between them take the direction of the line (N2). A word that
    changes its direction inside is parted there, and signs around a run of several words stand outside of it.
    """
    units = [unit for word, text in enumerate(texts) for unit in _parts(word, text)]
    runs: list[list[VisualUnit]] = []
    strong: Direction = "right"
    for unit in units:
        direction = direction_of(unit.text)
        if direction == "number" and strong == "left":
            direction = "left"
        if direction == "left" and runs and not runs[-1][-1].right_to_left:
            runs[-1].append(replace(unit, right_to_left=False))
        else:
            runs.append([replace(unit, right_to_left=direction != "left")])
        strong = direction if direction in {"left", "right"} else strong
    ordered: list[VisualUnit] = []
    before = False
    parted = [part for run in runs for part in _outside(run)]
    for part in reversed(parted):
        for place, unit in enumerate(part):
            gap = before if place == 0 else unit.gap
            ordered.append(VisualUnit(unit.word, unit.text, gap and bool(ordered), unit.right_to_left))
        # The space before a run is drawn on its right side, before what was read earlier.
        before = part[0].gap
    return ordered


def direction_of(text: str) -> Direction:
    """The direction of the first letter that has one."""
    for char in text:
        found = unicodedata.bidirectional(char)
        if found in {"R", "AL"}:
            return "right"
        if found == "L":
            return "left"
    return "number" if any(char.isdigit() for char in text) else "neutral"


def _parts(word: int, text: str) -> list[VisualUnit]:
    """The word, parted where a prefix of the line's script meets a foreign name (`ב-Google`)."""
    tail = _FOREIGN_TAIL.search(text)
    if tail is None or direction_of(text) != "right" or any(map(_turns, text[tail.start() :])):
        return [VisualUnit(word, text, gap=True, right_to_left=True)]
    at = tail.start()
    return [
        VisualUnit(word, text[:at], gap=True, right_to_left=True),
        VisualUnit(word, text[at:], gap=False, right_to_left=True),
    ]


def _turns(char: str) -> bool:
    return unicodedata.bidirectional(char) in {"R", "AL"}


def _outside(run: list[VisualUnit]) -> list[list[VisualUnit]]:
    """A run with the signs at its ends as runs of their own; a single word is turned as one by the renderer."""
    if len(run) == 1:
        return [[replace(run[0], right_to_left=True)]]
    first, last = _EDGES.match(run[0].text), _EDGES.match(run[-1].text)
    opening = first.group(1) if first else ""
    closing = last.group(3) if last else ""
    inner = [*run]
    if opening:
        inner[0] = replace(inner[0], text=inner[0].text[len(opening) :], gap=False)
    if closing:
        inner[-1] = replace(inner[-1], text=inner[-1].text[: -len(closing)])
    found = [inner]
    if opening:
        found.insert(0, [VisualUnit(run[0].word, opening, run[0].gap, right_to_left=True)])
    if closing:
        found.append([VisualUnit(run[-1].word, closing, gap=False, right_to_left=True)])
    return found
