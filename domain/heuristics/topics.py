"""Where a talk changes its subject: depth scores between neighbouring blocks of sentences, pauses, turns."""

import math
from collections.abc import Sequence
from operator import mul

Vector = Sequence[float]

BLOCK = 3
"""Sentences on each side of a gap that are compared."""
PAUSE_SOFTNESS = 0.35
"""Seconds above the usual pause at which a pause counts 63 %."""
DEPTH_TRUST = 0.45
REST_TRUST = 0.55
TURN_TRUST = 0.25
"""How sure a sign at its fullest makes us, each by itself, that a subject begins or ends there."""


def dot(left: Vector, right: Vector) -> float:
    """Inner product of two vectors of equal length."""
    return float(sum(map(mul, left, right)))


def unit(vector: Vector) -> list[float]:
    """The vector at length 1; a zero vector stays zero."""
    length = math.sqrt(dot(vector, vector))
    return [value / length for value in vector] if length > 0 else list(vector)


def mean_of(vectors: Sequence[Vector]) -> list[float]:
    """The mean vector of at least one vector."""
    return [sum(column) / len(vectors) for column in zip(*vectors, strict=True)]


def centred(vectors: Sequence[Vector]) -> list[list[float]]:
    """Unit vectors after taking the talk's mean away, so that what all sentences share (language, subject, the
    embedder's own bias) no longer hides their differences.
    """
    if not vectors:
        return []
    centre = mean_of(vectors)
    return [unit([value - middle for value, middle in zip(vector, centre, strict=True)]) for vector in vectors]


def depth_scores(vectors: Sequence[Vector]) -> list[float]:
    """How deep the likeness of the sides falls at each gap between sentences, 0..1; n vectors give n - 1 scores.

    After Hearst, "TextTiling" (1997): the depth of a valley is the climb to the nearest peak on each side. Scaled by
    the talk's deepest valley.
    """
    gaps = len(vectors) - 1
    if gaps < 1:
        return []
    likeness = []
    for gap in range(1, gaps + 1):
        before = unit(mean_of(vectors[max(0, gap - BLOCK) : gap]))
        after = unit(mean_of(vectors[gap : gap + BLOCK]))
        likeness.append(dot(before, after))
    depths = [_climb(likeness, gap, -1) + _climb(likeness, gap, 1) for gap in range(gaps)]
    deepest = max(depths)
    return [depth / deepest if deepest > 0 else 0.0 for depth in depths]


def _climb(likeness: Sequence[float], gap: int, step: int) -> float:
    peak = likeness[gap]
    place = gap + step
    while 0 <= place < len(likeness) and likeness[place] >= peak:
        peak = likeness[place]
        place += step
    return peak - likeness[gap]


def subject_changes(vectors: Sequence[Vector], pauses: Sequence[float], turns: Sequence[bool]) -> list[float]:
    """How much speaks for a change of subject at each of the n - 1 gaps between sentences, 0..1.

    `vectors`: centred sentence embeddings; `pauses`: silence in seconds at the gaps; `turns`: whether the speaker
    changes there. Independent signs, joined by noisy-or.
    """
    usual = sorted(pauses)[len(pauses) // 2] if pauses else 0.0
    changes = []
    for depth, pause, turn in zip(depth_scores(vectors), pauses, turns, strict=True):
        rest = 1.0 - math.exp(-max(0.0, pause - usual) / PAUSE_SOFTNESS)
        changes.append(either(DEPTH_TRUST * depth, REST_TRUST * rest, TURN_TRUST * turn))
    return changes


def either(*chances: float) -> float:
    """Noisy-or: the chance that at least one of independent chances comes true."""
    return round(1.0 - math.prod(1.0 - chance for chance in chances), 6)
