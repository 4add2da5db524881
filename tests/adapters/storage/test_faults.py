"""A storage that answers badly: between the store and the real S3 server stands a proxy that breaks things."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from adapters.storage.cache import BlobCache
from adapters.storage.s3 import S3ObjectStore, open_store
from adapters.storage.s3_client import S3Address
from domain.errors import TransientError

DATA = bytes(range(256)) * 2048
FAULTS = ("503", "500", "reset", "truncate")


class BrokenProxy:
    """Passes connections on; while `fault` is set, breaks each in that way. `seconds_left` ends the fault by itself."""

    def __init__(self, upstream: str) -> None:
        self._host, self._port = urlsplit(upstream).hostname, urlsplit(upstream).port
        self.fault: str | None = None
        self.broken = 0
        self.port = 0

    @asynccontextmanager
    async def listening(self) -> AsyncIterator["BrokenProxy"]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(self._host, self._port)
        pumps = [
            asyncio.create_task(self._pump(reader, back, answer=False)),
            asyncio.create_task(self._pump(there, writer, answer=True)),
        ]
        await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        for pump in pumps:
            pump.cancel()
        for side in (writer, back):
            side.close()

    async def _pump(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, answer: bool) -> None:
        while data := await source.read(65536):
            if answer and self.fault is not None:
                self.broken += 1
                if self.fault == "truncate":
                    target.write(data[: len(data) // 2])
                elif self.fault.isdigit():
                    target.write(f"HTTP/1.1 {self.fault} Broken\r\nContent-Length: 0\r\n\r\n".encode())
                await target.drain()
                return
            target.write(data)
            await target.drain()


@pytest.fixture
async def proxy(address: S3Address) -> AsyncIterator[BrokenProxy]:
    async with BrokenProxy(address.endpoint).listening() as proxy:
        yield proxy


@asynccontextmanager
async def store_behind(
    proxy: BrokenProxy, address: S3Address, ledger: object, cache: Path, patience: float
) -> AsyncIterator[S3ObjectStore]:
    broken = replace(address, endpoint=f"http://127.0.0.1:{proxy.port}")
    async with open_store(broken, BlobCache(cache, 10**9), ledger, patience) as store:
        yield store


@pytest.mark.parametrize("fault", FAULTS)
async def test_what_cannot_be_stored_is_transient_and_not_noted(proxy, address, ledger, org, tmp_path, fault) -> None:
    proxy.fault = fault
    async with store_behind(proxy, address, ledger, tmp_path, 0) as store:
        with pytest.raises(TransientError):
            await store.put_bytes(org, DATA, "text/plain")
    assert proxy.broken > 0
    assert ledger.noted == []


@pytest.mark.parametrize("fault", FAULTS)
async def test_what_arrives_broken_is_transient_and_leaves_nothing(
    proxy, address, ledger, org, open_machine, tmp_path, fault
) -> None:
    async with open_machine(tmp_path / "other") as other:
        ref = await other.put_bytes(org, DATA, "text/plain")
    cache = tmp_path / "cache"
    async with store_behind(proxy, address, ledger, cache, 0) as store:
        proxy.fault = fault
        with pytest.raises(TransientError):
            await store.read_bytes(org, ref)
        assert [path for path in cache.rglob("*") if path.is_file()] == []
        proxy.fault = None
        assert await store.read_bytes(org, ref) == DATA


async def test_a_worker_waits_for_the_storage_and_stores_once(proxy, address, ledger, org, tmp_path) -> None:
    file = tmp_path / "clip.mp4"
    file.write_bytes(DATA)
    proxy.fault = "reset"
    async with store_behind(proxy, address, ledger, tmp_path / "cache", 30) as store:
        storing = asyncio.create_task(store.put_file(org, file, "video/mp4"))
        await asyncio.sleep(2)
        assert not storing.done()
        proxy.fault = None
        ref = await storing
        assert ledger.noted == [(org, ref)]
        assert await store.upload_size(f"{org}/blobs/{ref.digest[:2]}/{ref.digest}") == len(DATA)
