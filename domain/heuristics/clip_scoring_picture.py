"""How much there is to see in a stretch: faces, cuts and motion against the video's own usual."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import neg
from statistics import median

from domain.contracts.base import TimeRange
from domain.contracts.captions import PixelBox
from domain.contracts.picture import PictureAnalysis
from domain.heuristics.topics import Vector, dot, mean_of, unit

CUTS_PER_MINUTE = 8.0
"""Cuts per minute at which the share for cuts is full."""

_CUE = re.compile(r"(\d+:\d+:\d+\.\d+) --> .*\n.*#xywh=(\d+,\d+,\d+,\d+)")


@dataclass(frozen=True)
class Sight:
    """What is seen in a stretch: `faces` 0..1 of its samples, `cuts`, `motion` (1.0 is the video's median), `novelty`
    0..1 of its pictures (CLIP; None where not installed) and the `value` 0..1 of them all.
    """

    faces: float
    cuts: int
    motion: float
    novelty: float | None
    value: float


class Sights:
    """Looks up stretches of one analysed picture quickly; `frame_novelty`: (seconds, 0..1) per embedded picture."""

    def __init__(self, picture: PictureAnalysis, frame_novelty: Sequence[tuple[float, float]] = ()) -> None:
        self._cuts = sorted(picture.frame_rate.time_of(shot.first) for shot in picture.shots)[1:]
        self._face_times = [sample.time for sample in picture.faces]
        self._faces = [0, *accumulate(1 if sample.boxes else 0 for sample in picture.faces)]
        self._motion = [0.0, *accumulate(picture.motion)]
        self._usual_motion = median(picture.motion) if picture.motion else 0.0
        self._novelty_times = [time for time, _ in frame_novelty]
        self._novelty = [0.0, *accumulate(value for _, value in frame_novelty)]
        self.present = picture.frame_count > 0

    def of(self, span: TimeRange) -> Sight:
        """What is seen in `span`."""
        first, last = bisect_left(self._face_times, span.start), bisect_left(self._face_times, span.end)
        faces = (self._faces[last] - self._faces[first]) / (last - first) if last > first else 0.0
        cuts = bisect_left(self._cuts, span.end) - bisect_left(self._cuts, span.start + 1e-6)
        motion = self._motion_in(span)
        novelty = self._novelty_in(span)
        per_minute = 60.0 * cuts / max(span.duration, 1.0)
        parts = [(0.4, faces), (0.3, min(1.0, per_minute / CUTS_PER_MINUTE)), (0.3, min(1.0, motion / 2.0))]
        if novelty is not None:
            parts.append((0.3, novelty))
        value = sum(weight * part for weight, part in parts) / sum(weight for weight, _ in parts)
        return Sight(faces, cuts, motion, novelty, value)

    def _motion_in(self, span: TimeRange) -> float:
        top = len(self._motion) - 1
        begin, end = min(top, int(span.start)), min(top, int(span.end) + 1)
        if end <= begin or self._usual_motion <= 0:
            return 0.0
        return (self._motion[end] - self._motion[begin]) / (end - begin) / self._usual_motion

    def _novelty_in(self, span: TimeRange) -> float | None:
        first, last = bisect_left(self._novelty_times, span.start), bisect_left(self._novelty_times, span.end)
        return (self._novelty[last] - self._novelty[first]) / (last - first) if last > first else None


def sprite_tiles(index: str) -> list[tuple[float, PixelBox]]:
    """When each thumbnail is on screen (seconds) and where it lies on its sheet, from the sheet's WebVTT index."""
    found = []
    for stamp, place in _CUE.findall(index):
        hours, minutes, seconds = stamp.split(":")
        left, top, width, height = map(int, place.split(","))
        box = PixelBox(left=left, top=top, right=left + width, bottom=top + height)
        found.append((int(hours) * 3600 + int(minutes) * 60 + float(seconds), box))
    return found


def frame_novelty(times: Sequence[float], vectors: Sequence[Vector]) -> list[tuple[float, float]]:
    """How unlike the video's mean picture each picture is, 0..1 by rank; `vectors` are unit embeddings (CLIP)."""
    if len(vectors) < 2:
        return []
    middle = unit(mean_of(vectors))
    nearness = [round(dot(vector, middle), 6) for vector in vectors]
    order = sorted(nearness, reverse=True)
    return [
        (time, bisect_left(order, -near, key=neg) / (len(order) - 1))
        for time, near in zip(times, nearness, strict=True)
    ]
