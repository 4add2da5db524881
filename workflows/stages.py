"""The only door from a workflow to a stage: queue, policy and summary come from temporal.yaml."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar

from temporalio import workflow
from temporalio.common import Priority
from temporalio.exceptions import ActivityError, TimeoutError, TimeoutType  # noqa: A004

with workflow.unsafe.imports_passed_through():
    from activities.routing import RoutingActivities
    from domain.contracts.base import Contract, StageRequest, StageScope
    from domain.contracts.routing import FindWorkersRequest
    from workflows.topology import topology

Req = TypeVar("Req", bound=StageRequest)
Res = TypeVar("Res", bound=Contract)

NO_GPU: frozenset[str] = frozenset()


async def run_stage(
    stage: Callable[[Any, Req], Awaitable[Res]], request: Req, gpu_queues: frozenset[str] = NO_GPU
) -> Res:
    """Run a stage to its result.

    A stage that temporal.yaml routes to one of `gpu_queues`, as `served_gpu_queues` found them, runs there; where no
    worker takes it in time, it runs on its own queue. Raises temporalio's ActivityError whose cause carries the stable
    code as its type. A cancelled stage is awaited, so that it has cleaned up before the workflow goes on.
    """
    row = topology().stages[_name(stage)]
    queue = row.gpu_queue if row.gpu_queue is not None and row.gpu_queue in gpu_queues else row.queue
    try:
        return await _execute(stage, request, queue)
    except ActivityError as error:
        # Only GPU queues have this limit. The present row is not asked: it may have lost its GPU queue since.
        if not _nobody_took(error):
            raise
    tried = topology().policies[row.policy].attempts
    scope = request.scope.model_copy(update={"attempts_before": tried})
    return await _execute(stage, request.model_copy(update={"scope": scope}), row.queue)


async def served_gpu_queues(scope: StageScope) -> frozenset[str]:
    """The queues of GPU pools that have a worker now; the answer is part of the history.

    Asked whatever temporal.yaml says, so that a changed file replays.
    """
    if not workflow.patched("gpu_queues"):
        return NO_GPU
    asked = FindWorkersRequest(scope=scope, queues=topology().gpu_queues)
    return frozenset((await run_stage(RoutingActivities.find_workers, asked)).queues)


async def _execute(stage: Callable[[Any, Req], Awaitable[Res]], request: Req, queue: str) -> Res:
    row = topology().stages[_name(stage)]
    policy = topology().policies[row.policy]
    waits = topology().pools[topology().pool_at(queue)].schedule_to_start
    before = _times_cancelled()
    done = await workflow.execute_activity_method(
        stage,
        request,
        task_queue=queue,
        schedule_to_start_timeout=timedelta(seconds=waits) if waits else None,
        start_to_close_timeout=timedelta(seconds=policy.start_to_close),
        heartbeat_timeout=timedelta(seconds=policy.heartbeat) if policy.heartbeat else None,
        retry_policy=policy.retry_policy(),
        cancellation_type=workflow.ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
        summary=f"{row.title}: {request.scope.step}",
        priority=Priority(priority_key=row.priority),
    )
    # A stage that ends well while it is asked to stop answers, and the wish would be lost with the wait.
    if _times_cancelled() > before and workflow.patched("cancel_is_kept"):
        raise asyncio.CancelledError
    return done


def _times_cancelled() -> int:
    task = asyncio.current_task()
    return 0 if task is None else task.cancelling()


def _name(stage: Callable[..., object]) -> str:
    name: str = getattr(stage, "__name__")  # noqa: B009 - a Callable need not have a name, an activity method has
    return name


def _nobody_took(error: ActivityError) -> bool:
    return isinstance(error.cause, TimeoutError) and error.cause.type == TimeoutType.SCHEDULE_TO_START
