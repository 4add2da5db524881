"""Which language is spoken where: short pieces' votes, smoothed so that only lasting switches count.

A recogniser's guess about a few seconds of speech is often wrong by itself, and short foreign names and quotes are no
other language. So the languages of all pieces are chosen together (Viterbi): a switch costs as much as SWITCH_SECONDS
of speech that is surely in the other language.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.contracts.base import TimeRange

SWITCH_SECONDS = 5.0
"""Seconds of sure speech that one switch of language has to be worth; a stretch between two switches needs twice that.
"""
SHORTEST_STRETCH = 4.0
"""Seconds of speech under which a stretch is never taken for another language."""
LEAST_CERTAINTY = 0.75
"""Mean probability that another language must reach over a stretch."""
_MOST_LANGUAGES = 4
_DOUBT = 0.02

_KIN = (
    frozenset({"hi", "ur"}),
    frozenset({"sr", "hr", "bs", "sl"}),
    frozenset({"no", "nn", "da"}),
    frozenset({"id", "ms", "jv", "su"}),
    frozenset({"es", "gl"}),
    frozenset({"cs", "sk"}),
    frozenset({"bg", "mk"}),
    frozenset({"zh", "yue"}),
    frozenset({"fa", "tg"}),
    frozenset({"be", "ru"}),
    frozenset({"nl", "af"}),
    frozenset({"tr", "az"}),
)
"""Languages that a recogniser takes for each other: a guess between them is no switch."""


@dataclass(frozen=True)
class Vote:
    """How likely each language (ISO 639) is to be spoken in a short piece of sound."""

    span: TimeRange
    probabilities: Mapping[str, float]


@dataclass(frozen=True)
class Stretch:
    """From one switch of language to the next."""

    span: TimeRange
    language: str


def stretches_of(votes: Sequence[Vote], main: str) -> list[Stretch]:
    """The stretches in order; one of `main` where nothing else is surely spoken. Neighbours differ in language.

    `votes` in time order; without any there is no stretch.
    """
    if not votes:
        return []
    candidates = _candidates(votes, main)
    chosen = _best_path(votes, candidates, main)
    chosen = _sure_only(votes, chosen, main)
    stretches: list[Stretch] = []
    for vote, language in zip(votes, chosen, strict=True):
        if stretches and stretches[-1].language == language:
            begun = stretches[-1].span.start
            stretches[-1] = Stretch(TimeRange(start=begun, end=max(begun, vote.span.end)), language)
        else:
            stretches.append(Stretch(vote.span, language))
    return stretches


def are_kin(one: str, other: str) -> bool:
    """Whether two languages are too near to each other for a recogniser to tell them apart in a few seconds."""
    return one == other or any(one in group and other in group for group in _KIN)


def _share(vote: Vote, language: str, main: str) -> float:
    """How likely a language is; the main one speaks for its kin, so that they never take over."""
    if language != main:
        return vote.probabilities.get(language, 0.0)
    return min(1.0, sum(share for name, share in vote.probabilities.items() if are_kin(name, main)))


def _candidates(votes: Sequence[Vote], main: str) -> list[str]:
    seconds: dict[str, float] = {}
    for vote in votes:
        for language, share in vote.probabilities.items():
            if not are_kin(language, main):
                seconds[language] = seconds.get(language, 0.0) + share * vote.span.duration
    heard = [name for name, total in seconds.items() if total >= LEAST_CERTAINTY * SHORTEST_STRETCH]
    return [main, *sorted(heard, key=lambda name: (-seconds[name], name))[: _MOST_LANGUAGES - 1]]


def _best_path(votes: Sequence[Vote], candidates: Sequence[str], main: str) -> list[str]:
    switch = SWITCH_SECONDS * math.log((1 - _DOUBT) / _DOUBT)
    # What came before is not known: to begin in another language costs half a switch.
    scores = [0.0 if language == main else -switch / 2 for language in candidates]
    came_from: list[list[int]] = []
    for vote in votes:
        best = max(range(len(candidates)), key=lambda index: scores[index])
        before: list[int] = []
        following: list[float] = []
        for index, language in enumerate(candidates):
            switched = scores[best] - switch
            before.append(index if scores[index] >= switched else best)
            share = min(1 - _DOUBT, max(_DOUBT, _share(vote, language, main)))
            following.append(max(scores[index], switched) + vote.span.duration * math.log(share))
        came_from.append(before)
        scores = following
    place = max(range(len(candidates)), key=lambda index: scores[index])
    path = [place]
    for before in reversed(came_from[1:]):
        place = before[place]
        path.append(place)
    return [candidates[index] for index in reversed(path)]


def _sure_only(votes: Sequence[Vote], chosen: Sequence[str], main: str) -> list[str]:
    """Stretches of other languages that are too short or too doubtful go to the main one."""
    kept = list(chosen)
    bounds = [0, *(at for at in range(1, len(chosen)) if chosen[at] != chosen[at - 1]), len(chosen)]
    for first, last in pairwise(bounds):
        language = chosen[first]
        if language == main:
            continue
        seconds = sum(vote.span.duration for vote in votes[first:last])
        certainty = sum(vote.span.duration * _share(vote, language, main) for vote in votes[first:last])
        if seconds < SHORTEST_STRETCH or certainty < LEAST_CERTAINTY * seconds:
            kept[first:last] = [main] * (last - first)
    return kept
