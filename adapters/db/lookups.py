"""Questions from before a tenant is known, each answered by one narrow function of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.db.questions import Questions
from domain.access import Permission, Role
from domain.account_repositories import FoundKey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncEngine

_PERMISSIONS = {permission.value for permission in Permission}


class DbLookups:
    """Asks them as the app role."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._questions = Questions(engine)

    async def password(self, email: str) -> tuple[str, str] | None:
        row = await self._questions.one("SELECT user_id, hash FROM find_password(:email)", email=email)
        return None if row is None else (row.user_id, row.hash)

    async def api_key(self, key_hash: str) -> FoundKey | None:
        row = await self._questions.one("SELECT * FROM find_api_key(:key_hash)", key_hash=key_hash)
        if row is None:
            return None
        # A scope that this version does not know gives nothing.
        scopes = frozenset(Permission(scope) for scope in row.scopes if scope in _PERMISSIONS)
        role = None if row.role is None else Role(row.role)
        return FoundKey(row.id, row.org_id, scopes, role, row.expires_at, row.revoked_at, row.last_used_at)

    async def refresh_token(self, token_hash: str) -> tuple[str, str] | None:
        row = await self._questions.one("SELECT user_id, session_id FROM find_refresh_token(:hash)", hash=token_hash)
        return None if row is None else (row.user_id, row.session_id)

    async def invitation(self, token_hash: str) -> tuple[str, str] | None:
        row = await self._questions.one("SELECT id, org_id FROM find_invitation(:hash)", hash=token_hash)
        return None if row is None else (row.id, row.org_id)

    async def organisations(self, after: str, limit: int) -> Sequence[str]:
        rows = await self._questions.ask("SELECT id FROM organisations_after(:mark, :most)", mark=after, most=limit)
        return [row.id for row in rows]

    async def with_queued_jobs(self, limit: int) -> Sequence[str]:
        rows = await self._questions.ask("SELECT id FROM organisations_with_queued_jobs(:most)", most=limit)
        return [row.id for row in rows]

    async def with_queued_renders(self, limit: int) -> Sequence[str]:
        rows = await self._questions.ask("SELECT id FROM organisations_with_queued_renders(:most)", most=limit)
        return [row.id for row in rows]
