"""What a shot is about, for the crop: a face, several faces that fit together, a slide, or a scene."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.heuristics.faces import FaceTrack, Sighting, median
from domain.heuristics.framing_speaker import stretches_of
from domain.heuristics.framing_window import Window, punch_in

SLIDE_MOTION = 0.0015
"""Mean luma change from frame to frame (0..1) below which a shot without faces is a slide; film moves three times as
much, and noise averages out.
"""

_MINOR_FACE = 0.4
_MIN_SEEN_SHARE = 0.2
_MIN_SEEN_SECONDS = 2.0
_GROUP_SEEN_SHARE = 0.6
_GROUP_MARGIN = 0.06


@dataclass(frozen=True)
class Subject:
    """From `start` to `end` seconds `window` follows `faces`, all of them at once."""

    start: float
    end: float
    window: Window
    faces: tuple[FaceTrack, ...]

    def at(self, time: float) -> tuple[float, float, float]:
        """Centre x, centre y and height of what is followed, in shares of the frame."""
        seen = [face.at(time) for face in self.faces]
        left, right = min(s.box.x for s in seen), max(s.box.x + s.box.w for s in seen)
        tallest = max(seen, key=lambda s: s.box.h)
        return (left + right) / 2, tallest.y, tallest.box.h

    def width_at(self, time: float) -> float:
        """Width of what is followed."""
        seen = [face.at(time) for face in self.faces]
        return max(s.box.x + s.box.w for s in seen) - min(s.box.x for s in seen)


def important(tracks: Sequence[FaceTrack], samples: int, seconds_per_sample: float) -> list[FaceTrack]:
    """Faces that stay for a good part of the shot (or two seconds) and are not much smaller than the largest."""

    def stays(track: FaceTrack) -> bool:
        seen = len(track.sightings)
        return seen >= _MIN_SEEN_SHARE * samples or seen * seconds_per_sample >= _MIN_SEEN_SECONDS

    staying = [track for track in tracks if stays(track)]
    largest = max((track.height for track in staying), default=0.0)
    return [track for track in staying if track.height >= _MINOR_FACE * largest]


def subjects_of(
    tracks: Sequence[FaceTrack],
    times: Sequence[float],
    start: float,
    end: float,
    window: Window,
    frame_height: int,
) -> list[Subject]:
    """Whom the window follows when, from `start` to `end` seconds; `tracks` are the shot's important faces.

    Faces that fit the window together stay together. Otherwise it is the active one; small faces are brought nearer.
    Empty when there are no faces, or when one is too large for the window.
    """
    if not tracks or any(_too_wide(track, window) for track in tracks):
        return []
    group = _group(tracks, len(times), window)
    if group:
        return [Subject(start, end, window, group)]
    # One size for the whole shot: two people at one table are seen from one distance.
    nearer = window.nearer(punch_in(window, max(track.height for track in tracks), frame_height))
    return [
        Subject(stretch.start, stretch.end, nearer, (stretch.track,))
        for stretch in stretches_of(tracks, times, start, end)
    ]


def _too_wide(track: FaceTrack, window: Window) -> bool:
    return track.width > window.width or track.height > window.height


def _group(tracks: Sequence[FaceTrack], samples: int, window: Window) -> tuple[FaceTrack, ...]:
    """The faces that are there most of the time, when two or more of them fit the window; else empty."""
    present = tuple(track for track in tracks if len(track.sightings) >= _GROUP_SEEN_SHARE * samples)
    if len(present) < 2 or len(present) < len(tracks):
        return ()
    left = min(_usual(track, low=True) for track in present)
    right = max(_usual(track, low=False) for track in present)
    return present if right - left <= window.width * (1 - _GROUP_MARGIN) else ()


def _usual(track: FaceTrack, *, low: bool) -> float:
    """The track's left or right edge, at its outermost tenth."""

    def edge(sighting: Sighting) -> float:
        return sighting.box.x if low else sighting.box.x + sighting.box.w

    edges = sorted(edge(sighting) for sighting in track.sightings)
    outer = len(edges) // 10
    return edges[outer] if low else edges[-1 - outer]


def smooth(values: Sequence[float]) -> list[float]:
    """Each value replaced by the middle one of itself and its neighbours: single odd samples vanish."""
    return [median(values[max(0, i - 1) : i + 2]) if 0 < i < len(values) - 1 else v for i, v in enumerate(values)]
