"""Tables of jobs: orders, their log, their steps and what was remembered."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from adapters.db.tables.base import JsonObject, json_column, moment, table_of


class JobRow(SQLModel, table=True):
    """An order; `last_seq` numbers its events and is only changed under the row's lock."""

    __tablename__: ClassVar[str] = "jobs"
    __table_args__ = (
        ForeignKeyConstraint(
            ["org_id", "project_id"], ["projects.org_id", "projects.id"], name="fk_jobs_org_id_project_id"
        ),
        Index("ix_jobs_org_id_project_id", "org_id", "project_id"),
        Index("ix_jobs_queued", "org_id", postgresql_where=text("status = 'queued'")),
        Index("ix_jobs_org_id_created_at_id", "org_id", "created_at", "id"),
        Index("ix_jobs_org_id_status_created_at_id", "org_id", "status", "created_at", "id"),
    )

    id: str = Field(primary_key=True)
    org_id: str = Field(foreign_key="organisations.id")
    video_id: str = Field(foreign_key="videos.id", index=True)
    spec: JsonObject = Field(sa_column=json_column(nullable=False))
    status: str
    phase: str
    error_code: str | None
    message: str
    project_id: str | None
    last_seq: int = Field(default=0, sa_column=Column(BigInteger, nullable=False, server_default="0"))
    created_at: datetime = Field(sa_column=moment())
    finished_at: datetime | None = Field(sa_column=moment(nullable=True))


class JobEventRow(SQLModel, table=True):
    """The log of a job: numbered without gaps within the job and within the organisation, one entry per key."""

    __tablename__: ClassVar[str] = "job_events"
    __table_args__ = (
        UniqueConstraint("job_id", "key", name="uq_job_events_job_id_key"),
        UniqueConstraint("org_id", "org_seq", name="uq_job_events_org_id_org_seq"),
    )

    org_id: str = Field(primary_key=True, foreign_key="organisations.id")
    job_id: str = Field(primary_key=True, foreign_key="jobs.id")
    seq: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    org_seq: int = Field(sa_column=Column(BigInteger, nullable=False))
    key: str
    kind: str
    data: JsonObject = Field(sa_column=json_column(nullable=False))
    created_at: datetime = Field(sa_column=moment())


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
    engines: list[str] = Field(sa_column=json_column(nullable=False))
    started_at: datetime = Field(sa_column=moment())
    finished_at: datetime | None = Field(sa_column=moment(nullable=True))


class StageResultRow(SQLModel, table=True):
    """A remembered result of a stage."""

    __tablename__: ClassVar[str] = "stage_results"

    org_id: str = Field(primary_key=True, foreign_key="organisations.id")
    fingerprint: str = Field(primary_key=True)
    stage: str
    result: JsonObject = Field(sa_column=json_column(nullable=False))
    created_at: datetime = Field(sa_column=moment())


JOBS = table_of(JobRow)
JOB_EVENTS = table_of(JobEventRow)
STAGE_RUNS = table_of(StageRunRow)
STAGE_RESULTS = table_of(StageResultRow)
