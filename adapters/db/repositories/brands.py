"""Brand kits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from adapters.db.repositories.paging import newest_first
from adapters.db.session import OrgSession, columns_of
from adapters.db.tables.brands import BRAND_KITS
from adapters.db.tables.identity import PROJECTS
from domain.brands import BrandKit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.paging import Position


class SqlBrandKits:
    """Kits of the unit's organisation."""

    def __init__(self, session: OrgSession) -> None:
        self._session = session

    async def add(self, kit: BrandKit) -> None:
        await self._session.run(insert(BRAND_KITS).values(columns_of(kit)))

    async def get(self, kit_id: str, *, lock: bool = False) -> BrandKit | None:
        query = select(BRAND_KITS).where(BRAND_KITS.c.org_id == self._session.org_id, BRAND_KITS.c.id == kit_id)
        return await self._session.first(query.with_for_update(key_share=True) if lock else query, BrandKit)

    async def list(self, *, after: Position | None, limit: int) -> Sequence[BrandKit]:
        return await self._session.all(newest_first(BRAND_KITS, self._session.org_id, after, limit), BrandKit)

    async def update(self, kit: BrandKit) -> None:
        mine = BRAND_KITS.c.org_id == self._session.org_id
        await self._session.run(update(BRAND_KITS).where(mine, BRAND_KITS.c.id == kit.id).values(columns_of(kit)))

    async def delete(self, kit_id: str) -> None:
        mine = BRAND_KITS.c.org_id == self._session.org_id
        await self._session.run(delete(BRAND_KITS).where(mine, BRAND_KITS.c.id == kit_id))

    async def assign(self, project_id: str, kit_id: str | None) -> bool:
        mine = PROJECTS.c.org_id == self._session.org_id, PROJECTS.c.id == project_id
        changed = update(PROJECTS).where(*mine).values(brand_kit_id=kit_id, revision=PROJECTS.c.revision + 1)
        return (await self._session.run(changed)).rowcount == 1
