"""Reading in one round trip sees what a unit of work sees: the tenant's own row, and never another's."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from adapters.db.glance import SqlGlance, _statement, open_glance
from adapters.db.tables.jobs import JOBS
from domain.contracts.base import DEFAULT_ORG


@pytest.fixture
async def glance(database) -> AsyncIterator[SqlGlance]:
    async with open_glance(database.app_url) as glance:
        yield glance


async def test_a_job_is_read_as_a_unit_of_work_reads_it(glance, units, job):
    async with units(DEFAULT_ORG) as unit:
        expected = await unit.jobs.get(job.id)
    found = await asyncio.gather(*(glance.job(DEFAULT_ORG, job.id) for _ in range(20)))
    assert found == [expected] * 20


@pytest.mark.parametrize("org_id", ["org_other", "", "' OR true --"])
async def test_another_organisation_sees_nothing_and_leaves_no_trace_on_the_connection(glance, units, job, org_id):
    for _ in range(3):
        assert await glance.job(org_id, job.id) is None
        assert await glance.job(DEFAULT_ORG, "job_unknown") is None
        assert (await glance.job(DEFAULT_ORG, job.id)).id == job.id
    async with units("org_other") as unit:
        assert await unit.jobs.get(job.id) is None


async def test_the_tenant_is_named_before_the_row_is_looked_for_whatever_the_planner_prefers(database, job):
    connection = await asyncpg.connect(database.app_url.replace("+asyncpg", ""))
    statement = _statement(JOBS)
    for switch in ("enable_nestloop", "enable_hashjoin", "enable_mergejoin", "enable_indexscan", "enable_seqscan"):
        await connection.execute(f"SET {switch} = off")
        assert (await connection.fetchrow(statement, DEFAULT_ORG, job.id))["id"] == job.id
        assert await connection.fetchrow(statement, "org_other", job.id) is None
        assert await connection.fetchval("SELECT current_setting('cutdown.org_id', true)") in {"", None}
    await connection.close()
