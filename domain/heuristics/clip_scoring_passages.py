"""Where a talk goes over from the routine to a passage that grips, and back: a hidden Markov model of two states."""

import math
from collections.abc import Sequence

SHARPNESS = 7.0
"""Log-odds of the gripping state per unit of interest above the talk's own level."""
LONGEST_EVIDENCE = 1.5
"""A long sentence counts at most this many times an average one."""
CALM = 0.04
"""Chance that the state changes where neither pause nor subject speaks for it."""
RESTLESS = 0.45
"""Chance that it changes where they speak for it as loudly as they can."""


def passage_changes(
    interest: Sequence[float], seconds: Sequence[float], level: float, signs: Sequence[float]
) -> list[float]:
    """Probability 0..1, per gap between sentences, that the talk changes between routine and gripping there.

    `interest` 0..1 and `seconds` per sentence; `level`: the talk's own interest; `signs`: 0..1 per gap, how much pause,
    subject and speaker speak for a change. Posterior by the forward-backward algorithm (Rabiner 1989, III.A), so that
    one flat sentence within a story, or one bright one in the routine, makes no passage of its own.
    """
    count = len(interest)
    if count < 2:
        return []
    usual = sum(seconds) / count
    weights = [min(LONGEST_EVIDENCE, length / usual) if usual > 0 else 1.0 for length in seconds]
    odds = [SHARPNESS * (value - level) * weight for value, weight in zip(interest, weights, strict=True)]
    seen = [(1.0 / (1.0 + math.exp(value)), 1.0 / (1.0 + math.exp(-value))) for value in odds]
    change = [CALM + (RESTLESS - CALM) * sign for sign in signs]
    forward = [_scaled(0.5 * seen[0][0], 0.5 * seen[0][1])]
    for place in range(1, count):
        stay, move = 1.0 - change[place - 1], change[place - 1]
        dull, grip = forward[-1]
        forward.append(
            _scaled((dull * stay + grip * move) * seen[place][0], (grip * stay + dull * move) * seen[place][1])
        )
    backward = [(0.5, 0.5)]
    for place in range(count - 1, 0, -1):
        stay, move = 1.0 - change[place - 1], change[place - 1]
        dull, grip = backward[-1][0] * seen[place][0], backward[-1][1] * seen[place][1]
        backward.append(_scaled(dull * stay + grip * move, grip * stay + dull * move))
    backward.reverse()
    return [_crossing(forward[gap], backward[gap + 1], seen[gap + 1], change[gap]) for gap in range(count - 1)]


def _scaled(dull: float, grip: float) -> tuple[float, float]:
    total = dull + grip
    return dull / total, grip / total


def _crossing(
    before: tuple[float, float], after: tuple[float, float], seen: tuple[float, float], change: float
) -> float:
    ahead = (after[0] * seen[0], after[1] * seen[1])
    move = change * (before[0] * ahead[1] + before[1] * ahead[0])
    stay = (1.0 - change) * (before[0] * ahead[0] + before[1] * ahead[1])
    return round(move / (move + stay), 6)
