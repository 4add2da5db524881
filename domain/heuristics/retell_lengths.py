"""How long each line of a retell is in frames, by what is heard, and how the lines are fitted to the wished length."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from domain.contracts.speech import Transcript
from domain.heuristics.footage import Footage
from domain.heuristics.retell_edits import EditedLine
from domain.heuristics.retell_fit import PAUSES_SECONDS, FitLine, fit_lines, spread
from domain.heuristics.retell_originals import frames_of_words

FIRST_PAUSE_SECONDS = 0.2
TAIL_SECONDS = (0.5, 1.5)
"""After the last line, so that its last word is not cut off; longer where pauses alone leave a retell too short."""
_EPSILON = 1e-6


@dataclass(frozen=True)
class Heard:
    """A line with its length: `frames` in which it is heard, `lead` the shortest and longest pause before it.

    `source`: the frames of the source that it tells of, or whose sound it is. `after`: frames shown after the sound of
    an original, where its last picture would be too short without them.
    """

    edited: EditedLine
    frames: int
    lead: tuple[int, int]
    source: range
    after: int = 0

    @property
    def original(self) -> bool:
        return self.edited.line.mode == "original"


@dataclass(frozen=True)
class Told:
    """A line of the retell: `pause` frames before it, of them the first `breath` ones show another picture."""

    heard: Heard
    pause: int
    breath: int = 0


def heard_lines(
    lines: Sequence[EditedLine], voices: Mapping[int, float], transcript: Transcript, footage: Footage
) -> list[Heard]:
    """The lines of which something is heard. `voices`: seconds of the narrator's voice, by the number of the line."""
    found = []
    for edited in lines:
        line = edited.line
        around = footage.rate.frame_at(line.range.start), footage.rate.frame_at(line.range.end)
        source = range(min(around[0], footage.frames - 1), min(max(around[1], around[0] + 1), footage.frames))
        if line.mode == "original":
            if transcript.words and not _cut_by_hand(edited, transcript):
                source = frames_of_words(transcript, line.first_word, line.last_word, footage)
            found.append(_original(edited, source, footage))
        elif voices.get(line.number, 0.0) > 0:
            found.append(_narrated(edited, voices[line.number], source, footage))
    return found


def told_lines(lines: Sequence[Heard], footage: Footage, seconds: float) -> list[Told]:
    """The lines that make about `seconds`, each with its pause; the last one has a tail after it."""
    if not lines:
        return []
    rate = footage.rate.value
    tail = math.ceil(TAIL_SECONDS[0] * rate)
    target = round(seconds * rate) - tail
    usual = round(PAUSES_SECONDS[1] * rate)
    fits = [_fit_line(line, footage, first=place == 0) for place, line in enumerate(lines)]
    kept = fit_lines(fits, target, usual).kept
    row = _joined([Told(lines[place], 0) for place in kept], footage)
    fits = [_fit_line(told.heard, footage, first=place == 0, breath=told.breath) for place, told in enumerate(row)]
    pauses = spread(fits, range(len(row)), target, usual).pauses
    row = [replace(told, pause=pause) for told, pause in zip(row, pauses, strict=True)]
    tail = min(math.ceil(TAIL_SECONDS[1] * rate), tail + max(0, target - frames_told(row)))
    last = row[-1].heard
    room = footage.shots[footage.shot_at(last.source.stop - 1)].last - last.source.stop if last.original else tail
    row[-1] = replace(row[-1], heard=replace(last, after=max(last.after, min(tail, max(0, room)))))
    return row


def frames_told(told: Sequence[Told]) -> int:
    """Length of the retell."""
    return sum(line.pause + line.heard.frames + line.heard.after for line in told)


def _cut_by_hand(edited: EditedLine, transcript: Transcript) -> bool:
    """Whether an editor has given the line another stretch than its words have."""
    line = edited.line
    words = transcript.words[line.first_word : line.last_word]
    return edited.touched and bool(words) and (line.range.start, line.range.end) != (words[0].start, words[-1].end)


def _narrated(edited: EditedLine, seconds: float, source: range, footage: Footage) -> Heard:
    rate = footage.rate.value
    frames = max(1, math.ceil(seconds * rate - _EPSILON))
    # A line is a picture at least, and a picture lasts.
    shortest = max(round(PAUSES_SECONDS[0] * rate), footage.shortest - frames)
    return Heard(edited, frames, (shortest, max(shortest, round(PAUSES_SECONDS[2] * rate))), source)


def _original(edited: EditedLine, source: range, footage: Footage) -> Heard:
    """The sound as it is; where its first or last picture would flash by, more of that shot is shown in silence."""
    pieces = footage.pieces(source)
    (first_shot, first), (last_shot, last) = pieces[0], pieces[-1]
    before = source.start - footage.shots[first_shot].first
    room = footage.shots[last_shot].last - source.stop
    after = min(max(0, footage.shortest - len(last)), max(0, room))
    lacking = footage.shortest - len(first) - (after if len(pieces) == 1 else 0)
    least = min(max(0, lacking), before)
    most = max(least, min(before, round(PAUSES_SECONDS[2] * footage.rate.value)))
    return Heard(edited, len(source), (least, most), source, after)


def _fit_line(line: Heard, footage: Footage, *, first: bool, breath: int = 0) -> FitLine:
    shortest, longest = line.lead
    if first:
        wanted = round(FIRST_PAUSE_SECONDS * footage.rate.value)
        shortest = longest = min(max(wanted, shortest), longest)
    script = line.edited.line
    return FitLine(
        line.frames + line.after,
        (shortest + breath, longest + breath),
        script.worth,
        pinned=line.edited.touched,
        leans=script.leans,
    )


def _joined(row: list[Told], footage: Footage) -> list[Told]:
    """Originals after originals: what the source says in one go stays in one piece, and a shot that would be cut to
    itself is parted by a glance at another one.
    """
    for place, (one, other) in enumerate(pairwise(row)):
        left, right = row[place].heard, other.heard
        if not (one.heard.original and right.original):
            continue
        gap = right.source.start - left.source.stop
        if 0 <= gap <= right.lead[1]:
            after = min(left.after, gap)
            row[place] = replace(row[place], heard=replace(left, after=after))
            row[place + 1] = replace(other, heard=replace(right, lead=(gap - after, gap - after)))
        elif footage.shot_at(left.source.stop - 1) == footage.shot_at(right.source.start) and len(footage.usable) > 1:
            row[place + 1] = replace(other, breath=footage.shortest)
    return row
