"""What a source has to show: its shots, and how much there is to see in each of them."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from domain.contracts.base import TimeRange
from domain.contracts.media import FrameRate
from domain.contracts.picture import PictureAnalysis, Shot
from domain.heuristics.clip_scoring_picture import Sights

SHORTEST_SECONDS = 1.2
"""No picture is shown for less."""
NEAR_SECONDS = 20.0
"""Distance in the source at which nearness has fallen to 37 %."""
NEAR, LIVELY, ALIKE = 0.6, 0.25, 0.9
"""Shares of nearness, of what is to be seen, and of likeness of picture and text."""


class Footage:
    """The shots of an analysed picture, on its frame grid."""

    def __init__(self, picture: PictureAnalysis, rate: FrameRate, seconds: float) -> None:
        """`seconds`: length of a source whose picture was not analysed; it counts as one shot."""
        frames = picture.frame_count or max(1, rate.frame_at(seconds))
        self.rate = rate
        self.frames = frames
        self.shots = tuple(picture.shots) or (Shot(first=0, last=frames),)
        self.shortest = math.ceil(SHORTEST_SECONDS * rate.value)
        self.usable = tuple(i for i, shot in enumerate(self.shots) if shot.last - shot.first >= self.shortest)
        self._starts = [shot.first for shot in self.shots]
        self._sights = Sights(picture)

    def shot_at(self, frame: int) -> int:
        """The index of the shot that this frame is of."""
        return min(max(0, bisect_right(self._starts, frame) - 1), len(self.shots) - 1)

    def length(self, shot: int) -> int:
        """Frames of a shot."""
        return self.shots[shot].last - self.shots[shot].first

    def pieces(self, frames: range) -> list[tuple[int, range]]:
        """A stretch of the source, parted at its own cuts: shot and frames of each piece."""
        found = []
        first = frames.start
        while first < frames.stop:
            shot = self.shot_at(first)
            end = frames.stop if shot == len(self.shots) - 1 else min(frames.stop, self.shots[shot].last)
            found.append((shot, range(first, end)))
            first = end
        return found

    def liveliness(self, shot: int) -> float:
        """0..1: faces, and motion against the video's usual, in a shot."""
        sight = self._sights.of(self.span(shot))
        return 0.6 * sight.faces + 0.4 * min(1.0, sight.motion / 2.0)

    def span(self, shot: int) -> TimeRange:
        """A shot in seconds."""
        return self.seconds(range(self.shots[shot].first, self.shots[shot].last))

    def seconds(self, frames: range) -> TimeRange:
        """Frames in seconds."""
        return TimeRange(start=self.rate.time_of(frames.start), end=self.rate.time_of(frames.stop))


class TakenFrames:
    """Which frames of a footage are shown, or will be."""

    def __init__(self, footage: Footage) -> None:
        self._footage = footage
        self._taken: list[range] = []

    def add(self, frames: range) -> None:
        """These frames are shown."""
        self._taken.insert(bisect_left([taken.start for taken in self._taken], frames.start), frames)

    def count(self, frames: range) -> int:
        """How many of these frames are shown already, those that are shown twice counted twice."""
        return sum(shared(taken, frames) for taken in self._taken)

    def gaps(self, shot: int) -> list[range]:
        """The stretches of a shot of which nothing is shown yet, in order."""
        bounds = self._footage.shots[shot]
        gaps, at = [], bounds.first
        for taken in self._taken:
            if taken.stop <= at or taken.start >= bounds.last:
                continue
            if taken.start > at:
                gaps.append(range(at, taken.start))
            at = max(at, taken.stop)
        if at < bounds.last:
            gaps.append(range(at, bounds.last))
        return gaps

    def fresh(self, shot: int) -> int:
        """Frames of a shot that nobody has seen."""
        return sum(map(len, self.gaps(shot)))


def shared(one: range, other: range) -> int:
    """Frames that two stretches have in common."""
    return max(0, min(one.stop, other.stop) - max(one.start, other.start))


def affinities(
    footage: Footage, around: Sequence[range], likeness: Sequence[Sequence[tuple[float, float]]] = ()
) -> list[list[float]]:
    """How well each shot goes with each line, 0..1. `around`: the frames of the source that each line tells of.

    Near in the source, something to see, and where pictures were compared with the lines (`likeness`: per line, seconds
    and cosine of each compared picture) alike.
    """
    liveliness = [footage.liveliness(shot) for shot in range(len(footage.shots))]
    table = []
    for place, frames in enumerate(around):
        alike = _alike(footage, likeness[place]) if likeness else None
        row = []
        for shot, bounds in enumerate(footage.shots):
            gap = max(0, frames.start - bounds.last, bounds.first - frames.stop) / float(footage.rate.value)
            near = math.exp(-gap / NEAR_SECONDS)
            value = NEAR * near + LIVELY * liveliness[shot]
            total = NEAR + LIVELY
            if alike is not None:
                value, total = value + ALIKE * alike[shot], total + ALIKE
            row.append(value / total)
        table.append(row)
    return table


def _alike(footage: Footage, pictures: Sequence[tuple[float, float]]) -> list[float]:
    """The best picture of each shot, 0..1 between the least and the most alike of all; without one it lies between."""
    cosines = [cosine for _, cosine in pictures]
    low, high = (min(cosines), max(cosines)) if cosines else (0.0, 0.0)
    best: dict[int, float] = {}
    for time, cosine in pictures:
        shot = footage.shot_at(footage.rate.frame_at(time))
        best[shot] = max(best.get(shot, 0.0), (cosine - low) / (high - low) if high > low else 0.5)
    return [best.get(shot, 0.5) for shot in range(len(footage.shots))]
