"""From words with times to subtitle cues: the best cut of a whole clip into captions, found by dynamic programming."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.contracts.base import TimeRange
from domain.contracts.speech import Word
from domain.heuristics.line_breaking import break_cost, break_lines
from domain.heuristics.reading_rules import ReadingRules
from domain.heuristics.subtitle_check import Cue, characters, end_at_cut, out_limit, shortest_frames
from domain.heuristics.subtitle_text import SPACELESS, clean, display_width, ends_sentence, join_words

_PER_CUE = 8.0
_OVER_SENTENCE = 25.0
_OVER_SPEAKER = 60.0
_PAUSE_INSIDE = 40.0
"""Per second that a cue stands through a pause beyond `_CALM_PAUSE`: text must not run ahead of its speech."""
_CALM_PAUSE = 0.6
_BROKEN = 2000.0
"""One broken rule outweighs every matter of taste in a cue."""
_DOES_NOT_FIT = 100_000.0


@dataclass(frozen=True, slots=True)
class Piece:
    """The smallest thing a cue is made of: a word, or a part of a token too long for a line; seconds of the clip."""

    text: str
    start: float
    end: float
    speaker: str | None = None
    closes_sentence: bool = False


def clip_pieces(words: Sequence[Word], closing: Sequence[bool], clip: TimeRange, rules: ReadingRules) -> list[Piece]:
    """Words in the clip's own time, cleaned; `closing` tells which words end a sentence.

    Tokens of languages without spaces that are longer than half a line become several pieces with times in proportion.
    """
    pieces: list[Piece] = []
    last_end = 0.0
    for word, closes in zip(words, closing, strict=True):
        text = clean(word.text)
        start = min(max(word.start - clip.start, last_end, 0.0), clip.duration)
        end = min(max(word.end - clip.start, start), clip.duration)
        if not text:
            if closes and pieces:
                last = pieces[-1]
                pieces[-1] = Piece(last.text, last.start, last.end, last.speaker, closes_sentence=True)
            continue
        parts = _split_token(text, rules)
        step = (end - start) / len(parts)
        for index, part in enumerate(parts):
            final = index == len(parts) - 1
            begins = start + step * index
            pieces.append(Piece(part, begins, begins + step, word.speaker, closes_sentence=final and closes))
        last_end = end
    return pieces


def _split_token(text: str, rules: ReadingRules) -> list[str]:
    limit = rules.chars_per_line / 2
    if rules.language not in SPACELESS or display_width(text, wide=rules.wide) <= limit:
        return [text]
    parts: list[str] = []
    for char in text:
        full = bool(parts) and display_width(parts[-1] + char, wide=rules.wide) > limit
        may_break = bool(parts) and break_cost(parts[-1], char, rules.language) < 1000 and char.isalnum()
        if not parts or (full and may_break):
            parts.append(char)
        else:
            parts[-1] += char
    return parts


def time_cues(pieces: Sequence[Piece], rules: ReadingRules, clip_frames: int, cuts: Sequence[int] = ()) -> list[Cue]:
    """The cheapest cut of all pieces into cues, on the frame grid; text verbatim, in order, nothing lost.

    Broken rules cost far more than taste, so that they remain only where the speech leaves no way to keep them.
    `clip_frames` is the clip's length; `cuts` the frames at which its shots begin.
    """
    if not pieces:
        return []
    plan = _Plan(pieces, rules, clip_frames, sorted(cuts))
    count = len(pieces)
    best = [math.inf] * count + [0.0]
    choice = [count] * count
    for first in range(count - 1, -1, -1):
        for last in range(first + 1, count + 1):
            cost = plan.cost(first, last)
            if cost + best[last] < best[first]:
                best[first], choice[first] = cost + best[last], last
            if cost >= _DOES_NOT_FIT:
                break
    bounds = [0]
    while bounds[-1] < count:
        bounds.append(choice[bounds[-1]])
    return plan.cues(bounds)


class _Plan:
    """Times and costs of every possible cue `first` to `last` (exclusive)."""

    def __init__(self, pieces: Sequence[Piece], rules: ReadingRules, clip_frames: int, cuts: Sequence[int]) -> None:
        self._pieces = pieces
        self._rules = rules
        self._cuts = cuts
        self._clip_frames = clip_frames
        self._starts = [self._start(piece) for piece in pieces]

    def _start(self, piece: Piece) -> int:
        exact = piece.start * self._rules.frame_rate
        near = [cut for cut in self._cuts if abs(cut - exact) <= self._rules.sync_frames]
        if near:
            return min(near, key=lambda cut: abs(cut - exact))
        return min(round(exact), max(0, self._clip_frames - 1))

    def _end(self, first: int, last: int, to_read: float, starts: Sequence[int]) -> int:
        rules, start = self._rules, starts[first]
        spoken_end = self._pieces[last - 1].end
        ceiling = self._clip_frames
        if last < len(self._pieces):
            ceiling = min(ceiling, starts[last] - rules.gap_frames)
        end = min(max(math.floor(out_limit(spoken_end, rules)), start + shortest_frames(rules)), ceiling)
        end = min(end, max(start + int(rules.max_seconds * rules.frame_rate), round(spoken_end * rules.frame_rate)))
        at_cut = end_at_cut(start, end, (spoken_end * rules.frame_rate, to_read), self._cuts, rules)
        return at_cut if at_cut is not None else max(end, start + 1)

    def cost(self, first: int, last: int) -> float:
        rules = self._rules
        inside = self._pieces[first:last]
        texts = [piece.text for piece in inside]
        lines = break_lines(texts, rules)
        if lines is None:
            if last - first > 1:
                return _DOES_NOT_FIT * (last - first)
            lines = (texts[0],)
        to_read = characters(lines, rules)
        end = self._end(first, last, to_read, self._starts)
        seconds = (end - self._starts[first]) / rules.frame_rate
        speed = to_read / seconds
        total = _PER_CUE + self._bound_cost(last)
        total += 40 * max(0.0, speed / rules.chars_per_second - 0.9)
        if seconds < 1.3:
            total += 12 * (1.3 - seconds)
        if speed > rules.chars_per_second:
            total += _BROKEN + 2 * _BROKEN * (speed / rules.chars_per_second - 1)
        if seconds < rules.min_seconds - 1e-6:
            total += _BROKEN * (2 - seconds / rules.min_seconds)
        if seconds > rules.max_seconds + 1e-6:
            total += _BROKEN * seconds / rules.max_seconds
        return total + self._inside_cost(inside)

    def _inside_cost(self, inside: Sequence[Piece]) -> float:
        total = 0.0
        for left, right in pairwise(inside):
            if left.closes_sentence or ends_sentence(left.text):
                total += _OVER_SENTENCE
            if left.speaker != right.speaker:
                total += _OVER_SPEAKER
            total += _PAUSE_INSIDE * max(0.0, right.start - left.end - _CALM_PAUSE)
        return total

    def _bound_cost(self, last: int) -> float:
        """How bad it is that a cue ends here; a pause makes any place a good one."""
        if last >= len(self._pieces):
            return 0.0
        left, right = self._pieces[last - 1], self._pieces[last]
        if left.closes_sentence:
            return 0.0
        pause = max(0.0, right.start - left.end)
        return break_cost(left.text, right.text, self._rules.language) * max(0.25, 1 - pause / 0.6)

    def cues(self, bounds: Sequence[int]) -> list[Cue]:
        starts = list(self._starts)
        for first, last in pairwise(bounds):
            self._borrow_time(first, last, starts, bounds)
        found = []
        for first, last in pairwise(bounds):
            texts = [piece.text for piece in self._pieces[first:last]]
            lines = break_lines(texts, self._rules) or (join_words(texts, self._rules.language),)
            end = self._end(first, last, characters(lines, self._rules), starts)
            spoken = self._pieces[first].start, self._pieces[last - 1].end
            rate = self._rules.frame_rate
            found.append(Cue(starts[first] / rate, end / rate, lines, *spoken))
        return found

    def _borrow_time(self, first: int, last: int, starts: list[int], bounds: Sequence[int]) -> None:
        """A cue too fast or too short starts up to `sync_frames` early and pushes the next start as late."""
        rules, rate = self._rules, self._rules.frame_rate
        texts = [piece.text for piece in self._pieces[first:last]]
        to_read = characters(break_lines(texts, rules) or (texts[0],), rules)
        needed = max(math.ceil(to_read / rules.chars_per_second * rate - 1e-6), shortest_frames(rules))

        def missing() -> int:
            return needed - (self._end(first, last, to_read, starts) - starts[first])

        place = bounds.index(first)
        if missing() > 0 and starts[first] not in self._cuts:
            earliest = max(0, math.ceil(self._pieces[first].start * rate) - rules.sync_frames)
            if place > 0:
                before = bounds[place - 1]
                texts = [piece.text for piece in self._pieces[before:first]]
                read_before = characters(break_lines(texts, rules) or (texts[0],), rules)
                keeps = max(read_before / rules.chars_per_second * rate, shortest_frames(rules))
                spoken = self._pieces[first - 1].end * rate - rules.sync_frames
                earliest = max(earliest, math.ceil(max(starts[before] + keeps, spoken)) + rules.gap_frames)
            starts[first] = min(starts[first], max(earliest, starts[first] - missing()))
        if missing() > 0 and last < len(self._pieces) and starts[last] not in self._cuts:
            latest = math.floor(self._pieces[last].start * rate) + rules.sync_frames
            starts[last] = max(starts[last], min(latest, starts[last] + missing()))
