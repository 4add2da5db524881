"""Places spoken lines on their slots of a timeline: in time, one after the other, with pauses and the least haste.

A line starts at its slot, up to EARLIER seconds before it (only into silence) or LATER ones after it where that saves
haste. It is spoken at the voice's own pace where there is room; the room reaches to the next line's start less the
pause that stays. Only what is longer than that is sped up, to FASTEST at most; nothing is ever slowed down, a short
line just ends early. What fits nowhere stays unvoiced, so that the original is heard, and says so.

A pause between two lines that is longer than PAUSE seconds in the source is one longer than PAUSE in the result too; of
a shorter one a line may take all but a BREATH. Pauses inside a line are room for it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.contracts.base import TimeRange
from domain.contracts.dubbing import LineBudget
from domain.contracts.lines import LineFlag, PlacedLine, PlacedLines, SpokenLine

EARLIER, LATER = 0.08, 0.06
"""Seconds; 0.1 are accepted, a fifth of which is left to whoever measures. A sound is heard up to 0.02 s after its own
beginning (`voice_edges.MARGIN`).
"""

FASTEST = 1.2
HURRIED = 1.1
"""Beyond it haste is heard; it is kept to HURRIED_SHARE of the lines as far as shorter texts are to be had."""

HURRIED_SHARE = 0.1
PAUSE = 0.5
BREATH = 0.15
_KEPT_PAUSE = 0.52
_APART = 0.04
_STEP = 0.02
_OFFSETS = tuple(round(step * _STEP, 2) for step in range(-round(EARLIER / _STEP), round(LATER / _STEP) + 1))
# What outweighs what: a line that stays unvoiced, a hurried one, haste, and only then a start that is not to the point.
_UNVOICED = 1e9
_HURRY = 1e3
_HASTE = 100.0
_OFF_THE_POINT = 0.05
_NOTICED = 0.01
# A new text is never read at exactly the pace of the old one: asked for is a little less than what would just fit.
_BUDGET_SPEED = 1.03


@dataclass(frozen=True)
class Fitting:
    """`placed` lines, and the `tight` ones: those that do not fit, and those by which more than HURRIED_SHARE hurry."""

    placed: PlacedLines
    tight: tuple[LineBudget, ...]


@dataclass(frozen=True)
class _Slot:
    """A line and where the original says it on the timeline; `gap` seconds later the next one starts, or the timeline
    ends, and of them `rest` stay silent.
    """

    spoken: SpokenLine
    start: float
    end: float
    gap: float
    rest: float

    @property
    def voiced(self) -> bool:
        return self.spoken.audio is not None and self.spoken.seconds > 0


def place_lines(
    spoken: Sequence[SpokenLine], language: str, duration: float, parts: Sequence[TimeRange] = ()
) -> Fitting:
    """Lines on a timeline of `duration` seconds: the source's own, or that of its `parts` one after the other, where
    lines outside of them are left out.
    """
    slots = _slots(spoken, duration, parts)
    starts = _best_starts(slots)
    lines = [_placed(slot, starts, index) for index, slot in enumerate(slots)]
    return Fitting(
        placed=PlacedLines(language=language, duration=duration, lines=tuple(lines)), tight=_tight(slots, lines)
    )


def pause_kept(gap: float) -> float:
    """The least silence after a line whose source is followed by `gap` seconds of it."""
    return min(gap, _KEPT_PAUSE) if gap > PAUSE else max(_APART, min(gap, BREATH))


def place_of(slot: TimeRange, parts: Sequence[TimeRange]) -> TimeRange | None:
    """Where a stretch of the source is heard when its `parts` follow each other; None when it is not."""
    begins = 0.0
    for part in parts:
        start, end = max(slot.start, part.start), min(slot.end, part.end)
        if start < end:
            return TimeRange(start=begins + start - part.start, end=begins + end - part.start)
        begins += part.duration
    return None


def in_source(line: PlacedLine, parts: Sequence[TimeRange]) -> TimeRange:
    """Where in the source a line is heard that was placed on its `parts`, one after the other (none: all of it)."""
    slot = line.spoken.line.slot
    place = place_of(slot, parts)
    if place is None:
        return TimeRange(start=line.start, end=line.end)
    shown = next(part for part in parts if max(slot.start, part.start) < min(slot.end, part.end))
    moved = max(slot.start, shown.start) - place.start
    return TimeRange(start=max(0.0, line.start + moved), end=line.end + moved)


def _slots(spoken: Sequence[SpokenLine], duration: float, parts: Sequence[TimeRange]) -> list[_Slot]:
    timeline = parts or (TimeRange(start=0, end=duration),)
    places = [(place, line) for line in spoken if (place := place_of(line.line.slot, timeline)) is not None]
    places.sort(key=lambda found: (found[0].start, found[1].line.number))
    slots = []
    for index, (place, line) in enumerate(places):
        following = places[index + 1][0].start if index + 1 < len(places) else duration
        gap = following - place.end
        rest = pause_kept(gap) if index + 1 < len(places) else _APART
        slots.append(_Slot(line, place.start, place.end, gap, rest))
    return slots


def _best_starts(slots: Sequence[_Slot]) -> list[float]:
    """Starts of all lines, by the cheapest way through the offsets that each may take (dynamic programming)."""
    if not slots:
        return []
    costs = {offset: _start_cost(slots[0], offset) for offset in _OFFSETS}
    ways: list[dict[float, float]] = []
    for slot, following in pairwise(slots):
        fresh: dict[float, float] = {}
        came: dict[float, float] = {}
        for then in _OFFSETS:
            begins = following.start + then
            found = {here: cost + _cost(slot, here, begins) for here, cost in costs.items()}
            came[then] = min(found, key=found.__getitem__)
            fresh[then] = found[came[then]] + _start_cost(following, then)
        costs = fresh
        ways.append(came)
    last = slots[-1]
    final = {here: cost + _cost(last, here, last.end + last.gap) for here, cost in costs.items()}
    chosen = [min(final, key=final.__getitem__)]
    for came in reversed(ways):
        chosen.append(came[chosen[-1]])
    return [slot.start + offset for slot, offset in zip(slots, reversed(chosen), strict=True)]


def _start_cost(slot: _Slot, offset: float) -> float:
    """What it costs to start `offset` seconds off; what is not spoken is not moved."""
    if offset == 0:
        return 0.0
    if not slot.voiced or slot.start + offset < 0:
        return math.inf
    return _OFF_THE_POINT * abs(offset)


def _cost(slot: _Slot, offset: float, following: float) -> float:
    """What it costs to say a line from `offset` on, when the next one starts at `following`."""
    # The original is heard to the end of its slot; the next line may only take of the silence behind it.
    crowded = following - slot.end < min(slot.gap, slot.rest) - 1e-9
    if not slot.voiced:
        return math.inf if crowded else 0.0
    speed = _speed(slot, slot.start + offset, following)
    if speed is None:
        return _UNVOICED if offset == 0 and not crowded else math.inf
    return (_HURRY if speed > HURRIED else 0.0) + _HASTE * (speed - 1) ** 2


def _speed(slot: _Slot, start: float, following: float) -> float | None:
    """How fast the line has to be, at least 1; None where that is too fast."""
    room = following - slot.rest - start
    if room <= 0 or slot.spoken.seconds > room * FASTEST:
        return None
    return min(FASTEST, max(1.0, math.ceil(slot.spoken.seconds / room * 1e4) / 1e4))


def _placed(slot: _Slot, starts: Sequence[float], index: int) -> PlacedLine:
    start = starts[index]
    following = starts[index + 1] if index + 1 < len(starts) else slot.end + slot.gap
    speed = _speed(slot, start, following) if slot.voiced else None
    if speed is None:
        end = max(start, min(slot.end, following))
        spoken = slot.spoken.model_copy(update={"audio": None})
        return PlacedLine(spoken=spoken, start=start, end=end, flags=_flags(slot, None, end))
    end = start + slot.spoken.seconds / speed
    return PlacedLine(spoken=slot.spoken, start=start, end=end, speed=speed, flags=_flags(slot, speed, end))


def _flags(slot: _Slot, speed: float | None, end: float) -> tuple[LineFlag, ...]:
    line = slot.spoken.line
    flags: list[LineFlag] = list(line.flags)
    if not line.text.strip():
        flags.append("empty")
    if slot.voiced and speed is None:
        flags.append("too_long")
    if speed is not None and speed > HURRIED:
        flags.append("stretched")
    if speed is not None and end > slot.end + _NOTICED:
        flags.append("borrowed")
    return tuple(dict.fromkeys(flags))


def _tight(slots: Sequence[_Slot], lines: Sequence[PlacedLine]) -> tuple[LineBudget, ...]:
    hurried = sorted((line.speed for line in lines if line.speed > HURRIED), reverse=True)
    accepted = int(HURRIED_SHARE * sum(slot.voiced for slot in slots))
    too_many = hurried[: max(0, len(hurried) - accepted)]
    found = []
    for slot, line in zip(slots, lines, strict=True):
        late = slot.voiced and line.spoken.audio is None
        if late or (too_many and line.speed >= too_many[-1]):
            found.append(LineBudget(number=slot.spoken.line.number, max_chars=_budget(slot)))
    return tuple(found)


def _budget(slot: _Slot) -> int:
    """Characters that would fit, by the pace at which this voice has said this line."""
    text = slot.spoken.line.text
    room = max(0.0, slot.end + slot.gap - slot.rest - slot.start)
    return max(1, min(len(text) - 1, int(len(text) * room * _BUDGET_SPEED / slot.spoken.seconds)))
