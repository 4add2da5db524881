"""The baseline of `bench.api_throughput`: what one would write by hand to answer one query, and nothing around it."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime

import asyncpg
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

from bench.api_server import Served, process_on
from cutdown.stack.ports import choose_free
from domain.contracts.base import DEFAULT_ORG
from domain.contracts.job import JobSpec


class BareJob(BaseModel):
    """What the bare endpoint answers: the same fields."""

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
    """A pool, one query, one model. Row-level security lets the connection see one organisation for good."""

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

    uvicorn.run(app, port=port, loop="uvloop", http="httptools", log_config=None, access_log=False)


@contextmanager
def bare_on(url: str) -> Iterator[Served]:
    """The baseline, in a process of its own."""
    port = choose_free(set())
    with process_on(port, serve_bare, url.replace("+asyncpg", ""), port) as served:
        yield served
