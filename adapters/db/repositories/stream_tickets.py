"""Tickets that were given out for live streams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert

from adapters.db.session import OrgSession, columns_of
from adapters.db.tables.streams import STREAM_TICKETS
from domain.entities import StreamTicket

if TYPE_CHECKING:
    from datetime import datetime


class SqlStreamTickets:
    """Tickets of the unit's organisation."""

    def __init__(self, session: OrgSession) -> None:
        self._session = session

    async def add(self, ticket: StreamTicket) -> None:
        await self._session.run(insert(STREAM_TICKETS).values(columns_of(ticket)))

    async def take(self, digest: str) -> StreamTicket | None:
        # Removed as it is read: of two who show the same ticket at once, one finds it.
        mine = STREAM_TICKETS.c.org_id == self._session.org_id
        taken = delete(STREAM_TICKETS).where(mine, STREAM_TICKETS.c.digest == digest).returning(STREAM_TICKETS)
        return await self._session.first(taken, StreamTicket)

    async def drop_expired(self, now: datetime) -> None:
        mine = STREAM_TICKETS.c.org_id == self._session.org_id
        await self._session.run(delete(STREAM_TICKETS).where(mine, STREAM_TICKETS.c.expires_at < now))
