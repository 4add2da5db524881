"""What the editor's routes take and give."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from api.schemas import Body, ClipView, View
from domain.contracts.base import ArtifactRef
from domain.contracts.framing import FramingChoice
from domain.contracts.job import ReviewDecision
from domain.contracts.reviews import GatePolicies, GatePolicy
from domain.contracts.speech import SpeechWarning
from domain.contracts.transcript_edits import TranscriptOperation
from domain.editing import Maker
from domain.services.transcripts import RevisedTranscript

Note = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00]*$")]


class TranscriptEdit(Body):
    """Corrections, applied in their order, all of them or none; `note` says why."""

    operations: list[TranscriptOperation] = Field(min_length=1, max_length=500)
    note: Note = ""


class ClipPublication(Body):
    """`force` publishes a clip although a clause of the output contract is broken; who said so is recorded."""

    force: bool = False


class TranscriptWord(BaseModel):
    """A word; `index` stays its own through every correction. Times in seconds of the source, `probability` 0..1.
    `language` (ISO 639-1) where it is another than the transcript's.
    """

    index: int
    text: str
    start: float
    end: float
    probability: float
    speaker: str | None
    language: str | None = None


class TranscriptSegment(BaseModel):
    """Words `first` to `last` (exclusive): a sentence, unless somebody split or merged it. `language`: ISO 639-1."""

    first: int
    last: int
    start: float
    end: float
    text: str
    language: str = ""


class TranscriptView(BaseModel):
    """A transcript at a revision. `language` is the main one of `languages`; `warnings`: what to look at, by time."""

    video_id: str
    revision: int
    made_by: Maker
    language: str
    duration: float
    words: list[TranscriptWord]
    segments: list[TranscriptSegment]
    speakers: list[str]
    artifact: ArtifactRef
    updated_at: datetime
    languages: list[str] = []
    warnings: list[SpeechWarning] = []


class TranscriptRevisionView(View):
    """A state of a transcript: who brought it there, when, how and why."""

    id: str
    revision: int
    made_by: Maker
    actor_id: str
    actor_kind: str
    note: str
    operations: list[TranscriptOperation]
    artifact: ArtifactRef
    created_at: datetime


def transcript_view(found: RevisedTranscript) -> TranscriptView:
    """A transcript as clients see it."""
    state, talk = found.state, found.words
    return TranscriptView(
        video_id=state.video_id,
        revision=state.revision,
        made_by=state.made_by,
        language=talk.language,
        duration=talk.duration,
        words=[TranscriptWord(index=index, **word.model_dump()) for index, word in enumerate(talk.words)],
        segments=[
            TranscriptSegment(
                first=segment.first,
                last=segment.last,
                **talk.sentence_range(segment).model_dump(),
                text=talk.text_of(segment.first, segment.last),
                language=talk.language_of(segment.first),
            )
            for segment in talk.sentences
        ],
        speakers=sorted({word.speaker for word in talk.words if word.speaker is not None}),
        artifact=state.artifact,
        updated_at=state.created_at,
        languages=list(talk.languages),
        warnings=list(talk.warnings),
    )


class ReviewView(View):
    """A review gate of a job: its policy, when it was told of, and who decided what, when, why and by which way."""

    gate: str
    opened_at: datetime
    policy: GatePolicy | None
    reminded_at: datetime | None
    escalated_at: datetime | None
    decision: ReviewDecision | None
    source: str | None
    actor: str | None
    reason: str | None
    decided_at: datetime | None


class ReviewList(BaseModel):
    """Gates in the order in which they were opened."""

    items: list[ReviewView]


class ReviewPolicyView(View):
    """The gates of a project's jobs; null where nothing was said, which is `auto`."""

    project_id: str
    gates: GatePolicies
    revision: int
    updated_at: datetime


class FaceView(View):
    """Where a face is first seen in a shot: centre in shares of the frame, `time` in seconds of the source."""

    time: float
    x: float
    y: float


class ShotView(View):
    """A shot that a clip shows; `faces` by the letters that a framing choice names them by."""

    index: int
    start: float
    end: float
    faces: dict[str, FaceView]
    choice: FramingChoice | None


class ShotList(BaseModel):
    """Shots in the source's order."""

    items: list[ShotView]


class StageForecastView(View):
    """A stage that will run, or whose remembered result will be reused. `why` it runs: there is no such result, its
    request follows from a stage that runs, or it always does.
    """

    stage: str
    will: Literal["run", "reuse"]
    why: Literal["", "not_remembered", "follows_from_another", "always"]


class RenderPlanView(View):
    """What a render takes. `needed` is false when the files show the clip as it stands, or somebody makes them yet."""

    clip: ClipView
    needed: bool
    stages: list[StageForecastView]


class RenderPlanList(BaseModel):
    """One entry for each stale clip."""

    items: list[RenderPlanView]
