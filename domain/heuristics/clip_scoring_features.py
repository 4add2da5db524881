"""The features of a clip, each 0..1 with a note; a value of 1 is always what one wants.

A feature is a function of the talk's facts and a candidate. Times are seconds; `interest` is that of
`clip_scoring_interest`, all comparisons are with the video's own usual.
"""

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

from domain.heuristics.clip_candidates import Candidate
from domain.heuristics.clip_scoring_facts import TalkFacts
from domain.heuristics.clip_weights import HOOK_SECONDS, SUBSTANCE_SCALE

STRONG_BOUND = 0.6
"""Boundary strength that counts as a full stop of a passage."""
CUT_THROUGH = 2.0
"""Interest above the talk's level, as a share of what is possible, times this: how much a passage goes on outside."""
PAYOFF_SECONDS = 8.0
USUAL_SUBSTANCE = 0.3
"""Value of a clip that is just as interesting as the talk at large."""


class Finding(NamedTuple):
    """A feature's value 0..1 and what was seen."""

    value: float
    note: str


Feature = Callable[[TalkFacts, Candidate], Finding]


def hook(facts: TalkFacts, clip: Candidate) -> Finding:
    """The opening `HOOK_SECONDS`: interest and wording of the first sentence, and of the best one that begins there."""
    opening = list(_opening(facts, clip))
    first = _pull(facts, clip.first)
    best = max(_pull(facts, index) for index in opening)
    marks = opening_marks(facts, clip)
    return Finding(0.65 * first + 0.35 * best, f"opens with {' and '.join(marks)}" if marks else "plain opening")


def opening_marks(facts: TalkFacts, clip: Candidate) -> list[str]:
    """What the opening holds, in words for people, strongest first."""
    opening = [facts.texts[index] for index in _opening(facts, clip)]
    signs = (
        ("a question", any(text.question for text in opening)),
        ("a number", any(text.number for text in opening)),
        ("a strong claim", any(text.strong >= 2 for text in opening)),
        ("a contrast", any(text.contrast and text.strong for text in opening)),
        ("a word to the listener", any(text.listener for text in opening)),
    )
    return [name for name, seen in signs if seen][:2]


def substance(facts: TalkFacts, clip: Candidate) -> Finding:
    """Interest above the talk's own level, summed over the clip's seconds, saturating: sentences that hold less than
    the talk's usual make a clip worse, so its best bounds are those of the passage that stands out.
    """
    gain = facts.gains[clip.last] - facts.gains[clip.first]
    rest = math.exp(-abs(gain) / SUBSTANCE_SCALE)
    value = 1.0 - (1.0 - USUAL_SUBSTANCE) * rest if gain > 0 else USUAL_SUBSTANCE * rest
    seconds = sum(facts.seconds[clip.first : clip.last])
    return Finding(value, f"{gain / max(seconds, 0.1):+.2f} interest a second against the talk's own level")


def completeness(facts: TalkFacts, clip: Candidate) -> Finding:
    """Begins and ends where the talk itself does: topic bounds and pauses; no opening that leans on what went before,
    no end in the middle of a sentence.
    """
    begin = min(1.0, facts.strengths[clip.first] / STRONG_BOUND) * (1.0 - _goes_on(facts, clip.first, clip.first - 1))
    end = min(1.0, facts.strengths[clip.last] / STRONG_BOUND) * (1.0 - _goes_on(facts, clip.last, clip.last))
    notes = []
    if facts.texts[clip.first].dangling:
        begin *= 0.4
        notes.append("leans on what went before")
    if not facts.texts[clip.last - 1].closed:
        end *= 0.6
        notes.append("ends without a full stop")
    if facts.texts[clip.last - 1].question:
        end *= 0.5
        notes.append("ends on a question")
    value = 0.5 * min(begin, end) + 0.25 * (begin + end)
    summary = "complete story" if value >= 0.6 else "begins or ends inside a passage"
    return Finding(value, ", ".join([summary, *notes]))


def unity(facts: TalkFacts, clip: Candidate) -> Finding:
    """One subject: how weak the strongest bound inside the clip is."""
    inner = max(facts.strengths[clip.first + 1 : clip.last], default=0.0)
    return Finding(1.0 - inner, "one subject" if inner < 0.6 else "changes its subject")


def payoff(facts: TalkFacts, clip: Candidate) -> Finding:
    """The last `PAYOFF_SECONDS`: the best of their sentences by interest, quotability and the wording of a lesson."""
    end = facts.texts[clip.last - 1].span.end
    best = 0.0
    for index in range(clip.last - 1, clip.first - 1, -1):
        if index < clip.last - 1 and facts.texts[index].span.start < end - PAYOFF_SECONDS:
            break
        text = facts.texts[index]
        worth = 0.55 * facts.interest[index] + 0.3 * facts.quotable[index] + 0.15 * text.concluding
        best = max(best, worth * (0.3 if text.housekeeping else 1.0))
    last = facts.interest[clip.last - 1]
    value = 0.6 * best + 0.4 * last
    return Finding(value, "ends on a strong line" if value >= 0.6 else "ends quietly")


def quotability(facts: TalkFacts, clip: Candidate) -> Finding:
    """The clip's most quotable sentence: short, set against something or turned back on itself, and of interest."""
    value, index = max((facts.quotable[index], -index) for index in range(clip.first, clip.last))
    text = facts.texts[-index].text
    return Finding(value, f"“{text}”" if value >= 0.5 else "no line to quote")


def density(facts: TalkFacts, clip: Candidate) -> Finding:
    """Content words a second against the talk's median sentence, and how rare they are in this video."""
    texts = facts.texts[clip.first : clip.last]
    seconds = sum(facts.seconds[clip.first : clip.last])
    rate = sum(len(text.content) for text in texts) / max(seconds, 0.5)
    usual = facts.usual_density or 1.0
    rare = sum(facts.rarity[clip.first : clip.last]) / len(texts)
    value = 0.5 * min(1.0, 0.5 * rate / usual) + 0.5 * rare
    return Finding(value, f"{rate:.1f} content words a second, the talk's median is {usual:.1f}")


def voice(facts: TalkFacts, clip: Candidate) -> Finding:
    """Level and pace of the voice against the talk's own median, by spoken time."""
    weights = facts.seconds[clip.first : clip.last]
    total = sum(weights) or 1.0
    spoken = facts.deliveries[clip.first : clip.last]
    value = sum(weight * one.liveliness for weight, one in zip(weights, spoken, strict=True)) / total
    level = sum(weight * one.level_db for weight, one in zip(weights, spoken, strict=True)) / total
    pace = sum(weight * one.pace for weight, one in zip(weights, spoken, strict=True)) / total
    return Finding(value, f"{level:+.1f} dB and {100 * (pace - 1):+.0f} % pace against the talk's median")


def visuals(facts: TalkFacts, clip: Candidate) -> Finding:
    """Faces, cuts and motion; novelty of the pictures where an image embedder looked at them."""
    sight = facts.sights.of(clip.range)
    return Finding(sight.value, f"a face in {100 * sight.faces:.0f} % of the samples, {sight.cuts} cuts")


def keywords(facts: TalkFacts, clip: Candidate) -> Finding:
    """Nearness to the keywords asked for: the clip's best sentence and its mean."""
    asked = facts.asked[clip.first : clip.last]
    value = 0.6 * max(asked) + 0.4 * min(1.0, 2.0 * sum(asked) / len(asked))
    return Finding(value, "says what was asked for" if max(asked) >= 1.0 else "near to what was asked for")


def flow(facts: TalkFacts, clip: Candidate) -> Finding:
    """Free of silence: 1 less the share of pauses above half a second, taken double."""
    idle = sum(max(0.0, pause - 0.5) for pause in facts.pauses[clip.first + 1 : clip.last])
    share = idle / max(clip.range.duration, 0.1)
    return Finding(max(0.0, 1.0 - 2.0 * share), f"{idle:.1f} s of idle pauses")


def fluency(facts: TalkFacts, clip: Candidate) -> Finding:
    """Free of fillers: 1 less ten times their share of the tokens."""
    texts = facts.texts[clip.first : clip.last]
    fillers = sum(text.filler_share * len(text.tokens) for text in texts)
    share = fillers / max(1, sum(len(text.tokens) for text in texts))
    return Finding(max(0.0, 1.0 - 10.0 * share), f"{100 * share:.0f} % fillers")


def focus(facts: TalkFacts, clip: Candidate) -> Finding:
    """Free of housekeeping: 1 less three times the share of time spent on greetings, logistics and sponsors."""
    lost = sum(facts.seconds[i] for i in range(clip.first, clip.last) if facts.texts[i].housekeeping)
    share = lost / max(sum(facts.seconds[clip.first : clip.last]), 0.1)
    return Finding(max(0.0, 1.0 - 3.0 * share), f"{100 * share:.0f} % housekeeping")


def _opening(facts: TalkFacts, clip: Candidate) -> Iterator[int]:
    start = facts.texts[clip.first].span.start
    for index in range(clip.first, clip.last):
        if index > clip.first and facts.texts[index].span.start >= start + HOOK_SECONDS:
            return
        yield index


def _pull(facts: TalkFacts, index: int) -> float:
    return 0.55 * facts.interest[index] + 0.45 * facts.texts[index].vividness


def _goes_on(facts: TalkFacts, bound: int, outside: int) -> float:
    """0..1: how much the sentence outside a bound is of the same passage, so that the clip would cut it in two."""
    if not 0 <= outside < len(facts.interest):
        return 0.0
    above = max(0.0, facts.interest[outside] - facts.level) / max(1.0 - facts.level, 0.1)
    return min(1.0, CUT_THROUGH * above) * (1.0 - facts.strengths[bound])


FEATURES: dict[str, Feature] = {
    "hook": hook,
    "substance": substance,
    "completeness": completeness,
    "unity": unity,
    "payoff": payoff,
    "quotability": quotability,
    "density": density,
    "voice": voice,
    "visuals": visuals,
    "keywords": keywords,
    "flow": flow,
    "fluency": fluency,
    "focus": focus,
}
