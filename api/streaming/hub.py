"""All live streams of this process: lets readers in, shares one tail per organisation, and ends them when they must."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager

import structlog

from api.streaming.reader import ACCESS_ENDED, PAGE, RESTARTING, Reader, ReadOlder
from api.streaming.tail import Tail
from api.streaming.told import Choice
from domain.access import Principal
from domain.entities import JobEvent
from domain.errors import AppError
from domain.ports import EventFeed
from domain.services.events import EventService

# A lost membership or key ends its streams within five seconds: this, and the time that the question takes.
STANDING_SECONDS = 2.0
_TICK_SECONDS = 0.25
# Many who come back at once after a break read the record a few at a time, so that other requests get through.
_OLDER_AT_ONCE = 3

log = structlog.get_logger()


class EventHub:
    """Opens readers; `close` ends all of them, so that a stopping process need not wait for its streams."""

    def __init__(self, events: EventService, feed: EventFeed) -> None:
        self._events = events
        self._feed = feed
        self._tails: dict[str, Tail] = {}
        self._readers: set[Reader] = set()
        self._older = asyncio.Semaphore(_OLDER_AT_ONCE)
        self._closed = False

    async def open(
        self, principal: Principal, choice: Choice, after: int | None, *, follow: bool, lasting: bool = False
    ) -> Reader:
        """A reader from the entry after `after` on: a `seq` for one job, else an `org_seq`; None: from now on, and for
        one job from its beginning. It is done with its job, unless it is `lasting`; without `follow` at once when it
        has told what there is.

        Raises ForbiddenError, NotFoundError `job.not_found`, TransientError.
        """
        org_id = principal.org_id
        job = await self._events.admit(principal, choice.job_id)
        tail = self._tails.get(org_id)
        if tail is None or tail.stopped:
            tail = self._tails[org_id] = Tail(org_id, self._events, self._feed)
        await tail.ensure()
        ended = job is not None and job.status.final and not lasting
        # The tail may be a moment behind: what has happened by now is asked of the record itself.
        newest = await self._events.last(org_id) if ended or not follow or after is None else 0
        if after is None:
            after = newest if job is None else 0
        until = newest if ended or not follow else None
        ends_with_job = job is not None and not ended and not lasting
        older = self._reading(org_id, choice)
        return Reader(principal, tail, choice, after, older, until=until, ends_with_job=ends_with_job)

    @contextmanager
    def reading(self, reader: Reader) -> Iterator[None]:
        """Let the reader follow, until the context ends."""
        self._readers.add(reader)
        if self._closed:
            reader.end(RESTARTING)
        try:
            with reader.following():
                yield
        finally:
            self._readers.discard(reader)

    def close(self) -> None:
        """End all streams, and every one that is opened from now on; clients resume with another process."""
        self._closed = True
        for reader in list(self._readers):
            reader.end(RESTARTING)
        for tail in self._tails.values():
            tail.stop()

    async def ended(self) -> None:
        """Wait until a closed hub asks the database nothing more."""
        for tail in self._tails.values():
            await tail.ended()

    async def watch_clock(self) -> None:
        """Tell readers the time; goes on until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(_TICK_SECONDS)
            now = loop.time()
            for reader in list(self._readers):
                reader.tick(now)

    async def watch_standing(self) -> None:
        """End the streams of those who may not read any more; goes on until cancelled."""
        while True:
            await asyncio.sleep(STANDING_SECONDS)
            try:
                await self._end_strangers()
            except AppError as error:
                log.warning("standing_unknown", code=error.code)
            except Exception:
                log.exception("standing_crashed")

    async def _end_strangers(self) -> None:
        for org_id in {reader.org_id for reader in self._readers}:
            mine = [reader for reader in self._readers if reader.org_id == org_id]
            standing = await self._events.standing(org_id, {reader.actor for reader in mine})
            for reader in mine:
                if reader.actor not in standing:
                    reader.end(ACCESS_ENDED)

    def _reading(self, org_id: str, choice: Choice) -> ReadOlder:
        async def older(cursor: int) -> Sequence[JobEvent]:
            async with self._older:
                if choice.job_id is not None:
                    return await self._events.of_job(org_id, choice.job_id, cursor, PAGE)
                return await self._events.since(org_id, cursor, PAGE)

        return older


@asynccontextmanager
async def open_hub(events: EventService, feed: EventFeed) -> AsyncIterator[EventHub]:
    """A hub, until the context ends."""
    hub = EventHub(events, feed)
    watching = asyncio.gather(hub.watch_standing(), hub.watch_clock())
    try:
        yield hub
    finally:
        hub.close()
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching
        await hub.ended()
