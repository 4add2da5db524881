"""Reads one row by its id in one round trip, for what clients ask for all the time."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from adapters.db.errors import translated
from adapters.db.tables.jobs import JOBS
from domain.entities import Job

if TYPE_CHECKING:
    from sqlalchemy import Table
    from sqlalchemy.ext.asyncio import AsyncEngine


_TEMPLATE = """
WITH tenant AS MATERIALIZED (SELECT set_config('cutdown.org_id', $1, true) AS org_id)
SELECT wanted.* FROM tenant, LATERAL (
    SELECT {columns} FROM {table} WHERE {table}.org_id = tenant.org_id AND {table}.id = $2 OFFSET 0
) AS wanted
"""


class SqlGlance:
    """One statement is one transaction: it names its tenant and reads the row that this tenant may see."""

    def __init__(self, engine: AsyncEngine) -> None:
        # No BEGIN and no ROLLBACK around it.
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    async def job(self, org_id: str, job_id: str) -> Job | None:
        """A job of the organisation."""
        row = await self._row(JOBS, org_id, job_id)
        return None if row is None else Job.model_validate(row)

    async def _row(self, table: Table, org_id: str, row_id: str) -> dict[str, object] | None:
        with translated():
            async with self._engine.connect() as connection:
                found = (await connection.exec_driver_sql(_statement(table), (org_id, row_id))).mappings().first()
        return None if found is None else dict(found)


@cache
def _statement(table: Table) -> str:
    """The statement for a table.

    The row is looked for once per row of `tenant`, so after the setting is made by which row-level security decides;
    OFFSET 0 keeps the planner from turning that round. If it could, it would find nothing: never another's row.
    """
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    # Only names of our own table and columns are put into the text.
    return _TEMPLATE.replace("{columns}", columns).replace("{table}", table.name)
