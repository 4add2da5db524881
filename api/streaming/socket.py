"""A reader's stream over a WebSocket."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.websockets import WebSocket, WebSocketDisconnect

from api.streaming.hub import EventHub
from api.streaming.reader import LEFT, Ending, Reader

# Pings of the protocol go on beside this; pages of a browser can't see those.
HEARTBEAT_SECONDS = 15.0
# How long a peer that was dropped may take to read on, up to the close frame that tells why.
_FAREWELL_SECONDS = 20.0


async def tell(socket: WebSocket, hub: EventHub, reader: Reader) -> None:
    """Tell all there is to tell, then close."""
    with hub.reading(reader):
        async with _listening(socket, reader):
            await _tell(socket, reader)
    if reader.ending is not None and reader.ending is not LEFT:
        await close(socket, reader.ending)


async def close(socket: WebSocket, ending: Ending) -> None:
    """Close with this ending's number and code; a peer that is gone already does not mind."""
    with contextlib.suppress(TimeoutError, RuntimeError, WebSocketDisconnect):
        async with asyncio.timeout(_FAREWELL_SECONDS):
            await socket.close(ending.number, ending.code)


async def _tell(socket: WebSocket, reader: Reader) -> None:
    words = [f'{{"type":"ready","after":{reader.cursor}}}']
    while True:
        for text in words:
            if not await reader.send(socket.send_text(text)):
                return
        page = await reader.next(HEARTBEAT_SECONDS)
        if reader.ending is not None:
            return
        words = [f'{{"type":"event","event":{told.text}}}' for told in page]
        words = words or [f'{{"type":"heartbeat","after":{reader.cursor}}}']


@asynccontextmanager
async def _listening(socket: WebSocket, reader: Reader) -> AsyncIterator[None]:
    """Hear when the peer leaves; whatever else it says is not for us."""

    async def hear() -> None:
        while (await socket.receive())["type"] != "websocket.disconnect":
            pass
        reader.end(LEFT)

    hearing = asyncio.create_task(hear())
    try:
        yield
    except WebSocketDisconnect:
        reader.end(LEFT)
    finally:
        hearing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await hearing
