"""What the record keeps: videos, jobs, events, stage runs and clips."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from pydantic import Field

from domain.contracts.base import ArtifactRef, Contract
from domain.contracts.captions import BurnedCaptions
from domain.contracts.clip_edits import ClipSettings
from domain.contracts.clips import ClipPlan
from domain.contracts.job import JobSpec, JobStatus, ReviewDecision
from domain.contracts.media import MediaInfo, Source
from domain.contracts.render import Breach, RenderedFile
from domain.contracts.reviews import GatePolicy
from domain.editing import ClipRender


class UploadStatus(StrEnum):
    """The life of an upload."""

    PENDING = "pending"
    COMPLETED = "completed"
    ABORTED = "aborted"
    EXPIRED = "expired"


class UploadPurpose(StrEnum):
    """What the bytes are for."""

    SOURCE = "source"
    LOGO = "logo"
    FONT = "font"
    INTRO = "intro"
    OUTRO = "outro"


class Upload(Contract):
    """A place where a client may put `size` bytes with this digest and type; `artifact` once they are a blob.

    `storage_id` and `part_size`: where they arrive in parts. `etag`: the version of the object that was completed; an
    upload that is not complete by `expires_at` is dropped. `brand_kit_id`: the kit that a brand's file is for.
    """

    id: str
    org_id: str
    filename: str
    size: int
    digest: str | None
    media_type: str
    status: UploadStatus
    purpose: UploadPurpose = UploadPurpose.SOURCE
    brand_kit_id: str | None = None
    storage_id: str | None = None
    part_size: int | None = None
    etag: str | None = None
    expires_at: datetime | None = None
    artifact: ArtifactRef | None = None
    created_at: datetime

    @property
    def key(self) -> str:
        """Where in object storage the client puts the bytes."""
        return f"{self.org_id}/uploads/{self.id}"


class Video(Contract):
    """A source video and all that is known of it. `origin`: where it was to be fetched from; `source`: its bytes."""

    id: str
    org_id: str
    filename: str
    origin: Source | None = Field(default=None, discriminator="kind")
    source: ArtifactRef | None = None
    media: MediaInfo | None = None
    proxy: ArtifactRef | None = None
    sprite: ArtifactRef | None = None
    sprite_index: ArtifactRef | None = None
    peaks: ArtifactRef | None = None
    transcript: ArtifactRef | None = None
    language: str | None = None
    project_id: str | None = None
    revision: int = 1
    created_at: datetime


class Job(Contract):
    """One order for a video. `phase` names what is going on, in words."""

    id: str
    org_id: str
    video_id: str
    spec: JobSpec
    status: JobStatus
    phase: str = ""
    error_code: str | None = None
    message: str = ""
    project_id: str | None = None
    created_at: datetime
    finished_at: datetime | None = None


class JobEvent(Contract):
    """One entry of the log. `seq` grows by one per job, `org_seq` by one per organisation; `data` is JSON text."""

    org_id: str
    org_seq: int
    job_id: str
    seq: int
    kind: str
    data: str
    created_at: datetime


class StreamTicket(Contract):
    """Lets its holder open one live stream as this actor. `digest`: SHA-256 of the ticket, in hexadecimal."""

    digest: str
    org_id: str
    actor_id: str
    actor_kind: Literal["user", "key", "system"]
    permissions: tuple[str, ...]
    expires_at: datetime


class StageState(StrEnum):
    """The life of one stage run."""

    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class StageRun(Contract):
    """The newest attempt of one step of a job; `progress` 0..1, `reused` when the result was remembered.

    `engines`: identities of the engines that did, or for a reused result had done, the work.
    """

    org_id: str
    job_id: str
    step: str
    stage: str
    pool: str
    worker: str
    attempt: int
    state: StageState
    progress: float = 0.0
    reused: bool = False
    error_code: str | None = None
    message: str = ""
    engines: tuple[str, ...] = ()
    started_at: datetime
    finished_at: datetime | None = None


class ClipState(StrEnum):
    """The life of a clip."""

    PROPOSED = "proposed"
    READY = "ready"
    DROPPED = "dropped"
    PUBLISHED = "published"
    FAILED = "failed"


class Clip(Contract):
    """A clip of a job: what was proposed and edited, and once published its files.

    `revision` grows with every change, `recipe` is the revision of the newest change that its files show, `rendered`
    the revision that the files were made from, `transcript_revision` the transcript's then.
    """

    id: str
    org_id: str
    job_id: str
    video_id: str
    plan: ClipPlan
    state: ClipState
    style: str | None = None
    files: tuple[RenderedFile, ...] = ()
    srt: ArtifactRef | None = None
    vtt: ArtifactRef | None = None
    burned: tuple[BurnedCaptions, ...] = ()
    manifest: ArtifactRef | None = None
    breaches: tuple[Breach, ...] = ()
    message: str = ""
    revision: int = 1
    recipe: int = 1
    rendered: int | None = None
    transcript_revision: int | None = None
    settings: ClipSettings = ClipSettings()
    render: ClipRender | None = None
    created_at: datetime

    @property
    def stale(self) -> bool:
        """True when there are files, and something they show was changed since they were made."""
        return self.rendered is not None and self.rendered < self.recipe


class Review(Contract):
    """A review gate of a job and how it was decided: by whom (`actor`), when, why, and by which way (`source`)."""

    org_id: str
    job_id: str
    gate: str
    opened_at: datetime
    decision: ReviewDecision | None = None
    source: str | None = None
    decided_at: datetime | None = None
    actor: str | None = None
    reason: str | None = None
    policy: GatePolicy | None = None
    reminded_at: datetime | None = None
    escalated_at: datetime | None = None
