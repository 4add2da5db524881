"""Tables of what the API remembers of requests: answers by Idempotency-Key, and how often callers have asked."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, Column, Index, LargeBinary
from sqlmodel import Field, SQLModel

from adapters.db.tables.base import moment, table_of


class IdempotencyRow(SQLModel, table=True):
    """A request with a key. No foreign key: requests of nobody known yet belong to `anonymous`."""

    __tablename__: ClassVar[str] = "idempotency"
    __table_args__ = (Index("ix_idempotency_expires_at", "expires_at"),)

    org_id: str = Field(primary_key=True)
    slot: str = Field(primary_key=True)
    fingerprint: str
    holder: str
    locked_until: datetime = Field(sa_column=moment())
    expires_at: datetime = Field(sa_column=moment())
    took_effect: bool
    answer: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))


class RateCountRow(SQLModel, table=True):
    """How many requests came in one window of one limit; `bucket` is a digest of whom the limit is for."""

    __tablename__: ClassVar[str] = "rate_counts"
    __table_args__ = (Index("ix_rate_counts_expires_at", "expires_at"),)

    org_id: str = Field(primary_key=True)
    bucket: str = Field(primary_key=True)
    window_start: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    hits: int = Field(sa_column=Column(BigInteger, nullable=False))
    expires_at: datetime = Field(sa_column=moment())


IDEMPOTENCY = table_of(IdempotencyRow)
RATE_COUNTS = table_of(RateCountRow)
