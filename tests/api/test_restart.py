"""What a client of live streams sees of an API that is restarted: a pause."""

import asyncio
import dataclasses
import json

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from api.streaming.hub import open_hub
from cutdown_sdk import Cutdown
from tests.api.conftest import TOKEN, bearer, serving

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_client_that_watches_goes_on_where_it_was_cut_off(world, job_id):
    async with serving(world.parts) as url:
        api = Cutdown(url, TOKEN)
        told: list[int] = []

        def follow() -> None:
            told.extend(event.seq for event in api.jobs.watch(job_id))

        reading = asyncio.create_task(asyncio.to_thread(follow))
        for number in range(5):
            await world.tell(job_id, f"before {number}", "stage.progress")
        await _until(lambda: len(told) >= 3)
    for number in range(5):
        await world.tell(job_id, f"meanwhile {number}", "stage.progress")
    async with serving(world.parts, int(url.rpartition(":")[2])):
        for number in range(5):
            await world.tell(job_id, f"after {number}", "stage.progress")
        await world.tell(job_id, "end", "job.completed")
        async with asyncio.timeout(20):
            await reading
    assert told == list(range(1, 18))


async def test_a_process_that_stops_ends_its_streams_at_once_and_says_why(world, job_id):
    old = world.parts.hub
    async with open_hub(old._events, old._feed) as hub:
        parts = dataclasses.replace(world.parts, hub=hub)
        ticket = (await world.http.post("/v1/stream-tickets")).json()["ticket"]
        async with (
            asyncio.timeout(15),
            serving(parts) as url,
            httpx.AsyncClient(base_url=url, headers=bearer(TOKEN)) as http,
            http.stream("GET", f"/v1/jobs/{job_id}/events") as answer,
            connect(url.replace("http", "ws") + "/v1/stream") as peer,
        ):
            await peer.send(json.dumps({"ticket": ticket}))
            assert json.loads(await peer.recv())["type"] == "ready"
            lines = answer.aiter_lines()
            while "job.queued" not in await anext(lines):
                pass
            hub.close()
            rest = [line async for line in lines]
            assert rest[-3:-1] == ["event: stream.closed", 'data: {"code": "stream.restarting"}']
            with pytest.raises(ConnectionClosed) as closed:
                await peer.recv()
            assert closed.value.rcvd.code == 1012


async def _until(done) -> None:
    async with asyncio.timeout(10):
        while not done():  # noqa: ASYNC110 - a thread counts, it does not call
            await asyncio.sleep(0.05)
