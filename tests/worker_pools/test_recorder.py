"""What the record says of a step whose worker died at the worst moment."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from adapters.db.engine import open_engine
from adapters.db.unit_of_work import SqlUnitOfWorkFactory
from domain.contracts.base import DEFAULT_ORG
from domain.contracts.job import JobSpec, JobStatus
from domain.entities import Job, StageRun, StageState, Video
from domain.ids import random_id
from tests.conftest import Database
from worker_pools.recorder import StageRecorder


@pytest.fixture
async def units(database: Database) -> AsyncIterator[SqlUnitOfWorkFactory]:
    engine = open_engine(database.app_url)
    yield SqlUnitOfWorkFactory(engine)
    await engine.dispose()


@pytest.fixture
async def run(units: SqlUnitOfWorkFactory) -> StageRun:
    now = datetime.now(UTC)
    video = Video(id=random_id("vid"), org_id=DEFAULT_ORG, filename="talk.mp4", created_at=now)
    job = Job(
        id=random_id("job"),
        org_id=DEFAULT_ORG,
        video_id=video.id,
        spec=JobSpec(),
        status=JobStatus.RUNNING,
        created_at=now,
    )
    async with units(DEFAULT_ORG) as unit:
        await unit.videos.add(video)
        await unit.jobs.add(job)
        await unit.commit()
    return StageRun(
        org_id=DEFAULT_ORG,
        job_id=job.id,
        step="render 1",
        stage="render_clip",
        pool="render",
        worker="one",
        attempt=1,
        state=StageState.RUNNING,
        started_at=now,
    )


async def test_a_step_whose_worker_died_right_after_its_end_was_recorded_is_told_once(units, run) -> None:
    recorder = StageRecorder(units)
    await recorder.started(run)
    await recorder.ended(run.model_copy(update={"state": StageState.COMPLETED}))
    again = run.model_copy(update={"attempt": 2, "worker": "two"})
    await recorder.started(again)
    await recorder.progressed(again.model_copy(update={"progress": 0.5}))
    await recorder.ended(again.model_copy(update={"state": StageState.COMPLETED, "reused": True}))
    assert await told(units, run) == [("stage.started", 1), ("stage.completed", 1)]
    assert [(kept.state, kept.attempt, kept.reused) for kept in await runs(units, run)] == [("completed", 1, False)]


async def test_an_attempt_that_fails_after_its_end_was_recorded_is_told(units, run) -> None:
    recorder = StageRecorder(units)
    await recorder.ended(run.model_copy(update={"state": StageState.COMPLETED}))
    failed = {"attempt": 2, "state": StageState.FAILED, "error_code": "database.unavailable"}
    await recorder.ended(run.model_copy(update=failed))
    assert await told(units, run) == [("stage.completed", 1), ("stage.failed", 2)]


async def test_attempts_after_a_lost_one_are_told_each(units, run) -> None:
    recorder = StageRecorder(units)
    await recorder.started(run)
    second = run.model_copy(update={"attempt": 2})
    await recorder.started(second)
    await recorder.started(second)
    await recorder.ended(second.model_copy(update={"state": StageState.COMPLETED}))
    assert await told(units, run) == [("stage.started", 1), ("stage.started", 2), ("stage.completed", 2)]


async def told(units: SqlUnitOfWorkFactory, run: StageRun) -> list[tuple[str, int]]:
    async with units(DEFAULT_ORG) as unit:
        events = await unit.events.after(run.job_id, 0, 100)
    return [(event.kind, json.loads(event.data)["attempt"]) for event in events]


async def runs(units: SqlUnitOfWorkFactory, run: StageRun) -> list[StageRun]:
    async with units(DEFAULT_ORG) as unit:
        return list(await unit.stage_runs.of_job(run.job_id))
