"""A talk ready to be told again: what was said, what is known of each sentence, and what is to be seen."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.contracts.clips import ClipWishes
from domain.contracts.media import AudioAnalysis
from domain.contracts.picture import PictureAnalysis
from domain.contracts.speech import Transcript
from domain.heuristics.clip_proposals import split_vectors, texts_to_embed
from domain.heuristics.clip_scoring_facts import TalkFacts, prepare
from domain.heuristics.clip_scoring_interest import AnchorVectors, anchor_pull
from domain.heuristics.footage import Footage
from domain.heuristics.outline_anchors import CLAIMS, DETAILS
from domain.heuristics.topics import Vector

_WISHES = ClipWishes()


@dataclass(frozen=True)
class RetellSource:
    """`facts` as clip scoring has them; `claims`: how much each sentence claims in general, 0..1."""

    transcript: Transcript
    facts: TalkFacts
    claims: tuple[float, ...]
    footage: Footage


def retell_texts(transcript: Transcript) -> list[str]:
    """All texts whose vectors `retell_source` needs, in its order."""
    return [*CLAIMS, *DETAILS, *texts_to_embed(transcript, _WISHES)]


def retell_source(
    transcript: Transcript, audio: AudioAnalysis, picture: PictureAnalysis, vectors: Sequence[Vector]
) -> RetellSource:
    """Prepare a talk; `vectors` are unit vectors of `retell_texts`, by one embedder."""
    details = len(CLAIMS) + len(DETAILS)
    anchors = AnchorVectors(gripping=vectors[: len(CLAIMS)], routine=vectors[len(CLAIMS) : details])
    talk = split_vectors(vectors[details:], _WISHES)
    return RetellSource(
        transcript=transcript,
        facts=prepare(transcript, audio, picture, talk),
        claims=tuple(anchor_pull(talk.sentences, anchors)),
        footage=Footage(picture, picture.frame_rate, transcript.duration),
    )
