"""From a talk to its proposed clips: candidates, scores, the best set, titles and reasons, and the audit report."""

from collections.abc import Sequence

from domain.contracts.base import Contract, TimeRange
from domain.contracts.clips import ClipPlan, ClipWishes, SubScore
from domain.contracts.media import AudioAnalysis, FrameRate
from domain.contracts.picture import PictureAnalysis
from domain.contracts.speech import Transcript
from domain.heuristics.clip_candidates import Candidate, CutGrid, clip_candidates
from domain.heuristics.clip_descriptions import propose_description
from domain.heuristics.clip_repeats import RepeatedPassages
from domain.heuristics.clip_scoring import ScoredClip, score_clips
from domain.heuristics.clip_scoring_anchors import GRIPPING, ROUTINE
from domain.heuristics.clip_scoring_facts import TalkFacts, TalkVectors, prepare
from domain.heuristics.clip_scoring_interest import AnchorVectors
from domain.heuristics.clip_scoring_reasons import reason_for
from domain.heuristics.clip_selection import Option, Similarity, select_clips
from domain.heuristics.clip_titles import propose_title
from domain.heuristics.clip_weights import REPORT_CANDIDATES, WEIGHTS_VERSION
from domain.heuristics.hashtags import propose_hashtags
from domain.heuristics.topics import Vector, dot, mean_of, unit

NEIGHBOUR_SENTENCES = 2
"""Clips with at most so many sentences between them may be halves of one passage."""


class ReportedCandidate(Contract):
    """One candidate in the audit report; `rank` when it was chosen, else `left_out`: why not."""

    range: TimeRange
    first_sentence: int
    last_sentence: int
    score: float
    rank: int | None
    sub_scores: tuple[SubScore, ...]
    left_out: str = ""


class ReportedSentence(Contract):
    """What was thought of one sentence; `boundary_before` 0..1."""

    text: str
    interest: float
    boundary_before: float


class DiscoveryReport(Contract):
    """Stored as JSON for audit: every sentence's interest and the best candidates, chosen or not, best first."""

    weights_version: str
    embedder: str
    candidates_seen: int
    sentences: tuple[ReportedSentence, ...]
    candidates: tuple[ReportedCandidate, ...]


def texts_to_embed(transcript: Transcript, wishes: ClipWishes) -> list[str]:
    """All texts whose vectors `propose_clips` needs, in the order in which `split_vectors` reads them."""
    sentences = [transcript.text_of(sentence.first, sentence.last) for sentence in transcript.sentences]
    return [*GRIPPING, *ROUTINE, *wishes.keywords, *sentences]


def split_vectors(vectors: Sequence[Vector], wishes: ClipWishes) -> TalkVectors:
    """The vectors of `texts_to_embed`, told apart."""
    anchors = AnchorVectors(vectors[: len(GRIPPING)], vectors[len(GRIPPING) : len(GRIPPING) + len(ROUTINE)])
    rest = vectors[len(GRIPPING) + len(ROUTINE) :]
    return TalkVectors(sentences=rest[len(wishes.keywords) :], anchors=anchors, keywords=rest[: len(wishes.keywords)])


def propose_clips(
    transcript: Transcript,
    audio: AudioAnalysis,
    picture: PictureAnalysis,
    frame_rate: FrameRate,
    wishes: ClipWishes,
    vectors: TalkVectors,
    embedder: str,
    frame_novelty: Sequence[tuple[float, float]] = (),
) -> tuple[tuple[ClipPlan, ...], DiscoveryReport]:
    """The best set of clips by rank, and the report.

    `vectors`: by the embedder whose identity is `embedder`; `frame_novelty`: (seconds, 0..1) per embedded picture.
    Raises `RejectedError` `clips.none_possible`.
    """
    facts = prepare(transcript, audio, picture, vectors, wishes.keywords, frame_novelty)
    grid = CutGrid.of(picture, frame_rate, transcript.duration)
    candidates = clip_candidates(transcript, grid, wishes, facts.strengths)
    scored = score_clips(facts, candidates)
    options = [Option(one.candidate.range, one.score) for one in scored]
    passages = RepeatedPassages(facts, picture.motion)
    chosen = select_clips(
        options,
        wishes.count,
        _likeness(facts, candidates),
        lambda left, right: passages.likeness(candidates[left], candidates[right]) > 0.0,
    )
    plans = tuple(_plan(facts, scored[index], rank) for rank, index in enumerate(chosen, start=1))
    return plans, _report(facts, scored, chosen, passages, embedder)


def _likeness(facts: TalkFacts, candidates: Sequence[Candidate]) -> Similarity:
    """Cosine of two candidates' mean embeddings; two that are the halves of one passage are as like as the bounds
    between them are weak.
    """
    middles: dict[int, list[float]] = {}

    def middle(index: int) -> list[float]:
        if index not in middles:
            one = candidates[index]
            middles[index] = unit(mean_of(facts.vectors[one.first : one.last]))
        return middles[index]

    def likeness(left: int, right: int) -> float:
        earlier, later = sorted((candidates[left], candidates[right]), key=lambda one: one.first)
        cosine = dot(middle(left), middle(right))
        if later.first - earlier.last > NEIGHBOUR_SENTENCES:
            return cosine
        return max(cosine, 1.0 - max(facts.strengths[earlier.last : later.first + 1]))

    return likeness


def _plan(facts: TalkFacts, clip: ScoredClip, rank: int) -> ClipPlan:
    title = propose_title(facts, clip.candidate)
    return ClipPlan(
        rank=rank,
        range=clip.candidate.range,
        first_word=facts.texts[clip.candidate.first].first,
        last_word=facts.texts[clip.candidate.last - 1].last,
        title=title,
        description=propose_description(facts, clip.candidate, title),
        hashtags=propose_hashtags(facts, clip.candidate),
        score=clip.score,
        sub_scores=clip.sub_scores,
        reason=reason_for(facts, clip),
    )


def _left_out(candidate: Candidate, chosen: Sequence[Candidate], passages: RepeatedPassages) -> str:
    """Why a candidate is none of the `chosen`, which are in order of their ranks."""
    for rank, one in enumerate(chosen, start=1):
        if candidate.range.overlap(one.range) > 0:
            return f"overlaps clip {rank}"
    for rank, one in enumerate(chosen, start=1):
        share = passages.likeness(candidate, one)
        if share > 0:
            return f"tells what clip {rank} tells ({100 * share:.0f} % of the words)"
    return "others together are worth more"


def _report(
    facts: TalkFacts,
    scored: Sequence[ScoredClip],
    chosen: Sequence[int],
    passages: RepeatedPassages,
    embedder: str,
) -> DiscoveryReport:
    ranks = {index: rank for rank, index in enumerate(chosen, start=1)}
    order = sorted(range(len(scored)), key=lambda i: (-scored[i].score, scored[i].candidate.first))
    listed = order[:REPORT_CANDIDATES]
    told = [scored[index].candidate for index in chosen]
    listed.extend(sorted(index for index in ranks if index not in set(listed)))
    return DiscoveryReport(
        weights_version=WEIGHTS_VERSION,
        embedder=embedder,
        candidates_seen=len(scored),
        sentences=tuple(
            ReportedSentence(text=text.text, interest=interest, boundary_before=strength)
            for text, interest, strength in zip(facts.texts, facts.interest, facts.strengths[:-1], strict=True)
        ),
        candidates=tuple(
            ReportedCandidate(
                range=scored[i].candidate.range,
                first_sentence=scored[i].candidate.first,
                last_sentence=scored[i].candidate.last,
                score=scored[i].score,
                rank=ranks.get(i),
                sub_scores=scored[i].sub_scores,
                left_out="" if i in ranks else _left_out(scored[i].candidate, told, passages),
            )
            for i in listed
        ),
    )
