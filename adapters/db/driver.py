"""Connections of the driver itself, each lent for one statement: what is asked for most is asked without SQLAlchemy.

The driver's own pool would do, but makes a task to give each connection back and asks the server to reset it, which
costs more than the statement. There is nothing to reset after a statement that is its own transaction.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import asyncpg

from adapters.db.engine import driver_address
from adapters.db.errors import driver_translated

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_CONNECT_SECONDS = 5
_STATEMENT_SECONDS = 30
_TURN_SECONDS = 10


class DriverConnections:
    """Opens up to `most` connections when they are needed, and keeps them."""

    def __init__(self, dsn: str, most: int) -> None:
        self._dsn = dsn
        self._turns = asyncio.Semaphore(most)
        self._free: list[asyncpg.Connection] = []

    async def row(self, statement: str, *values: object) -> asyncpg.Record | None:
        """The first row of a statement that leaves nothing behind on its connection; raises TransientError."""
        with driver_translated():
            if self._turns.locked():
                async with asyncio.timeout(_TURN_SECONDS):
                    await self._turns.acquire()
            else:
                await self._turns.acquire()
            try:
                return await self._asked(statement, values)
            finally:
                self._turns.release()

    async def close(self) -> None:
        """Close what is open; nobody may be asking any more."""
        while self._free:
            self._free.pop().terminate()

    async def _asked(self, statement: str, values: tuple[object, ...]) -> asyncpg.Record | None:
        connection = self._kept() or await self._opened()
        try:
            return await connection.fetchrow(statement, *values)
        except asyncpg.PostgresError:
            raise  # the server's refusal of this statement, after which the connection is as good as before
        except BaseException:
            # The answer may still be on its way: it must not be taken for that of the next statement.
            connection.terminate()
            raise
        finally:
            if not connection.is_closed():
                self._free.append(connection)

    def _kept(self) -> asyncpg.Connection | None:
        while self._free:
            # The last one used is the one whose server process is still warm.
            connection = self._free.pop()
            if not connection.is_closed():
                return connection
        return None

    async def _opened(self) -> asyncpg.Connection:
        connection = await asyncpg.connect(self._dsn, timeout=_CONNECT_SECONDS, command_timeout=_STATEMENT_SECONDS)
        await connection.set_type_codec("jsonb", encoder=json.dumps, decoder=json.loads, schema="pg_catalog")
        return connection


@asynccontextmanager
async def open_driver(url: str, most: int = 8) -> AsyncIterator[DriverConnections]:
    """Connections to the SQLAlchemy address `url`, until the context ends."""
    connections = DriverConnections(driver_address(url), most)
    try:
        yield connections
    finally:
        await connections.close()
