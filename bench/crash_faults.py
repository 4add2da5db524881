"""What a job has left in the record and in the bucket that nobody will ever need, and what is there twice."""

import asyncio
import json
from collections import Counter
from collections.abc import Mapping

import asyncpg

from bench.crash_lines import placed_faults, spoken_faults
from bench.crash_record import Bucket, bucket_of, read_blob, with_record
from bench.installation import Installation
from domain.contracts.base import ArtifactRef
from domain.contracts.lines import PlacedLines

# Where a blob's digest can stand so that somebody can still ask for the blob.
_REFERRERS = """
    SELECT result::text FROM stage_results UNION ALL SELECT artifact::text FROM uploads WHERE artifact IS NOT NULL
    UNION ALL SELECT to_jsonb(videos)::text FROM videos UNION ALL SELECT to_jsonb(clips)::text FROM clips
    UNION ALL SELECT to_jsonb(dubs)::text FROM dubs UNION ALL SELECT to_jsonb(retells)::text FROM retells
"""


_PRODUCTS = """
    SELECT 'dub ' || language AS name, state, result FROM dubs WHERE job_id = $1
    UNION ALL SELECT 'retell', state, result FROM retells WHERE job_id = $1
"""


def identity_of(kind: str, data: Mapping[str, object]) -> tuple[object, ...]:
    """What an event is about: two events of one job with the same identity tell one happening twice."""
    family = kind.partition(".")[0]
    if family == "stage":
        return (kind, data["step"], data.get("attempt"), data.get("progress"))
    if family == "job":
        return (kind, data.get("phase"))
    if family == "clip":
        return (kind, data["clip_id"])
    if family in {"dub", "retell"}:
        return (kind, data[f"{family}_id"], data["revision"])
    return (kind, json.dumps(data, sort_keys=True))


def faults_of(place: Installation, job_id: str) -> list[str]:
    """Everything that a finished job should not have left, in words; none for a clean one."""
    return asyncio.run(_faults(place, job_id))


async def _faults(place: Installation, job_id: str) -> list[str]:
    bucket = await bucket_of(place)
    found = await with_record(place, lambda connection: _faults_of_record(connection, job_id, bucket))
    found += await with_record(place, lambda connection: _faults_of_products(place, connection, job_id))
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


async def _faults_of_products(place: Installation, connection: asyncpg.Connection, job_id: str) -> list[str]:
    products = await connection.fetch(_PRODUCTS, job_id)
    found = [f"{name} {n} times" for name, n in Counter(row["name"] for row in products).items() if n > 1]
    found += [f"{row['name']} is {row['state']}" for row in products if row["state"] not in {"published", "failed"}]
    for row in products:
        result = json.loads(row["result"] or "{}")
        for sound in result.get("sounds", [result]):
            if sound.get("placed") is not None:
                lines = await read_blob(place, connection, ArtifactRef.model_validate(sound["placed"]))
                found += placed_faults(row["name"], PlacedLines.model_validate_json(lines))
    spoken = await connection.fetch("SELECT result FROM stage_results WHERE stage = 'synthesise_lines/line'")
    return found + spoken_faults(json.loads(row["result"]) for row in spoken)
