"""The cut of a clip: which frames of the source it shows, given by time or by word, and where they lie in the clip."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.contracts.base import TimeRange
from domain.contracts.clip_edits import WordRun
from domain.contracts.media import FrameRate
from domain.contracts.speech import Transcript
from domain.errors import RejectedError
from domain.heuristics.clip_candidates import CutGrid, in_frame, out_frame

SHORTEST_PART_SECONDS = 0.2
SHORTEST_CLIP_SECONDS = 1.0
LONGEST_CLIP_SECONDS = 900.0
LONGEST_SPAN_SECONDS = 1800.0
"""From the first part's start to the last one's end: a clip is cut from one conversation."""


@dataclass(frozen=True)
class Cut:
    """The parts that stay, in seconds on the frame grid, and the words (last exclusive) from first to last of them."""

    ranges: tuple[TimeRange, ...]
    first_word: int
    last_word: int

    @property
    def span(self) -> TimeRange:
        """From the start of the first part to the end of the last."""
        return TimeRange(start=self.ranges[0].start, end=self.ranges[-1].end)


def frames_of(ranges: Sequence[TimeRange], rate: FrameRate) -> tuple[range, ...]:
    """The source frames of each part."""
    return tuple(range(rate.frame_at(part.start), rate.frame_at(part.end)) for part in ranges)


def places_of(ranges: Sequence[TimeRange], rate: FrameRate) -> tuple[int, ...]:
    """At which frame of the clip each part begins."""
    places = [0]
    for frames in frames_of(ranges, rate):
        places.append(places[-1] + len(frames))
    return tuple(places[:-1])


def cut_by_time(ranges: Sequence[TimeRange], transcript: Transcript, grid: CutGrid) -> Cut:
    """The parts `ranges` (seconds of the source), each on the frames nearest to its bounds; parts that touch are one.

    Raises RejectedError `clip.cut_order`, `clip.cut_outside`, `clip.part_too_short`, `clip.too_short`,
    `clip.too_long` or `clip.no_words`.
    """
    rate = grid.frame_rate
    bounds = [(round(part.start * float(rate.value)), round(part.end * float(rate.value))) for part in ranges]
    return _checked(bounds, transcript, grid)


def cut_by_words(runs: Sequence[WordRun], transcript: Transcript, grid: CutGrid) -> Cut:
    """The parts in which these runs of words are spoken, each with the air around it that a proposed clip has.

    Raises RejectedError `clip.unknown_word` and what `cut_by_time` raises.
    """
    words = transcript.words
    tail = grid.frame_rate.time_of(grid.frames)
    bounds = []
    for run in runs:
        if run.last > len(words):
            raise RejectedError(
                "clip.unknown_word", f"There is no word {run.last - 1}; the transcript has {len(words)} words."
            )
        before = words[run.first - 1].end if run.first else 0.0
        following = words[run.last].start if run.last < len(words) else tail
        first = in_frame(words[run.first].start, before, grid)
        bounds.append((first, max(first, out_frame(words[run.last - 1].end, following, grid))))
    if any(other.first < one.last for one, other in pairwise(runs)):
        raise _disorder()
    return _checked(bounds, transcript, grid)


def spoken_in(transcript: Transcript, ranges: Sequence[TimeRange], first: int, last: int) -> list[list[int]]:
    """For each part the indexes of the words, of `first` to `last` (exclusive), whose middle lies in it."""
    found: list[list[int]] = [[] for _ in ranges]
    for index in range(first, min(last, len(transcript.words))):
        word = transcript.words[index]
        middle = (word.start + word.end) / 2
        place = next((n for n, part in enumerate(ranges) if part.start <= middle < part.end), None)
        if place is not None:
            found[place].append(index)
    return found


def _checked(bounds: Sequence[tuple[int, int]], transcript: Transcript, grid: CutGrid) -> Cut:
    rate = grid.frame_rate
    joined: list[tuple[int, int]] = []
    for start, end in bounds:
        if end - start < SHORTEST_PART_SECONDS * float(rate.value):
            raise RejectedError(
                "clip.part_too_short", f"Each part of a clip lasts {SHORTEST_PART_SECONDS:g} s or longer."
            )
        if end > grid.frames:
            raise RejectedError("clip.cut_outside", f"The source ends after {rate.time_of(grid.frames):.2f} s.")
        if joined and start < joined[-1][1]:
            raise _disorder()
        if joined and start == joined[-1][1]:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    frames = sum(end - start for start, end in joined)
    seconds = rate.time_of(frames)
    if seconds < SHORTEST_CLIP_SECONDS:
        raise RejectedError("clip.too_short", f"A clip lasts {SHORTEST_CLIP_SECONDS:g} s or longer.")
    if seconds > LONGEST_CLIP_SECONDS or rate.time_of(joined[-1][1] - joined[0][0]) > LONGEST_SPAN_SECONDS:
        raise RejectedError(
            "clip.too_long",
            f"A clip lasts at most {LONGEST_CLIP_SECONDS:g} s, taken from at most {LONGEST_SPAN_SECONDS:g} s of the "
            "source.",
        )
    ranges = tuple(TimeRange(start=rate.time_of(start), end=rate.time_of(end)) for start, end in joined)
    spoken = [index for part in spoken_in(transcript, ranges, 0, len(transcript.words)) for index in part]
    if not spoken:
        raise RejectedError("clip.no_words", "Nobody says a word in this part of the source.")
    return Cut(ranges, spoken[0], spoken[-1] + 1)


def _disorder() -> RejectedError:
    return RejectedError("clip.cut_order", "The parts of a clip follow each other in the source and do not overlap.")
