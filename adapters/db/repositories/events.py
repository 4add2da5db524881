"""The append-only event log of an organisation's jobs."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Select, cast, func, insert, literal, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.types import Text

from adapters.db.tables.jobs import JOB_EVENTS, JOBS
from adapters.db.tables.streams import EVENT_COUNTERS
from domain.entities import JobEvent
from domain.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.db.session import OrgSession

EVENTS_CHANNEL = "cutdown_events"

_EVENT = (
    JOB_EVENTS.c.org_id,
    JOB_EVENTS.c.org_seq,
    JOB_EVENTS.c.job_id,
    JOB_EVENTS.c.seq,
    JOB_EVENTS.c.kind,
    cast(JOB_EVENTS.c.data, Text).label("data"),
    JOB_EVENTS.c.created_at,
)


class SqlEvents:
    """The log of the unit's organisation.

    Appends to one job queue up behind its row's lock, which gives `seq` without gaps. `org_seq` comes from a row per
    organisation, taken by `flush` as the last thing before the commit. Whoever takes it holds it until the commit is
    seen by all, so numbers become visible in their order, and a reader that has seen N will never find a smaller one
    later. And as nobody waits for another lock while holding it, it can't be part of a deadlock.
    """

    def __init__(self, session: OrgSession) -> None:
        self._session = session
        self._pending: list[dict[str, object]] = []

    async def append(self, job_id: str, key: str, kind: str, data: str) -> int:
        session = self._session
        mine = JOBS.c.org_id == session.org_id, JOBS.c.id == job_id
        lock = select(JOBS.c.last_seq).where(*mine).with_for_update(key_share=True)
        last: int | None = (await session.run(lock)).scalar()
        if last is None:
            raise NotFoundError("job.not_found", f"There is no job {job_id}.")
        if await self._was_told(job_id, key):
            return 0
        seq = last + 1
        self._pending.append(
            {
                "org_id": session.org_id,
                "job_id": job_id,
                "seq": seq,
                "key": key,
                "kind": kind,
                "data": _storable(data),
                "created_at": datetime.now(UTC),
            }
        )
        await session.run(update(JOBS).where(*mine).values(last_seq=seq))
        return seq

    async def flush(self) -> None:
        """Write what was appended, numbered and announced; called by the unit right before it commits."""
        if not self._pending:
            return
        pending, self._pending = self._pending, []
        session = self._session
        count = len(pending)
        first = upsert(EVENT_COUNTERS).values(org_id=session.org_id, last_seq=count)
        counted = first.on_conflict_do_update(
            index_elements=[EVENT_COUNTERS.c.org_id], set_={"last_seq": EVENT_COUNTERS.c.last_seq + count}
        ).returning(EVENT_COUNTERS.c.last_seq)
        last: int = (await session.run(counted)).scalar_one()
        rows = [row | {"org_seq": last - count + number} for number, row in enumerate(pending, 1)]
        # Every row says the same, which Postgres tells once.
        announcement = json.dumps({"org": session.org_id, "seq": last}, separators=(",", ":"))
        told = func.pg_notify(literal(EVENTS_CHANNEL), literal(announcement))
        await session.run(insert(JOB_EVENTS).values(rows).returning(told))

    async def after(self, job_id: str, seq: int, limit: int) -> Sequence[JobEvent]:
        newer = (JOB_EVENTS.c.job_id == job_id, JOB_EVENTS.c.seq > seq)
        return await self._read(select(*_EVENT).where(*newer).order_by(JOB_EVENTS.c.seq).limit(limit))

    async def since(self, org_seq: int, limit: int) -> Sequence[JobEvent]:
        newer = select(*_EVENT).where(JOB_EVENTS.c.org_seq > org_seq)
        return await self._read(newer.order_by(JOB_EVENTS.c.org_seq).limit(limit))

    async def last(self) -> int:
        await self.flush()
        query = select(EVENT_COUNTERS.c.last_seq).where(EVENT_COUNTERS.c.org_id == self._session.org_id)
        return (await self._session.run(query)).scalar() or 0

    async def _read(self, query: Select[tuple[object, ...]]) -> Sequence[JobEvent]:
        # A unit sees what it has written itself.
        await self.flush()
        return await self._session.all(query.where(JOB_EVENTS.c.org_id == self._session.org_id), JobEvent)

    async def _was_told(self, job_id: str, key: str) -> bool:
        if any((row["job_id"], row["key"]) == (job_id, key) for row in self._pending):
            return True
        told = select(JOB_EVENTS.c.seq).where(JOB_EVENTS.c.job_id == job_id, JOB_EVENTS.c.key == key)
        return (await self._session.run(told)).first() is not None


def _storable(data: str) -> object:
    # Postgres keeps no NUL; what a tool printed into a message may hold one.
    return json.loads(data.replace("\\u0000", ""))
