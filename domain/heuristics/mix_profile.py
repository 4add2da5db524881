"""How loud the original is under and between lines: the mix profiles as data, and the bed's gain over time from them.

Nothing listens to a side chain: it is known where lines are, so the bed is down when a line begins, not soon after.
Levels are decibels relative to the original once its speech is as loud as the voices that replace it.
"""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from domain.contracts.base import TimeRange
from domain.contracts.mixing import BedSpan, MixName
from domain.heuristics.speech_chunks import merge_spans

OFF = -math.inf

VOICE_OVER_BED_DB = 12.0
"""By how much a voice is louder than the original under it, at the least."""

SAFE_OVER_BED_DB = 15.0
"""What is aimed at, so that another way of measuring finds VOICE_OVER_BED_DB too."""

LINE_FADE_MS = 4
"""At the edges of a line: against a click, and shorter than any consonant."""

JOINT_FADE_MS = 10
"""Where two stretches of the source meet that do not follow each other there."""

MOST_MATCHING_DB = 15.0
"""By how much the original is raised or lowered, at most, to be as loud as the voices."""


@dataclass(frozen=True)
class MixProfile:
    """Levels in decibels, OFF for nothing: `under` a line, where the original is heard to speak (`speech`) and where
    nobody speaks (`pause`).

    The bed falls within `attack_ms`, ending when the line begins. It stays down for `hold_ms` after it and comes back
    within `release_ms`; for less than `shortest_ms` it does not come back at all.
    """

    under: float
    speech: float
    pause: float
    attack_ms: int = 150
    hold_ms: int = 200
    release_ms: int = 400
    shortest_ms: int = 500


PROFILES: dict[MixName, MixProfile] = {
    "replace": MixProfile(under=OFF, speech=OFF, pause=OFF),
    "voice_over": MixProfile(under=-18.0, speech=-8.0, pause=0.0, hold_ms=300, release_ms=600),
    "keep_music": MixProfile(under=OFF, speech=OFF, pause=0.0, attack_ms=250, release_ms=500),
}

MUSIC = MixProfile(under=-20.0, speech=-20.0, pause=-12.0, attack_ms=400, hold_ms=400, release_ms=900, shortest_ms=2000)
"""A bed of music under everything, relative to the voices."""

_UNDER = -18.0
_LEAST_RAMP = 0.015


@dataclass(frozen=True)
class LineOnBed:
    """Where a line is heard, and the bed's gain in decibels that it needs at the most."""

    span: TimeRange
    most: float


@dataclass(frozen=True)
class GainPoint:
    """The bed's gain (a factor) at a time in seconds; linear between points, still before and after them."""

    time: float
    gain: float


@dataclass(frozen=True)
class _Stretch:
    """A stretch of one level. `firm`: all of it has this level, so that changes happen outside of it."""

    start: float
    end: float
    level: float
    firm: bool


def most_under(voice_db: float, bed_db: float) -> float:
    """The gain in decibels at which a bed of `bed_db` is far enough below a voice of `voice_db`."""
    return min(0.0, voice_db - SAFE_OVER_BED_DB - bed_db)


def matching_gain(voice_db: float, speech_db: float | None) -> float:
    """Decibels that make the original's speech as loud as the voices; none where it does not speak."""
    if speech_db is None:
        return 0.0
    return max(-MOST_MATCHING_DB, min(MOST_MATCHING_DB, voice_db - speech_db))


def bed_gains(
    profile: MixProfile,
    duration: float,
    lines: Sequence[LineOnBed],
    speech: Sequence[TimeRange] = (),
    bed: Sequence[BedSpan] = (),
) -> tuple[GainPoint, ...]:
    """The gain of the bed over a timeline of `duration` seconds.

    `lines` are in order and do not overlap. `bed` overrules the profile, later spans the earlier ones; but a line is
    heard over whatever lies under it.
    """
    stretches = _calmed(_wanted(profile, duration, lines, speech, bed), profile.shortest_ms / 1000)
    points: list[GainPoint] = []
    for index, stretch in enumerate(stretches):
        before = stretches[index - 1] if index else None
        after = stretches[index + 1] if index + 1 < len(stretches) else None
        points += _points(before, stretch, after, profile)
    return tuple(point for n, point in enumerate(points) if n == 0 or point != points[n - 1])


def _wanted(
    profile: MixProfile,
    duration: float,
    lines: Sequence[LineOnBed],
    speech: Sequence[TimeRange],
    bed: Sequence[BedSpan],
) -> list[_Stretch]:
    """The level from moment to moment; neighbours differ."""
    heard = merge_spans(speech)
    spans = [*(line.span for line in lines), *heard, *(one.span for one in bed)]
    bounds = sorted({0.0, duration} | {edge for span in spans for edge in (span.start, span.end) if edge < duration})
    said = [line.span for line in lines]
    found = []
    for start, end in pairwise(bounds):
        middle = (start + end) / 2
        level = profile.pause if _at(heard, middle) is None else profile.speech
        ruling = next((one.level for one in reversed(bed) if one.span.start <= middle < one.span.end), None)
        if ruling is not None:
            level = {"full": 0.0, "under": _UNDER if profile.under == OFF else profile.under, "off": OFF}[ruling]
        line = _at(said, middle)
        if line is not None:
            level = min(profile.under if ruling is None else level, lines[line].most)
        found.append(_Stretch(start, end, level, firm=line is not None or ruling == "full"))
    return _merged(found)


def _at(spans: Sequence[TimeRange], time: float) -> int | None:
    """The index of the span that holds `time`; spans are in order and do not overlap."""
    index = bisect_right(spans, time, key=lambda span: span.start) - 1
    return index if index >= 0 and time < spans[index].end else None


def _merged(stretches: Sequence[_Stretch]) -> list[_Stretch]:
    merged: list[_Stretch] = []
    for one in stretches:
        if merged and (merged[-1].level, merged[-1].firm) == (one.level, one.firm):
            merged[-1] = replace(merged[-1], end=one.end)
        else:
            merged.append(one)
    return merged


def _calmed(stretches: list[_Stretch], shortest: float) -> list[_Stretch]:
    """Without returns of the bed that are shorter than `shortest` seconds, nor what is too short to change in."""
    while True:
        calmer = _without_slivers(stretches)
        for index in range(1, len(calmer) - 1):
            one, around = calmer[index], max(calmer[index - 1].level, calmer[index + 1].level)
            if not one.firm and one.level > around and one.end - one.start < shortest:
                calmer[index] = replace(one, level=around)
        calmer = _merged(calmer)
        if calmer == stretches:
            return stretches
        stretches = calmer


def _without_slivers(stretches: Sequence[_Stretch]) -> list[_Stretch]:
    """Whatever is shorter than two ramps goes to its quieter neighbour."""
    kept: list[_Stretch] = []
    waiting: float | None = None
    for index, one in enumerate(stretches):
        start = one.start if waiting is None else waiting
        waiting = None
        following = stretches[index + 1] if index + 1 < len(stretches) else None
        if one.end - one.start >= 2 * _LEAST_RAMP or (not kept and following is None):
            kept.append(replace(one, start=start))
        elif kept and (following is None or kept[-1].level <= following.level):
            kept[-1] = replace(kept[-1], end=one.end)
        else:
            waiting = start
    return kept


def _points(before: _Stretch | None, stretch: _Stretch, after: _Stretch | None, profile: MixProfile) -> list[GainPoint]:
    hold, head = _head(before, stretch, profile)
    tail = _tail(stretch, after, profile)
    length = stretch.end - stretch.start
    shrink = min(1.0, length / (hold + head + tail)) if hold + head + tail else 1.0
    points = []
    if before is not None and hold:
        points.append(GainPoint(stretch.start + hold * shrink, _factor(before.level)))
    # Products of shares can end a hair behind the end, and time does not run backwards.
    points.append(GainPoint(min(stretch.end, stretch.start + (hold + head) * shrink), _factor(stretch.level)))
    points.append(GainPoint(max(points[-1].time, stretch.end - tail * shrink), _factor(stretch.level)))
    return points


def _head(before: _Stretch | None, stretch: _Stretch, profile: MixProfile) -> tuple[float, float]:
    """Seconds at the beginning of a stretch for which the level before it holds, and in which it then changes."""
    if before is None or before.level == stretch.level:
        return 0.0, 0.0
    rises = stretch.level > before.level
    if stretch.firm:
        return 0.0, _LEAST_RAMP if rises and before.firm else 0.0
    if rises:
        return profile.hold_ms / 1000, profile.release_ms / 1000
    return 0.0, profile.attack_ms / 1000 if before.firm else 0.0


def _tail(stretch: _Stretch, after: _Stretch | None, profile: MixProfile) -> float:
    """Seconds at the end of a stretch in which the level changes to the next one's."""
    if after is None or after.level == stretch.level:
        return 0.0
    falls = after.level < stretch.level
    if stretch.firm:
        return _LEAST_RAMP if falls and after.firm else 0.0
    if falls:
        return profile.attack_ms / 1000
    return profile.release_ms / 1000 if after.firm else 0.0


def _factor(level: float) -> float:
    return 0.0 if level == OFF else float(10 ** (level / 20))
