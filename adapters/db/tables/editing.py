"""Tables behind the editor: transcripts and their history, what jobs found out, and review policies of projects."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from adapters.db.tables.base import JsonArray, JsonObject, json_column, moment, table_of


class TranscriptRow(SQLModel, table=True):
    """The transcript of a video as it stands."""

    __tablename__: ClassVar[str] = "transcripts"

    video_id: str = Field(primary_key=True, foreign_key="videos.id")
    org_id: str = Field(foreign_key="organisations.id", index=True)
    language: str
    revision: int
    artifact: JsonObject = Field(sa_column=json_column(nullable=False))
    base: JsonObject = Field(sa_column=json_column(nullable=False))
    made_by: str
    updated_at: datetime = Field(sa_column=moment())


class TranscriptRevisionRow(SQLModel, table=True):
    """One state of a transcript, and who brought it there."""

    __tablename__: ClassVar[str] = "transcript_revisions"
    __table_args__ = (Index("ix_transcript_revisions_org_id_video_id", "org_id", "video_id", "created_at", "id"),)

    video_id: str = Field(primary_key=True, foreign_key="transcripts.video_id")
    revision: int = Field(primary_key=True)
    id: str
    org_id: str = Field(foreign_key="organisations.id")
    artifact: JsonObject = Field(sa_column=json_column(nullable=False))
    base: JsonObject = Field(sa_column=json_column(nullable=False))
    made_by: str
    actor_id: str
    actor_kind: str
    note: str
    operations: JsonArray = Field(sa_column=json_column(nullable=False))
    created_at: datetime = Field(sa_column=moment())


class JobAnalysisRow(SQLModel, table=True):
    """What a job found out about its video."""

    __tablename__: ClassVar[str] = "job_analyses"

    job_id: str = Field(primary_key=True, foreign_key="jobs.id")
    org_id: str = Field(foreign_key="organisations.id", index=True)
    transcript: JsonObject = Field(sa_column=json_column(nullable=False))
    picture: JsonObject = Field(sa_column=json_column(nullable=False))


class ReviewPolicyRow(SQLModel, table=True):
    """Which gates the jobs of a project have."""

    __tablename__: ClassVar[str] = "review_policies"
    __table_args__ = (
        ForeignKeyConstraint(
            ["org_id", "project_id"],
            ["projects.org_id", "projects.id"],
            name="fk_review_policies_org_id_project_id",
            ondelete="CASCADE",
        ),
    )

    org_id: str = Field(primary_key=True, foreign_key="organisations.id")
    project_id: str = Field(primary_key=True)
    gates: JsonObject = Field(sa_column=json_column(nullable=False))
    revision: int
    updated_at: datetime = Field(sa_column=moment())


TRANSCRIPTS = table_of(TranscriptRow)
TRANSCRIPT_REVISIONS = table_of(TranscriptRevisionRow)
JOB_ANALYSES = table_of(JobAnalysisRow)
REVIEW_POLICIES = table_of(ReviewPolicyRow)
