"""Stores on the real S3 server, each with a cache folder of its own."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from adapters.storage.cache import BlobCache
from adapters.storage.s3 import S3ObjectStore, open_store
from adapters.storage.s3_client import S3Address
from cutdown.stack.s3 import S3Server
from domain.contracts.base import ArtifactRef
from domain.ids import random_id

OpenStore = Callable[[Path], AbstractAsyncContextManager[S3ObjectStore]]


class ListLedger:
    """Keeps in memory what was noted."""

    def __init__(self) -> None:
        self.noted: list[tuple[str, ArtifactRef]] = []

    async def note(self, org_id: str, ref: ArtifactRef) -> None:
        self.noted.append((org_id, ref))


@pytest.fixture
def address(s3_server: S3Server) -> S3Address:
    keys = s3_server.credentials
    return S3Address(
        bucket=s3_server.bucket,
        endpoint=s3_server.endpoint,
        access_key=keys.s3_access_key,
        secret_key=keys.s3_secret_key,
    )


@pytest.fixture
def ledger() -> ListLedger:
    return ListLedger()


@pytest.fixture
def open_machine(address: S3Address, ledger: ListLedger) -> OpenStore:
    """Opens a store as one machine has it: with the cache in this folder."""

    @asynccontextmanager
    async def opened(folder: Path) -> AsyncIterator[S3ObjectStore]:
        async with open_store(address, BlobCache(folder, 10**9), ledger) as store:
            yield store

    return opened


@pytest.fixture
async def store(open_machine: OpenStore, tmp_path: Path) -> AsyncIterator[S3ObjectStore]:
    async with open_machine(tmp_path / "cache") as store:
        yield store


@pytest.fixture
def org() -> str:
    return random_id("org")
