"""The event log: numbered without gaps, told once per key, announced when committed."""

import asyncio
import json

import asyncpg
import pytest

from adapters.db.repositories.events import EVENTS_CHANNEL
from adapters.db.unit_of_work import SqlUnitOfWorkFactory
from domain.contracts.base import DEFAULT_ORG
from domain.entities import Job
from domain.errors import NotFoundError
from tests.conftest import Database


async def append(units: SqlUnitOfWorkFactory, job: Job, key: str, *, commit: bool = True) -> int:
    async with units(DEFAULT_ORG) as unit:
        seq = await unit.events.append(job.id, key, "test.happened", json.dumps({"key": key}))
        if commit:
            await unit.commit()
        return seq


async def newest(units: SqlUnitOfWorkFactory) -> int:
    async with units(DEFAULT_ORG) as unit:
        return await unit.events.last()


async def test_fifty_concurrent_appends_of_twenty_five_keys_are_told_once_each_and_numbered_without_gaps(units, job):
    given = await asyncio.gather(*(append(units, job, f"key {number % 25}") for number in range(50)))
    assert sorted(seq for seq in given if seq) == list(range(1, 26))
    assert given.count(0) == 25
    async with units(DEFAULT_ORG) as unit:
        events = await unit.events.after(job.id, 0, 100)
    assert [event.seq for event in events] == list(range(1, 26))
    assert len({event.data for event in events}) == 25


async def test_a_rolled_back_append_leaves_no_gap_and_can_be_told_again(units, job):
    assert await append(units, job, "first") == 1
    assert await append(units, job, "lost", commit=False) == 2
    assert await append(units, job, "second") == 2
    assert await append(units, job, "lost") == 3


async def test_an_append_is_announced_only_when_it_is_committed(units, job, database: Database):
    heard: list[dict[str, object]] = []
    listener = await asyncpg.connect(database.app_url.replace("+asyncpg", ""))
    await listener.add_listener(EVENTS_CHANNEL, lambda *call: heard.append(json.loads(call[3])))
    await append(units, job, "rolled back", commit=False)
    await append(units, job, "kept")
    await append(units, job, "kept")
    await asyncio.sleep(0.2)
    await listener.close()
    assert heard == [{"org": DEFAULT_ORG, "seq": await newest(units)}]


async def test_events_of_an_unknown_job_are_refused(units):
    async with units(DEFAULT_ORG) as unit:
        with pytest.raises(NotFoundError, match=r"job\.not_found"):
            await unit.events.append("job_unknown", "key", "test.happened", "{}")


async def test_another_organisation_sees_nothing_of_a_job(units, job):
    await append(units, job, "mine")
    async with units("org_other") as unit:
        assert await unit.jobs.get(job.id) is None
        assert await unit.videos.get(job.video_id) is None
        assert await unit.events.after(job.id, 0, 10) == ()
        assert await unit.jobs.list(status=None, after=None, limit=10) == ()
        with pytest.raises(NotFoundError):
            await unit.events.append(job.id, "theirs", "test.happened", "{}")


async def test_what_a_tool_printed_may_hold_characters_that_the_database_cannot_keep(units, job):
    async with units(DEFAULT_ORG) as unit:
        await unit.events.append(job.id, "nul", "test.happened", json.dumps({"message": "a\0b"}))
        assert [json.loads(event.data) for event in await unit.events.after(job.id, 0, 1)] == [{"message": "ab"}]


async def test_numbers_of_the_organisation_become_visible_in_their_order_and_without_gaps(units, job):
    async with units(DEFAULT_ORG) as unit:
        others = [job.model_copy(update={"id": f"{job.id}_{number}"}) for number in range(8)]
        for other in others:
            await unit.jobs.add(other)
        start = await unit.events.last()
        await unit.commit()
    writing = asyncio.gather(*(append(units, other, f"key {n}") for n in range(10) for other in others))
    position = start
    while position < start + 80:
        async with units(DEFAULT_ORG) as unit:
            page = await unit.events.since(position, 7)
        assert [event.org_seq for event in page] == list(range(position + 1, position + 1 + len(page)))
        position += len(page)
    await writing


async def test_an_event_that_is_not_committed_yet_holds_up_no_other_job(units, job):
    async with units(DEFAULT_ORG) as unit:
        other = job.model_copy(update={"id": f"{job.id}_other"})
        await unit.jobs.add(other)
        await unit.commit()
    async with asyncio.timeout(5), units(DEFAULT_ORG) as slow:
        await slow.events.append(job.id, "slow", "test.happened", "{}")
        await append(units, other, "quick")
        await slow.commit()
    async with units(DEFAULT_ORG) as unit:
        told = await unit.events.since(await unit.events.last() - 2, 10)
    assert [event.job_id for event in told] == [other.id, job.id]
