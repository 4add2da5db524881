"""Corrects the times of words by the sound itself: pauses in the signal decide where words begin and end.

A recogniser's attention finds words but not their edges: Whisper's word times run early, and around a pause they fall
somewhere into it. The signal's level shows pauses exactly, so pauses are matched to gaps between words, and the words
at a pause take its edges.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from domain.contracts.base import TimeRange
from domain.contracts.speech import Word

WHISPER_BIAS = 0.05
"""Seconds that Whisper's word edges are early, in the median; measured against exact times by `bench.asr`."""

_SHORTEST_WORD = 0.03
_REACH = 1.2
"""Seconds between a word's first guess and a pause over which the two may still belong together."""
_PULL = 0.2
"""Seconds by which a word may be drawn to a pause; with more sound than that between them, the sound is no speech."""
_END_PULL = 0.4
"""The same for a word's end, which fades and is heard too early."""
_UNMARKED_COST = 0.15
_EARLY_WEIGHT = 0.35
_FASTEST_SIGN = 0.03
_LONGEST_NEED = 0.25
_IGNORED_PAUSE_COST = 0.4
_IGNORED_PAUSE_RISE = 3.0
_CLOSURE = 0.07
_EDGE = 0.06
"""Seconds of sound before a pause that are too short to belong to the word after it."""
_MOSTLY = 0.7
"""Share of a word that must be silent before the word counts as misplaced."""
_SIGNS = ",.;:!?…—–。、！？，；：।؟،"


@dataclass(frozen=True)
class _Match:
    cost: float
    boundaries: tuple[int | None, ...]


def shifted(words: Sequence[Word], seconds: float) -> list[Word]:
    """All edges moved by `seconds`, never before zero."""
    return [
        word.model_copy(update={"start": max(0.0, word.start + seconds), "end": max(0.0, word.end + seconds)})
        for word in words
    ]


def fitted_to_pauses(words: Sequence[Word], pauses: Sequence[TimeRange]) -> list[Word]:
    """Words whose edges at pauses are the pauses' edges; every pause goes to the gap between words that suits it best.

    `pauses` are in order; the closure of a stop inside a word (0.1 s and less) may be among them.
    """
    if not words:
        return []
    starts = [word.start for word in words]
    ends = [word.end for word in words]
    anchored: set[int] = set()
    closed: set[int] = set()
    for pause, boundary in zip(pauses, _matched(words, pauses), strict=True):
        if boundary is None:
            continue
        if boundary < len(words) and words[boundary].start - pause.end <= _PULL:
            starts[boundary] = pause.end
            anchored.add(boundary)
        if boundary > 0 and pause.start - words[boundary - 1].end <= _END_PULL and boundary not in closed:
            ends[boundary - 1] = pause.start
            closed.add(boundary)
    for index in range(len(words) - 1):
        if index + 1 not in anchored and index + 1 not in closed:
            # Inside a phrase words touch: the next word's start is the better known edge.
            ends[index] = min(ends[index], starts[index + 1])
    return settled(
        [word.model_copy(update={"start": start, "end": max(start, end)})
         for word, start, end in zip(words, _spread(starts, ends, anchored), ends, strict=True)]
    )  # fmt: skip


def snapped_to_pauses(words: Sequence[Word], pauses: Sequence[TimeRange], reach: float) -> list[Word]:
    """Words freed of silence at their edges, and drawn to a pause within `reach` seconds; for times nearly right."""
    snapped: list[Word] = []
    for word in words:
        start, end = word.start, word.end
        for pause in _touching(pauses, start - reach, end + reach):
            leads = pause.start - start <= _EDGE and pause.end > start
            near = abs(pause.end - start) <= reach and pause.start < start + reach
            if (leads or near) and pause.end < end - _SHORTEST_WORD:
                start = pause.end
            trails = end - pause.end <= _EDGE and pause.start < end
            near = abs(pause.start - end) <= reach and pause.end > end - reach
            if (trails or near) and pause.start > start + _SHORTEST_WORD:
                end = pause.start
        snapped.append(word.model_copy(update={"start": start, "end": end}))
    return settled(snapped)


def out_of_pauses(words: Sequence[Word], hints: Sequence[Word], pauses: Sequence[TimeRange]) -> list[Word]:
    """Words that were put into silence go to that side of it where `hints`, the same words otherwise timed, have them.

    Only pauses between two words can be meant: a word is moved when most of it is silent.
    """
    moved = list(words)
    for index, word in enumerate(words):
        for pause in _touching(pauses, word.start, word.end):
            silent = min(word.end, pause.end) - max(word.start, pause.start)
            if silent < _MOSTLY * (word.end - word.start) or silent <= 0:
                continue
            needed = min(_LONGEST_NEED, max(_SHORTEST_WORD, _FASTEST_SIGN * len(word.text)))
            if hints[index].end > pause.end:
                start, end = pause.end, max(word.end, pause.end + needed)
            else:
                start, end = min(word.start, pause.start - needed), pause.start
            moved[index] = word.model_copy(update={"start": max(0.0, start), "end": max(0.0, end)})
    for index in range(1, len(moved)):
        # The neighbour gives way: it was given the moved word's sound.
        if moved[index].start < moved[index - 1].end and moved[index - 1] is not words[index - 1]:
            moved[index] = moved[index].model_copy(update={"start": moved[index - 1].end})
    return settled(moved)


def settled(words: Sequence[Word]) -> list[Word]:
    """In time order, without overlaps, every word of some length; gaps stay."""
    result: list[Word] = []
    floor = 0.0
    for index, word in enumerate(words):
        start = max(word.start, floor)
        end = max(word.end, start + _SHORTEST_WORD)
        if index + 1 < len(words):
            following = words[index + 1].start
            if start < following < end:
                end = max(following, start + _SHORTEST_WORD)
        result.append(word.model_copy(update={"start": round(start, 3), "end": round(end, 3)}))
        floor = result[-1].end
    return result


def _touching(pauses: Sequence[TimeRange], start: float, end: float) -> Sequence[TimeRange]:
    first = bisect_left(pauses, start, key=lambda pause: pause.end)
    return pauses[first : bisect_right(pauses, end, key=lambda pause: pause.start)]


def _spread(starts: list[float], ends: list[float], anchored: set[int]) -> list[float]:
    """Keep the order of starts between anchored words, which do not move."""
    spread = list(starts)
    for index in range(1, len(spread)):
        if index not in anchored:
            spread[index] = max(spread[index], spread[index - 1] + _SHORTEST_WORD)
    for index in range(len(spread) - 2, -1, -1):
        latest = spread[index + 1] - _SHORTEST_WORD
        if index + 1 in anchored:
            latest = min(latest, ends[index] - _SHORTEST_WORD)
        if index not in anchored:
            spread[index] = max(0.0, min(spread[index], latest))
    return spread


def _matched(words: Sequence[Word], pauses: Sequence[TimeRange]) -> tuple[int | None, ...]:
    """For each pause the index of the word that follows it, None where it belongs to no gap.

    Several pauses may come before one word: silence, music, silence.
    """
    states: dict[int, _Match] = {-1: _Match(0.0, ())}
    for pause in pauses:
        fresh: dict[int, _Match] = {}
        near = [(boundary, _cost(words, boundary, pause)) for boundary in _near(words, pause)]
        for last, state in states.items():
            ignored = _Match(state.cost + _cost_of_none(pause), (*state.boundaries, None))
            _keep_cheaper(fresh, last, ignored)
            for boundary, cost in near:
                if boundary >= last:
                    _keep_cheaper(fresh, boundary, _Match(state.cost + cost, (*state.boundaries, boundary)))
        states = _promising(fresh)
    return min(states.values(), key=lambda state: state.cost).boundaries


def _promising(states: dict[int, _Match]) -> dict[int, _Match]:
    """Without states that another one beats with an earlier last word; keeps the search linear."""
    best: dict[int, _Match] = {}
    cheapest = float("inf")
    for last in sorted(states):
        if states[last].cost < cheapest:
            best[last] = states[last]
            cheapest = states[last].cost
    return best


def _keep_cheaper(states: dict[int, _Match], last: int, match: _Match) -> None:
    if last not in states or match.cost < states[last].cost:
        states[last] = match


def _near(words: Sequence[Word], pause: TimeRange) -> range:
    """Indices of the words before which the pause may be; one past the last for a pause at the end."""
    first = bisect_left(words, pause.start - _REACH, key=lambda word: word.start)
    return range(first, bisect_right(words, pause.end + _REACH, key=lambda word: word.end) + 1)


def _cost(words: Sequence[Word], boundary: int, pause: TimeRange) -> float:
    """Seconds of words that would have to move out of the pause, and what speaks against a pause at this place.

    A recogniser lets a word begin where the one before it ends, so the word after a pause takes the pause in: its
    start may move far, its end and the end of the word before it may not.
    """
    before = words[boundary - 1] if boundary > 0 else None
    after = words[boundary] if boundary < len(words) else None
    cost = 0.0
    if after is not None:
        cost += _EARLY_WEIGHT * max(0.0, pause.start - after.start)
        cost += _EARLY_WEIGHT * min(_PULL, max(0.0, after.start - pause.end))
        cost += _squeezed(after, after.end - max(after.start, pause.end))
    if before is not None:
        cost += max(0.0, before.end - pause.end)
        cost += _squeezed(before, min(before.end, pause.start) - before.start)
    marked = before is None or before.text[-1:] in _SIGNS
    return cost + (0.0 if marked else _UNMARKED_COST)


def _cost_of_none(pause: TimeRange) -> float:
    """What it costs to leave a pause inside a word: little for one as short as the closure of a stop."""
    return min(_IGNORED_PAUSE_COST, max(0.0, _IGNORED_PAUSE_RISE * (pause.duration - _CLOSURE))) + pause.duration


def _squeezed(word: Word, left: float) -> float:
    """Seconds that `left` is too short to say the word in; short words and long ones at a very fast pace."""
    return max(0.0, min(_LONGEST_NEED, _FASTEST_SIGN * len(word.text)) - left)
