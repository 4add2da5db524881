"""From words with times to subtitle cues: the best cut of a whole clip into captions, found by dynamic programming."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.heuristics.caption_pieces import Piece, joint_costs, waits, words_into_sentence
from domain.heuristics.line_breaking import break_lines
from domain.heuristics.reading_rules import ReadingRules
from domain.heuristics.subtitle_check import Cue, characters, end_at_cut, out_limit, shortest_frames
from domain.heuristics.subtitle_text import join_words

_PER_CUE = 8.0
_OVER_SENTENCE = 25.0
_OVER_SPEAKER = 60.0
_PAUSE_INSIDE = 40.0
"""Per second that a cue stands through a pause beyond `_CALM_PAUSE`: text must not run ahead of its speech."""
_CALM_PAUSE = 0.6
_SENSELESS = 500.0
"""A cue that ends where no reader would stop: worse than any speed, better than any broken rule."""
_FEWEST_OF_SENTENCE = 2
"""Words of a sentence that a cue does not end with."""
_LONE_END = 25.0
"""The last word of a sentence, left to the next cue."""
_TOO_FAST = 150.0
"""Per share of the reading speed by which a cue exceeds it."""
_BROKEN = 2000.0
"""One broken rule outweighs every matter of taste in a cue."""
_DOES_NOT_FIT = 100_000.0


def time_cues(pieces: Sequence[Piece], rules: ReadingRules, clip_frames: int, cuts: Sequence[int] = ()) -> list[Cue]:
    """The cheapest cut of all pieces into cues, on the frame grid; text verbatim, in order, nothing lost.

    Broken rules cost far more than taste, so that they remain only where the speech leaves no way to keep them.
    `clip_frames` is the clip's length; `cuts` the frames at which its shots begin.
    """
    if not pieces:
        return []
    plan = _Plan(pieces, rules, clip_frames, sorted(cuts))
    return plan.cues(plan.cheapest())


@dataclass(frozen=True, slots=True)
class _Bound:
    """A cue begins with piece `piece` at frame `start`."""

    piece: int
    start: int


class _Plan:
    """Times and costs of every possible cue `first` to `last` (exclusive), and the cheapest row of them."""

    def __init__(self, pieces: Sequence[Piece], rules: ReadingRules, clip_frames: int, cuts: Sequence[int]) -> None:
        self._pieces = pieces
        self._rules = rules
        self._cuts = cuts
        self._clip_frames = clip_frames
        self._costs = joint_costs(pieces, rules.language)
        self._into = words_into_sentence(pieces)
        self._starts = [self._possible_starts(piece) for piece in pieces]
        # A cue that ends the clip has no next one to make room for.
        self._starts.append((clip_frames + rules.gap_frames,))

    def _possible_starts(self, piece: Piece) -> tuple[int, ...]:
        """The frame nearest to the sound, then those as early and as late as the rules allow; or a shot change."""
        rules = self._rules
        exact = piece.start * rules.frame_rate
        near = [cut for cut in self._cuts if abs(cut - exact) <= rules.sync_frames]
        if near:
            return (min(near, key=lambda cut: abs(cut - exact)),)
        early, late = math.ceil(exact - rules.sync_frames), math.floor(exact + rules.sync_frames)
        final = max(0, self._clip_frames - 1)
        frames = (min(max(frame, 0), final) for frame in (round(exact), early, late))
        around = {cut + step for cut in self._cuts for step in range(-rules.sync_frames, rules.sync_frames + 1)}
        return tuple(dict.fromkeys(frame for frame in frames if frame not in around)) or (min(round(exact), final),)

    def cheapest(self) -> list[_Bound]:
        """The bounds of the cheapest row of cues; the last stands behind the last piece."""
        count = len(self._pieces)
        best: dict[_Bound, float] = {_Bound(count, self._starts[count][0]): 0.0}
        following: dict[_Bound, _Bound] = {}
        for first in range(count - 1, -1, -1):
            bounds = [_Bound(first, start) for start in self._starts[first]]
            best.update(dict.fromkeys(bounds, math.inf))
            for last in range(first + 1, count + 1):
                taste, to_read = self._text_cost(first, last)
                for bound in bounds:
                    for start in self._starts[last]:
                        then = _Bound(last, start)
                        cost = taste + self._time_cost(bound, then, to_read) + best[then]
                        if cost < best[bound]:
                            best[bound], following[bound] = cost, then
                if taste >= _DOES_NOT_FIT:
                    break
        bound = min((_Bound(0, start) for start in self._starts[0]), key=lambda at: best[at])
        row = [bound]
        while row[-1].piece < count:
            row.append(following[row[-1]])
        return row

    def _end(self, bound: _Bound, then: _Bound, to_read: float) -> int:
        rules, start = self._rules, bound.start
        spoken_end = self._pieces[then.piece - 1].end
        ceiling = min(self._clip_frames, then.start - rules.gap_frames)
        end = min(max(math.floor(out_limit(spoken_end, rules)), start + shortest_frames(rules)), ceiling)
        end = min(end, max(start + int(rules.max_seconds * rules.frame_rate), round(spoken_end * rules.frame_rate)))
        near = self._cuts[bisect_left(self._cuts, start) : bisect_right(self._cuts, end + rules.gap_frames)]
        at_cut = end_at_cut(start, end, (spoken_end * rules.frame_rate, to_read), near, rules)
        return at_cut if at_cut is not None else max(end, start + 1)

    def _time_cost(self, bound: _Bound, then: _Bound, to_read: float) -> float:
        rules = self._rules
        end = self._end(bound, then, to_read)
        seconds = (end - bound.start) / rules.frame_rate
        speed = to_read / seconds
        total = 40 * max(0.0, speed / rules.chars_per_second - 0.9)
        total += _TOO_FAST * (
            max(0.0, speed / rules.chars_per_second - 1) + 2 * max(0.0, speed / rules.most_per_second - 1)
        )
        total += abs(bound.start - self._pieces[bound.piece].start * rules.frame_rate)
        # Cutting a cue short of its speech is only half hidden by the next one.
        total += 3 * max(0.0, self._pieces[then.piece - 1].end * rules.frame_rate - rules.gap_frames - end)
        if seconds < 1.3:
            total += 12 * (1.3 - seconds)
        if seconds < rules.min_seconds - 1e-6:
            total += _BROKEN * (2 - seconds / rules.min_seconds)
        if seconds > rules.max_seconds + 1e-6:
            total += _BROKEN * seconds / rules.max_seconds
        if then.start - end < rules.gap_frames:
            total += _BROKEN
        return total

    def _text_cost(self, first: int, last: int) -> tuple[float, float]:
        """The taste of a cue's text, whatever its times, and the characters to read."""
        inside = self._pieces[first:last]
        texts = [piece.text for piece in inside]
        lines = break_lines(texts, self._rules, self._costs[first + 1 : last])
        if lines is None:
            if last - first > 1:
                return _DOES_NOT_FIT * (last - first), 1.0
            lines = (texts[0],)
        return _PER_CUE + self._bound_cost(last) + self._inside_cost(inside), characters(lines, self._rules)

    def _inside_cost(self, inside: Sequence[Piece]) -> float:
        total = 0.0
        for place, (left, right) in enumerate(pairwise(inside)):
            if left.closes_sentence:
                # A word or two too short for a cue of their own ("Why?") lead on rather than trail behind.
                total += _OVER_SENTENCE * (0.7 if place < 2 else 1.0)
            if left.speaker != right.speaker:
                total += _OVER_SPEAKER
            total += _PAUSE_INSIDE * max(0.0, right.start - left.end - _CALM_PAUSE)
        return total

    def _bound_cost(self, last: int) -> float:
        """How bad it is that a cue ends here; a pause makes a place better where its words allow one."""
        if last >= len(self._pieces):
            return 0.0
        left, right = self._pieces[last - 1], self._pieces[last]
        cost = self._costs[last]
        if not left.closes_sentence:
            cost *= max(0.25, 1 - max(0.0, right.start - left.end) / 0.6)
            if self._into[last - 1] <= _FEWEST_OF_SENTENCE:
                cost += _SENSELESS
            if right.closes_sentence:
                cost += _LONE_END
        return cost + (_SENSELESS if waits(left, right, self._rules.language) else 0.0)

    def cues(self, row: Sequence[_Bound]) -> list[Cue]:
        """The cues between bounds."""
        found = []
        rate = self._rules.frame_rate
        for bound, then in pairwise(row):
            inside = self._pieces[bound.piece : then.piece]
            texts = [piece.text for piece in inside]
            costs = self._costs[bound.piece + 1 : then.piece]
            lines = break_lines(texts, self._rules, costs) or (join_words(texts, self._rules.language),)
            end = self._end(bound, then, characters(lines, self._rules))
            found.append(Cue(bound.start / rate, end / rate, lines, inside[0].start, inside[-1].end))
        return found
