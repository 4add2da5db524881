"""The event stream: live, resumable without gap or repetition, ending with the job."""

import asyncio
import json

import pytest

from adapters.db.feed import PostgresEventFeed
from api.streaming import sse, tail
from domain.contracts.job import JobStatus

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def read(
    world, job_id: str, count: int | None = None, headers: dict[str, str] | None = None, params=None
) -> list[dict[str, str]]:
    """The stream's events: the first `count`, or all until the server ends it."""
    found: list[dict[str, str]] = []
    fields: dict[str, str] = {}
    async with (
        asyncio.timeout(15),
        world.http.stream("GET", f"/v1/jobs/{job_id}/events", headers=headers, params=params) as answer,
    ):
        assert answer.status_code == 200, await answer.aread()
        assert answer.headers["content-type"].startswith("text/event-stream")
        async for line in answer.aiter_lines():
            name, _, value = line.partition(": ")
            if name:
                fields[name] = value
            elif "data" in fields:
                found.append(fields)
                fields = {}
                if len(found) == count:
                    return found
    return found


async def test_events_come_as_they_happen_and_the_stream_ends_with_the_job(world, job_id):
    reading = asyncio.create_task(read(world, job_id))
    for number in range(3):
        await asyncio.sleep(0.05)
        await world.tell(job_id, f"step {number}", "stage.completed", json.dumps({"step": f"línea\n{number}"}))
    await world.tell(job_id, "end", "job.completed")
    found = await reading
    assert [(event["id"], event["event"]) for event in found] == [
        ("1", "job.queued"),
        ("2", "stage.completed"),
        ("3", "stage.completed"),
        ("4", "stage.completed"),
        ("5", "job.completed"),
    ]
    told = json.loads(found[1]["data"])
    assert told["data"] == {"step": "línea\n0"}
    assert (told["job_id"], told["seq"], told["kind"]) == (job_id, 2, "stage.completed")


async def test_a_reader_that_was_cut_off_goes_on_after_its_last_event(world, job_id):
    for number in range(300):  # more than the log is read at once
        await world.tell(job_id, f"{number}", "stage.progress")
    first = await read(world, job_id, count=7)
    reading = asyncio.create_task(read(world, job_id, headers={"Last-Event-ID": first[-1]["id"]}))
    await asyncio.sleep(0.1)
    await world.tell(job_id, "end", "job.failed")
    rest = await reading
    assert [int(event["id"]) for event in (*first, *rest)] == list(range(1, 303))
    assert [int(event["id"]) for event in await read(world, job_id, params={"after": 300})] == [301, 302]


async def test_many_readers_see_the_same_log(world, job_id):
    reading = [asyncio.create_task(read(world, job_id)) for _ in range(20)]
    await asyncio.gather(*(world.tell(job_id, f"{number}", "stage.progress") for number in range(30)))
    await world.tell(job_id, "end", "job.cancelled")
    logs = await asyncio.gather(*reading)
    assert all([int(event["id"]) for event in log] == list(range(1, 33)) for log in logs)


async def test_a_reader_is_served_without_announcements_too(world, job_id, monkeypatch):
    monkeypatch.setattr(tail, "POLL_SECONDS", 0.1)
    monkeypatch.setattr(PostgresEventFeed, "_heard", lambda *_: None)
    reading = asyncio.create_task(read(world, job_id))
    await asyncio.sleep(0.3)
    async with world.units("org_default") as unit:
        await unit.events.append(job_id, "end", "job.completed", "{}")
        await unit.commit()
    assert len(await reading) == 2


async def test_a_quiet_stream_says_now_and_then_that_it_lives(world, job_id, monkeypatch):
    monkeypatch.setattr(sse, "HEARTBEAT_SECONDS", 0.2)
    async with asyncio.timeout(5), world.http.stream("GET", f"/v1/jobs/{job_id}/events") as answer:
        async for line in answer.aiter_lines():
            if line.startswith(":"):
                return
    pytest.fail("no sign of life")


async def test_a_reader_of_an_ended_job_is_not_kept_waiting(world, job_id):
    await world.tell(job_id, "end", "job.completed")
    assert await read(world, job_id, headers={"Last-Event-ID": "1"}) != []
    async with world.units("org_default") as unit:
        job = await unit.jobs.get(job_id)
        await unit.jobs.update(job.model_copy(update={"status": JobStatus.COMPLETED}))
        await unit.commit()
    assert await read(world, job_id, headers={"Last-Event-ID": "2"}) == []


async def test_readers_who_leave_in_the_middle_are_forgotten_without_a_crash(world, job_id, capsys):
    for number in range(50):
        await world.tell(job_id, f"{number}", "stage.progress", json.dumps({"filling": "x" * 5000}))
    await asyncio.gather(*(read(world, job_id, count=number + 1) for number in range(10)))
    await asyncio.sleep(0.3)
    assert not world.parts.hub._readers
    assert "crashed" not in capsys.readouterr().out
