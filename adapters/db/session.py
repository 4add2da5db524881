"""One transaction of one organisation: the statements of all repositories of a unit go through here."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import text

from adapters.db.errors import translated
from domain.contracts.base import Contract

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import CursorResult, Executable
    from sqlalchemy.ext.asyncio import AsyncConnection

Entity = TypeVar("Entity", bound=Contract)


class OrgSession:
    """Executes statements for `org_id`; driver errors come out as domain errors."""

    def __init__(self, connection: AsyncConnection, org_id: str) -> None:
        self._connection = connection
        self.org_id = org_id

    async def run(self, statement: Executable) -> CursorResult[Any]:
        """Execute any statement."""
        with translated():
            return await self._connection.execute(statement)

    async def first(self, statement: Executable, entity: type[Entity]) -> Entity | None:
        """The first row as an entity, or None."""
        row = (await self.run(statement)).mappings().first()
        return None if row is None else entity.model_validate(dict(row))

    async def all(self, statement: Executable, entity: type[Entity]) -> Sequence[Entity]:
        """Every row as an entity."""
        return tuple(entity.model_validate(dict(row)) for row in (await self.run(statement)).mappings())

    async def notify(self, channel: str, payload: str) -> None:
        """Announce `payload` (under 8000 bytes) when the transaction commits."""
        await self.run(text("SELECT pg_notify(:channel, :payload)").bindparams(channel=channel, payload=payload))


def columns_of(entity: Contract) -> dict[str, object]:
    """An entity as column values: contracts as JSON, enums as text, moments as they are."""
    values: dict[str, object] = entity.model_dump(mode="json")
    moments = {name: value for name in values if isinstance(value := getattr(entity, name), datetime)}
    return values | moments
