"""Tables of what clients bring: uploads, videos and the blobs an organisation owns."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from adapters.db.tables.base import JsonObject, json_column, moment, table_of


class UploadRow(SQLModel, table=True):
    """A place where a client may put bytes, and the blob that they became."""

    __tablename__: ClassVar[str] = "uploads"
    __table_args__ = (Index("ix_uploads_org_id_created_at_id", "org_id", "created_at", "id"),)

    id: str = Field(primary_key=True)
    org_id: str = Field(foreign_key="organisations.id")
    filename: str
    size: int = Field(sa_column=Column(BigInteger, nullable=False))
    digest: str | None
    media_type: str
    status: str
    purpose: str
    brand_kit_id: str | None
    storage_id: str | None
    part_size: int | None = Field(sa_column=Column(BigInteger, nullable=True))
    etag: str | None
    expires_at: datetime | None = Field(sa_column=moment(nullable=True))
    artifact: JsonObject | None = Field(sa_column=json_column())
    created_at: datetime = Field(sa_column=moment())


class VideoRow(SQLModel, table=True):
    """A source video and what is known of it."""

    __tablename__: ClassVar[str] = "videos"
    __table_args__ = (
        ForeignKeyConstraint(
            ["org_id", "project_id"], ["projects.org_id", "projects.id"], name="fk_videos_org_id_project_id"
        ),
        Index("ix_videos_org_id_project_id", "org_id", "project_id"),
        Index("ix_videos_org_id_created_at_id", "org_id", "created_at", "id"),
    )

    id: str = Field(primary_key=True)
    org_id: str = Field(foreign_key="organisations.id")
    filename: str
    origin: JsonObject | None = Field(sa_column=json_column())
    source: JsonObject | None = Field(sa_column=json_column())
    media: JsonObject | None = Field(sa_column=json_column())
    proxy: JsonObject | None = Field(sa_column=json_column())
    sprite: JsonObject | None = Field(sa_column=json_column())
    sprite_index: JsonObject | None = Field(sa_column=json_column())
    peaks: JsonObject | None = Field(sa_column=json_column())
    transcript: JsonObject | None = Field(sa_column=json_column())
    language: str | None
    project_id: str | None
    revision: int
    created_at: datetime = Field(sa_column=moment())


class ArtifactRow(SQLModel, table=True):
    """A blob that the organisation owns."""

    __tablename__: ClassVar[str] = "artifacts"

    org_id: str = Field(primary_key=True, foreign_key="organisations.id")
    digest: str = Field(primary_key=True)
    size: int = Field(sa_column=Column(BigInteger, nullable=False))
    media_type: str
    created_at: datetime = Field(sa_column=moment())


UPLOADS = table_of(UploadRow)
VIDEOS = table_of(VideoRow)
ARTIFACTS = table_of(ArtifactRow)
