"""Who still belongs to an organisation: members, and the keys of members that are neither revoked nor expired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from adapters.db.tables.identity import API_KEYS, MEMBERSHIPS
from adapters.db.tables.organisations import ORGANISATIONS

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement

    from adapters.db.session import OrgSession


class SqlStanding:
    """Members and keys of the unit's organisation; a deleted organisation has none."""

    def __init__(self, session: OrgSession) -> None:
        self._session = session

    async def users(self, user_ids: Collection[str]) -> frozenset[str]:
        query = select(MEMBERSHIPS.c.user_id).where(
            MEMBERSHIPS.c.org_id == self._session.org_id, MEMBERSHIPS.c.user_id.in_(user_ids), self._lives()
        )
        return frozenset((await self._session.run(query)).scalars())

    async def keys(self, key_ids: Collection[str]) -> frozenset[str]:
        creator = (MEMBERSHIPS.c.org_id == API_KEYS.c.org_id) & (MEMBERSHIPS.c.user_id == API_KEYS.c.created_by)
        query = (
            select(API_KEYS.c.id)
            .join(MEMBERSHIPS, creator)
            .where(
                API_KEYS.c.org_id == self._session.org_id,
                API_KEYS.c.id.in_(key_ids),
                API_KEYS.c.revoked_at.is_(None),
                or_(API_KEYS.c.expires_at.is_(None), API_KEYS.c.expires_at > func.now()),
                self._lives(),
            )
        )
        return frozenset((await self._session.run(query)).scalars())

    def _lives(self) -> ColumnElement[bool]:
        here = (ORGANISATIONS.c.id == self._session.org_id, ORGANISATIONS.c.deleted_at.is_(None))
        return select(ORGANISATIONS.c.id).where(*here).exists()
