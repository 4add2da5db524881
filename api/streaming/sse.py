"""A reader's stream as Server-Sent Events."""

import asyncio
import contextlib
import json
from collections.abc import Sequence

from fastapi.responses import Response
from starlette.types import Receive, Scope, Send

from api.streaming.hub import EventHub
from api.streaming.reader import DONE, LEFT, Reader
from api.streaming.told import Told

MEDIA_TYPE = "text/event-stream"
# Proxies cut connections that are quiet for longer.
HEARTBEAT_SECONDS = 15.0
# How long a reader that was dropped may take to fetch the end of its stream.
_FAREWELL_SECONDS = 20.0
_RETRY_MS = 1000
_HEARTBEAT = b": heartbeat\n\n"


class EventStream(Response):
    """Begins with the position as an `id`, so that a client that is cut off before the first event loses none.

    Ends without a word when the reader is done; otherwise with an event `stream.closed` that says why, and is no entry
    of the log.
    """

    media_type = MEDIA_TYPE

    def __init__(self, hub: EventHub, reader: Reader) -> None:
        super().__init__(headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._hub = hub
        self._reader = reader

    async def __call__(self, _scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one client until the stream ends or the client leaves."""
        reader = self._reader
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        leaving = asyncio.create_task(_left(receive, reader))
        try:
            with self._hub.reading(reader):
                await self._tell(send)
            if reader.ending is LEFT:
                return
            # Who does not fetch even this is cut off by the server when this returns.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_FAREWELL_SECONDS):
                    await send({"type": "http.response.body", "body": _farewell(reader), "more_body": False})
        finally:
            leaving.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await leaving

    async def _tell(self, send: Send) -> None:
        reader = self._reader
        words = f"retry: {_RETRY_MS}\nid: {reader.cursor}\n\n".encode()
        while True:
            if not await reader.send(send({"type": "http.response.body", "body": words, "more_body": True})):
                return
            page = await reader.next(HEARTBEAT_SECONDS)
            if reader.ending is not None:
                return
            words = _written(page, by_job=reader.by_job) if page else _HEARTBEAT


def _written(page: Sequence[Told], *, by_job: bool) -> bytes:
    number = (told.seq if by_job else told.org_seq for told in page)
    return "".join(
        f"id: {n}\nevent: {told.kind}\ndata: {told.text}\n\n" for n, told in zip(number, page, strict=True)
    ).encode()


def _farewell(reader: Reader) -> bytes:
    if reader.ending is None or reader.ending is DONE:
        return b""
    return f"event: stream.closed\ndata: {json.dumps({'code': reader.ending.code})}\n\n".encode()


async def _left(receive: Receive, reader: Reader) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    reader.end(LEFT)
