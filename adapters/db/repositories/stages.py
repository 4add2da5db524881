"""Stage runs, and the memory of stage results."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import and_, cast, or_, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.types import Text

from adapters.db.session import OrgSession, columns_of
from adapters.db.tables.jobs import STAGE_RESULTS, STAGE_RUNS
from domain.entities import StageRun, StageState

if TYPE_CHECKING:
    from collections.abc import Sequence

_RUN_KEY = ("job_id", "step")


class SqlStageRuns:
    """The newest attempt of each step."""

    def __init__(self, session: OrgSession) -> None:
        self._session = session

    async def put(self, run: StageRun) -> None:
        values = columns_of(run) | {"message": run.message.replace("\0", "")}
        statement = upsert(STAGE_RUNS).values(values)
        given, kept = statement.excluded, STAGE_RUNS.c
        running = StageState.RUNNING.value
        newer = or_(
            given.attempt > kept.attempt,
            and_(given.attempt == kept.attempt, or_(given.state != running, kept.state == running)),
        )
        changes = {name: given[name] for name in values if name not in _RUN_KEY}
        mine = kept.org_id == self._session.org_id
        await self._session.run(
            statement.on_conflict_do_update(index_elements=_RUN_KEY, set_=changes, where=and_(mine, newer))
        )

    async def of_job(self, job_id: str) -> Sequence[StageRun]:
        columns = STAGE_RUNS.c
        query = select(STAGE_RUNS).where(columns.org_id == self._session.org_id, columns.job_id == job_id)
        return await self._session.all(query.order_by(columns.started_at, columns.step), StageRun)


class SqlStageResults:
    """Remembered results; the first one kept for a fingerprint stays."""

    def __init__(self, session: OrgSession) -> None:
        self._session = session

    async def get(self, fingerprint: str) -> str | None:
        columns = STAGE_RESULTS.c
        query = select(cast(columns.result, Text)).where(
            columns.org_id == self._session.org_id, columns.fingerprint == fingerprint
        )
        found: str | None = (await self._session.run(query)).scalar()
        return found

    async def put(self, fingerprint: str, stage: str, result: str) -> None:
        values = {
            "org_id": self._session.org_id,
            "fingerprint": fingerprint,
            "stage": stage,
            "result": json.loads(result),
            "created_at": datetime.now(UTC),
        }
        await self._session.run(upsert(STAGE_RESULTS).values(values).on_conflict_do_nothing())
