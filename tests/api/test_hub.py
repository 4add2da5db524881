"""A hub that closes leaves nothing at work behind it."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from api.streaming.hub import open_hub
from api.streaming.told import Choice
from domain.access import Principal
from domain.entities import JobEvent


class Asking:
    """A log whose reading takes time, also to break it off; both counted."""

    def __init__(self) -> None:
        self.asked, self.broken_off = asyncio.Event(), 0
        self._pages = 0

    async def admit(self, principal: Principal, job_id: str | None) -> None:
        return None

    async def last(self, org_id: str) -> int:
        return 0

    async def since(self, org_id: str, after: int, limit: int) -> Sequence[JobEvent]:
        self._pages += 1
        if self._pages == 1:
            return []
        self.asked.set()
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.05)
            self.broken_off += 1
        raise AssertionError("nobody answers")


class Silent:
    """A feed in which nothing is announced."""

    @contextmanager
    def watch(self, org_id: str) -> Iterator[None]:
        yield


async def test_a_query_that_closing_breaks_off_has_ended_before_the_database_goes() -> None:
    events = Asking()
    async with open_hub(events, Silent()) as hub:
        await hub.open(Principal.system("org_a"), Choice(job_id=None), None, follow=True)
        await events.asked.wait()
    assert events.broken_off == 1
