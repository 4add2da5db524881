"""Connections to Postgres: a small pool per process; whether one still lives shows in its unit's first statement."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

_CONNECT_SECONDS = 5
_STATEMENT_SECONDS = 30
_POOL_WAIT_SECONDS = 10


def open_engine(url: str, *, pool_size: int = 5) -> AsyncEngine:
    """An engine on asyncpg; the caller disposes of it."""
    return create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=_POOL_WAIT_SECONDS,
        connect_args={"timeout": _CONNECT_SECONDS, "command_timeout": _STATEMENT_SECONDS},
    )
