"""Asks the workflow service who serves a queue."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta

from temporalio.api.enums.v1 import DescribeTaskQueueMode, TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue, TaskQueueVersionSelection
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client
from temporalio.service import RPCError

from domain.errors import TransientError

SEEN_WITHIN = timedelta(minutes=2)
"""A worker asks at least once a minute, but not while its slot is taken; one that stopped stays listed for a while."""
ASK_TIMEOUT = timedelta(seconds=5)


class TemporalTaskQueues:
    """`connect` gives the client at the first question."""

    def __init__(self, connect: Callable[[], Awaitable[Client]]) -> None:
        self._connect = connect
        self._client: Client | None = None

    async def polled(self, queues: Sequence[str]) -> frozenset[str]:
        """Those of the queues at which a worker asked for activities within SEEN_WITHIN."""
        if self._client is None:
            self._client = await self._connect()
        client = self._client
        try:
            seen = await asyncio.gather(*(_last_poll(client, queue) for queue in queues))
        except (RPCError, RuntimeError) as error:
            raise TransientError(
                "temporal.unavailable", "The workflow service does not answer. Try again in a moment."
            ) from error
        since = datetime.now(UTC) - SEEN_WITHIN
        return frozenset(queue for queue, last in zip(queues, seen, strict=True) if last is not None and last >= since)


async def _last_poll(client: Client, queue: str) -> datetime | None:
    request = DescribeTaskQueueRequest(
        namespace=client.namespace,
        task_queue=TaskQueue(name=queue),
        # Looks into every partition of the queue; the plain mode sees the first one's pollers only.
        api_mode=DescribeTaskQueueMode.DESCRIBE_TASK_QUEUE_MODE_ENHANCED,
        task_queue_types=[TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY],
        versions=TaskQueueVersionSelection(unversioned=True, all_active=True),
        report_pollers=True,
    )
    described = await client.workflow_service.describe_task_queue(request, timeout=ASK_TIMEOUT)
    polls = [
        poller.last_access_time.ToDatetime(UTC)
        for version in described.versions_info.values()
        for kind in version.types_info.values()
        for poller in kind.pollers
    ]
    return max(polls, default=None)
