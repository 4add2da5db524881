"""Jobs and their append-only event log."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import cast, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.types import Text

from adapters.db.repositories.paging import newest_first
from adapters.db.session import OrgSession, columns_of
from adapters.db.tables.jobs import JOB_EVENTS, JOBS
from domain.entities import Job, JobEvent
from domain.errors import ConflictError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.contracts.job import JobStatus

EVENTS_CHANNEL = "cutdown_events"


class SqlJobs:
    """Jobs of the unit's organisation."""

    def __init__(self, session: OrgSession) -> None:
        self._session = session

    async def add(self, job: Job) -> None:
        # Not by catching the violation: that would spoil the transaction for whoever wants to read the winner.
        statement = upsert(JOBS).values(columns_of(job)).on_conflict_do_nothing().returning(JOBS.c.id)
        if (await self._session.run(statement)).first() is None:
            raise ConflictError("job.exists", "This job was ordered before.")

    async def by_idempotency_key(self, key: str) -> Job | None:
        mine = JOBS.c.org_id == self._session.org_id
        return await self._session.first(select(JOBS).where(mine, JOBS.c.idempotency_key == key), Job)

    async def get(self, job_id: str, *, lock: bool = False) -> Job | None:
        query = select(JOBS).where(JOBS.c.org_id == self._session.org_id, JOBS.c.id == job_id)
        return await self._session.first(query.with_for_update(key_share=True) if lock else query, Job)

    async def update(self, job: Job) -> None:
        mine = JOBS.c.org_id == self._session.org_id
        await self._session.run(update(JOBS).where(mine, JOBS.c.id == job.id).values(columns_of(job)))

    async def list(self, *, status: JobStatus | None, after: str | None, limit: int) -> Sequence[Job]:
        page = newest_first(JOBS, self._session.org_id, after, limit)
        return await self._session.all(page if status is None else page.where(JOBS.c.status == status.value), Job)


class SqlEvents:
    """The log of the unit's organisation; appends to one job queue up behind its row's lock."""

    def __init__(self, session: OrgSession) -> None:
        self._session = session

    async def append(self, job_id: str, key: str, kind: str, data: str) -> int:
        session = self._session
        mine = JOBS.c.org_id == session.org_id, JOBS.c.id == job_id
        lock = select(JOBS.c.last_seq).where(*mine).with_for_update(key_share=True)
        last: int | None = (await session.run(lock)).scalar()
        if last is None:
            raise NotFoundError("job.not_found", f"There is no job {job_id}.")
        told = select(JOB_EVENTS.c.seq).where(JOB_EVENTS.c.job_id == job_id, JOB_EVENTS.c.key == key)
        if (await session.run(told)).first() is not None:
            return 0
        seq = last + 1
        event = {
            "org_id": session.org_id,
            "job_id": job_id,
            "seq": seq,
            "key": key,
            "kind": kind,
            "data": _storable(data),
            "created_at": datetime.now(UTC),
        }
        await session.run(insert(JOB_EVENTS).values(event))
        await session.run(update(JOBS).where(*mine).values(last_seq=seq))
        announcement = {"org": session.org_id, "job": job_id, "seq": seq}
        await session.notify(EVENTS_CHANNEL, json.dumps(announcement, separators=(",", ":")))
        return seq

    async def after(self, job_id: str, seq: int, limit: int) -> Sequence[JobEvent]:
        columns = JOB_EVENTS.c
        query = (
            select(
                columns.org_id,
                columns.job_id,
                columns.seq,
                columns.kind,
                cast(columns.data, Text).label("data"),
                columns.created_at,
            )
            .where(columns.org_id == self._session.org_id, columns.job_id == job_id, columns.seq > seq)
            .order_by(columns.seq)
            .limit(limit)
        )
        return await self._session.all(query, JobEvent)


def _storable(data: str) -> object:
    # Postgres keeps no NUL; what a tool printed into a message may hold one.
    return json.loads(data.replace("\\u0000", ""))
