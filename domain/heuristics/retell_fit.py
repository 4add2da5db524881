"""Which lines of a script are told, and with what pauses, so that a retell is as long as it was wished."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

PAUSES_SECONDS = (0.15, 0.35, 0.9)
"""Before a line: the shortest, the usual and the longest silence."""
WITHIN = 0.01
"""Share of the wish by which the length may miss it before what is told counts less than the length."""
_UNITS = 500
_LOOK_AROUND = 0.25


@dataclass(frozen=True)
class FitLine:
    """A line with its length in frames and the shortest and longest pause before it.

    `worth`: 0..1 for each of its frames. A `pinned` line is told in any case, one that `leans` only after the line
    before it.
    """

    frames: int
    pause: tuple[int, int]
    worth: float = 1.0
    pinned: bool = False
    leans: bool = False


@dataclass(frozen=True)
class Fit:
    """Positions of the lines that are told, in order, and the frames of the pause before each."""

    kept: tuple[int, ...]
    pauses: tuple[int, ...]

    def length(self, lines: Sequence[FitLine]) -> int:
        """Frames of the lines and their pauses."""
        return sum(lines[place].frames for place in self.kept) + sum(self.pauses)


def fit_lines(lines: Sequence[FitLine], target: int, usual_pause: int) -> Fit:
    """The most worth that lasts `target` frames, as near as pauses can bring it; the first line is always told.

    A knapsack over all sums of lengths with the usual pause; of the sets around the target, the one of most worth whose
    pauses reach it.
    """
    if not lines:
        return Fit((), ())
    pinned = _with_props([replace(lines[0], pinned=True, leans=False), *lines[1:]])
    sets = _sets(pinned, max(1, target // _UNITS), target, usual_pause)
    fits = [(spread(pinned, kept, target, usual_pause), kept) for kept in sets]

    def rating(choice: tuple[Fit, tuple[int, ...]]) -> tuple[int, float, tuple[int, ...]]:
        fit, kept = choice
        off = max(0, abs(fit.length(pinned) - target) - round(WITHIN * target))
        worth = sum(pinned[place].worth * pinned[place].frames for place in kept)
        strained = sum(abs(pause - usual_pause) for pause in fit.pauses[1:])
        return off, strained - worth, kept

    return min(fits, key=rating)[0]


def spread(lines: Sequence[FitLine], kept: Sequence[int], target: int, usual_pause: int) -> Fit:
    """Pauses before the lines that are told, alike as far as each line allows, so that all last `target` frames."""
    spoken = sum(lines[place].frames for place in kept)

    def pauses(each: int) -> list[int]:
        return [min(max(each, lines[place].pause[0]), lines[place].pause[1]) for place in kept]

    most = max((lines[place].pause[1] for place in kept), default=usual_pause)
    each = next((size for size in range(most, 0, -1) if spoken + sum(pauses(size)) <= target), 0)
    found = pauses(each)
    left = target - spoken - sum(found)
    for place, line in enumerate(kept):
        if left > 0 and found[place] < min(lines[line].pause[1], each + 1):
            found[place] += 1
            left -= 1
    return Fit(tuple(kept), tuple(found))


def _with_props(lines: list[FitLine]) -> list[FitLine]:
    """A line that leans needs the one before it, so where it is pinned, that is pinned, too."""
    for place in range(len(lines) - 1, 0, -1):
        if lines[place].pinned and lines[place].leans:
            lines[place - 1] = replace(lines[place - 1], pinned=True)
    return lines


@dataclass(frozen=True)
class _Way:
    worth: float
    kept: bool = False
    before: "_Way | None" = None


def _sets(lines: Sequence[FitLine], unit: int, target: int, usual_pause: int) -> list[tuple[int, ...]]:
    """For each length around the target the set of most worth that has it; of all sets the nearest, where none has."""
    told: dict[int, _Way] = {}
    untold: dict[int, _Way] = {0: _Way(0.0)}
    for line in lines:
        size = round((line.frames + min(max(usual_pause, line.pause[0]), line.pause[1])) / unit)
        gain = line.worth * line.frames
        sources = (told,) if line.leans else (told, untold)
        now_told: dict[int, _Way] = {}
        for source in sources:
            for length, way in source.items():
                _better(now_told, length + size, _Way(way.worth + gain, kept=True, before=way))
        now_untold: dict[int, _Way] = {}
        if not line.pinned:
            for source in (told, untold):
                for length, way in source.items():
                    _better(now_untold, length, _Way(way.worth, kept=False, before=way))
        told, untold = now_told, now_untold
    ends = dict(untold)
    for length, way in told.items():
        _better(ends, length, way)
    goal = target / unit
    near = [length for length in sorted(ends) if abs(length - goal) <= _LOOK_AROUND * goal]
    nearest = min(ends, key=lambda length: (abs(length - goal), length))
    return [_places(ends[length]) for length in near or [nearest]]


def _better(ways: dict[int, _Way], length: int, way: _Way) -> None:
    if length not in ways or way.worth > ways[length].worth:
        ways[length] = way


def _places(way: _Way) -> tuple[int, ...]:
    told: list[bool] = []
    step: _Way | None = way
    while step is not None and step.before is not None:
        told.append(step.kept)
        step = step.before
    return tuple(place for place, kept in enumerate(reversed(told)) if kept)
