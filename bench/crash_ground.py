"""What every round of a crash measurement begins with: the record and the bucket as they were, whatever came since."""

import asyncio
from dataclasses import dataclass

import asyncpg

from adapters.storage.s3_client import open_client
from bench.crash_record import address_of, bucket_of, with_record
from bench.installation import Installation

# What jobs write, a table after those that it refers to; accounts and the tables' own versions stay.
_TABLES = (
    *("uploads", "videos", "artifacts", "jobs", "job_events", "stage_runs", "stage_results", "clips", "reviews"),
    *("transcripts", "transcript_revisions", "job_analyses", "dubs", "retells"),
)


@dataclass(frozen=True)
class Ground:
    """A state to return to: copies of the tables, in the schema `ground`, and the objects that lay in the bucket."""

    objects: frozenset[str]


def keep_ground(place: Installation) -> Ground:
    """Note how everything is now; no job may be running. There is one ground: the newest."""
    asyncio.run(with_record(place, _copy))
    return Ground(asyncio.run(bucket_of(place)).objects)


def restore(place: Installation, ground: Ground) -> None:
    """Forget all jobs, results and blobs since then; no job may be running."""
    asyncio.run(with_record(place, _copy_back))
    asyncio.run(_empty_bucket(place, ground))
    if not ground.objects:
        place.forget_uploads()
    for root in (place.stack.settings().cache_dir, place.stack.settings().scratch_dir):
        for path in root.rglob("*"):
            if path.is_file():
                path.unlink(missing_ok=True)


async def _copy(connection: asyncpg.Connection) -> None:
    async with connection.transaction():
        await connection.execute("DROP SCHEMA IF EXISTS ground CASCADE; CREATE SCHEMA ground")
        for table in _TABLES:
            await connection.execute(f"CREATE TABLE ground.{table} AS TABLE public.{table}")


async def _copy_back(connection: asyncpg.Connection) -> None:
    async with connection.transaction():
        await connection.execute(f"TRUNCATE {', '.join(_TABLES)} CASCADE")
        for table in _TABLES:
            await connection.execute(f"INSERT INTO public.{table} TABLE ground.{table}")


async def _empty_bucket(place: Installation, ground: Ground) -> None:
    settings = place.stack.settings()
    bucket = await bucket_of(place)
    async with open_client(address_of(place), settings.s3_endpoint) as client:
        for key in bucket.objects - ground.objects:
            await client.delete_object(Bucket=settings.s3_bucket, Key=key)
