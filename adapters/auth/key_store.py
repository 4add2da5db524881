"""Signing keys in the record, reachable through three functions of the database and in no other way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from adapters.auth.key_ring import StoredKey
from adapters.db.questions import Questions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncEngine


class DbKeyStore:
    """The table of signing keys."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._questions = Questions(engine)

    async def signing_keys(self) -> Sequence[StoredKey]:
        """All of them, the newest first."""
        rows = await self._questions.ask("SELECT kid, sealed, public, created_at FROM all_signing_keys()")
        return [StoredKey(row.kid, row.sealed, row.public, row.created_at) for row in rows]

    async def add_signing_key(self, key: StoredKey, newest_before: datetime) -> bool:
        """Keep a key unless there is one that was made since `newest_before`."""
        row = await self._questions.one(
            "SELECT changed FROM add_signing_key(:kid, :sealed, CAST(:public AS jsonb), :newest_before)",
            kid=key.kid,
            sealed=key.sealed,
            public=json.dumps(key.public),
            newest_before=newest_before,
        )
        return row is not None and row.changed > 0

    async def drop_signing_keys(self, older_than: datetime) -> int:
        """Forget old keys, but never the newest."""
        row = await self._questions.one("SELECT changed FROM drop_signing_keys(:older_than)", older_than=older_than)
        return 0 if row is None else int(row.changed)
