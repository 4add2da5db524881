"""A unit-of-work factory on the module's own database, and a job to write about."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.db.engine import open_engine
from adapters.db.unit_of_work import SqlUnitOfWorkFactory
from domain.contracts.base import DEFAULT_ORG
from domain.contracts.job import JobSpec, JobStatus
from domain.entities import Job, Video
from domain.ids import random_id
from tests.conftest import Database


@pytest.fixture
async def engine(database: Database) -> AsyncIterator[AsyncEngine]:
    engine = open_engine(database.app_url)
    yield engine
    await engine.dispose()


@pytest.fixture
def units(engine: AsyncEngine) -> SqlUnitOfWorkFactory:
    return SqlUnitOfWorkFactory(engine)


@pytest.fixture
async def job(units: SqlUnitOfWorkFactory) -> Job:
    now = datetime.now(UTC)
    video = Video(id=random_id("vid"), org_id=DEFAULT_ORG, filename="talk.mp4", created_at=now)
    job = Job(
        id=random_id("job"),
        org_id=DEFAULT_ORG,
        video_id=video.id,
        spec=JobSpec(),
        status=JobStatus.QUEUED,
        created_at=now,
    )
    async with units(DEFAULT_ORG) as unit:
        await unit.videos.add(video)
        await unit.jobs.add(job)
        await unit.commit()
    return job
