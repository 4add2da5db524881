"""Fetching a source: from an upload, an address, or bytes that are known."""

import asyncio
import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest

from activities.fetch import FetchActivities
from adapters.db.engine import open_engine
from adapters.db.memory import DbArtifactLedger, DbStageMemory
from adapters.db.unit_of_work import SqlUnitOfWorkFactory
from adapters.fetch.http import HttpSourceFetcher
from adapters.storage.cache import BlobCache
from adapters.storage.s3 import open_store
from adapters.storage.s3_client import S3Address
from domain.access import Principal
from domain.contracts.base import DEFAULT_ORG, ArtifactRef, StageScope
from domain.contracts.media import BlobSource, FetchRequest, Source, UploadSource, UrlSource
from domain.entities import UploadStatus
from domain.errors import ConflictError, NotFoundError, QuotaError, RejectedError
from domain.services.uploads import UploadOrder, UploadService

MOST = 1_000_000
CALLER = Principal.system(DEFAULT_ORG)


class Folders:
    """Scratch folders below one folder, which is empty when every stage has tidied up."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir()

    @contextlib.contextmanager
    def folder(self, label: str) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(prefix=label, dir=self.root) as name:
            yield Path(name)


@pytest.fixture
async def world(database, s3_server, tmp_path):
    engine = open_engine(database.app_url)
    units = SqlUnitOfWorkFactory(engine)
    keys = s3_server.credentials
    address = S3Address(
        bucket=s3_server.bucket,
        endpoint=s3_server.endpoint,
        access_key=keys.s3_access_key,
        secret_key=keys.s3_secret_key,
    )
    scratch = Folders(tmp_path / "scratch")
    async with open_store(address, BlobCache(tmp_path / "cache", 10**8), DbArtifactLedger(units)) as store:
        fetcher = HttpSourceFetcher(MOST, allow_private=True)
        yield SimpleNamespace(
            units=units,
            store=store,
            scratch=scratch,
            uploads=UploadService(units, store, store.parts, MOST),
            stages=FetchActivities(DbStageMemory(units), store, units, scratch, fetcher, MOST),
        )
    await engine.dispose()


async def fetch(world, source: Source) -> ArtifactRef:
    scope = StageScope(org_id=DEFAULT_ORG, job_id="job", step="fetch")
    return (await world.stages.fetch_source(FetchRequest(scope=scope, source=source, filename="talk.mp4"))).artifact


async def send(world, data: bytes, sha256: str | None = None) -> str:
    order = UploadOrder(filename="talk.mp4", size=len(data), sha256=sha256, media_type="video/mp4")
    ticket = await world.uploads.create(CALLER, order)
    if not ticket.exists:
        async with httpx.AsyncClient() as http:
            (await http.put(ticket.url, content=data, headers=ticket.headers)).raise_for_status()
        await world.uploads.complete(CALLER, ticket.upload.id)
    return ticket.upload.id


async def test_an_upload_becomes_a_blob_and_its_key_is_gone_however_often_it_is_fetched(world):
    data = os.urandom(300_000)
    upload_id = await send(world, data, hashlib.sha256(data).hexdigest())
    found = [await fetch(world, UploadSource(upload_id=upload_id)) for _ in range(2)]
    assert found == [ArtifactRef(digest=hashlib.sha256(data).hexdigest(), size=300_000, media_type="video/mp4")] * 2
    async with world.units(DEFAULT_ORG) as unit:
        upload = await unit.uploads.get(upload_id)
    assert upload.artifact == found[0]
    assert await world.store.upload_size(upload.key) is None
    assert await world.store.read_bytes(DEFAULT_ORG, found[0]) == data


async def test_an_attempt_that_died_at_any_point_is_completed_by_the_next(world, monkeypatch):
    for dying in ("adopt_upload", "delete_upload"):
        data = os.urandom(1000)
        upload_id = await send(world, data)
        whole = getattr(world.store, dying)

        async def die(*given: object, whole=whole) -> None:
            await whole(*given)
            raise ConnectionError

        monkeypatch.setattr(world.store, dying, die)
        with pytest.raises(ConnectionError):
            await fetch(world, UploadSource(upload_id=upload_id))
        monkeypatch.undo()
        assert (await fetch(world, UploadSource(upload_id=upload_id))).digest == hashlib.sha256(data).hexdigest()


async def test_known_bytes_are_not_asked_for_again(world):
    data = os.urandom(1000)
    digest = hashlib.sha256(data).hexdigest()
    ref = await fetch(world, UploadSource(upload_id=await send(world, data, digest)))
    order = UploadOrder(filename="again.mp4", size=1000, sha256=digest, media_type="video/mp4")
    ticket = await world.uploads.create(CALLER, order)
    assert (ticket.exists, ticket.url, ticket.upload.status) == (True, None, UploadStatus.COMPLETED)
    assert await fetch(world, UploadSource(upload_id=ticket.upload.id)) == ref
    assert not (await world.uploads.create(CALLER, order.model_copy(update={"sha256": "0" * 64}))).exists
    with pytest.raises(RejectedError, match=r"upload\.digest_mismatch"):
        await world.uploads.create(CALLER, order.model_copy(update={"size": 999}))


async def test_bytes_other_than_announced_are_refused(world):
    upload_id = await send(world, b"other bytes", "0" * 64)
    with pytest.raises(RejectedError, match=r"upload\.digest_mismatch"):
        await fetch(world, UploadSource(upload_id=upload_id))


async def test_an_upload_that_nobody_sent_is_refused(world):
    ticket = await world.uploads.create(CALLER, UploadOrder(filename="a", size=5))
    with pytest.raises(ConflictError, match=r"upload\.missing"):
        await world.uploads.complete(CALLER, ticket.upload.id)
    with pytest.raises(RejectedError, match=r"upload\.lost"):
        await fetch(world, UploadSource(upload_id=ticket.upload.id))
    with pytest.raises(NotFoundError, match=r"upload\.not_found"):
        await fetch(world, UploadSource(upload_id="upl_unknown"))


async def test_empty_and_oversize_files_are_refused_before_they_are_sent(world):
    with pytest.raises(RejectedError, match=r"media\.empty"):
        await world.uploads.create(CALLER, UploadOrder(filename="a", size=0))
    with pytest.raises(QuotaError, match=r"upload\.too_large"):
        await world.uploads.create(CALLER, UploadOrder(filename="a", size=MOST + 1))


async def test_an_address_is_fetched_and_leaves_no_temporary_files(world):
    data = os.urandom(400_000)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        target = (await reader.readuntil(b"\r\n\r\n")).split(b" ")[1]
        body = b"" if target == b"/empty" else data
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: video/webm\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        await writer.drain()
        writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    base = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    ref = await fetch(world, UrlSource(url=f"{base}/talk.webm"))
    assert ref == ArtifactRef(digest=hashlib.sha256(data).hexdigest(), size=400_000, media_type="video/webm")
    with pytest.raises(RejectedError, match=r"media\.empty"):
        await fetch(world, UrlSource(url=f"{base}/empty"))
    listening.close()
    assert list(world.scratch.root.iterdir()) == []
    assert await world.store.read_bytes(DEFAULT_ORG, ref) == data


async def test_a_blob_passes_through_for_its_owner_only(world):
    ref = await world.store.put_bytes(DEFAULT_ORG, os.urandom(10), "video/mp4")
    theirs = await world.store.put_bytes(DEFAULT_ORG, b"x", "video/mp4")
    assert await fetch(world, BlobSource(artifact=ref)) == ref
    scope = StageScope(org_id="org_other", job_id="job", step="fetch")
    with pytest.raises(NotFoundError, match=r"video\.source_missing"):
        await world.stages.fetch_source(FetchRequest(scope=scope, source=BlobSource(artifact=theirs), filename="x"))
