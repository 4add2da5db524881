"""The newest part of an organisation's log, read once for all who follow it in this process."""

import asyncio
import bisect
import contextvars
from collections.abc import Sequence
from typing import Protocol

import structlog

from api.streaming.told import Told
from domain.errors import AppError
from domain.ports import EventFeed
from domain.services.events import EventService

# Announcements are hints: the log is read this often anyway.
POLL_SECONDS = 5.0
# How much is kept for those who come back after a short break, or read a bit slower than others.
KEPT_EVENTS = 2048
KEPT_CHARACTERS = 8 * 1024 * 1024
_WARM_EVENTS = 256
_PAGE = 200
# After a long absence the log comes in steps, so that nobody is left behind who reads as fast as one can.
_STEP_SECONDS = 0.05
_RETRY_SECONDS = 0.5
_LINGER_SECONDS = 30.0

log = structlog.get_logger()


class Follower(Protocol):
    """Somebody who reads from a tail."""

    def told(self, news: Sequence[Told]) -> None:
        """The tail has grown by `news`."""
        ...


class Tail:
    """Holds the events above `floor` up to `position`, both org_seq; what is older is read from the record."""

    def __init__(self, org_id: str, events: EventService, feed: EventFeed) -> None:
        self.org_id = org_id
        self.floor = self.position = 0
        self.followers: set[Follower] = set()
        self._events = events
        self._feed = feed
        self._kept: list[Told] = []
        self._characters = 0
        self._following: asyncio.Task[None] | None = None
        self._opening = asyncio.Lock()

    async def ensure(self) -> None:
        """Read the end of the log and go on reading, unless that is being done. Raises TransientError."""
        async with self._opening:
            if self._following is None or self._following.done():
                newest = await self._events.last(self.org_id)
                self.floor = self.position = max(0, newest - _WARM_EVENTS)
                self._kept, self._characters = [], 0
                while await self._advance():
                    pass
                # It serves all followers: what the first one's request put into the log's context is not its own.
                self._following = asyncio.create_task(self._follow(), context=contextvars.Context())

    def stop(self) -> None:
        """Read no further."""
        if self._following is not None:
            self._following.cancel()

    async def ended(self) -> None:
        """Wait until a stopped tail reads no more: a query that is broken off still has to tell the server so."""
        if self._following is not None:
            await asyncio.wait([self._following])

    @property
    def stopped(self) -> bool:
        """True when nobody reads on."""
        return self._following is not None and self._following.done()

    def after(self, position: int) -> Sequence[Told]:
        """What is kept of the events after `position`, which is at or above the floor."""
        return self._kept[bisect.bisect_right(self._kept, position, key=_number) :]

    async def _follow(self) -> None:
        clock = asyncio.get_running_loop().time
        followed_at = clock()
        with self._feed.watch(self.org_id) as watch:
            while self.followers or clock() - followed_at < _LINGER_SECONDS:
                if self.followers:
                    followed_at = clock()
                try:
                    more = await self._advance()
                except AppError as error:
                    log.warning("event_log_unreadable", org_id=self.org_id, code=error.code)
                    await asyncio.sleep(_RETRY_SECONDS)
                except Exception:
                    # The edge: streams wait rather than end, and the log of the process tells why.
                    log.exception("event_log_crashed", org_id=self.org_id)
                    await asyncio.sleep(_RETRY_SECONDS)
                else:
                    await (asyncio.sleep(_STEP_SECONDS) if more else watch.changed(POLL_SECONDS))

    async def _advance(self) -> bool:
        """Read one page; True when there may be more."""
        page = await self._events.since(self.org_id, self.position, _PAGE)
        if not page:
            return False
        news = [Told.of(event) for event in page]
        self._kept += news
        self._characters += sum(len(told.text) for told in news)
        self.position = news[-1].org_seq
        self._trim()
        for follower in list(self.followers):
            follower.told(news)
        return len(page) == _PAGE

    def _trim(self) -> None:
        surplus = 0
        while surplus < len(self._kept) and (
            len(self._kept) - surplus > KEPT_EVENTS or self._characters > KEPT_CHARACTERS
        ):
            self._characters -= len(self._kept[surplus].text)
            surplus += 1
        if surplus:
            self.floor = self._kept[surplus - 1].org_seq
            del self._kept[:surplus]


def _number(told: Told) -> int:
    return told.org_seq
