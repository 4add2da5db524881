"""Every stretch of whole sentences that could be a clip, with its in and out points on frames."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from domain.contracts.base import TimeRange
from domain.contracts.clips import ClipWishes
from domain.contracts.media import FrameRate
from domain.contracts.picture import Blackout, PictureAnalysis
from domain.contracts.speech import Transcript
from domain.errors import RejectedError
from domain.heuristics.clip_weights import ENDS_PER_START
from domain.heuristics.sentences import bounds_inside

LEAD_IN_SECONDS = 0.20
"""Wanted before the first word: breath and the onset that word times tend to miss."""
TAIL_SECONDS = 0.35
"""Wanted after the last word: its decay and a moment of rest."""
LEAD_IN_SHARE = 0.4
"""Share of a short pause that the clip after it may take; the clip before it may take the rest."""
LONGEST_BLACK_SECONDS = 0.5
"""A clip that begins black for longer looks broken in a feed."""
TOLERANCE = 1e-6


@dataclass(frozen=True)
class Candidate:
    """Sentences `first` to `last` (exclusive) of the transcript, cut at `range`."""

    first: int
    last: int
    range: TimeRange


@dataclass(frozen=True)
class CutGrid:
    """The frames on which a clip may begin and end: the constant grid, its cuts, where nothing is seen, and its end."""

    frame_rate: FrameRate
    cuts: tuple[int, ...]
    frames: int
    blackouts: tuple[Blackout, ...] = ()

    @classmethod
    def of(cls, picture: PictureAnalysis, frame_rate: FrameRate, duration: float) -> "CutGrid":
        """The grid of a source; without a picture its length is the talk's `duration` in seconds."""
        frames = picture.frame_count or frame_rate.frame_at(duration)
        cuts = sorted({shot.first for shot in picture.shots if 0 < shot.first < frames})
        return cls(frame_rate, tuple(cuts), frames, picture.blackouts)

    def first_from(self, seconds: float) -> int:
        """The first frame that appears at `seconds` or later."""
        return math.ceil(seconds * self.frame_rate.value - TOLERANCE)

    def last_until(self, seconds: float) -> int:
        """The last frame that appears at `seconds` or earlier."""
        return math.floor(seconds * self.frame_rate.value + TOLERANCE)

    def out_of_black(self, frame: int, latest: int) -> int:
        """The first frame from `frame` on that shows something; `frame` itself when there is none until `latest`."""
        black = self.black_at(frame)
        return black.last if black is not None and black.last <= latest else frame

    def black_at(self, frame: int) -> Blackout | None:
        """The black in which a frame lies."""
        return next((black for black in self.blackouts if black.first <= frame < black.last), None)

    def cuts_between(self, low: int, high: int) -> tuple[int, ...]:
        """The cuts on frames `low` to `high`, both included."""
        return self.cuts[bisect_left(self.cuts, low) : bisect_left(self.cuts, high + 1)]


def in_frame(onset: float, previous_end: float, grid: CutGrid) -> int:
    """The frame on which a clip begins whose first word starts at `onset` (seconds).

    A little before the word, never before the end of the word before it; on the last cut between the two where there
    is one, so that no frame of another shot flashes up, and after the black where it ends before the word.
    """
    gap = max(0.0, onset - previous_end)
    earliest = grid.first_from(previous_end)
    frame = max(earliest, grid.first_from(onset - min(LEAD_IN_SECONDS, LEAD_IN_SHARE * gap)))
    latest = grid.last_until(onset)
    cuts = grid.cuts_between(frame, latest)
    return grid.out_of_black(max(0, cuts[-1] if cuts else frame), latest)


def out_frame(ending: float, next_onset: float, grid: CutGrid) -> int:
    """The frame at which a clip ends (exclusive) whose last word ends at `ending` (seconds); never after `next_onset`,
    on the first cut between the two where there is one before the tail is over.
    """
    gap = max(0.0, next_onset - ending)
    latest = grid.last_until(next_onset)
    frame = min(latest, grid.last_until(ending + min(TAIL_SECONDS, (1.0 - LEAD_IN_SHARE) * gap)))
    cuts = grid.cuts_between(grid.first_from(ending), frame)
    return min(grid.frames, cuts[0] if cuts else frame)


def clip_candidates(
    transcript: Transcript, grid: CutGrid, wishes: ClipWishes, strengths: Sequence[float]
) -> list[Candidate]:
    """All stretches whose length is within the wishes, by start and end; none begins or ends where a sentence was cut
    for its length, unless there are no others.

    `strengths`: one boundary strength per bound of sentences (n + 1). Where one start has very many ends, those on the
    strongest bounds are kept. A start that stays black for a while under its speech counts only where all do. Without
    any stretch the whole video is the only candidate if its length fits.
    Raises `RejectedError` `clips.none_possible`.
    """
    words = transcript.words
    sentences = transcript.sentences
    if not words:
        raise RejectedError("clips.none_possible", "No speech was found, so there is nothing to choose clips by.")
    starts = [in_frame(words[s.first].start, words[s.first - 1].end if s.first else 0.0, grid) for s in sentences]
    tail = grid.frame_rate.time_of(grid.frames)
    ends = [
        out_frame(words[s.last - 1].end, words[s.last].start if s.last < len(words) else tail, grid) for s in sentences
    ]
    shortest = (wishes.min_seconds - TOLERANCE) * float(grid.frame_rate.value)
    longest = (wishes.max_seconds + TOLERANCE) * float(grid.frame_rate.value)
    for inside in (bounds_inside(transcript), set[int]()):
        found: list[Candidate] = []
        for first, begin in enumerate(starts):
            if first in inside:
                continue
            fitting: list[int] = []
            for last in range(first, len(sentences)):
                frames = ends[last] - begin
                if frames > longest:
                    break
                if frames >= shortest and last + 1 not in inside:
                    fitting.append(last)
            fitting.sort(key=lambda last: (-strengths[last + 1], last))
            kept = sorted(fitting[:ENDS_PER_START])
            found.extend(Candidate(first, last + 1, _range(begin, ends[last], grid)) for last in kept)
        if found:
            return [one for one in found if not _stays_black(grid, one.range)] or found
    return [_whole(transcript, grid, wishes)]


def _stays_black(grid: CutGrid, cut: TimeRange) -> bool:
    begin = grid.frame_rate.frame_at(cut.start)
    black = grid.black_at(begin)
    return black is not None and (black.last - begin) / float(grid.frame_rate.value) > LONGEST_BLACK_SECONDS


def _range(begin: int, end: int, grid: CutGrid) -> TimeRange:
    return TimeRange(start=grid.frame_rate.time_of(begin), end=grid.frame_rate.time_of(end))


def _whole(transcript: Transcript, grid: CutGrid, wishes: ClipWishes) -> Candidate:
    seconds = grid.frame_rate.time_of(grid.frames)
    if seconds < wishes.min_seconds - TOLERANCE:
        raise RejectedError(
            "clips.none_possible",
            f"The video is {seconds:.1f} s long and the shortest clip wished for is {wishes.min_seconds:g} s: "
            "ask for shorter clips or send a longer video.",
        )
    if seconds > wishes.max_seconds + TOLERANCE:
        raise RejectedError(
            "clips.none_possible",
            f"No run of whole sentences is between {wishes.min_seconds:g} and {wishes.max_seconds:g} s long: "
            "allow shorter or longer clips.",
        )
    begin = grid.out_of_black(0, grid.last_until(transcript.words[0].start))
    return Candidate(0, len(transcript.sentences), _range(begin, grid.frames, grid))
