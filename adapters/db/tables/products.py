"""Tables of dubs, retells and glossaries."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKeyConstraint, Index, text
from sqlmodel import Field, SQLModel

from adapters.db.tables.base import JsonArray, JsonObject, json_column, moment, table_of

_QUEUED = text("(render ->> 'state') = 'queued'")


class DubRow(SQLModel, table=True):
    """A dub of a video."""

    __tablename__: ClassVar[str] = "dubs"
    __table_args__ = (
        Index("ix_dubs_org_id_created_at_id", "org_id", "created_at", "id"),
        Index("ix_dubs_render_queued", "org_id", postgresql_where=_QUEUED),
    )

    id: str = Field(primary_key=True)
    org_id: str = Field(foreign_key="organisations.id")
    job_id: str = Field(foreign_key="jobs.id", index=True)
    video_id: str = Field(foreign_key="videos.id", index=True)
    language: str
    state: str
    wish: JsonObject = Field(sa_column=json_column(nullable=False))
    settings: JsonObject = Field(sa_column=json_column(nullable=False))
    order: JsonObject | None = Field(sa_column=json_column())
    result: JsonObject | None = Field(sa_column=json_column())
    revision: int
    recipe: int
    rendered: int | None
    render: JsonObject | None = Field(sa_column=json_column())
    error_code: str | None
    message: str
    created_at: datetime = Field(sa_column=moment())


class RetellRow(SQLModel, table=True):
    """A retell of a video."""

    __tablename__: ClassVar[str] = "retells"
    __table_args__ = (
        Index("ix_retells_org_id_created_at_id", "org_id", "created_at", "id"),
        Index("ix_retells_render_queued", "org_id", postgresql_where=_QUEUED),
    )

    id: str = Field(primary_key=True)
    org_id: str = Field(foreign_key="organisations.id")
    job_id: str = Field(foreign_key="jobs.id", index=True)
    video_id: str = Field(foreign_key="videos.id", index=True)
    state: str
    wish: JsonObject = Field(sa_column=json_column(nullable=False))
    settings: JsonObject = Field(sa_column=json_column(nullable=False))
    order: JsonObject | None = Field(sa_column=json_column())
    result: JsonObject | None = Field(sa_column=json_column())
    revision: int
    recipe: int
    rendered: int | None
    render: JsonObject | None = Field(sa_column=json_column())
    error_code: str | None
    message: str
    created_at: datetime = Field(sa_column=moment())


class GlossaryRow(SQLModel, table=True):
    """Terms and their translations."""

    __tablename__: ClassVar[str] = "glossaries"
    __table_args__ = (
        ForeignKeyConstraint(
            ["org_id", "project_id"],
            ["projects.org_id", "projects.id"],
            name="fk_glossaries_org_id_project_id",
            ondelete="CASCADE",
        ),
        Index("ix_glossaries_org_id_created_at_id", "org_id", "created_at", "id"),
        Index("ix_glossaries_org_id_project_id", "org_id", "project_id"),
    )

    id: str = Field(primary_key=True)
    org_id: str = Field(foreign_key="organisations.id")
    name: str
    project_id: str | None
    source_language: str | None
    target_language: str | None
    terms: JsonArray = Field(sa_column=json_column(nullable=False))
    revision: int
    created_at: datetime = Field(sa_column=moment())
    updated_at: datetime = Field(sa_column=moment())


DUBS = table_of(DubRow)
RETELLS = table_of(RetellRow)
GLOSSARIES = table_of(GlossaryRow)
