"""Jobs: the orders of an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from adapters.db.repositories.paging import newest_first
from adapters.db.session import OrgSession, columns_of
from adapters.db.tables.jobs import JOBS
from domain.entities import Job

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.contracts.job import JobStatus
    from domain.paging import Position


class SqlJobs:
    """Jobs of the unit's organisation."""

    def __init__(self, session: OrgSession) -> None:
        self._session = session

    async def add(self, job: Job) -> None:
        await self._session.run(insert(JOBS).values(columns_of(job)))

    async def get(self, job_id: str, *, lock: bool = False) -> Job | None:
        query = select(JOBS).where(JOBS.c.org_id == self._session.org_id, JOBS.c.id == job_id)
        return await self._session.first(query.with_for_update(key_share=True) if lock else query, Job)

    async def update(self, job: Job) -> None:
        mine = JOBS.c.org_id == self._session.org_id
        await self._session.run(update(JOBS).where(mine, JOBS.c.id == job.id).values(columns_of(job)))

    async def list(
        self, *, status: JobStatus | None, after: Position | None, limit: int, project_id: str | None = None
    ) -> Sequence[Job]:
        page = newest_first(JOBS, self._session.org_id, after, limit)
        if status is not None:
            page = page.where(JOBS.c.status == status.value)
        if project_id is not None:
            page = page.where(JOBS.c.project_id == project_id)
        return await self._session.all(page, Job)
