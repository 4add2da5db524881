"""The pictures of a retell: an edit decision list whose lines last exactly as long as their voice.

A piece is what is seen between two cuts of the output. What is promised of pieces:

- each lies inside of one shot of the source and lasts at least 1.2 s;
- a shot is never cut to itself; frames that simply run on over the end of a line are one piece;
- a line with the original's own voice shows exactly the frames of its sound.

A source whose shots cannot give that (a single shot, or hardly one of 1.2 s) is shown as it was cut itself, and a
single shot is cut to another moment of itself, two seconds away or more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.contracts.retell import EdlEntry
from domain.heuristics.footage import Footage, TakenFrames, shared
from domain.heuristics.shot_filling import Before, Piece, fill

MOST_CANDIDATES = 14
"""Shots that a line's pictures are chosen from, the best ones."""
OWN_SHIFT_SECONDS = 3.0
"""How far the picture of a line may lie from its own moment and still count as that."""
APART_SECONDS = 2.0
"""Between moments of a single shot that are cut to each other."""
STALE_PENALTY = 0.5
"""What a shot loses for a line that would show its frames twice."""
_ROUNDS = 3


@dataclass(frozen=True)
class LinePicture:
    """What a line needs to be seen: `frames` of the output, then `after` more in which nobody speaks.

    `around`: the frames of the source that it tells of. With `fixed` exactly those are shown, as many as it takes;
    with `own` they are wanted, from their start on, and others only where they would break a promise.
    """

    number: int
    frames: int
    around: range
    after: int = 0
    own: bool = False
    fixed: bool = False

    @property
    def total(self) -> int:
        """All of its frames."""
        return self.frames + self.after


_Pieces = list[tuple[int, range]]


def pick_shots(footage: Footage, lines: Sequence[LinePicture], affinity: Sequence[Sequence[float]]) -> list[EdlEntry]:
    """Entries in the order of the output. `affinity`: how well each shot goes with each line, 0..1."""
    picking = _Picking(footage, [line.around for line in lines if line.fixed])
    entries: list[EdlEntry] = []
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        pieces = picking.show(line, affinity[place], following)
        entries += _entries(line, pieces)
    return entries


def pieces_of(entries: Sequence[EdlEntry]) -> list[tuple[int, range]]:
    """What is seen between two cuts: shot and frames of each piece, where frames that run on are one."""
    pieces: _Pieces = []
    for entry in entries:
        if pieces and pieces[-1][0] == entry.shot and pieces[-1][1].stop == entry.first:
            pieces[-1] = (entry.shot, range(pieces[-1][1].start, entry.last))
        else:
            pieces.append((entry.shot, range(entry.first, entry.last)))
    return pieces


class _Picking:
    """What was shown so far."""

    def __init__(self, footage: Footage, promised: Sequence[range]) -> None:
        """`promised`: frames that will be shown in any case."""
        self._footage = footage
        self._taken = TakenFrames(footage)
        for frames in promised:
            self._taken.add(frames)
        self._alone = len(footage.usable) < 2
        self._shown: _Pieces = []

    def show(self, line: LinePicture, affinity: Sequence[float], following: LinePicture | None) -> _Pieces:
        """The pieces of a line."""
        ahead = following.around.start if following is not None and following.fixed else None
        pieces = self._footage.pieces(line.around) if line.fixed else self._chosen(line, affinity, ahead)
        for shot, frames in pieces:
            if not line.fixed:
                self._taken.add(frames)
            if self._follows(shot, frames):
                self._shown[-1] = (shot, range(self._shown[-1][1].start, frames.stop))
            else:
                self._shown.append((shot, frames))
        return pieces

    def _chosen(self, line: LinePicture, affinity: Sequence[float], ahead: int | None) -> _Pieces:
        wanted = self._own_moment(line, ahead) if line.own or self._alone else None
        return wanted or self._filled(line, affinity, ahead) or self._as_it_was_cut(line, ahead)

    def _own_moment(self, line: LinePicture, ahead: int | None) -> _Pieces | None:
        """The source from the line's own moment on, begun a little sooner or later where that keeps the promises.

        Frames that are seen elsewhere are left to that place, where there are others at all.
        """
        footage = self._footage
        shift = round(OWN_SHIFT_SECONDS * footage.rate.value)
        fitting: list[tuple[int, _Pieces]] = []
        for start in self._starts(line, shift):
            pieces = footage.pieces(range(start, start + line.total))
            if self._joins(pieces, ahead) and self._long_enough(pieces, ahead):
                fitting.append((self._taken.count(range(start, start + line.total)), pieces))
                if fitting[-1][0] == 0:
                    return pieces
        if self._alone and fitting:
            return min(fitting, key=lambda one: one[0])[1]
        return None

    def _starts(self, line: LinePicture, shift: int) -> list[int]:
        """Where a run of the line's frames may begin, nearest to its own moment first."""
        footage, begin = self._footage, line.around.start
        last = footage.frames - line.total
        step = max(1, shift // 24)
        starts = set(range(begin - shift, begin + shift + 1, step)) | {begin, last}
        for shot in footage.shots:
            starts |= {shot.first, shot.last - line.total, shot.first - footage.shortest}
        if self._shown:
            apart = round(APART_SECONDS * footage.rate.value)
            end = self._shown[-1][1].stop
            starts |= {end, end + apart, end - apart}
        fitting = [start for start in starts if 0 <= start <= last and abs(start - min(begin, last)) <= shift]
        return sorted(fitting, key=lambda start: (abs(start - begin), start))

    def _joins(self, pieces: _Pieces, ahead: int | None) -> bool:
        """Whether these may come next, before the frame `ahead`."""
        before = [self._shown[-1]] if self._shown else []
        after = [] if ahead is None else [(self._footage.shot_at(ahead), range(ahead, ahead + 1))]
        row = [*before, *pieces, *after]
        return all(self._cut_allowed(one, other) for one, other in pairwise(row))

    def _cut_allowed(self, one: tuple[int, range], other: tuple[int, range]) -> bool:
        if one[0] != other[0] or one[1].stop == other[1].start:
            return True
        return self._alone and abs(other[1].start - one[1].stop) >= round(APART_SECONDS * self._footage.rate.value)

    def _long_enough(self, pieces: _Pieces, ahead: int | None) -> bool:
        """Whether all of these last long enough, together with what they run on from or into."""
        shortest = self._footage.shortest
        for place, (shot, frames) in enumerate(pieces):
            runs_on = place == 0 and self._follows(shot, frames)
            into = place == len(pieces) - 1 and frames.stop == ahead and self._footage.shot_at(ahead) == shot
            if len(frames) < shortest and not runs_on and not into:
                return False
        return True

    def _follows(self, shot: int, frames: range) -> bool:
        """Whether these frames run on from what was shown last."""
        return bool(self._shown) and self._shown[-1][0] == shot and self._shown[-1][1].stop == frames.start

    def _filled(self, line: LinePicture, affinity: Sequence[float], ahead: int | None) -> _Pieces | None:
        """Pieces of the shots that go best with the line; of all shots where those do not do."""
        footage = self._footage
        ranked = sorted(footage.usable, key=lambda shot: (-affinity[shot], shot))
        not_last = None if ahead is None else footage.shot_at(ahead)
        for shots in (ranked[:MOST_CANDIDATES], ranked):
            worth = {shot: affinity[shot] for shot in shots}
            row: list[Piece] | None = None
            for _ in range(_ROUNDS):
                row = fill(footage, self._taken, line.total, worth, self._before(), not_last)
                stale = [] if row is None else self._stale(row)
                if not stale:
                    break
                worth |= {shot: worth[shot] - STALE_PENALTY for shot in stale}
            if row is not None:
                return self._placed(row, line)
        return None

    def _before(self) -> Before | None:
        if not self._shown:
            return None
        shot, frames = self._shown[-1]
        room = self._footage.shots[shot].last - frames.stop
        ahead = range(frames.stop, frames.stop + room)
        return Before(shot, len(frames), 0 if self._taken.count(ahead[: self._footage.shortest]) else room)

    def _stale(self, row: Sequence[Piece]) -> list[int]:
        """Shots that would have to show frames twice for this row."""
        needed: dict[int, int] = {}
        for piece in row:
            needed[piece.shot] = needed.get(piece.shot, 0) + piece.frames
        return [shot for shot, frames in needed.items() if frames > self._taken.fresh(shot)]

    def _placed(self, row: Sequence[Piece], line: LinePicture) -> _Pieces:
        """Where in its shot each piece begins; frames of one line are not shown twice in it either."""
        pieces: _Pieces = []
        for piece in row:
            start = self._shown[-1][1].stop if piece.runs_on else self._entry(piece, line, [f for _, f in pieces])
            pieces.append((piece.shot, range(start, start + piece.frames)))
        return pieces

    def _entry(self, piece: Piece, line: LinePicture, here: Sequence[range]) -> int:
        """Where to enter a shot: at frames that nobody has seen, near the line's own moment, on the shot's bounds."""
        footage = self._footage
        bounds = footage.shots[piece.shot]
        latest = bounds.last - piece.frames
        places = {bounds.first, latest, min(max(line.around.start, bounds.first), latest)}
        for bound in [*self._taken.gaps(piece.shot), *here]:
            places |= {bound.start, bound.stop, bound.stop - piece.frames, bound.start - piece.frames}

        def cost(start: int) -> tuple[int, int, int]:
            frames = range(start, start + piece.frames)
            seen = self._taken.count(frames) + sum(shared(frames, other) for other in here)
            return seen, abs(start - line.around.start), start

        return min((start for start in places if bounds.first <= start <= latest), key=cost)

    def _as_it_was_cut(self, line: LinePicture, ahead: int | None) -> _Pieces:
        """The source as it is from about the line's moment on, whatever its own cuts are."""
        footage = self._footage
        if line.total > footage.frames:
            whole = footage.pieces(range(footage.frames))
            rest = line.total - footage.frames
            return [*whole, *self._as_it_was_cut(LinePicture(line.number, rest, range(0)), ahead)]
        starts = self._starts(line, footage.frames)
        return next(
            (pieces for pieces in self._runs(starts, line) if self._joins(pieces, ahead)),
            footage.pieces(range(starts[0], starts[0] + line.total)),
        )

    def _runs(self, starts: Sequence[int], line: LinePicture) -> Iterator[_Pieces]:
        for start in starts:
            yield self._footage.pieces(range(start, start + line.total))


def _entries(line: LinePicture, pieces: _Pieces) -> list[EdlEntry]:
    """Entries of the line, and of the moment after it."""
    entries: list[EdlEntry] = []
    left = line.frames
    for shot, frames in pieces:
        own = min(left, len(frames))
        left -= own
        if own:
            entries.append(EdlEntry(line=line.number, shot=shot, first=frames.start, last=frames.start + own))
        if own < len(frames):
            entries.append(EdlEntry(line=0, shot=shot, first=frames.start + own, last=frames.stop))
    return entries
