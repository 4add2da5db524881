"""`python -m bench.api_throughput`: our `GET /v1/jobs/{id}` beside a bare FastAPI + asyncpg endpoint of the same query.

Both are served by uvicorn, each in a process of its own, asked in turns, on the same Postgres; the client is a third
process. Bars: at least 0.6 of the bare endpoint's requests per second, and at half of that capacity a 99th percentile
of at most 50 ms.
"""

import argparse
import asyncio
import json
import multiprocessing
import statistics
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import asyncpg
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

from adapters.db.engine import open_engine
from adapters.db.lookups import DbLookups
from adapters.db.migrate import migrate
from adapters.db.unit_of_work import SqlUnitOfWorkFactory
from bench.api_server import KEY, api_on, await_port
from cutdown.stack.ports import choose_free
from cutdown.stack.postgres import APP, OWNER
from cutdown.stack.solo import clone_database, solo_postgres, solo_s3
from domain.contracts.base import DEFAULT_ORG
from domain.contracts.job import JobSpec, JobStatus
from domain.entities import Job, Video

CONNECTIONS = 16
BAR_SHARE = 0.6
BAR_P99_MS = 50.0
_WARM_SECONDS = 2.0


class BareJob(BaseModel):
    """What the bare endpoint answers: the same columns."""

    id: str
    video_id: str
    project_id: str | None
    spec: JobSpec
    status: str
    phase: str
    error_code: str | None
    message: str
    created_at: datetime
    finished_at: datetime | None


def serve_bare(dsn: str, port: int) -> None:
    """The baseline: a pool, one query, one model."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async def prepare(connection: asyncpg.Connection) -> None:
            await connection.set_type_codec("jsonb", encoder=json.dumps, decoder=json.loads, schema="pg_catalog")

        tenant = {"cutdown.org_id": DEFAULT_ORG}
        async with asyncpg.create_pool(dsn, min_size=5, max_size=10, init=prepare, server_settings=tenant) as pool:
            app.state.pool = pool
            yield

    app = FastAPI(lifespan=lifespan)

    @app.get("/v1/jobs/{job_id}")
    async def get_job(job_id: str) -> BareJob:
        row = await app.state.pool.fetchrow("SELECT * FROM jobs WHERE org_id = $1 AND id = $2", DEFAULT_ORG, job_id)
        return BareJob(**dict(row))

    uvicorn.run(app, port=port, log_config=None, access_log=False)


@contextmanager
def bare_on(url: str) -> Iterator[int]:
    """The port of the baseline, in a process of its own."""
    port = choose_free(set())
    dsn = url.replace("+asyncpg", "")
    process = multiprocessing.get_context("spawn").Process(target=serve_bare, args=(dsn, port))
    process.start()
    try:
        await_port(port)
        yield port
    finally:
        process.terminate()
        process.join()


async def make_job(owner_url: str, app_url: str) -> str:
    """A job to ask for."""
    await migrate(owner_url)
    engine = open_engine(app_url)
    now = datetime.now(UTC)
    video = Video(id="vid_bench", org_id=DEFAULT_ORG, filename="talk.mp4", created_at=now)
    job = Job(
        id="job_bench",
        org_id=DEFAULT_ORG,
        video_id=video.id,
        spec=JobSpec(),
        status=JobStatus.COMPLETED,
        created_at=now,
        finished_at=now,
    )
    async with SqlUnitOfWorkFactory(engine)(DEFAULT_ORG) as unit:
        await unit.videos.add(video)
        await unit.jobs.add(job)
        await unit.commit()
    await DbLookups(engine).with_queued_jobs(1)
    await engine.dispose()
    return job.id


def load(port: int, path: str, seconds: float, rate: float | None, told: Any) -> None:
    """Ask for `seconds`, as fast as can be or `rate` times a second; tells count, failures and latencies (ms)."""
    try:
        told.put(asyncio.run(_load(port, path, seconds, rate)))
    except (OSError, asyncio.IncompleteReadError) as error:
        told.put((0, 1, [str(error)]))


async def _load(port: int, path: str, seconds: float, rate: float | None) -> tuple[int, int, list[float]]:
    request = (f"GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {KEY}\r\n\r\n").encode()
    latencies: list[float] = []
    failures = 0
    began = time.perf_counter()
    end = began + seconds
    turn = iter(range(10**9))

    async def client() -> None:
        nonlocal failures
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while True:
            due = time.perf_counter() if rate is None else began + next(turn) / rate
            if due >= end or time.perf_counter() >= end:
                break
            if rate is not None and (wait := due - time.perf_counter()) > 0:
                await asyncio.sleep(wait)
            # From when it was due: a server that falls behind cannot hide it by slowing the client down.
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            lower = head.lower()
            at = lower.index(b"content-length:") + 15
            await reader.readexactly(int(lower[at : lower.index(b"\r\n", at)]))
            failures += not head.startswith(b"HTTP/1.1 200")
            latencies.append((time.perf_counter() - due) * 1000)
        writer.close()

    await asyncio.gather(*(client() for _ in range(CONNECTIONS)))
    return len(latencies), failures, latencies


def measured(port: int, path: str, seconds: float, rate: float | None = None) -> tuple[float, list[float]]:
    """Requests per second and latencies in ms. Raises RuntimeError when one failed."""
    spawn = multiprocessing.get_context("spawn")
    told = spawn.Queue()
    process = spawn.Process(target=load, args=(port, path, seconds, rate, told))
    process.start()
    count, failures, latencies = told.get()
    process.join()
    if failures:
        raise RuntimeError(f"{failures} of {count} requests failed")
    return count / seconds, latencies


def main() -> int:
    """Returns 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8.0, help="of one turn")
    parser.add_argument("--turns", type=int, default=3)
    wanted = parser.parse_args()
    with solo_postgres() as postgres, solo_s3() as s3, TemporaryDirectory() as folder:
        name = clone_database(postgres)
        app = postgres.url(APP, name)
        path = f"/v1/jobs/{asyncio.run(make_job(postgres.url(OWNER, name), app))}"
        with api_on(postgres, name, s3, Path(folder)) as ours_port, bare_on(app) as bare_port:
            ports = (bare_port, ours_port)
            for port in ports:
                measured(port, path, _WARM_SECONDS)
            rates: tuple[list[float], list[float]] = ([], [])
            for _ in range(wanted.turns):
                for kept, port in zip(rates, ports, strict=True):
                    kept.append(measured(port, path, wanted.seconds)[0])
            bare, ours = (statistics.median(kept) for kept in rates)
            _, latencies = measured(ours_port, path, wanted.seconds * 2, ours / 2)
    p50, p99 = statistics.median(latencies), statistics.quantiles(latencies, n=100)[98]
    print(f"bare FastAPI + asyncpg: {bare:.0f}/s, ours: {ours:.0f}/s, share {ours / bare:.2f} (bar: {BAR_SHARE})")
    print(f"at {ours / 2:.0f}/s: median {p50:.1f} ms, 99th percentile {p99:.1f} ms (bar: {BAR_P99_MS:.0f})")
    return 0 if ours / bare >= BAR_SHARE and p99 <= BAR_P99_MS else 1


if __name__ == "__main__":
    sys.exit(main())
