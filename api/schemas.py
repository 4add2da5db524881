"""What the API takes and gives, where it isn't a contract of the domain itself."""

from datetime import datetime
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, computed_field, model_validator

from domain.brands import AssetKind, BrandColours, BrandFonts
from domain.contracts.base import ArtifactRef, Digest
from domain.contracts.captions import BurnedCaptions
from domain.contracts.clip_edits import ClipSettings
from domain.contracts.clips import ClipPlan
from domain.contracts.framing import Aspect
from domain.contracts.job import JobSpec, JobStatus
from domain.contracts.media import Loudness, MediaInfo
from domain.contracts.render import Breach
from domain.editing import ClipRender
from domain.entities import ClipState, StageState, UploadPurpose, UploadStatus


class Body(BaseModel):
    """A request's body: what is not known is refused, so that a typing error doesn't go unnoticed."""

    model_config = ConfigDict(extra="forbid")


class View(BaseModel):
    """An answer, read off an entity; what the client has no use for stays inside."""

    model_config = ConfigDict(from_attributes=True)


class UploadView(View):
    """An upload. `part_size` and `part_count` are given where it is sent in parts; every part but the last has
    `part_size` bytes. What is not complete by `expires_at` is dropped.
    """

    id: str
    filename: str
    size: int
    media_type: str
    sha256: Digest | None = Field(validation_alias="digest")
    purpose: UploadPurpose
    status: UploadStatus
    part_size: int | None
    expires_at: datetime | None
    created_at: datetime

    @computed_field
    def part_count(self) -> int | None:
        """How many parts there are."""
        return None if self.part_size is None else -(-self.size // self.part_size)


class TicketView(View):
    """An upload and, unless its bytes are here already (`exists`) or it is sent in parts, where to PUT them, with
    exactly these headers.
    """

    upload: UploadView
    exists: bool
    url: str | None
    headers: dict[str, str]


class PartTicketView(View):
    """Where to PUT a part, of exactly `size` bytes, with exactly these headers."""

    number: int
    size: int
    url: str
    headers: dict[str, str]


class PartTicketList(BaseModel):
    """One ticket for each part that was asked for."""

    items: list[PartTicketView]


class PartView(View):
    """A part that has arrived."""

    number: int
    size: int


class PartList(BaseModel):
    """Parts by number."""

    items: list[PartView]


class BrandAssetView(View):
    """A file of a brand kit."""

    id: str
    kind: AssetKind
    filename: str
    artifact: ArtifactRef


class BrandKitView(View):
    """A brand kit with its files."""

    id: str
    name: str
    colours: BrandColours
    fonts: BrandFonts
    assets: list[BrandAssetView]
    revision: int
    created_at: datetime
    updated_at: datetime


class VideoOrder(Body):
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


class VideoView(View):
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
    project_id: str | None
    revision: int
    created_at: datetime


class JobOrder(Body):
    """What to make of a video. `transcript`: the text of an SRT, VTT or JSON file with what is said in it, whose words
    are taken instead of recognised ones; what of it does not fit the sound is told in the transcript's `warnings`.
    """

    video_id: str = Field(max_length=80)
    spec: JobSpec = JobSpec()
    transcript: str | None = Field(default=None, min_length=1, max_length=900_000)


class JobView(View):
    """A job. `error_code` and `message` say why it failed."""

    id: str
    video_id: str
    project_id: str | None
    spec: JobSpec
    status: JobStatus
    phase: str
    error_code: str | None
    message: str
    created_at: datetime
    finished_at: datetime | None


class StageView(View):
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


class ClipFileView(View):
    """A finished file: the `revision` of the clip that it was made from, and whether something it shows was changed
    since.
    """

    aspect: Aspect
    video: ArtifactRef
    poster: ArtifactRef
    frames: int
    loudness: Loudness
    revision: int | None = None
    stale: bool = False


class ClipView(View):
    """A clip: why it was chosen, how it was edited and, once published, its files.

    `revision` grows with every change; `rendered` is the one that the files, subtitles and manifest were made from,
    `transcript_revision` the transcript's then, and `stale` tells that something they show was changed since.
    """

    id: str
    job_id: str
    video_id: str
    plan: ClipPlan
    state: ClipState
    style: str | None
    files: tuple[ClipFileView, ...]
    srt: ArtifactRef | None
    vtt: ArtifactRef | None
    burned: tuple[BurnedCaptions, ...]
    manifest: ArtifactRef | None
    breaches: tuple[Breach, ...]
    message: str
    revision: int
    rendered: int | None
    transcript_revision: int | None
    stale: bool
    settings: ClipSettings
    render: ClipRender | None
    created_at: datetime

    @model_validator(mode="after")
    def _tell_files(self) -> Self:
        for file in self.files:
            file.revision, file.stale = self.rendered, self.stale
        return self


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
