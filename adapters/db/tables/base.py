"""What all tables share: columns of JSON and of moments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, DateTime, Table
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel

if TYPE_CHECKING:
    from datetime import datetime

JsonObject = dict[str, object]
JsonArray = list[JsonObject]


def json_column(*, nullable: bool = True) -> Column[object]:
    """JSONB; a missing value is SQL NULL, never the JSON word null, so that `IS NULL` tells the truth."""
    return Column(JSONB(none_as_null=True), nullable=nullable)


def moment(*, nullable: bool = False) -> Column[datetime]:
    """A point in time, with its zone."""
    return Column(DateTime(timezone=True), nullable=nullable)


def table_of(row: type[SQLModel]) -> Table:
    """The table that a row class declares."""
    return SQLModel.metadata.tables[str(row.__tablename__)]
