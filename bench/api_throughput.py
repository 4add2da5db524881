"""`python -m bench.api_throughput`: our `GET /v1/jobs/{id}` beside a bare FastAPI + asyncpg endpoint of the same query.

Both give the same answer from the same Postgres and are served by one uvicorn process each (uvloop, httptools) on the
same core, in turns; the client and Postgres have the other cores. The bare endpoint knows no credentials, no limits, no
tenants and no log. Bars: at least 0.6 of its requests per second, and at half of our own capacity a 99th percentile of
at most 50 ms.

Requests per second are spoiled by whoever else uses the core; CPU time per request, which is printed beside them, is
not. Where they disagree, the machine was busy.
"""

import argparse
import asyncio
import json
import os
import statistics
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from adapters.db.engine import open_engine
from adapters.db.lookups import DbLookups
from adapters.db.migrate import migrate
from adapters.db.unit_of_work import SqlUnitOfWorkFactory
from bench.api_server import KEY, Served, api_on
from bench.bare_api import bare_on
from bench.http_load import Asked, Load, ask
from bench.meter import cpu_seconds
from cutdown.stack.postgres import APP, OWNER, PostgresServer
from cutdown.stack.solo import clone_database, solo_postgres, solo_s3
from domain.contracts.base import DEFAULT_ORG
from domain.contracts.job import JobSpec, JobStatus
from domain.entities import Job, Video

BAR_SHARE = 0.6
BAR_P99_MS = 50.0
_WARM_SECONDS = 2.0


@dataclass
class Turns:
    """What the turns of one server came to; CPU times in ms per request."""

    name: str
    served: Served
    rates: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    postgres: list[float] = field(default_factory=list)
    client: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.rate:.0f} requests/s; CPU per request {self.own_ms:.3f} ms "
            f"(Postgres {statistics.median(self.postgres):.3f} ms); the client used {max(self.client):.2f} of its core"
        )

    @property
    def rate(self) -> float:
        return statistics.median(self.rates)

    @property
    def own_ms(self) -> float:
        return statistics.median(self.cpu)


@dataclass(frozen=True)
class Scene:
    """Who may use which cores, and what is asked for."""

    postgres: int
    path: str
    client_cores: Collection[int]

    def take(self, turns: Turns, seconds: float, rate: float | None = None) -> Asked:
        """One turn."""
        before = cpu_seconds(turns.served.pid), cpu_seconds(self.postgres)
        asked = ask(Load(turns.served.port, self.path, KEY, seconds, rate), self.client_cores)
        count = len(asked.latencies_ms)
        turns.rates.append(asked.per_second)
        turns.cpu.append((cpu_seconds(turns.served.pid) - before[0]) * 1000 / count)
        turns.postgres.append((cpu_seconds(self.postgres) - before[1]) * 1000 / count)
        turns.client.append(asked.client_share)
        return asked


@contextmanager
def pinned(cores: Collection[int]) -> Iterator[None]:
    """What is started in here stays on these cores."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


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


def main() -> int:
    """Returns 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8.0, help="of one turn")
    parser.add_argument("--turns", type=int, default=5)
    wanted = parser.parse_args()
    core, *others = sorted(os.sched_getaffinity(0))
    if not others:
        sys.exit("The server and its client need a core each.")
    with pinned(others), solo_postgres() as postgres, solo_s3() as s3, TemporaryDirectory() as folder:
        name = clone_database(postgres)
        app = postgres.url(APP, name)
        path = f"/v1/jobs/{asyncio.run(make_job(postgres.url(OWNER, name), app))}"
        scene = Scene(_pid_of(postgres), path, others)
        with pinned({core}), api_on(postgres, name, s3, Path(folder)) as our_server, bare_on(app) as bare_server:
            bare, ours = Turns("bare FastAPI + asyncpg", bare_server), Turns("ours", our_server)
            answers = [ask(Load(one.port, path, KEY, _WARM_SECONDS), others).body for one in (bare_server, our_server)]
            if json.loads(answers[0]) != json.loads(answers[1]):
                sys.exit(f"The answers differ: {answers}")
            for _ in range(wanted.turns):
                for one in (bare, ours):
                    scene.take(one, wanted.seconds)
            share, cpu_share = ours.rate / bare.rate, bare.own_ms / ours.own_ms
            half = ours.rate / 2
            calm = scene.take(Turns("at half", our_server), wanted.seconds * 2, half)
    p50, p99 = statistics.median(calm.latencies_ms), statistics.quantiles(calm.latencies_ms, n=100)[98]
    print(bare, ours, sep="\n")
    print(f"share of the bare endpoint's requests {share:.2f} (bar: {BAR_SHARE}); by CPU per request {cpu_share:.2f}")
    print(f"at {half:.0f}/s: median {p50:.1f} ms, 99th percentile {p99:.1f} ms (bar: {BAR_P99_MS:.0f})")
    return 0 if share >= BAR_SHARE and p99 <= BAR_P99_MS else 1


def _pid_of(postgres: PostgresServer) -> int:
    return int((postgres.data / "postmaster.pid").read_text().split()[0])


if __name__ == "__main__":
    sys.exit(main())
