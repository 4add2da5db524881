"""Who may open a live stream, and for how long: tickets, origins, first messages, revocation."""

import asyncio
import json
from datetime import timedelta

import pytest
import pytest_asyncio
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from api.routers import streams
from api.streaming import hub
from domain.contracts.base import DEFAULT_ORG
from domain.services import stream_tickets
from tests.api.following import OTHER_ORG, closing, job_of_others, leave, member, opened, refused, said

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def others_job(world, database) -> str:
    return await job_of_others(world, database)


async def test_a_ticket_opens_one_stream(world, database):
    viewer = await member(world, database)
    ticket = (await world.parts.tickets.issue(viewer)).ticket
    address = world.url.replace("http", "ws") + "/v1/stream"
    async with connect(address) as one, connect(address) as two:
        for peer in (one, two):
            await peer.send(json.dumps({"ticket": ticket}))
        outcomes = await asyncio.gather(
            *(asyncio.wait_for(peer.recv(), 5) for peer in (one, two)), return_exceptions=True
        )
        closed = [outcome for outcome in outcomes if isinstance(outcome, ConnectionClosed)]
        assert [(end.rcvd.code, end.rcvd.reason) for end in closed] == [(4401, "stream.ticket_refused")]


async def test_a_ticket_ends_and_is_kept_as_a_digest_only(world, database, monkeypatch):
    viewer = await member(world, database)
    kept = await world.parts.tickets.issue(viewer)
    async with world.units(DEFAULT_ORG) as unit:
        assert await unit.stream_tickets.take(kept.ticket) is None
    monkeypatch.setattr(stream_tickets, "LIFETIME", timedelta(seconds=-1))
    async with opened(world, viewer) as peer:
        assert await closing(peer) == (4401, "stream.ticket_refused")


@pytest.mark.parametrize(
    "forge", [lambda t: t.replace(DEFAULT_ORG, OTHER_ORG), lambda t: t + "x", lambda _: "", lambda _: "a.b"]
)
async def test_a_ticket_that_was_changed_is_refused(world, database, others_job, forge):
    ticket = (await world.parts.tickets.issue(await member(world, database))).ticket
    async with connect(world.url.replace("http", "ws") + "/v1/stream") as peer:
        await peer.send(json.dumps({"ticket": forge(ticket)}))
        assert await closing(peer) == (4401, "stream.ticket_refused")


async def test_a_ticket_comes_as_a_sub_protocol_too(world, database, job_id):
    viewer = await member(world, database)
    ticket = (await world.parts.tickets.issue(viewer)).ticket
    address = world.url.replace("http", "ws") + f"/v1/jobs/{job_id}/stream?after=0&kind=job.*"
    async with connect(address, subprotocols=["cutdown.v1", f"cutdown.ticket.{ticket}"]) as peer:
        assert peer.subprotocol == "cutdown.v1"
        assert (await said(peer))["event"]["kind"] == "job.queued"


async def test_a_ticket_in_the_address_opens_nothing_and_is_spent(world, database):
    ticket = (await world.parts.tickets.issue(await member(world, database))).ticket
    assert await refused(world, f"/v1/stream?ticket={ticket}") == (400, "stream.ticket_in_address")
    async with connect(world.url.replace("http", "ws") + "/v1/stream") as peer:
        await peer.send(json.dumps({"ticket": ticket}))
        assert await closing(peer) == (4401, "stream.ticket_refused")


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "https://127.0.0.1.evil.example", "http://127.0.0.1:1"]
)
async def test_pages_of_other_origins_open_nothing(world, origin):
    assert await refused(world, "/v1/stream", origin=origin) == (403, "stream.origin_refused")


async def test_pages_of_our_own_may_open_streams(world, database):
    async with opened(world, await member(world, database), origin=world.url) as peer:
        assert (await said(peer, "ready"))["type"] == "ready"


@pytest.mark.parametrize("message", ["", "[]", '{"ticket": 1}', '{"ticket": "a", "extra": 1}', '{"after": -1}', b"\0"])
async def test_a_first_message_that_is_none_closes_the_stream(world, message):
    async with connect(world.url.replace("http", "ws") + "/v1/stream") as peer:
        await peer.send(message)
        assert (await closing(peer))[0] in {4400, 4401}


async def test_who_shows_no_ticket_is_not_waited_for(world, monkeypatch):
    monkeypatch.setattr(streams, "TICKET_SECONDS", 0.2)
    async with connect(world.url.replace("http", "ws") + "/v1/stream") as peer:
        assert await closing(peer) == (4408, "stream.ticket_missed")


async def test_streams_close_within_five_seconds_when_the_membership_ends(world, database):
    viewer, stays = await member(world, database), await member(world, database)
    async with opened(world, viewer) as peer, opened(world, stays) as other:
        await said(peer, "ready")
        await said(other, "ready")
        await leave(database, viewer)
        async with asyncio.timeout(5):
            assert await closing(peer) == (4403, "stream.access_ended")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(other.recv(), hub.STANDING_SECONDS + 0.5)
