"""Starting and stopping jobs: while the engine is away, never started, and at the same moment."""

import pytest

from domain.access import Principal
from domain.contracts.base import DEFAULT_ORG
from domain.contracts.job import JobSpec, JobStatus
from domain.errors import NotFoundError, TransientError
from domain.services.jobs import JobService
from tests.api.conftest import FakeEngine

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def finish(world, job_id: str, status: JobStatus) -> None:
    async with world.units(DEFAULT_ORG) as unit:
        job = await unit.jobs.get(job_id)
        await unit.jobs.update(job.model_copy(update={"status": status}))
        await unit.commit()


async def test_an_order_survives_an_engine_that_is_away(world, video_id):
    world.engine.away = TransientError("temporal.unavailable", "away")
    job = (await world.http.post("/v1/jobs", json={"video_id": video_id})).json()
    assert job["status"] == "queued"
    assert job["id"] not in world.engine.started
    world.engine.away = None
    assert await JobService(world.units, world.engine).start_queued(Principal.system(DEFAULT_ORG)) >= 1
    assert job["id"] in world.engine.started


async def test_a_running_job_is_asked_to_stop_and_an_ended_one_is_not(world, job_id):
    for _ in range(2):
        assert (await world.http.post(f"/v1/jobs/{job_id}/cancel")).status_code == 202
    assert world.engine.cancelled == [job_id, job_id]
    await finish(world, job_id, JobStatus.COMPLETED)
    answer = await world.http.post(f"/v1/jobs/{job_id}/cancel")
    assert (answer.status_code, answer.json()["code"]) == (409, "job.finished")
    await finish(world, job_id, JobStatus.CANCELLED)
    assert (await world.http.post(f"/v1/jobs/{job_id}/cancel")).json()["status"] == "cancelled"


async def test_a_job_that_was_never_started_is_withdrawn(world, video_id):
    world.engine.away = TransientError("temporal.unavailable", "away")
    job_id = (await world.http.post("/v1/jobs", json={"video_id": video_id})).json()["id"]
    refused = await world.http.post(f"/v1/jobs/{job_id}/cancel")
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
    world.engine.away = None
    assert (await world.http.post(f"/v1/jobs/{job_id}/cancel")).json()["status"] == "cancelled"
    await JobService(world.units, world.engine).start_queued(Principal.system(DEFAULT_ORG))
    # The API starts queued jobs by itself, too: one that it started between the two lines above was stopped again.
    assert job_id not in world.engine.started or job_id in world.engine.cancelled


class Hasty(FakeEngine):
    """An engine in which `happens` while it is asked for the first time."""

    def __init__(self, happens) -> None:
        super().__init__()
        self._happens = [happens]

    async def start(self, order):
        await self._first(order.job_id)
        await super().start(order)

    async def cancel(self, job_id):
        if self._happens and job_id not in self.started:
            await self._first(job_id)
            raise NotFoundError("job.not_found", "There was no such workflow a moment ago.")
        await super().cancel(job_id)

    async def _first(self, job_id: str) -> None:
        if self._happens:
            await self._happens.pop()(self, job_id)


async def test_a_job_that_is_withdrawn_while_it_is_started_is_stopped(world, video_id):
    async def withdraw(engine: FakeEngine, job_id: str) -> None:
        withdrawn = await JobService(world.units, engine).cancel(Principal.system(DEFAULT_ORG), job_id)
        assert withdrawn.status is JobStatus.CANCELLED

    engine = Hasty(withdraw)
    job = await JobService(world.units, engine).create(Principal.system(DEFAULT_ORG), video_id, JobSpec())
    assert list(engine.started) == engine.cancelled == [job.id]


async def test_a_job_that_is_started_while_it_is_withdrawn_is_stopped(world, video_id):
    world.engine.away = TransientError("temporal.unavailable", "away")
    job_id = (await world.http.post("/v1/jobs", json={"video_id": video_id})).json()["id"]

    async def start(engine: FakeEngine, _: str) -> None:
        await JobService(world.units, engine).start_queued(Principal.system(DEFAULT_ORG))

    engine = Hasty(start)
    job = await JobService(world.units, engine).cancel(Principal.system(DEFAULT_ORG), job_id)
    assert job.status is JobStatus.CANCELLED
    assert job_id in engine.started
    assert engine.cancelled == [job_id]


async def test_a_job_that_ends_before_it_could_be_withdrawn_stays_as_it_ended(world, job_id):
    class Gone:
        """An engine that does not know the workflow: it ended a moment ago and was forgotten."""

        async def cancel(self, name: str) -> None:
            await finish(world, name, JobStatus.COMPLETED)
            raise NotFoundError("job.not_found", "There is no such workflow.")

    job = await JobService(world.units, Gone()).cancel(Principal.system(DEFAULT_ORG), job_id)
    assert job.status is JobStatus.COMPLETED
