"""The table of brand kits."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from adapters.db.tables.base import JsonArray, JsonObject, json_column, moment, table_of


class BrandKitRow(SQLModel, table=True):
    """How an organisation's videos look."""

    __tablename__: ClassVar[str] = "brand_kits"
    __table_args__ = (
        Index("ix_brand_kits_org_id_created_at_id", "org_id", "created_at", "id"),
        UniqueConstraint("org_id", "id", name="uq_brand_kits_org_id_id"),
    )

    id: str = Field(primary_key=True)
    org_id: str = Field(foreign_key="organisations.id")
    name: str
    colours: JsonObject = Field(sa_column=json_column(nullable=False))
    fonts: JsonObject = Field(sa_column=json_column(nullable=False))
    assets: JsonArray = Field(sa_column=json_column(nullable=False))
    revision: int
    created_at: datetime = Field(sa_column=moment())
    updated_at: datetime = Field(sa_column=moment())


BRAND_KITS = table_of(BrandKitRow)
