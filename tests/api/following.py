"""Followers of live streams, and what they follow, for the tests of streams."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import asyncpg
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from domain.access import PERMISSIONS, Principal, Role
from domain.contracts.base import DEFAULT_ORG
from domain.contracts.job import JobSpec, JobStatus
from domain.entities import Job, Video
from domain.ids import random_id

OTHER_ORG = "org_other"


async def tell(world, org_id: str, job_id: str, kind: str = "stage.progress", data: str = "{}") -> int:
    async with world.units(org_id) as unit:
        seq = await unit.events.append(job_id, random_id("key"), kind, data)
        await unit.commit()
    return seq


async def member(world, database, org_id: str = DEFAULT_ORG) -> Principal:
    """A new viewer of the organisation."""
    user_id = random_id("usr")
    owner = await asyncpg.connect(database.owner_url.replace("+asyncpg", ""))
    async with owner.transaction():
        await owner.execute("SELECT set_config('cutdown.org_id', $1, true)", org_id)
        await owner.execute("SELECT set_config('cutdown.user_id', $1, true)", user_id)
        await owner.execute(
            "INSERT INTO users (id, email, name, revision, created_at) VALUES ($1, $1, 'V', 1, now())", user_id
        )
        await owner.execute(
            "INSERT INTO memberships (org_id, user_id, role, revision, created_at) VALUES ($1, $2, 'viewer', 1, now())",
            org_id,
            user_id,
        )
    await owner.close()
    return Principal(org_id, user_id, "user", PERMISSIONS[Role.VIEWER])


async def leave(database, principal: Principal) -> None:
    owner = await asyncpg.connect(database.owner_url.replace("+asyncpg", ""))
    async with owner.transaction():
        await owner.execute("SELECT set_config('cutdown.org_id', $1, true)", principal.org_id)
        gone = await owner.execute("DELETE FROM memberships WHERE user_id = $1", principal.actor_id)
    await owner.close()
    assert gone == "DELETE 1"


async def events_of(world, count: int, path: str = "/v1/events", headers=None, **params) -> list[dict]:
    """The first `count` events of an SSE stream, with their id and kind as the stream names them."""
    found, fields = [], {}
    async with asyncio.timeout(20), world.http.stream("GET", path, params=params, headers=headers) as answer:
        assert answer.status_code == 200, await answer.aread()
        async for line in answer.aiter_lines():
            name, _, value = line.partition(": ")
            if name:
                fields[name] = value
                continue
            if "data" in fields:
                found.append(json.loads(fields["data"]) | {"id": int(fields["id"]), "event": fields["event"]})
                if len(found) == count:
                    break
            fields = {}
    return found


@asynccontextmanager
async def opened(
    world, principal: Principal, path: str = "/v1/stream", *, origin: str | None = None, **opening: object
) -> AsyncIterator[ClientConnection]:
    """A WebSocket that has shown its ticket."""
    ticket = (await world.parts.tickets.issue(principal)).ticket
    async with asyncio.timeout(30), connect(world.url.replace("http", "ws") + path, origin=origin) as peer:
        await peer.send(json.dumps({"ticket": ticket, **opening}))
        yield peer


async def said(peer: ClientConnection, kind: str = "event") -> dict:
    async with asyncio.timeout(10):
        while (message := json.loads(await peer.recv()))["type"] != kind:
            pass
    return message


async def closing(peer: ClientConnection) -> tuple[int, str]:
    """How the server closes."""
    with contextlib.suppress(ConnectionClosed):
        async with asyncio.timeout(15):
            async for _ in peer:
                pass
    assert peer.close_code is not None
    return peer.close_code, peer.close_reason or ""


async def refused(world, path: str, **options) -> tuple[int, str]:
    with pytest.raises(InvalidStatus) as refusal:
        await connect(world.url.replace("http", "ws") + path, **options)
    return refusal.value.response.status_code, json.loads(refusal.value.response.body)["code"]


async def job_of_others(world, database) -> str:
    """A job of another organisation."""
    owner = await asyncpg.connect(database.owner_url.replace("+asyncpg", ""))
    async with owner.transaction():
        await owner.execute("SELECT set_config('cutdown.org_id', $1, true)", OTHER_ORG)
        await owner.execute(
            "INSERT INTO organisations (id, name, revision, created_at) VALUES ($1, 'Other', 1, now()) "
            "ON CONFLICT DO NOTHING",
            OTHER_ORG,
        )
    await owner.close()
    now = datetime.now(UTC)
    video = Video(id=random_id("vid"), org_id=OTHER_ORG, filename="theirs.mp4", created_at=now)
    job = Job(
        id=random_id("job"),
        org_id=OTHER_ORG,
        video_id=video.id,
        spec=JobSpec(),
        status=JobStatus.QUEUED,
        created_at=now,
    )
    async with world.units(OTHER_ORG) as unit:
        await unit.videos.add(video)
        await unit.jobs.add(job)
        await unit.commit()
    return job.id
