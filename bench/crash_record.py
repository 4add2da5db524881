"""The record and the bucket of an installation, seen past its API: what a job left there that nobody will ever need."""

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import asyncpg

from adapters.storage.s3_client import S3Address, open_client
from bench.installation import Installation
from cutdown.stack.credentials import Credentials
from cutdown.stack.postgres import ADMIN, DATABASE, PostgresServer

T = TypeVar("T")

# What jobs write; accounts and the tables' own versions stay.
_TABLES = ("uploads", "videos", "artifacts", "jobs", "job_events", "stage_runs", "stage_results", "clips", "reviews")
# Where a blob's digest can stand so that somebody can still ask for the blob.
_REFERRERS = """
    SELECT result::text FROM stage_results UNION ALL SELECT artifact::text FROM uploads WHERE artifact IS NOT NULL
    UNION ALL SELECT to_jsonb(videos)::text FROM videos UNION ALL SELECT to_jsonb(clips)::text FROM clips
"""


@dataclass(frozen=True)
class Bucket:
    """What lies in object storage: keys of objects, and of multipart uploads that were never ended."""

    objects: frozenset[str]
    unfinished: tuple[str, ...]


def identity_of(kind: str, data: Mapping[str, object]) -> tuple[object, ...]:
    """What an event is about: two events of one job with the same identity tell one happening twice."""
    family = kind.partition(".")[0]
    if family == "stage":
        return (kind, data["step"], data.get("attempt"), data.get("progress"))
    if family == "job":
        return (kind, data.get("phase"))
    if family == "clip":
        return (kind, data["clip_id"])
    return (kind, json.dumps(data, sort_keys=True))


def faults_of(place: Installation, job_id: str) -> list[str]:
    """Everything that a finished job should not have left, in words; none for a clean one."""
    return asyncio.run(_faults(place, job_id))


def events_of(place: Installation, job_id: str, kind: str) -> list[dict[str, object]]:
    """The data of a job's events of one kind, in order."""
    query = "SELECT data FROM job_events WHERE job_id = $1 AND kind = $2 ORDER BY seq"
    rows = asyncio.run(_with_record(place, lambda connection: connection.fetch(query, job_id, kind)))
    return [json.loads(row["data"]) for row in rows]


def wipe(place: Installation) -> None:
    """Forget all jobs, results and blobs, as in a fresh installation; no job may be running."""
    asyncio.run(_with_record(place, lambda c: c.execute(f"TRUNCATE {', '.join(_TABLES)} CASCADE")))
    asyncio.run(_empty_bucket(place))
    for root in (place.stack.settings().cache_dir, place.stack.settings().scratch_dir):
        for path in root.rglob("*"):
            if path.is_file():
                path.unlink(missing_ok=True)


async def _faults(place: Installation, job_id: str) -> list[str]:
    bucket = await _bucket(place)
    found = await _with_record(place, lambda connection: _faults_of_record(connection, job_id, bucket))
    settings = place.stack.settings()
    left = [*settings.scratch_dir.rglob("*"), *settings.cache_dir.glob("incoming/*")]
    found += [f"left behind: {path.relative_to(place.stack.folder.root)}" for path in left]
    found += [f"multipart upload never ended: {key}" for key in bucket.unfinished]
    return found


async def _faults_of_record(connection: asyncpg.Connection, job_id: str, bucket: Bucket) -> list[str]:
    clips = await connection.fetch(
        "SELECT id, state, (plan->>'rank')::int AS rank FROM clips WHERE job_id = $1", job_id
    )
    found = [f"clip {rank} twice" for rank, n in Counter(clip["rank"] for clip in clips).items() if n > 1]
    found += [f"clip {clip['rank']} is {clip['state']}" for clip in clips if clip["state"] == "proposed"]

    events = await connection.fetch("SELECT seq, kind, data FROM job_events WHERE job_id = $1 ORDER BY seq", job_id)
    told = Counter(identity_of(event["kind"], json.loads(event["data"])) for event in events)
    found += [f"event {identity} {n} times" for identity, n in told.items() if n > 1]
    completed = Counter(json.loads(e["data"])["step"] for e in events if e["kind"] == "stage.completed")
    found += [f"step {step!r} completed {n} times" for step, n in completed.items() if n > 1]
    if [event["seq"] for event in events] != list(range(1, len(events) + 1)):
        found.append("the event numbers have a gap")

    running = await connection.fetch("SELECT step FROM stage_runs WHERE job_id = $1 AND state = 'running'", job_id)
    found += [f"step {row['step']!r} runs for ever" for row in running]

    artifacts = await connection.fetch("SELECT org_id, digest FROM artifacts")
    blobs = {f"{row['org_id']}/blobs/{row['digest'][:2]}/{row['digest']}": row["digest"] for row in artifacts}
    awaited = await connection.fetch("SELECT org_id, id FROM uploads WHERE artifact IS NULL")
    uploads = {f"{row['org_id']}/uploads/{row['id']}" for row in awaited}
    found += [f"object of nobody: {key}" for key in sorted(bucket.objects - blobs.keys() - uploads)]
    found += [f"blob without its object: {key}" for key in sorted(blobs.keys() - bucket.objects)]
    referring = "\n".join(row[0] for row in await connection.fetch(_REFERRERS))
    found += [f"blob that nothing refers to: {digest}" for digest in blobs.values() if digest not in referring]
    return found


async def _with_record(place: Installation, work: Callable[[asyncpg.Connection], Awaitable[T]]) -> T:
    # The administrator's role: no rule of the tenants' may hide a row from this look.
    folder = place.stack.folder
    server = PostgresServer(folder.root, folder.record().ports["postgres"], Credentials.of(folder))
    connection = await asyncpg.connect(server.url(ADMIN, DATABASE, "postgresql"), timeout=10)
    try:
        return await work(connection)
    finally:
        await connection.close()


async def _bucket(place: Installation) -> Bucket:
    settings = place.stack.settings()
    async with open_client(_address(place), settings.s3_endpoint) as client:
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


async def _empty_bucket(place: Installation) -> None:
    settings = place.stack.settings()
    bucket = await _bucket(place)
    async with open_client(_address(place), settings.s3_endpoint) as client:
        for key in bucket.objects:
            await client.delete_object(Bucket=settings.s3_bucket, Key=key)


def _address(place: Installation) -> S3Address:
    settings = place.stack.settings()
    return S3Address(
        bucket=settings.s3_bucket,
        region=settings.s3_region,
        endpoint=settings.s3_endpoint,
        access_key=settings.s3_access_key,
        secret_key=settings.s3_secret_key.get_secret_value(),
    )
