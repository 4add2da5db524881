"""Where a job's recognition and voices run: on a GPU pool while a worker serves it, and otherwise on their own queues."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from temporalio import activity
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer, Worker

from adapters.temporal.task_queues import TemporalTaskQueues
from domain.contracts.base import StageRequest
from domain.contracts.job import JobStatus, VideoJobResult
from domain.contracts.speech import TranscribeChunkRequest, TranscribeChunkResult
from domain.fingerprint import fingerprint
from tests.workflows.conftest import local_server, serving
from tests.workflows.fake_values import media, order
from tests.workflows.fakes import FakeStages, refuse
from worker_pools.runner import WORKFLOWS, sandboxed_runner
from workflows.client import TemporalJobControl
from workflows.topology import topology
from workflows.video_job import VideoJob

CPU = topology().standard_pools
GPU = tuple(name for name in topology().pools if name not in CPU)
ROUTED = {"transcribe_chunk": "asr_gpu", "synthesise_lines": "tts_gpu"}
PRODUCTS: dict[str, Any] = {"dubs": [{"language": "es"}], "retell": {"seconds": 60}}


class PlacedStages(FakeStages):
    """Asks the real server who serves; notes the queue at which each stage was taken, and which came from another."""

    def __init__(self, client: Client, **more: Any) -> None:
        super().__init__(**more)
        self.places: set[tuple[str, str]] = set()
        self.requests: list[tuple[str, StageRequest]] = []
        self.fell_back: set[str] = set()
        queues = TemporalTaskQueues(lambda: asyncio.sleep(0, client))

        async def served(asked: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(sorted(await queues.polled(asked)))

        self.served = served

    async def _enter(self, request: StageRequest) -> None:
        info = activity.info()
        self.places.add((info.activity_type, info.task_queue))
        self.requests.append((info.task_queue, request))
        if request.scope.attempts_before:
            self.fell_back.add(info.activity_type)
        await super()._enter(request)


@pytest.fixture
async def alone() -> AsyncIterator[Client]:
    """A server on which nobody serves yet."""
    async with local_server() as address:
        yield await Client.connect(address, data_converter=pydantic_data_converter)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in GPU:
        pool = topology().pools[name].model_copy(update={"schedule_to_start": 1.0})
        monkeypatch.setitem(topology().pools, name, pool)


async def made(client: Client, job_id: str, **spec: Any) -> VideoJobResult:
    await TemporalJobControl(client).start(order(job_id, **spec))
    async with asyncio.timeout(60):
        return await client.get_workflow_handle_for(VideoJob.run, job_id).result()


def places_of(stages: PlacedStages, *names: str) -> set[tuple[str, str]]:
    return {(stage, queue) for stage, queue in stages.places if stage in names}


async def test_with_a_gpu_worker_its_stages_go_there_and_all_others_stay(alone: Client) -> None:
    stages = PlacedStages(alone, clips=1, info=media(duration=900))
    async with serving(alone, stages, CPU + GPU):
        await polling(alone, *ROUTED.values())
        result = await made(alone, "job_gpu", **PRODUCTS)
    assert result.status is JobStatus.COMPLETED
    own = {name: row.queue for name, row in topology().stages.items()}
    assert stages.places == {(stage, (own | ROUTED)[stage]) for stage, _ in stages.places}
    assert stages.fell_back == set()
    assert Counter(stages.looked).total() == 3, "once by the job, once by each product"
    await replays(alone, "job_gpu", result)


async def test_without_one_nothing_waits_for_it(alone: Client) -> None:
    stages = PlacedStages(alone, clips=1)
    async with serving(alone, stages, CPU):
        began = datetime.now(UTC)
        await made(alone, "job_cpu", **PRODUCTS)
    assert places_of(stages, *ROUTED) == {("transcribe_chunk", "asr"), ("synthesise_lines", "tts")}
    assert (datetime.now(UTC) - began).total_seconds() < 30, "a task waits longer in a GPU pool's queue"


async def test_one_pool_of_two_takes_only_its_own_stage(alone: Client) -> None:
    stages = PlacedStages(alone, clips=1)
    async with serving(alone, stages, (*CPU, "tts_gpu")):
        await polling(alone, "tts_gpu")
        await made(alone, "job_voices", **PRODUCTS)
    assert places_of(stages, *ROUTED) == {("transcribe_chunk", "asr"), ("synthesise_lines", "tts_gpu")}


@pytest.mark.usefixtures("impatient")
async def test_a_gpu_worker_that_has_gone_leaves_its_stages_to_their_own_queues(alone: Client) -> None:
    stages = PlacedStages(alone, clips=1)
    async with serving(alone, stages, GPU):
        await polling(alone, *ROUTED.values())
    async with serving(alone, stages, CPU):
        result = await made(alone, "job_left", **PRODUCTS)
    assert result.status is JobStatus.COMPLETED
    assert places_of(stages, *ROUTED) == {("transcribe_chunk", "asr"), ("synthesise_lines", "tts")}
    assert stages.fell_back == set(ROUTED)
    await replays(alone, "job_left", result)


@pytest.mark.usefixtures("impatient")
async def test_a_gpu_worker_that_stops_in_a_stage_leaves_it_to_the_stage_s_own_queue(alone: Client) -> None:
    stages = PlacedStages(alone, clips=1)
    begun = asyncio.Event()

    @activity.defn(name="transcribe_chunk")
    async def stopped(request: TranscribeChunkRequest) -> TranscribeChunkResult:
        stages.requests.append((activity.info().task_queue, request))
        begun.set()
        await asyncio.Event().wait()
        raise AssertionError

    async with serving(alone, stages, CPU):
        async with Worker(alone, task_queue="asr_gpu", activities=[stopped]):
            await polling(alone, "asr_gpu")
            await TemporalJobControl(alone).start(order("job_stopped"))
            await asyncio.wait_for(begun.wait(), 20)
        async with asyncio.timeout(60):
            result = await alone.get_workflow_handle_for(VideoJob.run, "job_stopped").result()
    assert result.status is JobStatus.COMPLETED
    (gpu,) = (request for queue, request in stages.requests if queue == "asr_gpu")
    (cpu,) = (r for queue, r in stages.requests if queue == "asr" and isinstance(r, TranscribeChunkRequest))
    assert fingerprint("transcribe_chunk", 1, (), gpu) == fingerprint("transcribe_chunk", 1, (), cpu)
    assert cpu.scope.step == gpu.scope.step
    assert cpu.scope.attempts_before > gpu.scope.attempts_before == 0, "the later attempt is recorded as the newer"


async def test_a_failure_on_the_gpu_is_the_stage_s_and_not_tried_on_the_cpu(alone: Client) -> None:
    stages = PlacedStages(alone)
    stages.on["transcribe 1/1"] = refuse("asr.failed")
    async with serving(alone, stages, CPU + GPU):
        await polling(alone, *ROUTED.values())
        with contextlib.suppress(Exception):
            await made(alone, "job_refused")
        described = await alone.get_workflow_handle("job_refused").describe()
    assert described.status is WorkflowExecutionStatus.FAILED
    assert stages.states[-1].error_code == "asr.failed"
    assert places_of(stages, "transcribe_chunk") == {("transcribe_chunk", "asr_gpu")}


@pytest.mark.usefixtures("impatient")
async def test_a_history_replays_after_its_gpu_pool_was_taken_out_of_the_file(
    alone: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    stages = PlacedStages(alone, clips=1)
    async with serving(alone, stages, GPU):
        await polling(alone, *ROUTED.values())
    async with serving(alone, stages, CPU):
        result = await made(alone, "job_unrouted", **PRODUCTS)
    assert stages.fell_back == set(ROUTED)
    for name in ROUTED:
        monkeypatch.setitem(topology().stages, name, topology().stages[name].model_copy(update={"gpu_queue": None}))
    for name in GPU:
        monkeypatch.delitem(topology().pools, name)
    await replays(alone, "job_unrouted", result)


async def polling(client: Client, *queues: str) -> None:
    """Until the server knows that these queues are served."""
    asked = TemporalTaskQueues(lambda: asyncio.sleep(0, client))
    async with asyncio.timeout(20):
        # The server tells nobody: it wants to be asked.
        while await asked.polled(queues) != set(queues):  # noqa: ASYNC110
            await asyncio.sleep(0.1)


async def replays(client: Client, job_id: str, result: VideoJobResult) -> None:
    replayer = Replayer(workflows=WORKFLOWS, data_converter=pydantic_data_converter, workflow_runner=sandboxed_runner())
    assert len(result.products) == 2
    for name in (job_id, *(f"{job_id}/{one.product_id}" for one in result.products)):
        await replayer.replay_workflow(await client.get_workflow_handle(name).fetch_history())
