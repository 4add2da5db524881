"""Fills a stretch of the output with pieces of different shots: the cheapest row of shots and lengths."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.heuristics.footage import Footage, TakenFrames

STEPS = 48
"""Lengths are tried on a grid of about so many steps per stretch; the last piece takes what remains, to the frame."""
CUT_COST = 0.7
"""What a cut costs, in seconds of a picture that does not go with the line at all."""
LONG_SECONDS = 6.0
"""Seconds from which on a picture becomes tedious."""
LONG_COST = 0.12
STALE_COST = 0.6
"""What it costs, per second, to show frames once more."""


@dataclass(frozen=True)
class Piece:
    """So many frames of a shot; `runs_on`: those that follow what was shown last, without a cut."""

    shot: int
    frames: int
    runs_on: bool = False


@dataclass(frozen=True)
class Before:
    """What is on screen when a stretch begins: its shot, how many frames of it were shown in one piece, and how many
    more follow it in that shot.
    """

    shot: int
    shown: int
    room: int


@dataclass(frozen=True)
class _Way:
    """The cheapest way to a point that ends with `piece`."""

    cost: float
    piece: Piece | None = None
    before: "_Way | None" = None

    def pieces(self) -> list[Piece]:
        found: list[Piece] = []
        way: _Way | None = self
        while way is not None and way.piece is not None:
            found.append(way.piece)
            way = way.before
        return found[::-1]


def fill(
    footage: Footage,
    taken: TakenFrames,
    frames: int,
    affinity: Mapping[int, float],
    before: Before | None,
    not_last: int | None,
) -> list[Piece] | None:
    """Pieces of the shots in `affinity` (0..1 each) that last `frames` together; None where no row of them does.

    Each piece lies in one shot and is at least as long as the shortest allowed; no shot is cut to itself, also not at
    the beginning, where what is on screen may run on instead; the last piece is not of `not_last`.
    """
    fresh = {shot: taken.fresh(shot) for shot in affinity}
    for step in (max(1, frames // STEPS), 1):
        ways = _ways(footage, fresh, _points(frames, footage.shortest, step), affinity, before, not_last)
        if ways:
            return min(ways, key=lambda way: way.cost).pieces()
    return None


def _points(frames: int, shortest: int, step: int) -> list[int]:
    """Where pieces may begin and end: a grid that leaves room for a whole piece before the end."""
    return [0, *range(shortest, frames - shortest + 1, step), frames]


def _ways(
    footage: Footage,
    fresh: Mapping[int, int],
    points: Sequence[int],
    affinity: Mapping[int, float],
    before: Before | None,
    not_last: int | None,
) -> list[_Way]:
    ways: dict[int, list[_Way]] = {point: [] for point in points}
    ways[0] = [_Way(0.0)]
    shots = sorted(affinity)
    for point in points[:-1]:
        for shot in shots:
            way = next((way for way in ways[point] if way.piece is None or way.piece.shot != shot), None)
            if way is None:
                continue
            runs_on = point == 0 and before is not None and before.shot == shot
            room = before.room if runs_on and before is not None else footage.length(shot)
            for end in points:
                length = end - point
                if not footage.shortest <= length <= room or (end == points[-1] and shot == not_last):
                    continue
                shown = before.shown if runs_on and before is not None else 0
                cost = _cost(footage, length, shown, affinity[shot], fresh[shot]) + (0.0 if runs_on else CUT_COST)
                _keep(ways[end], _Way(way.cost + cost, Piece(shot, length, runs_on), way))
    return ways[points[-1]]


def _keep(ways: list[_Way], way: _Way) -> None:
    """Keep the cheapest two ways that end with different shots: one of them serves whatever comes next."""
    best: dict[int, _Way] = {}
    for one in sorted([*ways, way], key=lambda one: one.cost):
        if one.piece is not None:
            best.setdefault(one.piece.shot, one)
    ways[:] = list(best.values())[:2]


def _cost(footage: Footage, frames: int, shown: int, affinity: float, fresh: int) -> float:
    rate = float(footage.rate.value)
    seconds = frames / rate
    stale = max(0, frames - fresh) / rate
    tedious = LONG_COST * max(0.0, (frames + shown) / rate - LONG_SECONDS) ** 2
    return seconds * (1.0 - affinity) + tedious + STALE_COST * stale
