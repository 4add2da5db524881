"""Whether cues keep the reading rules: the one judge that the stage, the tests and the bench all ask."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.heuristics.reading_rules import ReadingRules
from domain.heuristics.subtitle_text import display_width

_SLACK = 0.0011
"""Seconds by which a time in a file may differ from its frame: files are written in milliseconds."""


# What no viewer could follow, in shares of the rules, and how much of a clip may be for fast readers only.
_NO_SPEECH = 2.0
_FAST_READING = 1.5
_MOST_FAST = 0.25
_LEAST_STAY = 0.4
_WIDEST = 1.5


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption on screen from `start` to `end`, seconds on the clip's frame grid, in one or two `lines`.

    `spoken_start` and `spoken_end`, seconds, are the sound of its words; None when only the file is known.
    """

    start: float
    end: float
    lines: tuple[str, ...]
    spoken_start: float | None = None
    spoken_end: float | None = None


def characters(lines: Sequence[str], rules: ReadingRules) -> float:
    """Characters to be read; a line break counts as the space that it stands for."""
    return display_width(" ".join(lines), wide=rules.wide)


def out_limit(spoken_end: float, rules: ReadingRules) -> float:
    """The last frame (not rounded) at which a cue may end after its speech."""
    return spoken_end * rules.frame_rate + rules.trail_frames


def shortest_frames(rules: ReadingRules) -> int:
    """The shortest a cue may stay, in whole frames."""
    return math.ceil(rules.min_seconds * rules.frame_rate - 1e-6)


def end_at_cut(start: int, end: int, cue: tuple[float, float], cuts: Sequence[int], rules: ReadingRules) -> int | None:
    """The frame, before a shot change, at which the cue should rather end: speech over, and nothing lost by it.

    `cue` is the spoken end in frames and the characters to read. A cue hangs over a cut when it ends less than
    `trail_frames` after it though its speech ended before; it then ends `gap_frames` before the cut.
    """
    spoken_end, to_read = cue
    for cut in cuts:
        target = cut - rules.gap_frames
        if not target < end < cut + rules.trail_frames:
            continue
        # Up to two frames of fading sound may go; the next shot begins without a caption of the last.
        silent = spoken_end <= cut and target >= spoken_end - rules.sync_frames
        seconds = (target - start) / rules.frame_rate
        readable = seconds > 0 and to_read / seconds <= rules.chars_per_second
        if silent and readable and target - start >= shortest_frames(rules):
            return target
    return None


def check_cues(
    cues: Sequence[Cue], rules: ReadingRules, cuts: Sequence[int] = (), most: float | None = None
) -> tuple[str, ...]:
    """Every broken rule in words, empty when all hold. `cuts` are the clip's frames at which a new shot begins.

    `most`: characters a second above which a cue is too fast, `rules.most_per_second` when not given.
    """
    fastest = rules.most_per_second if most is None else most
    found: list[str] = []
    for number, cue in enumerate(cues, 1):
        following = cues[number] if number < len(cues) else None
        problems = [*_duration(cue, rules), *_text(cue, rules, fastest), *_sync(cue, rules), *_cuts(cue, rules, cuts)]
        if following is not None and following.start - cue.end < rules.gap_frames / rules.frame_rate - _SLACK:
            problems.append(f"less than {rules.gap_frames} frames before the next cue")
        found += [f"cue {number} at {cue.start:.3f} s: {problem}" for problem in problems]
    return tuple(found)


def illegible_cues(cues: Sequence[Cue], rules: ReadingRules) -> tuple[str, ...]:
    """What no viewer could follow, whatever the speech: no text, overlaps, or cues that are gone before they are read.

    17 characters a second are what a platform asks for and 25 what fast readers keep up with. A cue now and then above
    that is fast speech, whose captions are still worth having; twice the reading speed is not speech, and a clip of
    which a quarter is above 25 is not to be followed.
    """
    limit = replace(
        rules,
        chars_per_second=rules.chars_per_second * _NO_SPEECH,
        min_seconds=rules.min_seconds * _LEAST_STAY,
        max_seconds=math.inf,
        chars_per_line=rules.chars_per_line * _WIDEST,
        gap_frames=0,
    )
    found = check_cues(
        [replace(cue, spoken_start=None, spoken_end=None) for cue in cues], limit, most=limit.chars_per_second
    )
    fast = sum(cue.end - cue.start for cue in cues if _speed(cue, rules) > rules.chars_per_second * _FAST_READING)
    shown = sum(cue.end - cue.start for cue in cues)
    if fast > _MOST_FAST * shown:
        most = rules.chars_per_second * _FAST_READING
        found += (f"{fast:.1f} of {shown:.1f} s have more than {most:.0f} characters per second",)
    return found


def _duration(cue: Cue, rules: ReadingRules) -> list[str]:
    seconds = cue.end - cue.start
    if seconds < rules.min_seconds - _SLACK:
        return [f"stays {seconds:.2f} s, at least {rules.min_seconds:.2f} s asked"]
    if seconds > rules.max_seconds + _SLACK:
        return [f"stays {seconds:.2f} s, at most {rules.max_seconds:.2f} s allowed"]
    return []


def _text(cue: Cue, rules: ReadingRules, fastest: float) -> list[str]:
    problems = []
    if not any(line.strip() for line in cue.lines):
        problems.append("no text")
    if len(cue.lines) > rules.lines:
        problems.append(f"{len(cue.lines)} lines, at most {rules.lines} allowed")
    widest = max((display_width(line, wide=rules.wide) for line in cue.lines), default=0.0)
    if widest > rules.chars_per_line:
        problems.append(f"a line of {widest:g} characters, at most {rules.chars_per_line:g} allowed")
    speed = _speed(cue, rules)
    if speed > fastest:
        problems.append(f"{speed:.1f} characters per second, at most {fastest:g} can be read")
    return problems


def _speed(cue: Cue, rules: ReadingRules) -> float:
    """Characters a second."""
    return characters(cue.lines, rules) / (max(cue.end - cue.start, 1e-9) + _SLACK)


def _sync(cue: Cue, rules: ReadingRules) -> list[str]:
    problems = []
    slack = 0.51  # frames: sound does not begin on frame bounds, cues do
    if cue.spoken_start is not None:
        off = (cue.start - cue.spoken_start) * rules.frame_rate
        if abs(off) > rules.sync_frames + 0.05:
            problems.append(f"starts {off:+.1f} frames from its speech, at most {rules.sync_frames} allowed")
    if cue.spoken_end is not None:
        late = cue.end * rules.frame_rate - out_limit(cue.spoken_end, rules)
        forced = cue.end - cue.start <= (shortest_frames(rules) + slack) / rules.frame_rate
        if late > slack and not forced:
            problems.append(f"stays {late:.1f} frames longer than {rules.trail_frames} after its speech")
        early = cue.spoken_end * rules.frame_rate - cue.end * rules.frame_rate
        if early > rules.gap_frames + rules.sync_frames + slack:
            problems.append(f"ends {early:.1f} frames before its speech does")
    return problems


def _cuts(cue: Cue, rules: ReadingRules, cuts: Sequence[int]) -> list[str]:
    if cue.spoken_start is None or cue.spoken_end is None:
        return []
    problems = []
    start, end = round(cue.start * rules.frame_rate), round(cue.end * rules.frame_rate)
    spoken_start = cue.spoken_start * rules.frame_rate
    near = [cut for cut in cuts if cut != start and abs(cut - start) <= rules.sync_frames]
    if near and start not in cuts and any(abs(cut - spoken_start) <= rules.sync_frames for cut in near):
        problems.append(f"starts {near[0] - start:+d} frames from the shot change at frame {near[0]}")
    target = end_at_cut(start, end, (cue.spoken_end * rules.frame_rate, characters(cue.lines, rules)), cuts, rules)
    if target is not None:
        problems.append(f"hangs {end - target} frames over the shot change at frame {target + rules.gap_frames}")
    return problems
