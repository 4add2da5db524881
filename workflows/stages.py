"""The only door from a workflow to a stage: queue, policy and summary come from temporal.yaml."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar

from temporalio import workflow
from temporalio.common import Priority

with workflow.unsafe.imports_passed_through():
    from domain.contracts.base import Contract, StageRequest
    from workflows.topology import topology

Req = TypeVar("Req", bound=StageRequest)
Res = TypeVar("Res", bound=Contract)


async def run_stage(stage: Callable[[Any, Req], Awaitable[Res]], request: Req) -> Res:
    """Run a stage to its result.

    Raises temporalio's ActivityError whose cause carries the stable code as its type. A cancelled stage is awaited, so
    that it has cleaned up before the workflow goes on.
    """
    name: str = getattr(stage, "__name__")  # noqa: B009 - a Callable need not have a name, an activity method has
    row = topology().stages[name]
    policy = topology().policies[row.policy]
    return await workflow.execute_activity_method(
        stage,
        request,
        task_queue=row.queue,
        start_to_close_timeout=timedelta(seconds=policy.start_to_close),
        heartbeat_timeout=timedelta(seconds=policy.heartbeat) if policy.heartbeat else None,
        retry_policy=policy.retry_policy(),
        cancellation_type=workflow.ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
        summary=f"{row.title}: {request.scope.step}",
        priority=Priority(priority_key=row.priority),
    )
