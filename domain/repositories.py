"""How use cases reach the record: repositories inside a UnitOfWork that commits once."""

from collections.abc import Collection, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from domain.account_repositories import (
    ApiKeys,
    AuditLog,
    Invitations,
    Members,
    Organisations,
    Projects,
    Sessions,
    Users,
)
from domain.brands import BrandKit
from domain.contracts.base import ArtifactRef
from domain.contracts.job import JobStatus
from domain.editing_repositories import JobAnalyses, ReviewPolicies, Transcripts
from domain.entities import Clip, Job, JobEvent, Review, StageRun, StreamTicket, Upload, UploadStatus, Video
from domain.idempotency import IdempotencyRecord
from domain.paging import Position
from domain.product_repositories import Glossaries, Products
from domain.products import Dub, Retell
from domain.rate_limits import RateCountRecord


class Uploads(Protocol):
    """Uploads of the unit's organisation."""

    async def add(self, upload: Upload) -> None: ...
    async def get(self, upload_id: str) -> Upload | None: ...

    async def list(
        self, *, status: UploadStatus | None, digest: str | None, after: Position | None, limit: int
    ) -> Sequence[Upload]: ...

    async def change(self, upload_id: str, expected: UploadStatus, **values: object) -> bool:
        """Set columns of an upload that has this status; False when it has another one by now."""
        ...

    async def expired(self, now: datetime, limit: int) -> Sequence[Upload]:
        """Uploads that wait, and were given up at `now`."""
        ...

    async def adopt(self, upload_id: str, artifact: ArtifactRef) -> None:
        """Keep which blob the uploaded bytes have become."""
        ...


class Videos(Protocol):
    """Videos of the unit's organisation."""

    async def add(self, video: Video) -> None: ...
    async def get(self, video_id: str, *, lock: bool = False) -> Video | None: ...
    async def update(self, video: Video) -> None: ...

    async def delete(self, video_id: str) -> None:
        """Raises ConflictError `database.conflict` while there are jobs of it."""
        ...

    async def list(self, *, project_id: str | None, after: Position | None, limit: int) -> Sequence[Video]: ...


class Jobs(Protocol):
    """Jobs of the unit's organisation."""

    async def add(self, job: Job) -> None: ...
    async def get(self, job_id: str, *, lock: bool = False) -> Job | None: ...
    async def update(self, job: Job) -> None: ...
    async def list(
        self, *, status: JobStatus | None, after: Position | None, limit: int, project_id: str | None = None
    ) -> Sequence[Job]: ...


class Events(Protocol):
    """The append-only log. `key` names the happening within its job: a second append of one key does nothing."""

    async def append(self, job_id: str, key: str, kind: str, data: str) -> int:
        """Add an event, announced with the commit; returns its `seq`, or 0 when the key was there."""
        ...

    async def after(self, job_id: str, seq: int, limit: int) -> Sequence[JobEvent]:
        """A job's events from the one after `seq` on."""
        ...

    async def since(self, org_seq: int, limit: int) -> Sequence[JobEvent]:
        """The organisation's events from the one after `org_seq` on."""
        ...

    async def last(self) -> int:
        """The `org_seq` of the newest event; 0 when there is none."""
        ...


class StreamTickets(Protocol):
    """Tickets for live streams that nobody has shown yet."""

    async def add(self, ticket: StreamTicket) -> None: ...
    async def take(self, digest: str) -> StreamTicket | None:
        """Remove the ticket and return it, expired or not; None when there is none."""
        ...

    async def drop_expired(self, now: datetime) -> None: ...


class Standing(Protocol):
    """Who still belongs to the organisation, of those asked about; a deleted organisation has nobody."""

    async def users(self, user_ids: Collection[str]) -> frozenset[str]:
        """The members among them."""
        ...

    async def keys(self, key_ids: Collection[str]) -> frozenset[str]:
        """The keys among them that are neither revoked nor expired, and whose makers are members."""
        ...


class StageRuns(Protocol):
    """The newest attempt of each step."""

    async def put(self, run: StageRun) -> None:
        """Insert or replace; an older attempt never replaces a newer one, nor `running` a final state of the
        same attempt.
        """
        ...

    async def of_job(self, job_id: str) -> Sequence[StageRun]: ...


class StageResults(Protocol):
    """Remembered results by fingerprint, as JSON text."""

    async def get(self, fingerprint: str) -> str | None: ...
    async def put(self, fingerprint: str, stage: str, result: str) -> None: ...


class Artifacts(Protocol):
    """Which blobs the organisation owns."""

    async def put(self, ref: ArtifactRef) -> None: ...
    async def get(self, digest: str) -> ArtifactRef | None: ...


class Clips(Protocol):
    """Clips of the unit's organisation."""

    async def put(self, clip: Clip) -> None: ...
    async def get(self, clip_id: str, *, lock: bool = False) -> Clip | None: ...
    async def of_job(self, job_id: str, *, lock: bool = False) -> Sequence[Clip]:
        """By rank."""
        ...

    async def of_video(self, video_id: str, *, lock: bool = False) -> Sequence[Clip]: ...
    async def waiting(self, limit: int) -> Sequence[Clip]:
        """Clips whose render was asked for and has not begun."""
        ...


class Reviews(Protocol):
    """Review gates of jobs."""

    async def put(self, review: Review) -> None: ...
    async def of_job(self, job_id: str) -> Sequence[Review]: ...


class BrandKits(Protocol):
    """Brand kits of the unit's organisation."""

    async def add(self, kit: BrandKit) -> None: ...
    async def get(self, kit_id: str, *, lock: bool = False) -> BrandKit | None: ...
    async def list(self, *, after: Position | None, limit: int) -> Sequence[BrandKit]: ...
    async def update(self, kit: BrandKit) -> None: ...

    async def delete(self, kit_id: str) -> None:
        """Raises ConflictError `database.conflict` while a project uses it."""
        ...

    async def assign(self, project_id: str, kit_id: str | None) -> bool:
        """Let a project use a kit, or none; False when there is no such project."""
        ...


class Glance(Protocol):
    """Reads one thing by its id, outside of any unit of work, for what clients ask for all the time."""

    async def job(self, org_id: str, job_id: str) -> Job | None: ...


class UnitOfWork(Protocol):
    """One transaction for one organisation. `commit` once; leaving without it rolls back."""

    uploads: Uploads
    videos: Videos
    jobs: Jobs
    events: Events
    stream_tickets: StreamTickets
    standing: Standing
    stage_runs: StageRuns
    stage_results: StageResults
    artifacts: Artifacts
    clips: Clips
    reviews: Reviews
    transcripts: Transcripts
    analyses: JobAnalyses
    review_policies: ReviewPolicies
    idempotency: IdempotencyRecord
    rate_counts: RateCountRecord
    brand_kits: BrandKits
    users: Users
    sessions: Sessions
    organisations: Organisations
    members: Members
    invitations: Invitations
    api_keys: ApiKeys
    projects: Projects
    audit: AuditLog
    dubs: Products[Dub]
    retells: Products[Retell]
    glossaries: Glossaries

    async def commit(self) -> None: ...


class UnitOfWorkFactory(Protocol):
    """Opens a UnitOfWork for one organisation and, where somebody's own account is worked on, for that person."""

    def __call__(self, org_id: str, user_id: str = "") -> AbstractAsyncContextManager[UnitOfWork]: ...
