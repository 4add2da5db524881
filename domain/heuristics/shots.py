"""Finds the cuts in a row of cut scores."""

from collections.abc import Sequence
from fractions import Fraction

from domain.contracts.picture import Flash, Shot

MIN_SHOT_SECONDS = 0.3
"""Two cuts closer than this are one: nothing can be framed or read in less."""

FLOOR = 0.14
"""No score below this is a cut, however quiet its surroundings are (a light switched on scores about 0.1)."""

CERTAIN = 0.6
"""Needs no quiet surroundings: between two shots in fast motion every score is high."""

RATIO = 3.0
"""How many times a cut stands above the usual score around it."""

_WINDOW_SECONDS = 0.5
# Repeated frames (a slower source on a faster grid) score nothing; they say nothing about the usual motion.
_REPEATED = 0.0005


def shots_from_scores(scores: Sequence[float], frame_rate: Fraction, flashes: Sequence[Flash] = ()) -> tuple[Shot, ...]:
    """Shots that cover all frames, from one cut score (0..1) per frame.

    A cut is the highest score within the shortest shot, stands above FLOOR, and either is CERTAIN or RATIO times the
    mean of what surrounds it within half a second; both edges of a flash are passed over.
    """
    count = len(scores)
    if count == 0:
        return ()
    reach = max(1, round(MIN_SHOT_SECONDS * frame_rate))
    window = max(reach, round(_WINDOW_SECONDS * frame_rate))
    dark = {frame for flash in flashes for frame in (flash.first, flash.last)}
    cuts = [0]
    for frame in range(1, count):
        score = scores[frame]
        if score < FLOOR or frame in dark or not _stands_out(scores, frame, window, dark):
            continue
        if frame - cuts[-1] >= reach:
            cuts.append(frame)
        elif len(cuts) > 1 and score > scores[cuts[-1]]:
            cuts[-1] = frame
    if len(cuts) > 1 and count - cuts[-1] < reach:
        cuts.pop()
    return tuple(Shot(first=first, last=last) for first, last in zip(cuts, [*cuts[1:], count], strict=True))


def _stands_out(scores: Sequence[float], frame: int, window: int, dark: set[int]) -> bool:
    score = scores[frame]
    around = [
        scores[other]
        for other in range(max(1, frame - window), min(len(scores), frame + window + 1))
        if other != frame and other not in dark and scores[other] > _REPEATED
    ]
    if not around:
        return True
    # One more cut nearby must not hide this one: the loudest neighbour is left out of the mean.
    usual = (sum(around) - max(around)) / len(around)
    return score >= RATIO * usual and (score >= CERTAIN or score >= RATIO * usual + FLOOR / 2)
