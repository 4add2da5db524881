"""Tenants."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlmodel import Field, SQLModel

from adapters.db.tables.base import moment, table_of


class OrganisationRow(SQLModel, table=True):
    """A tenant."""

    __tablename__: ClassVar[str] = "organisations"

    id: str = Field(primary_key=True)
    name: str
    revision: int
    created_at: datetime = Field(sa_column=moment())
    deleted_at: datetime | None = Field(sa_column=moment(nullable=True))


ORGANISATIONS = table_of(OrganisationRow)
