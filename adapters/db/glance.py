"""Reads one row by its id in one round trip, for what clients ask for all the time.

It speaks to the driver itself: SQLAlchemy around one such statement costs this process several times the CPU time of
the statement.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from functools import cache
from typing import TYPE_CHECKING

from adapters.db.driver import open_driver
from adapters.db.tables.jobs import JOBS
from domain.entities import Job

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import Table

    from adapters.db.driver import DriverConnections

_TEMPLATE = """
WITH tenant AS MATERIALIZED (SELECT set_config('cutdown.org_id', $1, true) AS org_id)
SELECT wanted.* FROM tenant, LATERAL (
    SELECT {columns} FROM {table} WHERE {table}.org_id = tenant.org_id AND {table}.id = $2 OFFSET 0
) AS wanted
"""


class SqlGlance:
    """One statement is one transaction: it names its tenant and reads the row that this tenant may see."""

    def __init__(self, driver: DriverConnections) -> None:
        self._driver = driver

    async def job(self, org_id: str, job_id: str) -> Job | None:
        """A job of the organisation."""
        row = await self._driver.row(_statement(JOBS), org_id, job_id)
        return None if row is None else Job.model_validate(dict(row))


@asynccontextmanager
async def open_glance(url: str) -> AsyncIterator[SqlGlance]:
    """A glance with connections of its own; `url` is the SQLAlchemy address of the database."""
    async with open_driver(url) as driver:
        yield SqlGlance(driver)


@cache
def _statement(table: Table) -> str:
    """The statement for a table.

    The row is looked for once per row of `tenant`, so after the setting is made by which row-level security decides;
    OFFSET 0 keeps the planner from turning that round. If it could, it would find nothing: never another's row.
    """
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    # Only names of our own table and columns are put into the text.
    return _TEMPLATE.replace("{columns}", columns).replace("{table}", table.name)
