"""Writes what stages do into the record: the newest attempt of each step, and an event for each change."""

import json
from datetime import UTC, datetime

import structlog

from domain.entities import StageRun, StageState
from domain.errors import AppError
from domain.repositories import UnitOfWork, UnitOfWorkFactory

log = structlog.get_logger()


class StageRecorder:
    """Every method is one transaction. A happening that was already told (same step, attempt, state) is told once."""

    def __init__(self, uow: UnitOfWorkFactory) -> None:
        self._uow = uow

    async def started(self, run: StageRun) -> None:
        """The stage begins an attempt."""
        await self._write(run, "stage.started", {"worker": run.worker})

    async def progressed(self, run: StageRun) -> None:
        """The stage got further. What can't be written now is overtaken by the next: losing it harms nothing."""
        try:
            await self._write(run, "stage.progress", {"progress": round(run.progress, 3)}, mark=f"{run.progress:.2f}")
        except AppError as error:
            log.warning("progress_not_recorded", step=run.step, job_id=run.job_id, code=error.code)

    async def ended(self, run: StageRun) -> None:
        """The attempt is over, one way or another."""
        finished = run.model_copy(update={"finished_at": datetime.now(UTC)})
        seconds = (finished.finished_at or run.started_at) - run.started_at
        data: dict[str, object] = {"seconds": round(seconds.total_seconds(), 3)}
        if run.state is StageState.COMPLETED:
            data["reused"] = run.reused
        if run.error_code is not None:
            data |= {"code": run.error_code, "message": run.message}
        await self._write(finished, f"stage.{run.state.value}", data)

    async def _write(self, run: StageRun, kind: str, data: dict[str, object], mark: str = "") -> None:
        key = f"{kind}:{run.step}:{run.attempt}:{mark}"
        body = json.dumps({"step": run.step, "stage": run.stage, "pool": run.pool, "attempt": run.attempt, **data})
        async with self._uow(run.org_id) as unit:
            if run.state is not StageState.FAILED and await _is_known_as_done(unit, run):
                return
            await unit.stage_runs.put(run)
            await unit.events.append(run.job_id, key, kind, body)
            await unit.commit()


async def _is_known_as_done(unit: UnitOfWork, run: StageRun) -> bool:
    """Whether an earlier attempt was recorded as completed: its worker died before Temporal learned of it.

    The attempt after it brings the same result from memory, which is no news to anybody.
    """
    if run.attempt == 1:
        return False
    known = await unit.stage_runs.of_job(run.job_id)
    return any(
        before.step == run.step and before.attempt < run.attempt and before.state is StageState.COMPLETED
        for before in known
    )
