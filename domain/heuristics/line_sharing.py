"""Shares what was translated in one go among the lines that it translates.

A recogniser translates a stretch of several lines better than one line alone, and gives the times of its own segments
only. The text is cut where a line ends, as near as its words can be timed, and best where the text itself has an end.
"""

from collections.abc import Sequence
from itertools import pairwise

from domain.contracts.base import TimeRange
from domain.contracts.speech import Word
from domain.heuristics.line_breaking import break_cost
from domain.heuristics.sentence_bounds import is_closed

_MISSED = 8.0
"""What a second beside the line's end costs, where a comma costs 3 and a place between any two words 18."""
_OPENING = '¿¡"“”‘«([—– '
_CLOSING = "\"'”’»)]"
_BAD_CUT = 6.0
"""From here on a cut is no clause's end: the lines on both sides of it are better translated alone."""
_FAR_OFF = 1.0
"""Seconds. A cut that lies further from the line's end says that something was left out in the translation, and that
what follows has slipped to the wrong line.
"""


def shared(words: Sequence[Word], slots: Sequence[TimeRange], language: str) -> list[str | None]:
    """The text of each slot; None where it cannot be told what belongs there. Words and slots are in order of time."""
    if len(words) < len(slots):
        return [None] * len(slots)
    ends = [(before.end + after.start) / 2 for before, after in pairwise(slots)]
    costs = [break_cost(before.text, after.text, language) for before, after in pairwise(words)]
    cuts = _cuts(words, ends, costs)
    bounds = [0, *cuts, len(words)]
    doubtful = {
        place
        for place, (cut, end) in enumerate(zip(cuts, ends, strict=True))
        if costs[cut - 1] >= _BAD_CUT or abs(_time_of(words, cut) - end) > _FAR_OFF
    }
    return [
        None if place in doubtful or place - 1 in doubtful else " ".join(word.text for word in words[first:last])
        for place, (first, last) in enumerate(pairwise(bounds))
    ]


def _cuts(words: Sequence[Word], ends: Sequence[float], costs: Sequence[float]) -> list[int]:
    """Before which words to cut, one cut for each end, all apart: the cheapest choice (dynamic programme)."""
    count = len(words)
    best: list[list[tuple[float, int]]] = []
    for place, end in enumerate(ends):
        row: list[tuple[float, int]] = [(float("inf"), 0)] * count
        before, came_from = (0.0, 0) if place == 0 else (float("inf"), 0)
        for cut in range(place + 1, count - (len(ends) - place - 1)):
            if place and best[-1][cut - 1][0] < before:
                before, came_from = best[-1][cut - 1][0], cut - 1
            row[cut] = (before + costs[cut - 1] + _MISSED * abs(_time_of(words, cut) - end), came_from)
        best.append(row)
    if not best:
        return []
    cut = min(range(count), key=lambda index: best[-1][index][0])
    cuts = [cut]
    for row in best[:0:-1]:
        cut = row[cut][1]
        cuts.append(cut)
    return cuts[::-1]


def _time_of(words: Sequence[Word], cut: int) -> float:
    return (words[cut - 1].end + words[cut].start) / 2


def as_sentence(text: str, source_text: str, source: str) -> str:
    """An English text that was cut out of a longer one, with the beginning and the end of its source (`source`: the
    source's language).
    """
    text = text.strip()
    if source_text.lstrip(_OPENING)[:1].isupper():
        text = text[:1].upper() + text[1:]
    bare = text.rstrip(",;:–— ")
    if bare and is_closed(source_text, source) and not is_closed(text, "en"):
        return bare + (source_text.rstrip(_CLOSING)[-1] if source_text.rstrip(_CLOSING)[-1] in "?!" else ".")
    return text
