"""Takes the steps of a procedure one after another in the caller's thread."""

from collections.abc import Iterator
from contextlib import closing
from time import sleep
from typing import TypeVar

import httpx

from cutdown_sdk.steps import (
    EXPECTED,
    Answer,
    Emit,
    FileSlice,
    Open,
    Read,
    Request,
    Send,
    Series,
    Step,
    Steps,
    Talk,
    Wait,
    Work,
)
from cutdown_sdk.wire import BLOCK, parts_of

T = TypeVar("T")


class SyncDriver:
    """Does what procedures ask for, with one pool of connections."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def run(self, steps: Steps[T]) -> T:
        """The procedure's result."""
        with closing(Talk(steps)) as talk, closing(_Line(self._http)) as line:
            while (step := talk.step()) is not None:
                _take(talk, line, step)
            return talk.result

    def each(self, series: Series[T]) -> Iterator[T]:
        """The procedure's items, as they come."""
        with closing(Talk(series)) as talk, closing(_Line(self._http)) as line:
            while (step := talk.step()) is not None:
                if isinstance(step, Emit):
                    yield step.item
                    talk.came(None)
                else:
                    _take(talk, line, step)

    def close(self) -> None:
        """Close all connections."""
        self._http.close()


class _Line:
    """Holds the answer that is open."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http
        self._open: httpx.Response | None = None
        self._blocks: Iterator[bytes] = iter(())

    def do(self, step: Step) -> object:
        match step:
            case Send(request):
                answer = self._http.send(self._made(request))
                return Answer(answer.status_code, answer.headers, answer.content)
            case Open(request):
                self.close()
                self._open = self._http.send(self._made(request), stream=True)
                self._blocks = self._open.iter_bytes()
                return Answer(self._open.status_code, self._open.headers)
            case Read():
                return next(self._blocks, b"")
            case Wait(seconds):
                sleep(seconds)
                return None
            case Work(call):
                return call()

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    def _made(self, request: Request) -> httpx.Request:
        body = _blocks(request.body) if isinstance(request.body, FileSlice) else request.body
        return self._http.build_request(**parts_of(request, self._http.timeout), content=body)


def _take(talk: Talk[T], line: _Line, step: Step) -> None:
    try:
        result = line.do(step)
    except EXPECTED as error:
        talk.failed(error)
    else:
        talk.came(result)


def _blocks(body: FileSlice) -> Iterator[bytes]:
    sent = 0
    with body.path.open("rb") as source:
        source.seek(body.start)
        while block := source.read(min(BLOCK, body.size - sent)):
            yield block
            sent += len(block)
            body.sent(sent)
