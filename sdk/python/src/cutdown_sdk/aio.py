"""Takes the steps of a procedure in an event loop, which goes on with other things meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, closing
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


class AsyncDriver:
    """Does what procedures ask for, with one pool of connections."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def run(self, steps: Steps[T]) -> T:
        """The procedure's result."""
        with closing(Talk(steps)) as talk:
            async with aclosing(_Line(self._http)) as line:
                while (step := talk.step()) is not None:
                    await _take(talk, line, step)
                return talk.result

    async def each(self, series: Series[T]) -> AsyncIterator[T]:
        """The procedure's items, as they come."""
        with closing(Talk(series)) as talk:
            async with aclosing(_Line(self._http)) as line:
                while (step := talk.step()) is not None:
                    if isinstance(step, Emit):
                        yield step.item
                        talk.came(None)
                    else:
                        await _take(talk, line, step)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._http.aclose()


class _Line:
    """Holds the answer that is open."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http
        self._open: httpx.Response | None = None
        self._blocks: AsyncIterator[bytes] | None = None

    async def do(self, step: Step) -> object:
        match step:
            case Send(request):
                answer = await self._http.send(self._made(request))
                return Answer(answer.status_code, answer.headers, answer.content)
            case Open(request):
                await self.aclose()
                self._open = await self._http.send(self._made(request), stream=True)
                self._blocks = self._open.aiter_bytes()
                return Answer(self._open.status_code, self._open.headers)
            case Read():
                return b"" if self._blocks is None else await anext(self._blocks, b"")
            case Wait(seconds):
                await asyncio.sleep(seconds)
                return None
            case Work(call):
                return await asyncio.to_thread(call)

    async def aclose(self) -> None:
        if self._open is not None:
            await self._open.aclose()
            self._open = None

    def _made(self, request: Request) -> httpx.Request:
        body = _blocks(request.body) if isinstance(request.body, FileSlice) else request.body
        return self._http.build_request(**parts_of(request, self._http.timeout), content=body)


async def _take(talk: Talk[T], line: _Line, step: Step) -> None:
    try:
        result = await line.do(step)
    except EXPECTED as error:
        talk.failed(error)
    else:
        talk.came(result)


async def _blocks(body: FileSlice) -> AsyncIterator[bytes]:
    sent = 0
    with body.path.open("rb") as source:
        source.seek(body.start)
        while block := await asyncio.to_thread(source.read, min(BLOCK, body.size - sent)):
            yield block
            sent += len(block)
            body.sent(sent)
