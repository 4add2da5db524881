"""Which sentences of a talk speak for the others: TextRank, PageRank on a graph of likeness."""

from collections.abc import Sequence

import numpy as np

from domain.heuristics.topics import Vector

DAMPING = 0.85
ROUNDS = 60
SETTLED = 1e-9
FEWEST_CONTENT = 2
"""Content words from which a sentence says something; the nods and hums of a talk resemble each other most of all."""


def centralities(vectors: Sequence[Vector], content: Sequence[int]) -> list[float]:
    """Rank of each sentence among all, 0..1, by power iteration.

    `vectors`: centred unit embeddings; `content`: content words of each sentence. A reader who follows likeness from
    sentence to sentence, and now and then begins anew at one in proportion to its content, is how often at each?
    After Mihalcea and Tarau, "TextRank" (2004), with cosines for word overlap.
    """
    count = len(vectors)
    if count == 0:
        return []
    says = np.array([size >= FEWEST_CONTENT for size in content])
    rows = np.asarray(vectors, np.float64)
    likeness = np.maximum(rows @ rows.T, 0.0) * says[:, None] * says[None, :]
    np.fill_diagonal(likeness, 0.0)
    begin = np.array([float(size) for size in content]) * says
    begin = begin / begin.sum() if begin.any() else np.full(count, 1.0 / count)
    leaving = likeness.sum(axis=1, keepdims=True)
    onward = np.where(leaving > 0, likeness / np.where(leaving > 0, leaving, 1.0), begin[None, :])
    visits = begin.copy()
    for _ in range(ROUNDS):
        following = (1.0 - DAMPING) * begin + DAMPING * (visits @ onward)
        moved = float(np.abs(following - visits).sum())
        visits = following
        if moved < SETTLED:
            break
    return _ranks([round(float(value), 9) for value in visits])


def _ranks(values: Sequence[float]) -> list[float]:
    """Share of the values that are smaller; equal values have equal ranks."""
    order = sorted(values)
    places = {value: place for place, value in reversed(list(enumerate(order)))}
    return [places[value] / max(1, len(values) - 1) for value in values]
