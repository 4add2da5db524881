"""One sentence for people on why a clip was chosen, from its sub-scores."""

from domain.heuristics.clip_scoring import ScoredClip
from domain.heuristics.clip_scoring_facts import TalkFacts
from domain.heuristics.clip_scoring_features import opening_marks

FASTER = 0.05
"""Share of pace above the talk's median that is worth telling."""
LOUDER_DB = 1.0
TOLD = 4
"""Points in one reason at most."""


def reason_for(facts: TalkFacts, clip: ScoredClip) -> str:
    """E.g. `Opens with a question and a number, complete story, ends on a strong line, 12 % faster than usual.`"""
    values = {part.name: part.value for part in clip.sub_scores}
    marks = opening_marks(facts, clip.candidate)
    points = []
    if marks:
        points.append(f"opens with {' and '.join(marks)}")
    elif values["hook"] >= 0.5:
        points.append("opens with a line that pulls in")
    if values.get("keywords", 0.0) >= 0.5:
        points.append("speaks of what was asked for")
    if values["completeness"] >= 0.6:
        points.append("complete story" if values["substance"] >= 0.5 else "stands by itself")
    if values["payoff"] >= 0.6:
        points.append("ends on a strong line")
    points.extend(_delivery(facts, clip))
    if values["quotability"] >= 0.5:
        points.append("has a line to quote")
    if values["substance"] >= 0.7:
        points.append("stands out from the rest of the talk")
    if values.get("visuals", 0.0) >= 0.75:
        points.append("much to see")
    if not points:
        points.append("the best of what is left")
    sentence = ", ".join(points[:TOLD])
    return f"{sentence[0].upper()}{sentence[1:]}."


def _delivery(facts: TalkFacts, clip: ScoredClip) -> list[str]:
    weights = facts.seconds[clip.candidate.first : clip.candidate.last]
    spoken = facts.deliveries[clip.candidate.first : clip.candidate.last]
    total = sum(weights) or 1.0
    pace = sum(weight * one.pace for weight, one in zip(weights, spoken, strict=True)) / total - 1.0
    level = sum(weight * one.level_db for weight, one in zip(weights, spoken, strict=True)) / total
    parts = []
    if pace >= FASTER:
        parts.append(f"{100 * pace:.0f} % faster")
    if level >= LOUDER_DB:
        parts.append(f"{level:.1f} dB louder")
    return [f"speaker {' and '.join(parts)} than the talk's median"] if parts else []
