"""Follows faces from sample to sample inside one shot."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.contracts.picture import FaceBox, FaceSample

BEGIN_SCORE = 0.5
"""A face seen for the first time must be at least this sure; one already known may be less."""

MAX_GAP_SECONDS = 1.6
"""A face away for longer (turned, hidden) is a new one when it comes back."""

# How far a face may get, in its own heights: at once, and for each second since it was seen.
_STEP = 0.8
_STEP_PER_SECOND = 2.5
_MAX_STEP = 3.0
_STEP_ALONE = 5.0
# How much a box may grow or shrink from one sighting to the next.
_MAX_GROWTH = 2.0


@dataclass(frozen=True)
class Sighting:
    """A face in the frame that is shown at `time` seconds."""

    time: float
    box: FaceBox

    @property
    def x(self) -> float:
        """Centre of the face, a share of the frame's width."""
        return self.box.x + self.box.w / 2

    @property
    def y(self) -> float:
        """Centre of the face, a share of the frame's height."""
        return self.box.y + self.box.h / 2


@dataclass
class FaceTrack:
    """One face through a shot, in time order."""

    sightings: list[Sighting] = field(default_factory=list)

    @property
    def first(self) -> float:
        """Seconds of the first sighting."""
        return self.sightings[0].time

    @property
    def last(self) -> float:
        """Seconds of the last sighting."""
        return self.sightings[-1].time

    @property
    def height(self) -> float:
        """The face's usual height, a share of the frame's."""
        return median([sighting.box.h for sighting in self.sightings])

    @property
    def width(self) -> float:
        """The face's usual width, a share of the frame's."""
        return median([sighting.box.w for sighting in self.sightings])

    def at(self, time: float) -> Sighting:
        """Where the face is at `time`: between sightings on a straight line, before and after them as seen there."""
        known = self.sightings
        if time <= known[0].time:
            return known[0]
        for before, after in itertools.pairwise(known):
            if time <= after.time:
                share = (time - before.time) / (after.time - before.time)
                return Sighting(time, _between(before.box, after.box, share))
        return known[-1]


def track_faces(samples: Sequence[FaceSample], *, width: int, height: int) -> list[FaceTrack]:
    """The faces of one shot, in order of their first sighting; `width` and `height` of the frame in pixels.

    Each sighting joins the nearest known face, near ones first; distance counts in sizes of the face. A face seen
    only once is dropped where others were seen more often: detectors err once, not twice in one place.
    """
    tracks: list[FaceTrack] = []
    for sample in samples:
        open_tracks = [track for track in tracks if sample.time - track.last <= MAX_GAP_SECONDS]
        alone = len(open_tracks) == len(sample.boxes) == 1
        pairs = sorted(
            (distance, t, b)
            for t, track in enumerate(open_tracks)
            for b, box in enumerate(sample.boxes)
            if (distance := _distance(track.sightings[-1].box, box, width / height))
            <= _reach(track, sample.time, alone=alone)
        )
        taken_tracks: set[int] = set()
        taken_boxes: set[int] = set()
        for _, t, b in pairs:
            if t not in taken_tracks and b not in taken_boxes:
                open_tracks[t].sightings.append(Sighting(sample.time, sample.boxes[b]))
                taken_tracks.add(t)
                taken_boxes.add(b)
        for b, box in enumerate(sample.boxes):
            if b not in taken_boxes and box.score >= BEGIN_SCORE:
                tracks.append(FaceTrack([Sighting(sample.time, box)]))
    if len(samples) > 2:
        tracks = [track for track in tracks if len(track.sightings) > 1]
    return tracks


def median(values: Sequence[float]) -> float:
    """The middle value; the lower of two."""
    return sorted(values)[(len(values) - 1) // 2]


def _reach(track: FaceTrack, time: float, *, alone: bool) -> float:
    """How far away, in face heights, a face may still be this one; the only face around is taken for it from afar."""
    return _STEP_ALONE if alone else min(_MAX_STEP, _STEP + _STEP_PER_SECOND * (time - track.last))


def _distance(one: FaceBox, other: FaceBox, aspect: float) -> float:
    """Distance of the centres in face heights; infinite when the sizes do not fit."""
    if max(one.h, other.h) > _MAX_GROWTH * min(one.h, other.h):
        return math.inf
    across = (one.x + one.w / 2 - other.x - other.w / 2) * aspect
    down = one.y + one.h / 2 - other.y - other.h / 2
    return math.hypot(across, down) / max(one.h, other.h)


def _between(one: FaceBox, other: FaceBox, share: float) -> FaceBox:
    def mix(first: float, second: float) -> float:
        return first + (second - first) * share

    return FaceBox(
        x=mix(one.x, other.x),
        y=mix(one.y, other.y),
        w=mix(one.w, other.w),
        h=mix(one.h, other.h),
        score=min(one.score, other.score),
        mouth_motion=mix(one.mouth_motion, other.mouth_motion),
    )
