"""Tables of what jobs make, and of the decisions about it."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from adapters.db.tables.base import JsonArray, JsonObject, json_column, moment, table_of


class ClipRow(SQLModel, table=True):
    """A clip of a job."""

    __tablename__: ClassVar[str] = "clips"
    __table_args__ = (
        Index("ix_clips_render_queued", "org_id", postgresql_where=text("(render ->> 'state') = 'queued'")),
    )

    id: str = Field(primary_key=True)
    org_id: str = Field(foreign_key="organisations.id", index=True)
    job_id: str = Field(foreign_key="jobs.id", index=True)
    video_id: str = Field(foreign_key="videos.id", index=True)
    plan: JsonObject = Field(sa_column=json_column(nullable=False))
    state: str
    style: str | None
    files: JsonArray = Field(sa_column=json_column(nullable=False))
    srt: JsonObject | None = Field(sa_column=json_column())
    vtt: JsonObject | None = Field(sa_column=json_column())
    burned: JsonArray = Field(sa_column=json_column(nullable=False))
    manifest: JsonObject | None = Field(sa_column=json_column())
    breaches: JsonArray = Field(sa_column=json_column(nullable=False))
    message: str
    revision: int
    recipe: int
    rendered: int | None
    transcript_revision: int | None
    settings: JsonObject = Field(sa_column=json_column(nullable=False))
    render: JsonObject | None = Field(sa_column=json_column())
    created_at: datetime = Field(sa_column=moment())


class ReviewRow(SQLModel, table=True):
    """A review gate and how it was decided."""

    __tablename__: ClassVar[str] = "reviews"

    org_id: str = Field(foreign_key="organisations.id", index=True)
    job_id: str = Field(primary_key=True, foreign_key="jobs.id")
    gate: str = Field(primary_key=True)
    opened_at: datetime = Field(sa_column=moment())
    decision: JsonObject | None = Field(sa_column=json_column())
    source: str | None
    decided_at: datetime | None = Field(sa_column=moment(nullable=True))
    actor: str | None
    reason: str | None
    policy: JsonObject | None = Field(sa_column=json_column())
    reminded_at: datetime | None = Field(sa_column=moment(nullable=True))
    escalated_at: datetime | None = Field(sa_column=moment(nullable=True))


CLIPS = table_of(ClipRow)
REVIEWS = table_of(ReviewRow)
