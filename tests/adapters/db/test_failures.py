"""A database that goes away is a passing failure, and work goes on when it is back."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from adapters.db.engine import open_engine
from adapters.db.feed import open_feed
from adapters.db.session import OrgSession
from adapters.db.unit_of_work import SqlUnitOfWorkFactory
from cutdown.stack.postgres import PostgresServer
from domain.contracts.base import DEFAULT_ORG
from domain.entities import Job, StageRun, StageState
from domain.errors import ConflictError, TransientError
from tests.conftest import Database


async def kill_connections(server: PostgresServer, database: Database) -> None:
    admin = await server.connect(database.name)
    await admin.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()",
        database.name,
    )
    await admin.close()


async def test_a_server_that_does_not_answer_is_transient():
    engine = open_engine("postgresql+asyncpg://nobody:x@127.0.0.1:9/nothing")
    with pytest.raises(TransientError, match=r"database\.unavailable"):
        async with SqlUnitOfWorkFactory(engine)(DEFAULT_ORG):
            pass
    await engine.dispose()


async def test_a_connection_that_is_cut_is_transient_in_its_unit_and_mended_in_the_next(
    units: SqlUnitOfWorkFactory, job: Job, database: Database, postgres_server: PostgresServer
):
    async with units(DEFAULT_ORG) as unit:
        await unit.jobs.get(job.id)
        await kill_connections(postgres_server, database)
        with pytest.raises(TransientError, match=r"database\.unavailable"):
            await unit.jobs.get(job.id)
    await kill_connections(postgres_server, database)
    async with units(DEFAULT_ORG) as unit:
        assert await unit.jobs.get(job.id) == job


async def test_a_deadlock_is_transient(units: SqlUnitOfWorkFactory, job: Job, engine):
    async def lock_both(first: int, second: int) -> None:
        async with engine.connect() as connection:
            session = OrgSession(connection, DEFAULT_ORG)
            await session.run(text(f"SELECT pg_advisory_xact_lock({first})"))
            await asyncio.sleep(0.2)
            await session.run(text(f"SELECT pg_advisory_xact_lock({second})"))

    results = await asyncio.gather(lock_both(1, 2), lock_both(2, 1), return_exceptions=True)
    assert [type(one) for one in results if one is not None] == [TransientError]


async def test_a_row_of_a_job_that_does_not_exist_is_a_conflict(units: SqlUnitOfWorkFactory):
    run = StageRun(
        org_id=DEFAULT_ORG,
        job_id="job_unknown",
        step="a",
        stage="a",
        pool="a",
        worker="w",
        attempt=1,
        state=StageState.RUNNING,
        started_at=datetime.now(UTC),
    )
    with pytest.raises(ConflictError, match=r"database\.conflict"):
        async with units(DEFAULT_ORG) as unit:
            await unit.stage_runs.put(run)


async def test_a_cancelled_unit_gives_its_connection_back(database: Database, job: Job):
    engine = open_engine(database.app_url, pool_size=1)
    units = SqlUnitOfWorkFactory(engine)

    async def slow() -> None:
        async with units(DEFAULT_ORG) as unit:
            await unit.jobs.get(job.id, lock=True)
            await asyncio.sleep(30)

    tasks = [asyncio.create_task(slow()) for _ in range(4)]
    await asyncio.sleep(0.3)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    async with asyncio.timeout(3), units(DEFAULT_ORG) as unit:
        assert await unit.jobs.get(job.id, lock=True) == job
    await engine.dispose()


async def test_the_feed_rings_for_its_organisation_only_and_finds_back_after_its_connection_was_cut(
    units: SqlUnitOfWorkFactory, job: Job, database: Database, postgres_server: PostgresServer
):
    async def tell(key: str) -> None:
        async with units(DEFAULT_ORG) as unit:
            await unit.events.append(job.id, key, "test.happened", "{}")
            await unit.commit()

    async with open_feed(f"{database.app_url}?ssl=prefer") as feed:
        with feed.watch(DEFAULT_ORG) as mine, feed.watch("org_other") as other:
            assert await mine.changed(3)  # rung once when listening has begun
            assert await other.changed(3)
            await tell("first")
            assert await mine.changed(3)
            assert not await other.changed(0.2)
            await kill_connections(postgres_server, database)
            assert await mine.changed(3)  # something may have been missed
            await tell("second")
            assert await mine.changed(3)


async def test_listening_survives_a_server_that_is_not_there_yet():
    async with open_feed("postgresql+asyncpg://nobody:x@127.0.0.1:9/nothing") as feed:
        with feed.watch("job") as watch:
            assert not await watch.changed(0.5)
