"""What a client does, as steps that somebody else takes: each procedure is written once, for threads and for asyncio.

A procedure is a generator. It yields a step, is sent what came of it (or thrown what went wrong), and returns its
result. `sync.py` and `aio.py` take the steps.
"""

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

import httpx

EXPECTED = (httpx.TransportError, OSError)
"""What a procedure may want to know of; everything else ends it."""

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

Progress = Callable[[int, int], None]
"""Told how many bytes of how many have arrived."""


@dataclass(frozen=True)
class FileSlice:
    """Bytes of a file as the body of a request, read while they are sent; `sent` is told how many have gone."""

    path: Path
    start: int
    size: int
    sent: Callable[[int], None]


@dataclass(frozen=True)
class Request:
    """One HTTP request; `url` is a path of the API, or the whole address of a file in object storage."""

    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)
    query: tuple[tuple[str, str], ...] = ()
    body: bytes | FileSlice | None = None
    quiet_seconds: float | None = None
    """How long the other side may say nothing; None: as the client was told."""

    def showing(self, bearer: str) -> "Request":
        """The same with a credential."""
        return replace(self, headers={**self.headers, "Authorization": f"Bearer {bearer}"})


@dataclass(frozen=True)
class Answer:
    """What came back; `content` is empty where it is read bit by bit."""

    status: int
    headers: httpx.Headers
    content: bytes = b""

    @property
    def good(self) -> bool:
        """Whether the request was done."""
        return 200 <= self.status < 300


@dataclass(frozen=True)
class Send:
    """Send a request; comes back with its Answer."""

    request: Request


@dataclass(frozen=True)
class Open:
    """Send a request and read its head alone; `Read` brings the rest. At most one is open at a time."""

    request: Request


@dataclass(frozen=True)
class Read:
    """The next bytes of what is open; empty at its end."""


@dataclass(frozen=True)
class Wait:
    """Wait so many seconds."""

    seconds: float


@dataclass(frozen=True)
class Work:
    """Work on this machine that takes its time, e.g. reading a file."""

    call: Callable[[], Any]


@dataclass(frozen=True)
class Emit(Generic[T_co]):
    """Hand an item to whoever follows."""

    item: T_co


Step = Send | Open | Read | Wait | Work
Steps = Generator[Step, Any, T]
"""A procedure with one result."""
Series = Generator[Step | Emit[T], Any, None]
"""A procedure that hands out items."""


def send(request: Request) -> Steps[Answer]:
    """The answer to one request. Raises httpx.TransportError where there is none."""
    answer: Answer = yield Send(request)
    return answer


def read() -> Steps[bytes]:
    """The next bytes of what is open."""
    block: bytes = yield Read()
    return block


def head_of(request: Request) -> Steps[Answer]:
    """The head of a good answer, whose bytes are read one after another, or the whole of another one."""
    head: Answer = yield Open(request)
    if head.good:
        return head
    content = b""
    while block := (yield from read()):
        content += block
    return Answer(head.status, head.headers, content)


def wait(seconds: float) -> Steps[None]:
    """A pause."""
    yield Wait(seconds)


def work(call: Callable[[], T]) -> Steps[T]:
    """The result of work on this machine."""
    result: T = yield Work(call)
    return result


class Talk(Generic[T]):
    """Takes a procedure through its steps, for whoever does what they say."""

    def __init__(self, procedure: Generator[Any, Any, T]) -> None:
        self._procedure = procedure
        self._go_on: Callable[[], Any] = partial(next, procedure)
        self.result: T

    def step(self) -> Any:
        """What is to be done next; None when the procedure has ended with `result`."""
        try:
            return self._go_on()
        except StopIteration as end:
            self.result = end.value
            return None

    def came(self, result: object) -> None:
        """The step was taken, and this came of it."""
        self._go_on = partial(self._procedure.send, result)

    def failed(self, error: Exception) -> None:
        """The step failed."""
        self._go_on = partial(self._procedure.throw, error)

    def close(self) -> None:
        """Nobody waits for the rest."""
        self._procedure.close()


def exhausted(series: Series[Any]) -> Steps[None]:
    """Go through a series to its end for the sake of its end."""
    with closing(Talk(series)) as talk:
        while (step := talk.step()) is not None:
            if isinstance(step, Emit):
                talk.came(None)
                continue
            try:
                result = yield step
            except EXPECTED as error:
                talk.failed(error)
            else:
                talk.came(result)
