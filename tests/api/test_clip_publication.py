"""Publishing a clip that the output contract holds back."""

import pytest

from domain.contracts.base import DEFAULT_ORG
from domain.contracts.render import Breach
from domain.entities import ClipState

pytestmark = pytest.mark.asyncio(loop_scope="module")

BREACH = Breach(aspect="9:16", clause="first_frame", found="black", promised="something to be seen")


async def held(world, clip_id: str) -> None:
    async with world.units(DEFAULT_ORG) as unit:
        clip = await unit.clips.get(clip_id)
        changes = {"state": ClipState.FAILED, "breaches": (BREACH,), "message": "first_frame: black", "rendered": None}
        await unit.clips.put(clip.model_copy(update=changes | {"render": None}))
        await unit.commit()


async def test_a_clip_that_is_held_back_is_published_only_by_force(world, clips):
    await held(world, clips[0])
    path = f"/v1/clips/{clips[0]}/publish"
    refused = await world.http.post(path, json={})
    assert (refused.status_code, refused.json()["code"]) == (409, "clip.held_back")
    assert "first_frame" in refused.text
    assert world.engine.rendered == []
    done = await world.http.post(path, json={"force": True})
    assert (done.status_code, done.json()["needed"]) == (202, True)
    (order,) = world.engine.rendered
    assert order.clip_id == clips[0]
    assert order.forced_by
    assert done.json()["clip"]["render"]["force"] is True


async def test_a_forced_publication_waits_for_the_engine_with_its_force(world, clips):
    await held(world, clips[0])
    await world.http.post(f"/v1/clips/{clips[0]}/publish", json={"force": True})
    (order,) = world.engine.rendered
    async with world.units(DEFAULT_ORG) as unit:
        clip = await unit.clips.get(clips[0])
    assert clip.render is not None
    assert clip.render.forces(order.revision)
    assert not clip.render.model_copy(update={"state": "failed"}).forces(order.revision)
    assert not clip.render.forces(order.revision + 1)


async def test_a_published_clip_stays_as_it_is(world, clips):
    done = await world.http.post(f"/v1/clips/{clips[0]}/publish", json={"force": True})
    assert (done.status_code, done.json()["needed"]) == (200, False)
    assert world.engine.rendered == []


async def test_a_clip_that_a_review_left_out_is_not_published(world, clips):
    async with world.units(DEFAULT_ORG) as unit:
        clip = await unit.clips.get(clips[0])
        await unit.clips.put(clip.model_copy(update={"state": ClipState.DROPPED}))
        await unit.commit()
    refused = await world.http.post(f"/v1/clips/{clips[0]}/publish", json={"force": True})
    assert (refused.status_code, refused.json()["code"]) == (409, "clip.dropped")
