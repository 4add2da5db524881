"""The outline of a retell: which whole sentences of a talk tell it in so many seconds, in the order of the source."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from domain.contracts.base import TimeRange
from domain.contracts.retell import Tone
from domain.heuristics.clip_candidates import Candidate
from domain.heuristics.clip_scoring_facts import TalkFacts
from domain.heuristics.clip_scoring_features import STRONG_BOUND, hook
from domain.heuristics.outline_ranking import centralities
from domain.heuristics.retell_weights import (
    CONTEXT,
    COVERAGE,
    EMPHASIS,
    LEAST_WORTH,
    LIKENESS_PENALTY,
    MOST_CONTEXT,
    OPENING_BOUND,
    OPENING_CONTENT,
    OPENING_HOOK,
    OPENING_LOSS,
    OPENING_SHARE,
    OPENING_WORTH,
    PASSAGE_SHARE,
    SAME,
    TONES,
)

PAUSE_SECONDS = 0.35
"""What a sentence costs on top of its own length when it does not follow another one."""


@dataclass(frozen=True)
class Chosen:
    """A sentence of the outline, by its place in the transcript; `worth` 0..1 by the order in which it was chosen."""

    sentence: int
    worth: float


def sentence_worths(facts: TalkFacts, claims: Sequence[float], tone: Tone) -> list[float]:
    """How much each sentence adds to a retell of this tone, 0..1; talk about the talk itself adds nothing.

    `claims`: how much each sentence claims in general, 0..1.
    """
    share = TONES[tone]
    central = centralities(facts.vectors, [len(text.content) for text in facts.texts])
    worths = []
    for index, text in enumerate(facts.texts):
        tension = min(1.0, 0.4 * text.contrast + 0.3 * min(2, text.strong))
        play = min(1.0, 0.5 * text.question + 0.3 * text.listener + 0.3 * text.quotes)
        value = (
            share.central * central[index]
            + share.claim * claims[index]
            + share.interest * facts.interest[index]
            + share.quotable * facts.quotable[index]
            + share.voice * facts.deliveries[index].liveliness
            + share.tension * tension
            + share.play * play
        )
        dull = text.housekeeping or not text.content
        worths.append(0.0 if dull else value * (1.0 - min(1.0, 2.0 * text.filler_share)))
    subjects = _subjects(facts)
    means = {n: _mean([w for w, s in zip(worths, subjects, strict=True) if s == n and w > 0]) for n in set(subjects)}
    return [
        round((1.0 - PASSAGE_SHARE) * worth + PASSAGE_SHARE * means[subject], 6) if worth > 0 else 0.0
        for worth, subject in zip(worths, subjects, strict=True)
    ]


def worth_at(spent: float) -> float:
    """The worth of what is chosen when this share of the budget is spent."""
    return round(1.0 - 0.9 * min(1.0, spent), 4)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def outline(
    facts: TalkFacts, worths: Sequence[float], leaning: Sequence[bool], seconds: Sequence[float], budget: float
) -> list[Chosen]:
    """Sentences that last about `budget` seconds, in order of the source.

    `leaning`: sentences that cannot be understood without the one before, which is then told, too; `seconds`: how long
    each takes to say. The first one is the best hook of the talk's first part. After it, sentence by sentence the one
    that adds most per second: its worth, less what it repeats (MMR, Carbonell and Goldstein 1998), less where its
    subject has had its share of the time, more beside what is told already.
    """
    choice = _Choice(facts, worths, leaning, seconds, budget)
    opening = _opening(facts, worths, leaning, seconds)
    if opening is not None:
        choice.begin_with(opening)
        while choice.take_best():
            pass
    return choice.told()


def _opening(
    facts: TalkFacts, worths: Sequence[float], leaning: Sequence[bool], seconds: Sequence[float]
) -> int | None:
    """The sentence to begin with: a hook that leaves little of worth untold before it."""
    mass = [length * worth**EMPHASIS for length, worth in zip(seconds, worths, strict=True)]
    total = sum(mass) or 1.0
    latest = OPENING_SHARE * sum(seconds)
    best: tuple[float, int] | None = None
    before = passed = 0.0
    for index, worth in enumerate(worths):
        able = worth > 0 and not leaning[index] and len(facts.texts[index].content) >= OPENING_CONTENT
        if able and (passed <= latest or best is None):
            span = facts.texts[index].span
            pull = hook(facts, Candidate(index, index + 1, TimeRange(start=span.start, end=span.end))).value
            rating = OPENING_HOOK * pull + OPENING_WORTH * worth + OPENING_BOUND * facts.strengths[index]
            rating -= OPENING_LOSS * before / total
            if best is None or rating > best[0] + 1e-9:
                best = (rating, index)
        before += mass[index]
        passed += seconds[index]
    return None if best is None else best[1]


class _Choice:
    """Sentences told so far, and what each further one would add."""

    def __init__(
        self,
        facts: TalkFacts,
        worths: Sequence[float],
        leaning: Sequence[bool],
        seconds: Sequence[float],
        budget: float,
    ) -> None:
        self._texts = facts.texts
        self._worths = worths
        self._leaning = leaning
        self._seconds = seconds
        self._budget = budget
        self._subjects = _subjects(facts)
        self._rows = np.asarray(facts.vectors, np.float64)
        self._repeats = np.zeros(len(worths))
        self._spent = 0.0
        self._by_subject: dict[int, float] = {}
        self._order: dict[int, float] = {}
        self._first = 0

    def begin_with(self, sentence: int) -> None:
        """Tell this one, a question with its answer; nothing before it will be told."""
        self._first = sentence
        self._tell(self._with_context(sentence) or [sentence])

    def take_best(self) -> bool:
        """Tell what adds most per second and fits; False when nothing does."""
        best: tuple[float, list[int]] | None = None
        for sentence in range(self._first, len(self._worths)):
            told = sentence in self._order or self._repeats[sentence] >= SAME
            if told or self._worths[sentence] < LEAST_WORTH:
                continue
            group = self._with_context(sentence)
            if group is None or self._spent + self._cost(group) > self._budget:
                continue
            rate = self._gain(group) / self._cost(group)
            if best is None or rate > best[0] + 1e-9:
                best = (rate, group)
        if best is None:
            return False
        self._tell(best[1])
        return True

    def told(self) -> list[Chosen]:
        """What was chosen, in order of the source."""
        return [Chosen(sentence, worth) for sentence, worth in sorted(self._order.items())]

    def _with_context(self, sentence: int) -> list[int] | None:
        """The sentence with those before it that it leans on, and a question with its answer; None when they reach too
        far.
        """
        group = [sentence]
        while self._leaning[group[0]] and group[0] - 1 not in self._order:
            before = group[0] - 1
            if before < self._first or self._texts[before].housekeeping or len(group) > MOST_CONTEXT:
                return None
            group.insert(0, before)
        answer = sentence + 1
        if self._texts[sentence].question and answer < len(self._texts) and answer not in self._order:
            if self._texts[answer].housekeeping or self._subjects[answer] != self._subjects[sentence]:
                return None
            group.append(answer)
        return group

    def _cost(self, group: Sequence[int]) -> float:
        joins = group[0] - 1 in self._order
        return sum(self._seconds[index] for index in group) + (0.0 if joins else PAUSE_SECONDS)

    def _gain(self, group: Sequence[int]) -> float:
        subject = self._subjects[group[0]]
        had = self._by_subject.get(subject, 0.0) / max(COVERAGE * self._budget, 1e-6)
        beside = any(
            other in self._order and self._subjects[other] == subject for other in (group[0] - 1, group[-1] + 1)
        )
        gain = sum(
            self._seconds[index] * self._worths[index] ** EMPHASIS * (1.0 - LIKENESS_PENALTY * self._repeats[index])
            for index in group
        )
        return float(gain * (CONTEXT if beside else 1.0) / (1.0 + had))

    def _tell(self, group: Sequence[int]) -> None:
        worth = worth_at(self._spent / max(self._budget, 1e-6))
        self._spent += self._cost(group)
        for index in group:
            self._order[index] = worth
            subject = self._subjects[index]
            self._by_subject[subject] = self._by_subject.get(subject, 0.0) + self._seconds[index]
            self._repeats = np.maximum(self._repeats, self._rows @ self._rows[index])


def _subjects(facts: TalkFacts) -> list[int]:
    """The number of the subject that each sentence belongs to."""
    subjects, subject = [], -1
    for strength in facts.strengths[: len(facts.texts)]:
        subject += strength >= STRONG_BOUND
        subjects.append(subject)
    return subjects
