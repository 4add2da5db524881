"""Listens to the announcements of the event log: one connection per process, made again when it is lost."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import defaultdict
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

import asyncpg
import structlog

from adapters.db.engine import driver_address
from adapters.db.repositories.events import EVENTS_CHANNEL

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

_CONNECT_SECONDS = 5.0
_ALIVE_SECONDS = 20.0
_FIRST_DELAY, _LONGEST_DELAY = 0.2, 10.0

log = structlog.get_logger()


class JobWatch:
    """One reader's bell."""

    def __init__(self) -> None:
        self._bell = asyncio.Event()

    def ring(self) -> None:
        """The log may have grown."""
        self._bell.set()

    async def changed(self, timeout_seconds: float) -> bool:
        """Wait for the next announcement; False when none came in time."""
        try:
            async with asyncio.timeout(timeout_seconds):
                await self._bell.wait()
        except TimeoutError:
            return False
        self._bell.clear()
        return True


class PostgresEventFeed:
    """Rings the watches of an organisation when its log has grown, and all when announcements may have been missed."""

    def __init__(self) -> None:
        self._watches: defaultdict[str, set[JobWatch]] = defaultdict(set)

    @contextmanager
    def watch(self, org_id: str) -> Iterator[JobWatch]:
        """A bell for this organisation, until the context ends."""
        watch = JobWatch()
        self._watches[org_id].add(watch)
        try:
            yield watch
        finally:
            self._watches[org_id].discard(watch)
            if not self._watches[org_id]:
                del self._watches[org_id]

    async def listen(self, url: str) -> None:
        """Keep listening for ever; `url` is the SQLAlchemy address of the database."""
        dsn = driver_address(url)
        delay = _FIRST_DELAY
        while True:
            try:
                async with _connection(dsn) as (connection, lost):
                    await connection.add_listener(EVENTS_CHANNEL, self._heard)
                    delay = _FIRST_DELAY
                    self._ring_all()
                    await _until_lost(connection, lost)
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                log.warning("event_feed_lost", error=type(error).__name__, again_in_seconds=delay)
            await asyncio.sleep(delay)
            delay = min(_LONGEST_DELAY, delay * 2)

    def _heard(self, _connection: object, _pid: int, _channel: str, payload: object) -> None:
        org_id = json.loads(str(payload))["org"]
        for watch in self._watches.get(org_id, ()):
            watch.ring()

    def _ring_all(self) -> None:
        for watches in self._watches.values():
            for watch in watches:
                watch.ring()


@asynccontextmanager
async def open_feed(url: str) -> AsyncIterator[PostgresEventFeed]:
    """A feed that listens until the context ends."""
    feed = PostgresEventFeed()
    listening = asyncio.create_task(feed.listen(url))
    try:
        yield feed
    finally:
        listening.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await listening


async def _until_lost(connection: asyncpg.Connection, lost: asyncio.Event) -> None:
    while not lost.is_set():
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_ALIVE_SECONDS):
                await lost.wait()
        if not lost.is_set():
            # A peer that vanished without a word shows itself only when it is spoken to.
            await connection.execute("SELECT 1", timeout=_CONNECT_SECONDS)


@asynccontextmanager
async def _connection(dsn: str) -> AsyncIterator[tuple[asyncpg.Connection, asyncio.Event]]:
    """A connection, and an event that is set as soon as it is lost."""
    connection = await asyncpg.connect(dsn, timeout=_CONNECT_SECONDS)
    lost = asyncio.Event()
    connection.add_termination_listener(lambda _: lost.set())
    try:
        yield connection, lost
    finally:
        with contextlib.suppress(OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
            await connection.close(timeout=1)
