"""The best set of clips that neither overlap nor tell one passage twice: weighted interval scheduling, with a price on
likeness.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.contracts.base import TimeRange
from domain.heuristics.clip_weights import SELECTION_EMPHASIS, SIMILARITY_LIMIT, SIMILARITY_PENALTY

ROUNDS = 8
"""Times that the set is chosen again with prices raised; the best set seen counts."""

Similarity = Callable[[int, int], float]
"""Cosine of two options, by their positions."""


Repeats = Callable[[int, int], bool]
"""Whether two options tell the same passage, by their positions."""


@dataclass(frozen=True)
class Option:
    """A stretch of the source and its score 0..100."""

    range: TimeRange
    score: float


def select_clips(
    options: Sequence[Option], count: int, similarity: Similarity, repeats: Repeats | None = None
) -> list[int]:
    """Positions of at most `count` options that do not overlap, best score first; no two of them are `repeats`.

    While two of the best set tell the same, the one of lower score and all others that tell what the better ones tell
    are left out, and the set is chosen again. Of equal scores the earlier one stays.
    """
    open_ = list(range(len(options)))
    while True:
        chosen = [open_[place] for place in _best_set([options[i] for i in open_], count, _among(similarity, open_))]
        if repeats is None:
            return chosen
        told: list[int] = []
        for one in chosen:
            if not any(repeats(one, other) for other in told):
                told.append(one)
        if len(told) == len(chosen):
            return chosen
        open_ = [i for i in open_ if i in told or not any(repeats(i, other) for other in told)]


def _among(similarity: Similarity, places: Sequence[int]) -> Similarity:
    return lambda left, right: similarity(places[left], places[right])


def _best_set(options: Sequence[Option], count: int, similarity: Similarity) -> list[int]:
    """Positions of the best set, best score first.

    The sum of the scores' worth (score to the power `SELECTION_EMPHASIS`) less the price of likeness is made as large
    as it gets: an exact set for given prices by dynamic programming, prices raised for the lower of each pair that is
    too alike, the best set of all rounds. Equal worth is decided by time, never by the order of `options`.
    """
    order = sorted(range(len(options)), key=lambda i: (options[i].range.end, options[i].range.start, -options[i].score))
    worth = [(options[i].score / 100.0) ** SELECTION_EMPHASIS for i in order]
    spans = [options[i].range for i in order]
    prices = [0.0] * len(order)
    best: tuple[float, list[int]] = (-1.0, [])
    for _ in range(ROUNDS):
        net = [max(0.0, value - price) for value, price in zip(worth, prices, strict=True)]
        chosen = _schedule(spans, net, count)
        costs = _likeness_costs(chosen, order, worth, similarity)
        total = sum(worth[place] for place in chosen) - sum(costs.values())
        if total > best[0] + 1e-12:
            best = (total, chosen)
        raised = {place: cost for place, cost in costs.items() if cost > prices[place] + 1e-12}
        if not raised:
            break
        for place, cost in raised.items():
            prices[place] = cost
    picked = [order[place] for place in best[1]]
    return sorted(picked, key=lambda i: (-options[i].score, options[i].range.start))


def _likeness_costs(
    chosen: Sequence[int], order: Sequence[int], worth: Sequence[float], similarity: Similarity
) -> dict[int, float]:
    """What each chosen place loses to the clips of more worth that it resembles."""
    costs: dict[int, float] = {}
    ranked = sorted(chosen, key=lambda place: (-worth[place], place))
    for rank, place in enumerate(ranked):
        likest = max((similarity(order[place], order[other]) for other in ranked[:rank]), default=0.0)
        if likest > SIMILARITY_LIMIT:
            share = (likest - SIMILARITY_LIMIT) / (1.0 - SIMILARITY_LIMIT)
            costs[place] = SIMILARITY_PENALTY * share * worth[place]
    return costs


def _schedule(spans: Sequence[TimeRange], worth: Sequence[float], count: int) -> list[int]:
    """Places of the set of at most `count` spans (sorted by end) with the greatest sum of worth."""
    ends = [span.end for span in spans]
    before = [bisect_right(ends, span.start + 1e-9, hi=place) for place, span in enumerate(spans)]
    table = [[0.0] * (len(spans) + 1)]
    for _ in range(count):
        less = table[-1]
        row = [0.0]
        for place, value in enumerate(worth):
            row.append(max(row[place], value + less[before[place]]))
        if row[-1] <= less[-1]:
            break
        table.append(row)
    chosen: list[int] = []
    place = len(spans)
    level = len(table) - 1
    while place > 0 and level > 0:
        if table[level][place] > table[level][place - 1]:
            chosen.append(place - 1)
            place = before[place - 1]
            level -= 1
        else:
            place -= 1
    return chosen[::-1]
