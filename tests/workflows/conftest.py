"""Real Temporal servers, with one worker on every queue around fake stages."""

import contextlib
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import pytest
import pytest_asyncio
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest
from temporalio.client import Client
from temporalio.common import SearchAttributeKey
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from cutdown.stack.temporal import DYNAMIC
from tests.workflows.fakes import FakeStages, StagesOfJobs
from worker_pools.runner import WORKFLOWS, sandboxed_runner
from workflows.topology import topology

Serve = Callable[[FakeStages], AbstractAsyncContextManager[Client]]

# The packages put their servers beside the interpreter and have no Python module.
PROGRAMS = Path(sys.executable).parent

# A stage learns at its next heartbeat that it is cancelled; here what follows is looked at, not how soon.
HEARTBEAT_THROTTLE = timedelta(milliseconds=100)


@contextlib.asynccontextmanager
async def local_server() -> AsyncIterator[str]:
    """The address of a server like the embedded one."""
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=str(PROGRAMS / "temporal"),
        dev_server_log_level="error",
        dev_server_extra_args=[part for value in DYNAMIC for part in ("--dynamic-config-value", value)],
        search_attributes=[SearchAttributeKey.for_keyword(name) for name in topology().search_attributes],
    ) as environment:
        yield environment.client.service_client.config.target_host


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def dev_server() -> AsyncIterator[str]:
    """The server that most tests share."""
    async with local_server() as address:
        yield address


@pytest.fixture
def client(shared: tuple[Client, StagesOfJobs]) -> Client:
    return shared[0]


@pytest.fixture
async def skipping() -> AsyncIterator[WorkflowEnvironment]:
    """A server whose clock jumps over waiting; for deadlines only, since it knows less than the real one."""
    async with await WorkflowEnvironment.start_time_skipping(
        test_server_existing_path=str(PROGRAMS / "temporal-test-server"), data_converter=pydantic_data_converter
    ) as environment:
        keyword = IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD
        await environment.client.operator_service.add_search_attributes(
            AddSearchAttributesRequest(
                namespace="default", search_attributes=dict.fromkeys(topology().search_attributes, keyword)
            )
        )
        yield environment


class Served(Protocol):
    """What workers ask for the stages that they serve."""

    def activities(self) -> list[Callable[..., object]]: ...


@contextlib.asynccontextmanager
async def serving(
    client: Client, stages: Served, pools: Sequence[str] = tuple(topology().pools), at_a_time: int | None = None
) -> AsyncIterator[Client]:
    """Serve the queues of these pools with these stages, each with so many tasks at a time."""
    async with contextlib.AsyncExitStack() as workers:
        for pool in (topology().pools[name] for name in pools):
            await workers.enter_async_context(
                Worker(
                    client,
                    task_queue=pool.queue,
                    workflows=WORKFLOWS if pool.runs_workflows else [],
                    activities=[] if pool.runs_workflows else stages.activities(),
                    workflow_runner=sandboxed_runner(),
                    max_concurrent_activities=at_a_time,
                    max_heartbeat_throttle_interval=HEARTBEAT_THROTTLE,
                    default_heartbeat_throttle_interval=HEARTBEAT_THROTTLE,
                )
            )
        yield client


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared(dev_server: str) -> AsyncIterator[tuple[Client, StagesOfJobs]]:
    """One worker on every queue for the whole session: to start and stop them takes longer than most tests."""
    client = await Client.connect(dev_server, data_converter=pydantic_data_converter)
    stages = StagesOfJobs()
    async with serving(client, stages):
        yield client, stages


@pytest.fixture
def serve(shared: tuple[Client, StagesOfJobs]) -> Serve:
    client, served = shared

    @contextlib.asynccontextmanager
    async def serve(stages: FakeStages) -> AsyncIterator[Client]:
        with served.by(stages):
            yield client

    return serve
