"""Readiness tells of every part, and is not lost with one that the API serves without."""

import dataclasses

import httpx
import pytest

from adapters.container import Container
from adapters.settings import Settings
from api.assembly import open_parts
from domain.errors import TransientError
from tests.api.conftest import World, serving

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def away() -> None:
    raise TransientError("temporal.unavailable", "The workflow service does not answer.")


async def here() -> None:
    return


async def readiness(world: World, **parts: object) -> tuple[int, dict]:
    async with serving(dataclasses.replace(world.parts, **parts)) as url, httpx.AsyncClient(base_url=url) as http:
        answer = await http.get("/readyz")
    return answer.status_code, answer.json()


async def assembled_readiness(settings: Settings) -> httpx.Response:
    async with (
        open_parts(Container(settings, "test")) as parts,
        serving(parts) as url,
        httpx.AsyncClient(base_url=url, timeout=10) as http,
    ):
        return await http.get("/readyz")


async def test_without_a_part_that_jobs_can_wait_for_the_api_is_ready_and_says_so(world: World) -> None:
    status, told = await readiness(world, checks={"storage": here}, watched={"temporal": away})
    assert (status, told["status"]) == (200, "degraded")
    assert told["checks"] == {"storage": "ok", "temporal": "temporal.unavailable"}


async def test_without_a_part_that_it_needs_the_api_is_not_ready(world: World) -> None:
    status, told = await readiness(world, checks={"storage": away}, watched={"temporal": here})
    assert (status, told["status"]) == (503, "not ready")
    assert told["checks"] == {"storage": "temporal.unavailable", "temporal": "ok"}


async def test_the_assembled_api_tells_of_the_real_servers(settings: Settings) -> None:
    answer = await assembled_readiness(settings)
    assert answer.json() == {"status": "ok", "checks": {"database": "ok", "storage": "ok", "temporal": "ok"}}


async def test_the_assembled_api_is_ready_while_temporal_is_away(settings: Settings) -> None:
    nowhere = settings.model_copy(update={"temporal_address": "127.0.0.1:1"})
    answer = await assembled_readiness(nowhere)
    assert answer.status_code == 200
    assert answer.json()["checks"]["temporal"] in {"temporal.unavailable", "timeout"}
