"""What the API takes and gives, where it isn't a contract of the domain itself."""

from datetime import datetime
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.contracts.base import ArtifactRef, Digest
from domain.contracts.captions import BurnedCaptions
from domain.contracts.clips import ClipPlan
from domain.contracts.job import JobSpec, JobStatus
from domain.contracts.media import MediaInfo
from domain.contracts.render import Breach, RenderedFile
from domain.entities import ClipState, StageState, UploadStatus


class _Body(BaseModel):
    """A request's body: what is not known is refused, so that a typing error doesn't go unnoticed."""

    model_config = ConfigDict(extra="forbid")


class _View(BaseModel):
    """An answer, read off an entity; what the client has no use for stays inside."""

    model_config = ConfigDict(from_attributes=True)


class UploadView(_View):
    """An upload."""

    id: str
    filename: str
    size: int
    media_type: str
    status: UploadStatus
    created_at: datetime


class TicketView(_View):
    """An upload and, unless its bytes are here already (`exists`), where to PUT them, with exactly these headers."""

    upload: UploadView
    exists: bool
    url: str | None
    headers: dict[str, str]


class VideoOrder(_Body):
    """Where the source is: exactly one of an upload, a public http(s) address, or the digest of bytes you own."""

    upload_id: str | None = Field(default=None, max_length=80)
    url: str | None = Field(default=None, max_length=4096)
    digest: Digest | None = None
    filename: str | None = Field(default=None, min_length=1, max_length=500)

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if sum(given is not None for given in (self.upload_id, self.url, self.digest)) != 1:
            raise ValueError("give exactly one of upload_id, url and digest")
        return self


class VideoView(_View):
    """A video and what is known of it."""

    id: str
    filename: str
    source: ArtifactRef | None
    media: MediaInfo | None
    proxy: ArtifactRef | None
    sprite: ArtifactRef | None
    sprite_index: ArtifactRef | None
    peaks: ArtifactRef | None
    transcript: ArtifactRef | None
    language: str | None
    created_at: datetime


class JobOrder(_Body):
    """What to make of a video."""

    video_id: str = Field(max_length=80)
    spec: JobSpec = JobSpec()


class JobView(_View):
    """A job. `error_code` and `message` say why it failed."""

    id: str
    video_id: str
    spec: JobSpec
    status: JobStatus
    phase: str
    error_code: str | None
    message: str
    created_at: datetime
    finished_at: datetime | None


class StageView(_View):
    """The newest attempt of one step. `progress` 0..1; `eta_seconds`: how long it will still take, where that can be
    said; `reused`: the result was remembered from before.
    """

    step: str
    stage: str
    title: str
    state: StageState
    pool: str
    worker: str
    attempt: int
    progress: float
    reused: bool
    error_code: str | None
    message: str
    started_at: datetime
    finished_at: datetime | None
    elapsed_seconds: float
    eta_seconds: float | None


class WorkerStatus(BaseModel):
    """Every step of a job that was begun, in order."""

    job: JobView
    stages: list[StageView]


class ClipView(_View):
    """A clip: why it was chosen and, once published, its files."""

    id: str
    job_id: str
    video_id: str
    plan: ClipPlan
    state: ClipState
    style: str | None
    files: tuple[RenderedFile, ...]
    srt: ArtifactRef | None
    vtt: ArtifactRef | None
    burned: tuple[BurnedCaptions, ...]
    manifest: ArtifactRef | None
    breaches: tuple[Breach, ...]
    message: str
    created_at: datetime


class ClipList(BaseModel):
    """Clips by rank."""

    items: list[ClipView]


class DownloadView(BaseModel):
    """An address that hands out the file for an hour, to whoever has it."""

    url: str


class Health(BaseModel):
    """What can be reached: `ok`, or the code of what is wrong."""

    status: str
    checks: dict[str, str] = {}
