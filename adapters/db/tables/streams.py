"""Tables behind the live streams: each organisation's running number, and the tickets that open streams."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, Column
from sqlmodel import Field, SQLModel

from adapters.db.tables.base import json_column, moment, table_of


class EventCounterRow(SQLModel, table=True):
    """The number of an organisation's newest event.

    A row of its own: its lock is held while an event commits, and nobody who changes the organisation should wait then.
    """

    __tablename__: ClassVar[str] = "event_counters"

    org_id: str = Field(primary_key=True, foreign_key="organisations.id")
    last_seq: int = Field(sa_column=Column(BigInteger, nullable=False))


class StreamTicketRow(SQLModel, table=True):
    """A ticket that nobody has shown yet; `digest` is the SHA-256 of the ticket, the actor the one it stands for."""

    __tablename__: ClassVar[str] = "stream_tickets"

    digest: str = Field(primary_key=True)
    org_id: str = Field(foreign_key="organisations.id", index=True)
    actor_id: str
    actor_kind: str
    permissions: list[str] = Field(sa_column=json_column(nullable=False))
    expires_at: datetime = Field(sa_column=moment())


EVENT_COUNTERS = table_of(EventCounterRow)
STREAM_TICKETS = table_of(StreamTicketRow)
