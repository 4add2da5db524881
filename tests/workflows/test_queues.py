"""In which order waiting stages are handed out: by a real server, to one worker that comes when all of them wait."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from temporalio import activity
from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter

from tests.workflows.conftest import local_server, serving
from tests.workflows.fake_values import media, order
from tests.workflows.fakes import FakeStages
from workflows.client import TemporalJobControl
from workflows.topology import topology
from workflows.video_job import VideoJob

OTHERS = tuple(name for name in topology().pools if name != "transcode")


@pytest.fixture
async def alone() -> AsyncIterator[Client]:
    """A server on which nobody serves yet."""
    async with local_server() as address:
        yield await Client.connect(address, data_converter=pydantic_data_converter)


async def waiting(client: Client, queue: str, count: int) -> None:
    """Until so many tasks wait in the queue."""
    request = DescribeTaskQueueRequest(
        namespace=client.namespace,
        task_queue=TaskQueue(name=queue),
        task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
        report_stats=True,
    )
    async with asyncio.timeout(20):
        # The server tells nobody: it wants to be asked.
        while (await client.workflow_service.describe_task_queue(request)).stats.approximate_backlog_count < count:  # noqa: ASYNC110
            await asyncio.sleep(0.1)


async def test_the_sound_of_a_long_talk_does_not_wait_for_its_whole_picture(alone: Client) -> None:
    stages, sharing = FakeStages(clips=1, info=media(duration=3600)), []
    stages.on["audio"] = lambda: sharing.append(activity.info().priority.fairness_key)
    async with serving(alone, stages, OTHERS):
        await TemporalJobControl(alone).start(order("job_hour"))
        await waiting(alone, topology().pools["transcode"].queue, 13)
        async with serving(alone, stages, ("transcode",), at_a_time=1):
            await alone.get_workflow_handle_for(VideoJob.run, "job_hour").result()
    transcoded = [step for step in stages.calls if step == "audio" or step.startswith("picture ")]
    assert len(transcoded) == 13
    assert transcoded[0] == "audio"
    assert sharing == ["org_default"], "among equals organisations still take turns"
