"""How much one sentence makes people listen, from its likeness to anchor sentences, its wording and its voice."""

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass

from domain.heuristics.clip_scoring_text import SentenceText
from domain.heuristics.clip_weights import INTEREST_ANCHORS, INTEREST_VOICE, INTEREST_WORDS
from domain.heuristics.topics import Vector, dot

NEAREST = 3
"""Anchors of each group that a sentence is compared with: its nearest."""
SMOOTHING = 0.5
"""Weight of each neighbour against the sentence itself, less where a boundary lies between."""

QUOTE_TOKENS = range(5, 25)
QUOTE_CHARACTERS = range(8, 40)
"""Tokens of a quotable sentence; where tokens are characters, more of them."""


@dataclass(frozen=True)
class AnchorVectors:
    """Embeddings of the anchor sentences, by the embedder that embeds the talk."""

    gripping: Sequence[Vector]
    routine: Sequence[Vector]


def anchor_pull(vectors: Sequence[Vector], anchors: AnchorVectors) -> list[float]:
    """Probability 0..1 that each sentence is of the gripping kind.

    The margin between the mean cosine to the nearest gripping and the nearest routine anchors, made a probability by
    how well the embedder tells the anchors themselves apart, each left out in turn (two Gaussians of equal variance,
    so linear discriminant analysis). An embedder that cannot tell them apart so gives 0.5 for everything.
    """
    good = [_margin(v, _without(anchors.gripping, i), anchors.routine) for i, v in enumerate(anchors.gripping)]
    dull = [_margin(v, anchors.gripping, _without(anchors.routine, i)) for i, v in enumerate(anchors.routine)]
    high, low = sum(good) / len(good), sum(dull) / len(dull)
    if high <= low:
        return [0.5] * len(vectors)
    spread = [value - high for value in good] + [value - low for value in dull]
    variance = sum(value * value for value in spread) / len(spread) + 1e-9
    slope = (high - low) / variance
    middle = (high + low) / 2
    return [round(_logistic(slope * (_margin(v, anchors.gripping, anchors.routine) - middle)), 4) for v in vectors]


def raw_interest(pulls: Sequence[float], texts: Sequence[SentenceText], liveliness: Sequence[float]) -> list[float]:
    """Interest 0..1 of each sentence by itself: `pulls` are anchor probabilities, `liveliness` is 0..1."""
    raw = [
        INTEREST_ANCHORS * pull + INTEREST_WORDS * text.vividness + INTEREST_VOICE * lively
        for pull, text, lively in zip(pulls, texts, liveliness, strict=True)
    ]
    return [value * (1.0 - 0.5 * text.housekeeping) for value, text in zip(raw, texts, strict=True)]


def smoothed(raw: Sequence[float], strengths: Sequence[float]) -> list[float]:
    """Interest smoothed over neighbours of the same passage, because a story's plain sentences belong to it.

    `strengths`: of the n + 1 bounds of sentences, 0..1.
    """
    smooth = []
    for index, value in enumerate(raw):
        total, weight = value, 1.0
        for other, bound in ((index - 1, strengths[index]), (index + 1, strengths[index + 1])):
            if 0 <= other < len(raw):
                share = SMOOTHING * (1.0 - bound)
                total += share * raw[other]
                weight += share
        smooth.append(round(total / weight, 4))
    return smooth


def quotable_worth(texts: Sequence[SentenceText], interest: Sequence[float]) -> list[float]:
    """How well each sentence can be quoted, 0..1: short, set against something, strong, or turned back on itself."""
    worth = []
    for index, text in enumerate(texts):
        sizes = QUOTE_CHARACTERS if text.tokens and max(map(len, text.tokens)) == 1 else QUOTE_TOKENS
        if len(text.tokens) not in sizes or text.housekeeping or text.question or text.filler_share > 0:
            worth.append(0.0)
            continue
        content = set(text.content)
        # A content word that comes again, here or from the sentence before: the shape of an aphorism.
        again = len(content) < len(text.content) or (index > 0 and bool(content & set(texts[index - 1].content)))
        shape = 0.25 + 0.3 * text.contrast + 0.2 * min(2, text.strong) + 0.25 * again
        worth.append(min(1.0, shape) * interest[index])
    return worth


def baseline(interest: Sequence[float], seconds: Sequence[float]) -> float:
    """The talk's own level of interest: the mean over its spoken time."""
    total = sum(seconds)
    return sum(value * length for value, length in zip(interest, seconds, strict=True)) / total if total > 0 else 0.0


def _margin(vector: Vector, gripping: Sequence[Vector], routine: Sequence[Vector]) -> float:
    return _nearest(vector, gripping) - _nearest(vector, routine)


def _nearest(vector: Vector, group: Sequence[Vector]) -> float:
    return sum(heapq.nlargest(NEAREST, (dot(vector, other) for other in group))) / NEAREST


def _without(group: Sequence[Vector], index: int) -> list[Vector]:
    return [*group[:index], *group[index + 1 :]]


def _logistic(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, value))))
