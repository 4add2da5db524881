"""The score of a clip, 0..100: a weighted sum of features, each kept with its value, its weight and a note.

| feature | unit of what is measured | source |
|---|---|---|
| hook | interest and wording of the first seconds, 0..1 | questions, numbers, claims; anchor embeddings |
| substance | interest above the talk's own level x seconds | anchor embeddings, wording, voice |
| completeness, unity | strength of topic bounds and pauses, 0..1 | TextTiling over sentence embeddings, word times |
| payoff, quotability | interest and shape of the last and the best line | wording, embeddings |
| density | content words a second; their information in nats | the video's own frequencies |
| voice | dB and share of pace against the video's median | level of the mono mix, word times |
| visuals | share of samples with a face, cuts a minute, motion against the median | picture analysis, CLIP |
| keywords | cosine to, or saying of, what was asked for | embeddings, words |
| flow, fluency, focus | seconds of silence, share of fillers, of housekeeping (1 = none) | word times, word lists |
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.contracts.clips import SubScore
from domain.heuristics.clip_candidates import Candidate
from domain.heuristics.clip_scoring_facts import TalkFacts
from domain.heuristics.clip_scoring_features import FEATURES
from domain.heuristics.clip_weights import WEIGHTS


@dataclass(frozen=True)
class ScoredClip:
    """A candidate with its score and what it is made of: score = 100 x sum of value x weight, to one decimal."""

    candidate: Candidate
    score: float
    sub_scores: tuple[SubScore, ...]


def weights_for(facts: TalkFacts) -> dict[str, float]:
    """The share of each feature that applies to this talk; they add up to 1."""
    absent = set()
    if not facts.keywords:
        absent.add("keywords")
    if not facts.sights.present:
        absent.add("visuals")
    kept = {name: weight for name, weight in WEIGHTS.items() if name not in absent}
    total = sum(kept.values())
    return {name: weight / total for name, weight in kept.items()}


def score_clips(facts: TalkFacts, candidates: Sequence[Candidate]) -> list[ScoredClip]:
    """Score every candidate, in the order given."""
    weights = weights_for(facts)
    return [_score(facts, candidate, weights) for candidate in candidates]


def _score(facts: TalkFacts, candidate: Candidate, weights: dict[str, float]) -> ScoredClip:
    parts = []
    for name, weight in weights.items():
        value, note = FEATURES[name](facts, candidate)
        parts.append(SubScore(name=name, value=round(min(1.0, max(0.0, value)), 4), weight=round(weight, 6), note=note))
    total = 100.0 * sum(part.value * part.weight for part in parts)
    return ScoredClip(candidate, round(total, 1), tuple(parts))
