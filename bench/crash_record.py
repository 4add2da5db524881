"""The record and the bucket of an installation, seen past its API."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

import asyncpg

from adapters.storage.s3_client import S3Address, open_client
from bench.installation import Installation
from cutdown.stack.credentials import Credentials
from cutdown.stack.postgres import ADMIN, DATABASE, PostgresServer
from domain.contracts.base import ArtifactRef

T = TypeVar("T")


@dataclass(frozen=True)
class Bucket:
    """What lies in object storage: keys of objects, and of multipart uploads that were never ended."""

    objects: frozenset[str]
    unfinished: tuple[str, ...]


def events_of(place: Installation, job_id: str, kind: str) -> list[dict[str, object]]:
    """The data of a job's events of one kind, in order."""
    query = "SELECT data FROM job_events WHERE job_id = $1 AND kind = $2 ORDER BY seq"
    rows = asyncio.run(with_record(place, lambda connection: connection.fetch(query, job_id, kind)))
    return [json.loads(row["data"]) for row in rows]


def results_of(place: Installation) -> dict[str, int]:
    """How many results are remembered of each stage, and of each kind of its pieces."""
    query = "SELECT stage, count(*) AS n FROM stage_results GROUP BY stage"
    rows = asyncio.run(with_record(place, lambda connection: connection.fetch(query)))
    return {row["stage"]: row["n"] for row in rows}


async def with_record(place: Installation, work: Callable[[asyncpg.Connection], Awaitable[T]]) -> T:
    """Look into the record, past the API."""
    # The administrator's role: no rule of the tenants' may hide a row from this look.
    folder = place.stack.folder
    server = PostgresServer(folder.root, folder.record().ports["postgres"], Credentials.of(folder))
    connection = await asyncpg.connect(server.url(ADMIN, DATABASE, "postgresql"), timeout=10)
    try:
        return await work(connection)
    finally:
        await connection.close()


async def bucket_of(place: Installation) -> Bucket:
    """Everything that lies there."""
    settings = place.stack.settings()
    async with open_client(address_of(place), settings.s3_endpoint) as client:
        objects = [
            item["Key"]
            async for page in client.get_paginator("list_objects_v2").paginate(Bucket=settings.s3_bucket)
            for item in page.get("Contents", [])
        ]
        uploads = [
            item["Key"]
            async for page in client.get_paginator("list_multipart_uploads").paginate(Bucket=settings.s3_bucket)
            for item in page.get("Uploads", [])
        ]
    return Bucket(frozenset(objects), tuple(uploads))


async def read_blob(place: Installation, connection: asyncpg.Connection, ref: ArtifactRef) -> bytes:
    """The bytes that a reference names."""
    org_id = await connection.fetchval("SELECT org_id FROM artifacts WHERE digest = $1", ref.digest)
    settings = place.stack.settings()
    async with open_client(address_of(place), settings.s3_endpoint) as client:
        key = f"{org_id}/blobs/{ref.digest[:2]}/{ref.digest}"
        answer = await client.get_object(Bucket=settings.s3_bucket, Key=key)
        body: bytes = await answer["Body"].read()
    return body


def address_of(place: Installation) -> S3Address:
    """Where its bucket is, and the key to it."""
    settings = place.stack.settings()
    return S3Address(
        bucket=settings.s3_bucket,
        region=settings.s3_region,
        endpoint=settings.s3_endpoint,
        access_key=settings.s3_access_key,
        secret_key=settings.s3_secret_key.get_secret_value(),
    )
