"""A worker process: connects, serves the pools it was given, and drains when it is told to stop."""

import asyncio
import contextlib
import os
import signal
import socket
from collections.abc import Callable, Sequence
from datetime import timedelta

import structlog
from temporalio.client import Client
from temporalio.worker import Interceptor, Worker
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from adapters.container import Container
from domain.errors import TransientError
from worker_pools.build import build_id
from worker_pools.interceptors import StageInterceptor
from worker_pools.pools import activities_of
from worker_pools.recorder import StageRecorder
from workflows.clip_edit import ClipEdit
from workflows.clip_production import ClipProduction
from workflows.dub_production import DubProduction
from workflows.retell_production import RetellProduction
from workflows.topology import Pool, topology
from workflows.video_job import VideoJob

log = structlog.get_logger()

CONNECT_RETRY_SECONDS = 2.0
GRACE = timedelta(seconds=3)
# Heartbeats are a second apart; a cancel request must not wait behind a longer throttle.
HEARTBEAT_THROTTLE = timedelta(seconds=1)
# Every copy of a module costs each cached workflow memory; these hold no state of a workflow.
SHARED_MODULES = ("activities", "domain", "pydantic", "pydantic_core", "workflows.topology", "yaml", "numpy")


WORKFLOWS = [VideoJob, ClipProduction, ClipEdit, DubProduction, RetellProduction]
"""Every workflow that the pool `workflows` runs."""


def sandboxed_runner() -> SandboxedWorkflowRunner:
    """The sandbox stays on: a workflow that touches the clock, the disk or the environment fails at once."""
    return SandboxedWorkflowRunner(restrictions=SandboxRestrictions.default.with_passthrough_modules(*SHARED_MODULES))


def slots_of(pool: Pool, cores: int) -> int:
    """How many tasks of this pool run at a time on a machine with so many cores."""
    match pool.slots:
        case "cores":
            return max(1, cores)
        case "half_cores":
            return max(1, cores // 2)
        case number if pool.resource == "cpu":
            return max(1, min(number, cores))
        case number:
            return max(1, number)


async def serve(pools: Sequence[str], parts: Container) -> None:
    """Serve these pools until SIGTERM or SIGINT; running stages are then handed back to be taken over elsewhere."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    client = await _connected(parts, stop)
    if client is None:
        return
    identity = f"{'+'.join(pools)}@{socket.gethostname()}:{os.getpid()}"
    interceptors: list[Interceptor] = [StageInterceptor(StageRecorder(parts.uow), identity)]
    async with contextlib.AsyncExitStack() as running:
        for name in pools:
            worker = _worker(client, name, parts, interceptors, identity)
            await running.enter_async_context(worker)
            log.info("pool_serving", pool=name, queue=topology().pools[name].queue, worker=identity)
        await stop.wait()
        log.info("worker_stopping", worker=identity)


async def _connected(parts: Container, stop: asyncio.Event) -> Client | None:
    """A client, however long Temporal takes to answer; None when told to stop before."""
    while not stop.is_set():
        try:
            return await parts.temporal()
        except TransientError as error:
            log.warning("waiting_for_temporal", code=error.code, message=error.message)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), CONNECT_RETRY_SECONDS)
    return None


def _worker(client: Client, name: str, parts: Container, interceptors: Sequence[Interceptor], identity: str) -> Worker:
    pool = topology().pools[name]
    stages: list[Callable[..., object]] = [] if pool.runs_workflows else activities_of(name, parts)
    return Worker(
        client,
        task_queue=pool.queue,
        workflows=WORKFLOWS if pool.runs_workflows else [],
        activities=stages,
        workflow_runner=sandboxed_runner(),
        interceptors=interceptors,
        identity=identity,
        build_id=build_id(),
        max_concurrent_activities=None if pool.runs_workflows else slots_of(pool, os.cpu_count() or 1),
        graceful_shutdown_timeout=GRACE,
        max_heartbeat_throttle_interval=HEARTBEAT_THROTTLE,
        default_heartbeat_throttle_interval=HEARTBEAT_THROTTLE,
    )
