"""Dubs, retells and glossaries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from adapters.db.repositories.paging import newest_first
from adapters.db.session import OrgSession, columns_of
from adapters.db.tables.products import GLOSSARIES
from domain.products import Dub, Glossary, Retell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Table

    from domain.paging import Position

P = TypeVar("P", Dub, Retell)


class SqlProducts(Generic[P]):
    """Dubs, or retells, of the unit's organisation."""

    def __init__(self, session: OrgSession, table: Table, kind: type[P]) -> None:
        self._session = session
        self._table = table
        self._kind: type[P] = kind

    async def put(self, product: P) -> None:
        values = columns_of(product)
        changes = {name: value for name, value in values.items() if name not in {"id", "org_id", "created_at"}}
        mine = self._table.c.org_id == self._session.org_id
        await self._session.run(
            upsert(self._table).values(values).on_conflict_do_update(index_elements=("id",), set_=changes, where=mine)
        )

    async def get(self, product_id: str, *, lock: bool = False) -> P | None:
        query = select(self._table).where(self._table.c.org_id == self._session.org_id, self._table.c.id == product_id)
        return await self._session.first(query.with_for_update(key_share=True) if lock else query, self._kind)

    async def of_job(self, job_id: str, *, lock: bool = False) -> Sequence[P]:
        columns = self._table.c
        query = select(self._table).where(columns.org_id == self._session.org_id, columns.job_id == job_id)
        # In the order of ids, as everyone locks who locks several.
        query = query.order_by(columns.id).with_for_update(key_share=True) if lock else query
        found = await self._session.all(query, self._kind)
        return tuple(sorted(found, key=lambda product: (product.created_at, product.id)))

    async def list(
        self, *, job_id: str | None, video_id: str | None, after: Position | None, limit: int
    ) -> Sequence[P]:
        page = newest_first(self._table, self._session.org_id, after, limit)
        if job_id is not None:
            page = page.where(self._table.c.job_id == job_id)
        if video_id is not None:
            page = page.where(self._table.c.video_id == video_id)
        return await self._session.all(page, self._kind)

    async def waiting(self, limit: int) -> Sequence[P]:
        columns = self._table.c
        queued = columns.render["state"].astext == "queued"
        query = select(self._table).where(columns.org_id == self._session.org_id, queued)
        return await self._session.all(query.order_by(columns.id).limit(limit), self._kind)


class SqlGlossaries:
    """Glossaries of the unit's organisation."""

    def __init__(self, session: OrgSession) -> None:
        self._session = session

    async def add(self, glossary: Glossary) -> None:
        await self._session.run(insert(GLOSSARIES).values(columns_of(glossary)))

    async def get(self, glossary_id: str, *, lock: bool = False) -> Glossary | None:
        columns = GLOSSARIES.c
        query = select(GLOSSARIES).where(columns.org_id == self._session.org_id, columns.id == glossary_id)
        return await self._session.first(query.with_for_update(key_share=True) if lock else query, Glossary)

    async def list(self, *, project_id: str | None, after: Position | None, limit: int) -> Sequence[Glossary]:
        page = newest_first(GLOSSARIES, self._session.org_id, after, limit)
        if project_id is not None:
            page = page.where(GLOSSARIES.c.project_id == project_id)
        return await self._session.all(page, Glossary)

    async def that_hold(self, project_id: str | None) -> Sequence[Glossary]:
        columns = GLOSSARIES.c
        holds = or_(columns.project_id.is_(None), columns.project_id == project_id)
        query = select(GLOSSARIES).where(columns.org_id == self._session.org_id, holds)
        return await self._session.all(query.order_by(columns.created_at, columns.id), Glossary)

    async def update(self, glossary: Glossary) -> None:
        mine = GLOSSARIES.c.org_id == self._session.org_id
        changed = update(GLOSSARIES).where(mine, GLOSSARIES.c.id == glossary.id).values(columns_of(glossary))
        await self._session.run(changed)

    async def delete(self, glossary_id: str) -> None:
        mine = GLOSSARIES.c.org_id == self._session.org_id
        await self._session.run(delete(GLOSSARIES).where(mine, GLOSSARIES.c.id == glossary_id))
