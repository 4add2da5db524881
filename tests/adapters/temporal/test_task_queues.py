"""Who serves a queue, as a real server tells it."""

import asyncio
from datetime import timedelta

import pytest
from temporalio import activity
from temporalio.client import Client
from temporalio.worker import Worker

from adapters.temporal import task_queues
from adapters.temporal.task_queues import TemporalTaskQueues
from cutdown.stack.temporal import TemporalServer
from domain.errors import TransientError


@activity.defn
async def stage() -> None:
    """Never asked for."""


@pytest.fixture
async def client(temporal_server: TemporalServer) -> Client:
    return await Client.connect(temporal_server.address, namespace=temporal_server.namespace)


def asking(client: Client) -> TemporalTaskQueues:
    async def connect() -> Client:
        return client

    return TemporalTaskQueues(connect)


async def served(client: Client, *queues: str) -> frozenset[str]:
    """The answer as soon as the server knows of anybody."""
    async with asyncio.timeout(20):
        # The server tells nobody: it wants to be asked.
        while not (found := await asking(client).polled(queues)):  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    return found


async def test_a_queue_is_served_whose_worker_asks_for_work(client: Client) -> None:
    async with Worker(client, task_queue="served", activities=[stage], build_id="any"):
        assert await served(client, "unserved", "served") == {"served"}


async def test_who_has_not_asked_for_long_has_gone(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    async with Worker(client, task_queue="left", activities=[stage]):
        await served(client, "left")
    monkeypatch.setattr(task_queues, "SEEN_WITHIN", timedelta(0))
    assert await asking(client).polled(["left"]) == frozenset()


async def test_a_server_that_is_away_is_said_to_be_so() -> None:
    nobody = await Client.connect("127.0.0.1:1", lazy=True)
    with pytest.raises(TransientError) as caught:
        await asking(nobody).polled(["any"])
    assert caught.value.code == "temporal.unavailable"
