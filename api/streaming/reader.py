"""One follower of the log: where it stands, what it gets next, and why it ends."""

import asyncio
import math
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from api.streaming.tail import Tail
from api.streaming.told import Choice, Told
from domain.access import Principal
from domain.contracts.job import JobStatus
from domain.entities import JobEvent
from domain.errors import TransientError

# How long one message may take to leave; who reads slower than that does not read.
SEND_SECONDS = 10.0
PAGE = 200
# How long to wait for a record that is away.
_RETRY_SECONDS = 0.5
_LAST_KINDS = frozenset(f"job.{status}" for status in JobStatus if status.final)


@dataclass(frozen=True)
class Ending:
    """Why a stream ends: the close code of a WebSocket, and a stable code in words."""

    number: int
    code: str


DONE = Ending(1000, "stream.done")
RESTARTING = Ending(1012, "stream.restarting")
INTERRUPTED = Ending(1013, "stream.interrupted")
INVALID = Ending(4400, "stream.invalid")
TICKET_REFUSED = Ending(4401, "stream.ticket_refused")
ACCESS_ENDED = Ending(4403, "stream.access_ended")
NOT_FOUND = Ending(4404, "job.not_found")
TICKET_MISSED = Ending(4408, "stream.ticket_missed")
TOO_SLOW = Ending(4429, "stream.too_slow")
LEFT = Ending(1000, "stream.left")

ReadOlder = Callable[[int], Awaitable[Sequence[JobEvent]]]
"""A page of what the reader wants, read from the record, after a `seq` or `org_seq`."""


class Reader:
    """Follows a tail from a position. It keeps no events of its own: who falls behind what the tail keeps is dropped.

    `cursor` is what a client resumes after: a `seq` for one job, else an `org_seq`.
    """

    def __init__(
        self,
        principal: Principal,
        tail: Tail,
        choice: Choice,
        cursor: int,
        older: ReadOlder,
        *,
        until: int | None = None,
        ends_with_job: bool = False,
    ) -> None:
        """`until`: the stream is done when everything up to this org_seq was told; else, with `ends_with_job`, when
        the job's end was.
        """
        self.org_id = principal.org_id
        self.actor = principal.actor_kind, principal.actor_id
        self.cursor = cursor
        self.ending: Ending | None = None
        self._tail = tail
        self._choice = choice
        self._older = older
        self._until = until
        self._ends_with_job = ends_with_job
        self._position = self._place(cursor)
        self._live = False
        # Deadlines are looked at by `tick`: a timer for every message of every stream would cost more than the message.
        self._due = math.inf
        self._waiting: asyncio.Future[bool] | None = None
        self._sending: asyncio.Task[object] | None = None
        self._broken_off = False

    @property
    def by_job(self) -> bool:
        """True when events are numbered by `seq`, False when by `org_seq`."""
        return self._choice.job_id is not None

    @contextmanager
    def following(self) -> Iterator[None]:
        """Hear of news, until the context ends."""
        self._tail.followers.add(self)
        try:
            yield
        finally:
            self._tail.followers.discard(self)

    def told(self, news: Sequence[Told]) -> None:
        """The tail has grown: wake up, unless all of it is for others."""
        if self._waiting is None:
            if self._live and self._sending is not None and self._position < self._tail.floor:
                self.end(TOO_SLOW)
        elif self._waiting.done():
            return
        elif any(self._choice.has(told) or self._is_end(told) for told in news):
            self._waiting.set_result(True)
        else:
            self._reach(self._tail.position)

    def end(self, ending: Ending) -> None:
        """End the stream, now, even in the middle of a message."""
        if self.ending is not None:
            return
        self.ending = ending
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(True)
        if self._sending is not None:
            self._broken_off = True
            self._sending.cancel()

    def tick(self, now: float) -> None:
        """Look at the clock of the event loop: a wait that was long enough ends, a message that takes too long too."""
        if now < self._due:
            return
        if self._sending is not None:
            self.end(TOO_SLOW)
        elif self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(False)

    async def next(self, patience_seconds: float) -> Sequence[Told]:
        """The next events, at most a page; none when nothing came in time or the stream ends."""
        while self.ending is None:
            found = self._from_tail() if self._position >= self._tail.floor else await self._from_record()
            if found:
                return found
            if self._until is not None and self._position >= self._until:
                self.end(DONE)
            elif self._position >= self._tail.position and not await self._rung(patience_seconds):
                return ()
        return ()

    async def send(self, message: Awaitable[None]) -> bool:
        """Await the sending of a message; it is broken off when it takes too long or the stream ends: then False."""
        self._sending = asyncio.current_task()
        self._due = asyncio.get_running_loop().time() + SEND_SECONDS
        try:
            await message
        except asyncio.CancelledError:
            if self._sending is None or not self._broken_off or self._sending.uncancel() > 0:
                raise
        finally:
            self._sending, self._due = None, math.inf
        return self.ending is None

    async def _rung(self, patience_seconds: float) -> bool:
        loop = asyncio.get_running_loop()
        self._live = True
        self._waiting = loop.create_future()
        self._due = loop.time() + patience_seconds
        try:
            return await self._waiting
        finally:
            self._waiting, self._due = None, math.inf

    def _from_tail(self) -> Sequence[Told]:
        kept = self._tail.after(self._position)
        for_me = [told for told in kept if self._wants(told)]
        page = for_me[:PAGE]
        self._look_for_end(kept)
        self._reach(page[-1].org_seq if len(page) < len(for_me) else self._tail.position, page)
        return page

    async def _from_record(self) -> Sequence[Told]:
        # What the tail has read by now is seen by this reading too, so a page that is not full reaches at least there.
        reached = self._tail.position
        try:
            page = [Told.of(event) for event in await self._older(self.cursor)]
        except TransientError:
            await asyncio.sleep(_RETRY_SECONDS)
            return ()
        found = [told for told in page if self._wants(told)]
        self._look_for_end(page)
        if len(page) < PAGE:
            self._reach(reached, page)
        if page:
            self._reach(page[-1].org_seq, page)
        return found

    def _look_for_end(self, page: Sequence[Told]) -> None:
        for told in page:
            if self._until is None and self._is_end(told):
                self._until = told.org_seq

    def _is_end(self, told: Told) -> bool:
        return self._ends_with_job and told.job_id == self._choice.job_id and told.kind in _LAST_KINDS

    def _reach(self, position: int, page: Sequence[Told] = ()) -> None:
        """Everything up to this org_seq was looked at; `page` is the last of it."""
        self._position = max(self._position, position)
        if self._choice.job_id is None:
            self.cursor = self._position
        elif page:
            self.cursor = page[-1].seq

    def _wants(self, told: Told) -> bool:
        return self._cursor_of(told) > self.cursor and self._choice.has(told)

    def _cursor_of(self, told: Told) -> int:
        return told.org_seq if self._choice.job_id is None else told.seq

    def _place(self, cursor: int) -> int:
        """The org_seq to go on after; 0 where only the record can tell."""
        if self._choice.job_id is None:
            return cursor
        for told in self._tail.after(self._tail.floor):
            if told.job_id == self._choice.job_id and told.seq in {cursor, cursor + 1}:
                return told.org_seq - (told.seq - cursor)
        return 0
