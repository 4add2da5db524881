"""A whole job: what is ordered, what the workflow is told while it runs, and what it reports."""

from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from domain.contracts.base import ArtifactRef, Contract, StageRequest, StageScope
from domain.contracts.captions import StyleName
from domain.contracts.clip_edits import ClipSettings
from domain.contracts.clips import ClipEdit, ClipPlan, ClipWishes
from domain.contracts.dubbing import DubWish
from domain.contracts.framing import Aspect
from domain.contracts.media import MediaInfo, Source
from domain.contracts.products import ProductOutcome
from domain.contracts.render import PublishClipRequest
from domain.contracts.retell import RetellWish
from domain.contracts.reviews import GateName, GatePolicies, GatePolicy
from domain.contracts.speech import SpeechWarning


class JobStatus(StrEnum):
    """The life of a job; the last three are final."""

    QUEUED = "queued"
    RUNNING = "running"
    AWAITING_REVIEW = "awaiting_review"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def final(self) -> bool:
        """True when nothing more will happen."""
        return self in {JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.CANCELLED}


class ReviewPolicy(Contract):
    """Who decides before rendering. `auto` goes on at once; `manual` waits up to `deadline_seconds`,
    then takes `default`.
    """

    mode: Literal["auto", "manual"] = "auto"
    deadline_seconds: int = Field(default=86_400, ge=1, le=30 * 86_400)
    default: Literal["approve", "reject"] = "approve"


class JobSpec(Contract):
    """What a customer orders. `language` is ISO 639-1, or None to detect it. `gates` say more than `review` can: where
    they name no policy, `review` holds for the clips, then the word of the video's project.

    `dubs` and `retell` are made beside the clips, or, with `clips` false, instead of them. `audio_track`: the sound
    that is heard: `auto`, the number of a track (from 1), a language code, or `mix` for all together. `transcript`: a
    stored GivenTranscript, whose words are taken instead of recognised ones.
    """

    wishes: ClipWishes = ClipWishes()
    aspects: tuple[Aspect, ...] = Field(default=("9:16",), min_length=1, max_length=4)
    style: StyleName = "bold"
    language: str | None = Field(default=None, pattern=r"^[a-z]{2,3}$")
    audio_track: str = Field(default="auto", pattern=r"^(auto|mix|[1-9][0-9]?|[a-z]{2,3})$")
    review: ReviewPolicy = ReviewPolicy()
    gates: GatePolicies = GatePolicies()
    clips: bool = True
    dubs: tuple[DubWish, ...] = Field(default=(), max_length=10)
    retell: RetellWish | None = None
    transcript: ArtifactRef | None = None

    @property
    def makes_products(self) -> bool:
        """Whether dubs or a retell are ordered."""
        return bool(self.dubs) or self.retell is not None

    def gate(self, name: GateName) -> GatePolicy:
        """The policy of a gate: its own, `review` for the clips, else `auto`."""
        found: GatePolicy | None = getattr(self.gates, name)
        if found is None and name == "clips":
            return GatePolicy.model_validate(self.review.model_dump())
        return found or GatePolicy()

    @model_validator(mode="after")
    def _lengths_agree(self) -> Self:
        if self.wishes.max_seconds < self.wishes.min_seconds:
            raise ValueError("max_seconds is below min_seconds")
        if len(set(self.aspects)) != len(self.aspects):
            raise ValueError("each aspect can be asked for once")
        if len({(dub.language, dub.scope) for dub in self.dubs}) != len(self.dubs):
            raise ValueError("each language can be asked for once")
        if not self.clips and any(dub.scope == "clips" for dub in self.dubs):
            raise ValueError("a dub of the clips needs clips")
        if not self.clips and not self.dubs and self.retell is None:
            raise ValueError("nothing is ordered: neither clips, nor dubs, nor a retell")
        return self


class VideoJobInput(Contract):
    """The argument of the VideoJob workflow."""

    org_id: str
    job_id: str
    video_id: str
    source: Source = Field(discriminator="kind")
    filename: str
    spec: JobSpec

    def scope(self, step: str) -> StageScope:
        """The scope of one step of this job."""
        return StageScope(org_id=self.org_id, job_id=self.job_id, step=step)


class ReviewDecision(Contract):
    """A decision at a review gate; `edits` name clips by rank, clips not named are kept as proposed.

    `decided_by` is a name for people to read; `actor` is who was logged in, which the API fills in by itself.
    """

    decision: Literal["approve", "reject"]
    decided_by: str = Field(max_length=200)
    note: str = Field(default="", max_length=2000)
    edits: tuple[ClipEdit, ...] = ()
    actor: str = Field(default="", max_length=200)


class ClipOutcome(Contract):
    """How one clip ended. `held`: how to publish it, where it waits for the export gate."""

    clip_id: str
    rank: int
    published: bool
    error_code: str | None = None
    message: str = ""
    held: PublishClipRequest | None = None


class VideoJobResult(Contract):
    """How the job ended."""

    status: JobStatus
    clips: tuple[ClipOutcome, ...] = ()
    products: tuple[ProductOutcome, ...] = ()
    error_code: str | None = None
    message: str = ""


class ClipProductionInput(Contract):
    """The argument of the ClipProduction workflow, and of ClipEdit (`edit`), which makes a clip again.

    `revision` of the clip and `transcript_revision` say what the files will be made from; `settings` are its editor's.
    With `hold` the clip is made and not published; `forced_by` publishes it whatever the check of it finds.
    """

    org_id: str
    job_id: str
    clip_id: str
    source: ArtifactRef
    media: MediaInfo
    transcript: ArtifactRef
    picture: ArtifactRef
    plan: ClipPlan
    spec: JobSpec
    settings: ClipSettings = ClipSettings()
    revision: int = 1
    transcript_revision: int | None = None
    edit: bool = False
    hold: bool = False
    forced_by: str | None = None


class RecordJobRequest(StageRequest):
    """Bring the job's row to a new state and tell of it. Applying it twice changes nothing."""

    status: JobStatus
    phase: str = ""
    error_code: str | None = None
    message: str = ""


class RecordVideoRequest(StageRequest):
    """Store on the video what ingest and analysis have found so far; None leaves a field as it is.

    `warnings`: the first of `warned` things that a person should look at in the transcript; they are told in the log.
    """

    video_id: str
    source: ArtifactRef | None = None
    media: MediaInfo | None = None
    proxy: ArtifactRef | None = None
    sprite: ArtifactRef | None = None
    sprite_index: ArtifactRef | None = None
    peaks: ArtifactRef | None = None
    transcript: ArtifactRef | None = None
    language: str | None = None
    warnings: tuple[SpeechWarning, ...] = ()
    warned: int = 0


class PlannedClip(Contract):
    """A proposed clip with the id it will keep."""

    clip_id: str
    plan: ClipPlan


class RecordPlanRequest(StageRequest):
    """Store the proposed clips of the job, and what they were found in: a clip is made again from that."""

    video_id: str
    clips: tuple[PlannedClip, ...]
    report: ArtifactRef
    transcript: ArtifactRef | None = None
    picture: ArtifactRef | None = None


class RecordReviewRequest(StageRequest):
    """Keep that a gate was opened or told of again, or who decided what and why; `source`: by which way it came."""

    gate: str
    state: Literal["opened", "reminded", "escalated", "decided"]
    policy: GatePolicy | None = None
    decision: ReviewDecision | None = None
    source: Literal["update", "signal", "deadline", "auto"] | None = None


class RecordRenderRequest(StageRequest):
    """Keep that a render of an edited clip has begun, or why it ended without files."""

    clip_id: str
    revision: int
    state: Literal["running", "failed"]
    error_code: str | None = None
    message: str = ""


class Recorded(Contract):
    """The sequence number of the event that told of the change; 0 when nothing changed.

    `transcript`: the one to go on with, where one was recorded: people may have corrected it before.
    """

    seq: int = 0
    transcript: ArtifactRef | None = None
