"""Takes turns among processes: of several that want to do the same chore, one does it."""

from __future__ import annotations

import hashlib
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from sqlalchemy import text

from adapters.db.errors import translated

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy.ext.asyncio import AsyncEngine


@asynccontextmanager
async def turn(engine: AsyncEngine, chore: str) -> AsyncIterator[bool]:
    """True while this process alone may do the chore, False when another one is at it.

    The lock ends with its transaction, so a process that dies leaves nothing locked.
    """
    number = int.from_bytes(hashlib.sha256(chore.encode()).digest()[:8], "big", signed=True)
    with translated():
        connection = await engine.connect()
    try:
        with translated():
            took = await connection.execute(text("SELECT pg_try_advisory_xact_lock(:n)").bindparams(n=number))
        yield bool(took.scalar())
    finally:
        with translated():
            await connection.close()
