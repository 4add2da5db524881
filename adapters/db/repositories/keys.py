"""API keys, projects and the audit log of an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from adapters.db.repositories.paging import newest_first
from adapters.db.session import OrgSession, columns_of
from adapters.db.tables.identity import API_KEYS, AUDIT_LOG, PROJECTS
from adapters.db.tables.jobs import JOBS
from adapters.db.tables.media import VIDEOS
from domain.accounts import ApiKey, AuditEntry, Project

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from domain.paging import Position


class SqlApiKeys:
    """Keys of the unit's organisation."""

    def __init__(self, session: OrgSession) -> None:
        self._session = session

    async def add(self, key: ApiKey) -> None:
        await self._session.run(insert(API_KEYS).values(columns_of(key)))

    async def get(self, key_id: str, *, lock: bool = False) -> ApiKey | None:
        query = select(API_KEYS).where(API_KEYS.c.org_id == self._session.org_id, API_KEYS.c.id == key_id)
        return await self._session.first(query.with_for_update() if lock else query, ApiKey)

    async def update(self, key: ApiKey) -> None:
        # Not `last_used_at`: a use in the meantime must not be forgotten by a change of the name.
        values = {name: value for name, value in columns_of(key).items() if name != "last_used_at"}
        mine = API_KEYS.c.org_id == self._session.org_id, API_KEYS.c.id == key.id
        await self._session.run(update(API_KEYS).where(*mine).values(values))

    async def touch(self, key_id: str, now: datetime) -> None:
        mine = API_KEYS.c.org_id == self._session.org_id, API_KEYS.c.id == key_id
        await self._session.run(update(API_KEYS).where(*mine).values(last_used_at=now))

    async def list(self, *, after: Position | None, limit: int) -> Sequence[ApiKey]:
        return await self._session.all(newest_first(API_KEYS, self._session.org_id, after, limit), ApiKey)


class SqlProjects:
    """Projects of the unit's organisation."""

    def __init__(self, session: OrgSession) -> None:
        self._session = session

    async def add(self, project: Project) -> None:
        await self._session.run(insert(PROJECTS).values(columns_of(project)))

    async def get(self, project_id: str, *, lock: bool = False) -> Project | None:
        query = select(PROJECTS).where(PROJECTS.c.org_id == self._session.org_id, PROJECTS.c.id == project_id)
        return await self._session.first(query.with_for_update() if lock else query, Project)

    async def update(self, project: Project) -> None:
        mine = PROJECTS.c.org_id == self._session.org_id, PROJECTS.c.id == project.id
        await self._session.run(update(PROJECTS).where(*mine).values(columns_of(project)))

    async def remove(self, project_id: str) -> None:
        for table in (VIDEOS, JOBS):
            inside = table.c.org_id == self._session.org_id, table.c.project_id == project_id
            await self._session.run(update(table).where(*inside).values(project_id=None))
        mine = PROJECTS.c.org_id == self._session.org_id, PROJECTS.c.id == project_id
        await self._session.run(delete(PROJECTS).where(*mine))

    async def list(self, *, after: Position | None, limit: int) -> Sequence[Project]:
        return await self._session.all(newest_first(PROJECTS, self._session.org_id, after, limit), Project)


class SqlAuditLog:
    """The log of the unit's organisation."""

    def __init__(self, session: OrgSession) -> None:
        self._session = session

    async def add(self, entry: AuditEntry) -> None:
        await self._session.run(insert(AUDIT_LOG).values(columns_of(entry)))

    async def list(
        self, *, action: str | None, actor_id: str | None, after: Position | None, limit: int
    ) -> Sequence[AuditEntry]:
        page = newest_first(AUDIT_LOG, self._session.org_id, after, limit)
        if action is not None:
            page = page.where(AUDIT_LOG.c.action == action)
        if actor_id is not None:
            page = page.where(AUDIT_LOG.c.actor_id == actor_id)
        return await self._session.all(page, AuditEntry)
