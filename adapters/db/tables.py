"""The tables of the record: contracts as JSONB, enums as text, the organisation on every row."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, Column, DateTime, Index, Table, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

JsonObject = dict[str, object]
JsonArray = list[JsonObject]


def _json(*, nullable: bool = True) -> Column[object]:
    # A missing value is SQL NULL, never the JSON word null, so that `IS NULL` tells the truth.
    return Column(JSONB(none_as_null=True), nullable=nullable)


def _moment(*, nullable: bool = False) -> Column[datetime]:
    return Column(DateTime(timezone=True), nullable=nullable)


class OrganisationRow(SQLModel, table=True):
    """A tenant."""

    __tablename__: ClassVar[str] = "organisations"

    id: str = Field(primary_key=True)
    name: str
    created_at: datetime = Field(sa_column=_moment())


class UploadRow(SQLModel, table=True):
    """A place where a client may put bytes, and the blob that they became."""

    __tablename__: ClassVar[str] = "uploads"

    id: str = Field(primary_key=True)
    org_id: str = Field(foreign_key="organisations.id", index=True)
    filename: str
    size: int = Field(sa_column=Column(BigInteger, nullable=False))
    digest: str | None
    media_type: str
    status: str
    artifact: JsonObject | None = Field(sa_column=_json())
    created_at: datetime = Field(sa_column=_moment())


class VideoRow(SQLModel, table=True):
    """A source video and what is known of it."""

    __tablename__: ClassVar[str] = "videos"
    __table_args__ = (Index("ix_videos_org_id_created_at_id", "org_id", "created_at", "id"),)

    id: str = Field(primary_key=True)
    org_id: str = Field(foreign_key="organisations.id")
    filename: str
    origin: JsonObject | None = Field(sa_column=_json())
    source: JsonObject | None = Field(sa_column=_json())
    media: JsonObject | None = Field(sa_column=_json())
    proxy: JsonObject | None = Field(sa_column=_json())
    sprite: JsonObject | None = Field(sa_column=_json())
    sprite_index: JsonObject | None = Field(sa_column=_json())
    peaks: JsonObject | None = Field(sa_column=_json())
    transcript: JsonObject | None = Field(sa_column=_json())
    language: str | None
    created_at: datetime = Field(sa_column=_moment())


class JobRow(SQLModel, table=True):
    """An order; `last_seq` numbers its events and is only changed under the row's lock."""

    __tablename__: ClassVar[str] = "jobs"
    __table_args__ = (
        Index("ix_jobs_org_id_created_at_id", "org_id", "created_at", "id"),
        Index("ix_jobs_org_id_status_created_at_id", "org_id", "status", "created_at", "id"),
        UniqueConstraint("org_id", "idempotency_key", name="uq_jobs_org_id_idempotency_key"),
    )

    id: str = Field(primary_key=True)
    org_id: str = Field(foreign_key="organisations.id")
    video_id: str = Field(foreign_key="videos.id", index=True)
    spec: JsonObject = Field(sa_column=_json(nullable=False))
    status: str
    phase: str
    error_code: str | None
    message: str
    idempotency_key: str | None
    last_seq: int = Field(default=0, sa_column=Column(BigInteger, nullable=False, server_default="0"))
    created_at: datetime = Field(sa_column=_moment())
    finished_at: datetime | None = Field(sa_column=_moment(nullable=True))


class JobEventRow(SQLModel, table=True):
    """The log of a job: numbered without gaps, one entry per key."""

    __tablename__: ClassVar[str] = "job_events"
    __table_args__ = (UniqueConstraint("job_id", "key", name="uq_job_events_job_id_key"),)

    org_id: str = Field(primary_key=True, foreign_key="organisations.id")
    job_id: str = Field(primary_key=True, foreign_key="jobs.id")
    seq: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    key: str
    kind: str
    data: JsonObject = Field(sa_column=_json(nullable=False))
    created_at: datetime = Field(sa_column=_moment())


class StageRunRow(SQLModel, table=True):
    """The newest attempt of a step."""

    __tablename__: ClassVar[str] = "stage_runs"

    org_id: str = Field(foreign_key="organisations.id")
    job_id: str = Field(primary_key=True, foreign_key="jobs.id")
    step: str = Field(primary_key=True)
    stage: str
    pool: str
    worker: str
    attempt: int
    state: str
    progress: float
    reused: bool
    error_code: str | None
    message: str
    engines: list[str] = Field(sa_column=_json(nullable=False))
    started_at: datetime = Field(sa_column=_moment())
    finished_at: datetime | None = Field(sa_column=_moment(nullable=True))


class StageResultRow(SQLModel, table=True):
    """A remembered result of a stage."""

    __tablename__: ClassVar[str] = "stage_results"

    org_id: str = Field(primary_key=True, foreign_key="organisations.id")
    fingerprint: str = Field(primary_key=True)
    stage: str
    result: JsonObject = Field(sa_column=_json(nullable=False))
    created_at: datetime = Field(sa_column=_moment())


class ArtifactRow(SQLModel, table=True):
    """A blob that the organisation owns."""

    __tablename__: ClassVar[str] = "artifacts"

    org_id: str = Field(primary_key=True, foreign_key="organisations.id")
    digest: str = Field(primary_key=True)
    size: int = Field(sa_column=Column(BigInteger, nullable=False))
    media_type: str
    created_at: datetime = Field(sa_column=_moment())


class ClipRow(SQLModel, table=True):
    """A clip of a job."""

    __tablename__: ClassVar[str] = "clips"

    id: str = Field(primary_key=True)
    org_id: str = Field(foreign_key="organisations.id", index=True)
    job_id: str = Field(foreign_key="jobs.id", index=True)
    video_id: str = Field(foreign_key="videos.id", index=True)
    plan: JsonObject = Field(sa_column=_json(nullable=False))
    state: str
    style: str | None
    files: JsonArray = Field(sa_column=_json(nullable=False))
    srt: JsonObject | None = Field(sa_column=_json())
    vtt: JsonObject | None = Field(sa_column=_json())
    burned: JsonArray = Field(sa_column=_json(nullable=False))
    manifest: JsonObject | None = Field(sa_column=_json())
    breaches: JsonArray = Field(sa_column=_json(nullable=False))
    message: str
    created_at: datetime = Field(sa_column=_moment())


class ReviewRow(SQLModel, table=True):
    """A review gate and how it was decided."""

    __tablename__: ClassVar[str] = "reviews"

    org_id: str = Field(foreign_key="organisations.id", index=True)
    job_id: str = Field(primary_key=True, foreign_key="jobs.id")
    gate: str = Field(primary_key=True)
    opened_at: datetime = Field(sa_column=_moment())
    decision: JsonObject | None = Field(sa_column=_json())
    source: str | None
    decided_at: datetime | None = Field(sa_column=_moment(nullable=True))


def _table(row: type[SQLModel]) -> Table:
    return SQLModel.metadata.tables[str(row.__tablename__)]


UPLOADS = _table(UploadRow)
VIDEOS = _table(VideoRow)
JOBS = _table(JobRow)
JOB_EVENTS = _table(JobEventRow)
STAGE_RUNS = _table(StageRunRow)
STAGE_RESULTS = _table(StageResultRow)
ARTIFACTS = _table(ArtifactRow)
CLIPS = _table(ClipRow)
REVIEWS = _table(ReviewRow)
