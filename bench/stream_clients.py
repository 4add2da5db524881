"""Followers that cost next to nothing: raw sockets, one pattern for what both kinds of stream tell."""

import asyncio
import base64
import contextlib
import json
import os
import re
import time
from dataclasses import dataclass, field

_TOLD = re.compile(rb'"org_seq": (\d+),.*?"data": \{"n": (\d+)')
_PING, _PONG = 0x89, 0x8A
_AGAIN_SECONDS = 0.2


@dataclass(frozen=True)
class Address:
    """Where the API is, and the key that it takes."""

    port: int
    token: str


@dataclass
class Follower:
    """One client that follows the whole organisation and comes back whenever it is cut off."""

    address: Address
    socket: bool
    position: int
    told: list[tuple[int, int, float]] = field(default_factory=list)
    """org_seq, the number of the change, and when it came (monotonic seconds)."""
    connections: int = 0
    ready: bool = False

    async def follow(self) -> None:
        """Go on until cancelled."""
        while True:
            with contextlib.suppress(OSError):
                await self._once()
            self.ready = False
            await asyncio.sleep(_AGAIN_SECONDS)

    async def _once(self) -> None:
        words = await self._upgrade() if self.socket else self._request()
        if words is None:
            return
        loop = asyncio.get_running_loop()
        link, line = await loop.create_connection(lambda: _Line(self), "127.0.0.1", self.address.port)
        self.connections += 1
        try:
            link.write(words)
            await line.lost
        finally:
            link.close()

    def _request(self) -> bytes:
        return (
            f"GET /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {self.address.token}\r\n"
            f"Last-Event-ID: {self.position}\r\n\r\n"
        ).encode()

    async def _upgrade(self) -> bytes | None:
        ticket = await ticket_of(self.address)
        if ticket is None:
            return None
        key = base64.b64encode(os.urandom(16)).decode()
        return (
            f"GET /v1/stream?after={self.position} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
            f"Sec-WebSocket-Protocol: cutdown.v1, cutdown.ticket.{ticket}\r\n\r\n"
        ).encode()


class _Line(asyncio.Protocol):
    """What comes in on one connection; what is cut in the middle of an event counts as not told."""

    def __init__(self, follower: Follower) -> None:
        self.lost: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._follower = follower
        self._link: asyncio.Transport | None = None
        self._left = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._link = transport if isinstance(transport, asyncio.Transport) else None

    def connection_lost(self, _exc: Exception | None) -> None:
        if not self.lost.done():
            self.lost.set_result(None)

    def data_received(self, data: bytes) -> None:
        now = time.monotonic()
        follower = self._follower
        follower.ready = True
        data = self._left + data
        # A ping stands alone between messages: two bytes of head, four of content.
        if follower.socket and data[0] == _PING and len(data) >= 6 and self._link is not None:
            self._link.write(bytes([_PONG, 0x84, 0, 0, 0, 0]) + data[2:6])
            data = data[6:]
        read_to = 0
        for found in _TOLD.finditer(data):
            follower.position = int(found[1])
            follower.told.append((follower.position, int(found[2]), now))
            read_to = found.end()
        self._left = data[read_to:][-4096:] if b'"org_seq"' in data[read_to:] else b""


async def ticket_of(address: Address) -> str | None:
    """A ticket, or None while the API is away."""
    reader, writer = await asyncio.open_connection("127.0.0.1", address.port)
    try:
        writer.write(
            f"POST /v1/stream-tickets HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {address.token}\r\n"
            "Content-Length: 0\r\nConnection: close\r\n\r\n".encode()
        )
        head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    finally:
        writer.close()
    return str(json.loads(body)["ticket"]) if head.startswith(b"HTTP/1.1 201") else None
