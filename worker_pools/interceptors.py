"""What surrounds every stage: liveness, progress, the record of its run, and the translation of its errors."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from temporalio import activity
from temporalio.exceptions import ApplicationError
from temporalio.worker import (
    ActivityInboundInterceptor,
    ActivityOutboundInterceptor,
    ExecuteActivityInput,
    Interceptor,
)

from activities.stage import HEARTBEAT_SECONDS, Progress, StageNotes, stage_notes
from domain.contracts.base import StageRequest
from domain.entities import StageRun, StageState
from domain.errors import AppError, TransientError
from worker_pools.recorder import StageRecorder
from workflows.topology import topology

log = structlog.get_logger()

RECORD_EVERY_SECONDS = 2.0
LONGEST_WISHED_DELAY = 300.0
"""Seconds that a dependency may ask a stage to stay away; whoever asks for more is asked again sooner."""


class StageInterceptor(Interceptor):
    """Puts a StageInbound around every activity of a worker."""

    def __init__(self, recorder: StageRecorder, worker: str) -> None:
        self._recorder = recorder
        self._worker = worker

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:  # noqa: A002
        """Called by the worker for each activity."""
        return StageInbound(next, self._recorder, self._worker)


class _ProgressWatch(ActivityOutboundInterceptor):
    """Remembers the newest share that the stage reported."""

    def __init__(self, next: ActivityOutboundInterceptor) -> None:  # noqa: A002
        super().__init__(next)
        self.share = 0.0

    def heartbeat(self, *details: Any) -> None:
        if details and isinstance(details[0], Progress):
            self.share = details[0].share
        super().heartbeat(*details)


class StageInbound(ActivityInboundInterceptor):
    """Runs one attempt of one stage."""

    def __init__(self, next: ActivityInboundInterceptor, recorder: StageRecorder, worker: str) -> None:  # noqa: A002
        super().__init__(next)
        self._recorder = recorder
        self._worker = worker
        self._watch: _ProgressWatch | None = None

    def init(self, outbound: ActivityOutboundInterceptor) -> None:
        """Listen to the stage's own heartbeats."""
        self._watch = _ProgressWatch(outbound)
        super().init(self._watch)

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: A002
        """The attempt, with its errors in Temporal's words: permanent ones are never tried again."""
        info = activity.info()
        request = input.args[0]
        if not isinstance(request, StageRequest):
            raise ApplicationError("a stage takes one StageRequest", type="internal.error", non_retryable=True)
        scope = request.scope
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(
            job_id=scope.job_id, org_id=scope.org_id, step=scope.step, stage=info.activity_type, attempt=info.attempt
        )
        run = StageRun(
            org_id=scope.org_id,
            job_id=scope.job_id,
            step=scope.step,
            stage=info.activity_type,
            pool=topology().pool_at(info.task_queue),
            worker=self._worker,
            attempt=scope.attempts_before + info.attempt,
            state=StageState.RUNNING,
            started_at=datetime.now(UTC),
        )
        try:
            # What only writes to the record is not itself worth a record.
            if topology().stages[info.activity_type].policy == "record":
                return await super().execute_activity(input)
            return await self._recorded(run, input)
        except AppError as error:
            log.warning("stage_refused", code=error.code, message=error.message, retryable=error.retryable)
            raise ApplicationError(
                error.message, type=error.code, non_retryable=not error.retryable, next_retry_delay=wished_delay(error)
            ) from error
        except asyncio.CancelledError as error:
            details = activity.cancellation_details()
            if details is not None and details.cancel_requested:
                raise
            # The worker is going down or lost touch: another worker takes the stage over.
            raise ApplicationError("The worker stopped during this stage.", type="worker.stopped") from error
        except ApplicationError:
            raise
        except Exception as error:
            log.exception("stage_crashed")
            raise ApplicationError(f"{type(error).__name__}: {error}", type="internal.error") from error

    async def _recorded(self, run: StageRun, input: ExecuteActivityInput) -> Any:  # noqa: A002
        notes = StageNotes()
        stage_notes.set(notes)
        await self._recorder.started(run)
        try:
            async with self._alive(run):
                result = await super().execute_activity(input)
        except asyncio.CancelledError:
            await asyncio.shield(self._recorder.ended(run.model_copy(update={"state": StageState.CANCELLED})))
            raise
        except Exception as error:
            code = error.code if isinstance(error, AppError) else "internal.error"
            failed = {"state": StageState.FAILED, "error_code": code, "message": getattr(error, "message", str(error))}
            with contextlib.suppress(AppError):
                await self._recorder.ended(run.model_copy(update=failed))
            raise
        done = {"state": StageState.COMPLETED, "progress": 1.0, "reused": notes.reused, "engines": notes.engines}
        await self._recorder.ended(run.model_copy(update=done))
        return result

    @contextlib.asynccontextmanager
    async def _alive(self, run: StageRun) -> AsyncIterator[None]:
        """Heartbeats while the stage works, so that a dead worker is noticed and a cancel request arrives in time."""
        ticking = asyncio.create_task(self._tick(run))
        try:
            yield
        finally:
            ticking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await ticking

    async def _tick(self, run: StageRun) -> None:
        told, told_at = 0.0, 0.0
        clock = asyncio.get_running_loop().time
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            share = self._watch.share if self._watch else 0.0
            activity.heartbeat(Progress(share=share))
            if share - told >= 0.01 and clock() - told_at >= RECORD_EVERY_SECONDS:
                told, told_at = share, clock()
                await self._recorder.progressed(run.model_copy(update={"progress": share}))


def wished_delay(error: AppError) -> timedelta | None:
    """When the next attempt may come, where the dependency says so; None: as the stage's policy has it."""
    if not isinstance(error, TransientError) or error.after_seconds is None:
        return None
    return timedelta(seconds=min(max(error.after_seconds, 0.0), LONGEST_WISHED_DELAY))
