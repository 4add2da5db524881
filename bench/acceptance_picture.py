"""Compares the frames of a finished file with the picture that its source was made of.

A frame of the file is either a crop of the source's picture or all of it over a ground. Which, and where, is found by
looking for it; then what is seen is compared: colours and structure together, as the distance of slightly blurred
pixels, of which a quarter may be anything (captions). The scene moves all the time, so the moment that a frame shows
is found too: a late, frozen or repeated picture is seen by it.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from domain.engines import FaceDetector
from samples.corpus.scenes import LOOP_SECONDS

Pixels = NDArray[np.uint8]

PER_SECOND = 2.0
LATE_SECONDS = 0.07
"""How far picture and truth may be apart in the median."""

_HEIGHT = 180
_OPEN_PART = 0.56
"""The upper part of a tall or square picture, where no caption stands."""
_SHARES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58, 0.52, 0.46, 0.4)
_REACH = 0.34
_SURE = 4.5
_MOVES = 0.6
"""Levels between two moments of the source from which something is seen to move."""
_ALIKE_LEVELS = 0.05
_STILL_SHARE = 0.25
_CANVAS = 640


@dataclass(frozen=True)
class Place:
    """What part of the source a frame shows: its left upper corner and size in the reduced loop's pixels."""

    whole: bool
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class PictureFigures:
    """Of one file: the distance of colours in levels (median and worst second), how much of it shows all of the
    source, how late it is in seconds (None where nothing moves), the share of frames that stand still though the
    source moves, the mean level of the darkest frame and of the source's at that moment, and the share of frames with
    a whole face.
    """

    distance: float
    worst: float
    whole: float
    late: float | None
    frozen: float
    faces: float
    frames: int


class Loop:
    """The picture of a source as a person should see it, reduced."""

    def __init__(self, path: Path) -> None:
        with av.open(str(path)) as container:
            stream = container.streams.video[0]
            width, height = stream.width, stream.height
            self.size = (
                (round(width * _HEIGHT / height), _HEIGHT)
                if width >= height
                else (_HEIGHT, round(height * _HEIGHT / width))
            )
            self.frames = [
                cv2.resize(frame.to_ndarray(format="rgb24"), self.size, interpolation=cv2.INTER_AREA)
                for frame in container.decode(stream)
            ]
        self.rate = len(self.frames) / LOOP_SECONDS if len(self.frames) > 1 else 1.0

    def at(self, seconds: float) -> Pixels:
        """The picture at a time of the speech."""
        return self.frames[int(seconds * self.rate + 1e-6) % len(self.frames)]


@cache
def loop_at(path: str) -> Loop:
    """The loop of a file; rows share them."""
    return Loop(Path(path))


def sampled(video: Path, every: float = 1 / PER_SECOND) -> Iterator[tuple[float, Pixels]]:
    """Times and pictures (RGB as they are seen) of a file of ours, about `every` so many seconds."""
    with av.open(str(video)) as container:
        stream = container.streams.video[0]
        first, due = None, 0.0
        for frame in container.decode(stream):
            time = float(frame.time or 0.0)
            first = time if first is None else first
            if time - first + 1e-6 < due:
                continue
            due += every
            yield time, frame.to_ndarray(format="rgb24", src_colorspace="ITU709")


def compare(video: Path, loop: Loop | None, begins: float, detector: FaceDetector | None) -> PictureFigures:
    """Measure a file that begins at a time of the speech."""
    cv2.setNumThreads(1)  # the stack is at work beside
    distances: list[float] = []
    lates: list[float] = []
    moves: list[bool] = []
    wholes: list[bool] = []
    seen: list[bool] = []
    last: tuple[Pixels, Pixels] | None = None
    place: Place | None = None
    frames = 0
    for time, full in sampled(video):
        frames += 1
        if detector is not None:
            seen.append(has_whole_face(full, detector))
        if loop is None:
            continue
        moment = begins + time
        picture = _reduced(full)
        place = find(picture, loop.at(moment), place)
        shown, truth = _parts(picture, place, loop.at(moment))
        distances.append(_distance(shown, truth))
        wholes.append(place.whole)
        late = _late(shown, place, loop, moment)
        if late is not None:
            lates.append(late)
        if last is not None and last[0].shape == shown.shape:
            there = float(np.abs(last[1].astype(int) - truth).mean())
            here = float(np.abs(last[0].astype(int) - shown).mean())
            if there > 2.0:
                moves.append(here > _STILL_SHARE * there)
        last = (shown, truth)
    return PictureFigures(
        distance=float(np.median(distances)) if distances else 0.0,
        worst=max((min(pair) for pair in itertools.pairwise(distances)), default=max(distances, default=0.0)),
        whole=float(np.mean(wholes)) if wholes else 0.0,
        late=float(np.median(lates)) if len(lates) > 2 else None,
        frozen=1 - float(np.mean(moves)) if moves else 0.0,
        faces=float(np.mean(seen)) if seen else 0.0,
        frames=frames,
    )


def find(picture: Pixels, truth: Pixels, before: Place | None = None) -> Place:
    """Which part of the source a frame shows; `before`: what the last one did, which is tried first."""
    if before is not None and _distance(*_parts(picture, before, truth)) < _SURE:
        return before
    height, width = truth.shape[:2]
    tall, wide = picture.shape[:2]
    best = Place(whole=True, left=0, top=0, width=width, height=height)
    shown, part = _parts(picture, best, truth)
    least = _distance(shown, part)
    for share in _SHARES:
        # The window is as high as `share` of the largest that fits into the source.
        scale = min(height / tall, width / wide) * share
        size = (max(8, round(wide * scale)), max(8, round(tall * scale)))
        small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        upper = _open_part(small)
        score = cv2.matchTemplate(truth, upper, cv2.TM_SQDIFF)
        _, _, (left, top), _ = cv2.minMaxLoc(score)
        top = min(top, height - size[1])
        place = Place(whole=False, left=left, top=max(0, top), width=min(size[0], width), height=min(size[1], height))
        distance = _distance(*_parts(picture, place, truth))
        if distance < least - 0.3:
            best, least = place, distance
    covers = best.width >= 0.97 * width and best.height >= 0.97 * height
    return replace(best, whole=best.whole or covers)


def has_whole_face(picture: Pixels, detector: FaceDetector) -> bool:
    """Whether a face is seen whole. One at the very edge of the frame is found too, but its box crosses the edge."""
    tall, wide = picture.shape[:2]
    scale = _CANVAS / max(tall, wide)
    small = cv2.resize(picture, (round(wide * scale), round(tall * scale)), interpolation=cv2.INTER_AREA)
    canvas = np.zeros((_CANVAS, _CANVAS, 3), np.uint8)
    top, left = (_CANVAS - small.shape[0]) // 2, (_CANVAS - small.shape[1]) // 2
    canvas[top : top + small.shape[0], left : left + small.shape[1]] = small
    return any(
        box.x >= left / _CANVAS
        and box.x + box.w <= (left + small.shape[1]) / _CANVAS
        and box.y >= top / _CANVAS
        and box.y + box.h <= (top + small.shape[0]) / _CANVAS
        for box in detector.detect(canvas)
    )


def _parts(picture: Pixels, place: Place, truth: Pixels) -> tuple[Pixels, Pixels]:
    """What is shown and what should be, of one size."""
    if place.whole and (place.width, place.height) == (truth.shape[1], truth.shape[0]):
        height, width = truth.shape[:2]
        tall, wide = picture.shape[:2]
        scale = min(wide / width, tall / height)
        across, down = round(width * scale), round(height * scale)
        left, top = (wide - across) // 2, (tall - down) // 2
        band = picture[top : top + down, left : left + across]
        return cv2.resize(band, (width, height), interpolation=cv2.INTER_AREA), truth
    small = cv2.resize(picture, (place.width, place.height), interpolation=cv2.INTER_AREA)
    part = truth[place.top : place.top + place.height, place.left : place.left + place.width]
    upper = _open_part(small)
    return upper, part[: upper.shape[0]]


def _open_part(picture: Pixels) -> Pixels:
    tall, wide = picture.shape[:2]
    return picture[: max(8, round(_OPEN_PART * tall))] if tall >= wide else picture


def _distance(shown: Pixels, truth: Pixels) -> float:
    """Levels by which three quarters of the pixels are apart at most, after a little blur."""
    blurred = (cv2.GaussianBlur(part, (0, 0), 1.2).astype(np.float32) for part in (shown, truth))
    first, second = blurred
    return float(np.percentile(np.abs(first - second).mean(axis=2), 75))


def _reduced(picture: Pixels) -> Pixels:
    """Not much larger than the reduced source."""
    tall, wide = picture.shape[:2]
    scale = min(1.0, 2.2 * _HEIGHT / min(tall, wide))
    return np.asarray(cv2.resize(picture, (round(wide * scale), round(tall * scale)), interpolation=cv2.INTER_AREA))


def _late(shown: Pixels, place: Place, loop: Loop, moment: float) -> float | None:
    """By how many seconds a frame shows an earlier moment than its own; None where nothing moves."""
    if len(loop.frames) < 2:
        return None
    steps = round(_REACH * loop.rate)
    height, width = shown.shape[:2]
    levels = shown.astype(np.int16)
    apart = []
    for step in range(-steps, steps + 1):
        truth = loop.at(moment + step / loop.rate)[place.top : place.top + height, place.left : place.left + width]
        apart.append(float(np.minimum(np.abs(levels - truth), 40).mean()))
    if max(apart) - min(apart) < _MOVES:
        return None
    # Where a picture stands still before and after a change, many moments are as good as the best: the nearest counts.
    alike = [step for step, value in enumerate(apart, -steps) if value <= min(apart) + _ALIKE_LEVELS]
    return -min(alike, key=abs) / loop.rate


def sizes(video: Path) -> Sequence[int]:
    """Width and height."""
    with av.open(str(video)) as container:
        stream = container.streams.video[0]
        return (stream.width, stream.height)
