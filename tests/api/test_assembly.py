"""The API as it is put together for real: settings lead to the servers, and an order becomes a workflow."""

import asyncio

from adapters.container import Container
from adapters.settings import Settings
from api.assembly import open_parts
from domain.access import Principal
from domain.contracts.base import DEFAULT_ORG
from domain.contracts.job import JobSpec

CALLER = Principal.system(DEFAULT_ORG)


async def test_an_order_becomes_a_workflow_that_can_be_cancelled_before_any_worker_runs(settings: Settings):
    async with open_parts(Container(settings, "api")) as parts:
        for check in parts.checks.values():
            await check()
        await parts.sweep()
        video = await parts.videos.from_url(CALLER, "http://127.0.0.1:9/talk.mp4", None)
        job = await parts.jobs.create(CALLER, video.id, JobSpec())
        client = await Container(settings, "test").temporal()
        handle = client.get_workflow_handle(job.id)
        assert (await handle.describe()).status.name == "RUNNING"
        assert await parts.jobs.start_queued(CALLER) == 1
        assert (await parts.jobs.cancel(CALLER, job.id)).id == job.id
        async with asyncio.timeout(10):
            while True:
                history = await handle.fetch_history()
                if any(
                    event.HasField("workflow_execution_cancel_requested_event_attributes") for event in history.events
                ):
                    break
                await asyncio.sleep(0.1)
        await handle.terminate()
