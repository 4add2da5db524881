"""A chat endpoint on loopback that misbehaves as it is told to."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

Reply = bytes | Callable[[dict[str, Any]], bytes]


def http(status: int, body: bytes = b"", *headers: str) -> bytes:
    head = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", "Connection: close", *headers, "", ""]
    return "\r\n".join(head).encode() + body


def says(content: object) -> bytes:
    """A well-formed reply whose message is `content`; what is not a string is sent as JSON."""
    text = content if isinstance(content, str) else json.dumps(content)
    message = {"role": "assistant", "content": text}
    return http(200, json.dumps({"choices": [{"index": 0, "message": message}]}).encode())


@dataclass
class ChatServer:
    """Sends its replies one after the other, the last one for good; keeps what it was asked. No reply: it hangs."""

    replies: list[Reply] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    called: asyncio.Event = field(default_factory=asyncio.Event)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def material(self) -> Any:
        """What the last request gave to work on."""
        return json.loads(self.asked[-1]["messages"][1]["content"])

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            size = next(int(line.split(":")[1]) for line in head.splitlines() if line.lower().startswith("content-len"))
            self.heads.append(head)
            self.asked.append(json.loads(await reader.readexactly(size)))
            self.called.set()
            if not self.replies:
                await reader.read()  # until the client goes
            else:
                reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
                writer.write(reply(self.asked[-1]) if callable(reply) else reply)
                await writer.drain()
        writer.close()


@contextlib.asynccontextmanager
async def chat_server(*replies: Reply) -> AsyncIterator[ChatServer]:
    server = ChatServer(list(replies))
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
