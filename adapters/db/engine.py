"""Connections to Postgres: a small pool per process; whether one still lives shows in its unit's first statement."""

from __future__ import annotations

from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

_CONNECT_SECONDS = 5
_STATEMENT_SECONDS = 30
_POOL_WAIT_SECONDS = 10


def open_engine(url: str, *, pool_size: int = 12) -> AsyncEngine:
    """An engine on asyncpg; the caller disposes of it. Connections are opened when they are needed first, and kept."""
    return create_async_engine(
        url,
        pool_size=pool_size,
        # What is opened above the pool's size is closed after one use, which costs more than waiting for a turn.
        max_overflow=2,
        pool_timeout=_POOL_WAIT_SECONDS,
        connect_args={"timeout": _CONNECT_SECONDS, "command_timeout": _STATEMENT_SECONDS},
    )


def driver_address(url: str) -> str:
    """SQLAlchemy's address in the driver's own words: the option `ssl` is called `sslmode` there."""
    parsed = make_url(url).set(drivername="postgresql")
    query = {("sslmode" if name == "ssl" else name): value for name, value in parsed.query.items()}
    return parsed.set(query=query).render_as_string(hide_password=False)
