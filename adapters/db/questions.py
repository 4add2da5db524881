"""Single statements of no organisation, for what comes before one is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from adapters.db.errors import translated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row
    from sqlalchemy.ext.asyncio import AsyncEngine


class Questions:
    """Asks outside of any transaction, with no tenant set: only the lookup functions answer anything."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    async def one(self, question: str, **values: object) -> Row[Any] | None:
        rows = await self.ask(question, **values)
        return rows[0] if rows else None

    async def ask(self, question: str, **values: object) -> Sequence[Row[Any]]:
        with translated():
            try:
                return await self._asked(question, values)
            except DBAPIError as error:
                # The pool's connection had died; it holds none of that age any more.
                if not error.connection_invalidated:
                    raise
                return await self._asked(question, values)

    async def _asked(self, question: str, values: dict[str, object]) -> Sequence[Row[Any]]:
        async with self._engine.connect() as connection:
            return (await connection.execute(text(question), values)).all()
