"""Live streams of an organisation and over WebSockets: order, resuming, tenancy, drops."""

import asyncio
import contextlib
import json
import socket

import pytest
import pytest_asyncio
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from api.streaming import reader, sse, tail
from api.streaming import socket as ws
from domain.contracts.base import DEFAULT_ORG
from tests.api.following import OTHER_ORG, closing, events_of, job_of_others, member, opened, said, tell

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def others_job(world, database) -> str:
    return await job_of_others(world, database)


async def test_the_organisation_is_told_in_one_order_without_gap_and_a_reader_resumes(world, job_id):
    start = (await events_of(world, 1, after=0))[0]["id"] - 1
    await asyncio.gather(*(tell(world, DEFAULT_ORG, job_id) for _ in range(20)))
    first = await events_of(world, 8, after=start)
    rest = await events_of(world, 13, headers={"Last-Event-ID": str(first[-1]["id"])})
    numbers = [event["id"] for event in (*first, *rest)]
    assert numbers == list(range(start + 1, start + 22)) == [event["org_seq"] for event in (*first, *rest)]


async def test_a_stream_without_a_position_begins_now_and_says_where_that_is(world, job_id):
    await tell(world, DEFAULT_ORG, job_id, "before.it")
    reading = asyncio.create_task(events_of(world, 1))
    await asyncio.sleep(0.3)
    await tell(world, DEFAULT_ORG, job_id, "after.it")
    assert [event["event"] for event in await reading] == ["after.it"]
    async with asyncio.timeout(5), world.http.stream("GET", "/v1/events") as answer:
        lines = answer.aiter_lines()
        assert [await anext(lines), await anext(lines)] == ["retry: 1000", f"id: {(await reading)[0]['id']}"]


async def test_only_the_chosen_kinds_and_jobs_are_told(world, job_id, video_id):
    second = (await world.http.post("/v1/jobs", json={"video_id": video_id})).json()["id"]
    for kind in ("stage.started", "stage.completed", "clip.published"):
        for one in (job_id, second):
            await tell(world, DEFAULT_ORG, one, kind)
    options = {"after": 0, "follow": False}
    found = await events_of(world, 99, kind=["stage.*", "clip.published"], job_id=second, **options)
    assert {event["job_id"] for event in found} == {second}
    assert [event["kind"] for event in found] == ["stage.started", "stage.completed", "clip.published"]
    of_job = await events_of(world, 99, f"/v1/jobs/{job_id}/events", kind="stage.completed", **options)
    assert [(event["id"], event["kind"]) for event in of_job] == [(3, "stage.completed")]


async def test_another_organisations_events_are_never_told(world, job_id, others_job, database):
    theirs, ours = await member(world, database, OTHER_ORG), await member(world, database)
    async with opened(world, theirs, after=0) as they, opened(world, ours) as we:
        await said(we, "ready")
        await asyncio.gather(
            *(tell(world, OTHER_ORG, others_job, "theirs.happened") for _ in range(10)),
            *(tell(world, DEFAULT_ORG, job_id, "ours.happened") for _ in range(10)),
        )
        told_us = [(await said(we))["event"] for _ in range(10)]
        told_them = [(await said(they))["event"] for _ in range(10)]
        assert {event["kind"] for event in told_us} == {"ours.happened"}
        assert {event["kind"] for event in told_them} == {"theirs.happened"}
        for peer in (we, they):
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(peer.recv(), 0.3)
    assert await events_of(world, 99, job_id=others_job, after=0, follow=False) == []
    assert (await world.http.get(f"/v1/jobs/{others_job}/events")).status_code == 404
    async with opened(world, ours, f"/v1/jobs/{others_job}/stream") as peer:
        assert await closing(peer) == (4404, "job.not_found")


async def test_a_job_is_followed_over_a_websocket_beyond_its_end_and_resumed(world, job_id, database):
    viewer = await member(world, database)
    async with opened(world, viewer, f"/v1/jobs/{job_id}/stream") as peer:
        assert (await said(peer, "ready"))["after"] == 0
        assert (await said(peer))["event"]["kind"] == "job.queued"
        await tell(world, DEFAULT_ORG, job_id, "job.completed")
        await tell(world, DEFAULT_ORG, job_id, "clip.published")
        assert [(await said(peer))["event"]["seq"] for _ in range(2)] == [2, 3]
    async with opened(world, viewer, f"/v1/jobs/{job_id}/stream", after=2) as peer:
        assert (await said(peer))["event"]["seq"] == 3


async def test_a_quiet_stream_beats(world, database, monkeypatch):
    monkeypatch.setattr(ws, "HEARTBEAT_SECONDS", 0.1)
    async with opened(world, await member(world, database)) as peer:
        await said(peer, "heartbeat")


async def flood(world, job_id: str, count: int) -> None:
    """More than sockets and servers hold for somebody who does not read."""
    filling = json.dumps({"filling": "x" * 100_000})
    for start in range(0, count, 10):
        async with world.units(DEFAULT_ORG) as unit:
            for number in range(start, start + 10):
                await unit.events.append(job_id, f"flood {number}", "flood.rises", filling)
            await unit.commit()


async def dropped(world, readers: set[reader.Reader]) -> None:
    assert readers
    async with asyncio.timeout(20):
        while readers & world.parts.hub._readers:  # noqa: ASYNC110 - the hub is looked into, it does not tell
            await asyncio.sleep(0.1)
    assert {one.ending for one in readers} == {reader.TOO_SLOW}


async def test_who_does_not_read_is_dropped_with_a_code_and_loses_nothing(world, job_id, database, monkeypatch):
    monkeypatch.setattr(reader, "SEND_SECONDS", 1.0)
    viewer, reads = await member(world, database), await member(world, database)
    raw = socket.socket()
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    raw.setblocking(False)
    host, port = world.url.removeprefix("http://").split(":")
    await asyncio.get_running_loop().sock_connect(raw, (host, int(port)))
    ticket = (await world.parts.tickets.issue(viewer)).ticket
    address = world.url.replace("http", "ws") + f"/v1/jobs/{job_id}/stream"
    async with (
        asyncio.timeout(40),
        opened(world, reads, f"/v1/jobs/{job_id}/stream") as awake,
        connect(address, sock=raw, max_queue=1, ping_interval=None, compression=None) as asleep,
    ):
        await asleep.send(json.dumps({"ticket": ticket}))
        await said(asleep, "ready")
        mine = {one for one in world.parts.hub._readers if one.actor[1] == viewer.actor_id}
        await flood(world, job_id, 100)
        seen = [(await said(awake))["event"]["seq"] for _ in range(101)]
        assert seen == list(range(1, 102))
        await dropped(world, mine)
        told = []
        with contextlib.suppress(ConnectionClosed):
            async for text in asleep:
                message = json.loads(text)
                told += [message["event"]["seq"]] if message["type"] == "event" else []
        assert (asleep.close_code, asleep.close_reason) == (4429, "stream.too_slow")
        assert told == list(range(1, len(told) + 1))
        assert len(told) < 101
    rest = await events_of(world, 101 - len(told), f"/v1/jobs/{job_id}/events", after=told[-1] if told else 0)
    assert [event["id"] for event in rest] == list(range(len(told) + 1, 102))


async def test_a_reader_of_events_who_does_not_read_is_dropped_too(world, job_id, monkeypatch):
    monkeypatch.setattr(reader, "SEND_SECONDS", 0.5)
    monkeypatch.setattr(sse, "_FAREWELL_SECONDS", 0.5)
    async with world.http.stream("GET", f"/v1/jobs/{job_id}/events") as answer:
        assert answer.status_code == 200
        before = set(world.parts.hub._readers)
        await flood(world, job_id, 100)
        await dropped(world, before)


async def test_what_the_tail_keeps_is_bounded_and_older_events_come_from_the_record(world, job_id, monkeypatch):
    monkeypatch.setattr(tail, "KEPT_EVENTS", 20)
    monkeypatch.setattr(tail, "_PAGE", 15)
    reading = asyncio.create_task(events_of(world, 201, f"/v1/jobs/{job_id}/events"))
    for number in range(200):
        await world.tell(job_id, f"{number}", "stage.progress")
    assert [event["id"] for event in await reading] == list(range(1, 202))
    (kept,) = (one for one in world.parts.hub._tails.values() if one.org_id == DEFAULT_ORG)
    assert len(kept._kept) <= 20
    assert [event["id"] for event in await events_of(world, 201, f"/v1/jobs/{job_id}/events")] == list(range(1, 202))


async def test_many_followers_cost_one_reading_per_change(world, job_id, database, monkeypatch):
    viewer = await member(world, database)
    readings = 0
    since = type(world.parts.hub._events).since

    async def counting(*given):
        nonlocal readings
        readings += 1
        return await since(*given)

    async with contextlib.AsyncExitStack() as stack:
        peers = [await stack.enter_async_context(opened(world, viewer)) for _ in range(30)]
        await asyncio.gather(*(said(peer, "ready") for peer in peers))
        monkeypatch.setattr(type(world.parts.hub._events), "since", counting)
        for number in range(5):
            await tell(world, DEFAULT_ORG, job_id, f"news.{'abcde'[number]}")
            told = await asyncio.gather(*(said(peer) for peer in peers))
            assert {message["event"]["kind"] for message in told} == {f"news.{'abcde'[number]}"}
    assert readings <= 10
