"""Rendering edited clips over HTTP: what would run, what is started once, and lost races."""

import pytest

from activities.framing import FramingActivities
from activities.stage import stage_name, stage_version
from activities.subtitles import SubtitleActivities
from domain.access import Principal
from domain.clip_requests import framing_request, subtitles_request
from domain.contracts.base import DEFAULT_ORG, ArtifactRef
from domain.contracts.captions import SubtitlesResult
from domain.contracts.framing import PlanFramingResult
from domain.contracts.job import JobStatus
from domain.entities import StageRun, StageState
from domain.errors import ConflictError, TransientError
from domain.fingerprint import fingerprint
from domain.services.renders import RenderService
from tests.api.published_clips import patched

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_clip_whose_source_is_gone_is_not_rendered_and_says_why(world, clips, video_id):
    await patched(world, clips[0], title="Better")
    async with world.units(DEFAULT_ORG) as unit:
        video = await unit.videos.get(video_id)
        await unit.videos.update(video.model_copy(update={"source": None}))
        await unit.commit()
    refused = await world.http.post(f"/v1/clips/{clips[0]}/render")
    assert (refused.status_code, refused.json()["code"]) == (409, "clip.not_editable")
    assert world.engine.rendered == []


async def test_a_render_that_waits_is_not_started_while_its_job_runs_again(world, clips, job_id):
    await patched(world, clips[0], title="Better")
    world.engine.away = TransientError("temporal.unavailable", "away")
    await world.http.post(f"/v1/clips/{clips[0]}/render")
    world.engine.away = None
    async with world.units(DEFAULT_ORG) as unit:
        job = await unit.jobs.get(job_id)
        await unit.jobs.update(job.model_copy(update={"status": JobStatus.RUNNING}))
        await unit.commit()
    await world.parts.editor.renders.start_queued(Principal.system(DEFAULT_ORG))
    assert clips[0] not in {order.clip_id for order in world.engine.rendered}


class Meanwhile:
    """A forecaster that takes its time: `happens` in it."""

    def __init__(self, happens) -> None:
        self._happens = happens

    async def forecast(self, order, engines):
        await self._happens()
        return ()


async def test_a_clip_that_changes_while_its_render_is_planned_is_asked_for_again(world, clips):
    await patched(world, clips[0], title="Better")
    renders = RenderService(world.units, world.engine, Meanwhile(lambda: patched(world, clips[0], title="Best")))
    with pytest.raises(ConflictError) as lost:
        await renders.render(Principal.system(DEFAULT_ORG), clips[0])
    assert lost.value.code == "clip.changed"
    assert world.engine.rendered == []


async def test_a_render_that_two_ask_for_at_once_is_in_the_log_once(world, clips, job_id):
    await patched(world, clips[0], title="Better")
    path = f"/v1/clips/{clips[0]}/render"
    renders = RenderService(world.units, world.engine, Meanwhile(lambda: world.http.post(path)))
    planned = await renders.render(Principal.system(DEFAULT_ORG), clips[0])
    assert planned.clip.render.state == "queued"
    events = await world.parts.jobs.events(Principal.system(DEFAULT_ORG), job_id, 0, 100)
    assert [event.kind for event in events].count("clip.render_queued") == 1


async def test_a_fresh_clip_is_not_rendered_again(world, clips):
    done = await world.http.post(f"/v1/clips/{clips[0]}/render")
    assert (done.status_code, done.json()["needed"], done.json()["stages"]) == (200, False, [])
    assert world.engine.rendered == []


async def test_a_dry_run_names_what_runs_and_starts_nothing(world, clips, job_id):
    """The captions of the edited clip are remembered, its framing is, too: the render is not."""
    await patched(world, clips[0], title="Better")
    first = (await world.http.post(f"/v1/clips/{clips[0]}/render?dry_run=true")).json()
    assert [(s["stage"], s["will"], s["why"]) for s in first["stages"]] == [
        ("write_subtitles", "run", "not_remembered"),
        ("plan_framing", "run", "not_remembered"),
        ("render_clip", "run", "follows_from_another"),
        ("check_clip", "run", "follows_from_another"),
        ("publish_clip", "run", "always"),
    ]
    assert world.engine.rendered == []
    await world.http.post(f"/v1/clips/{clips[0]}/render")
    (order,) = world.engine.rendered
    ref = ArtifactRef(digest="a" * 64, size=1, media_type="text/plain")
    results = {
        SubtitleActivities.write_subtitles: (
            ("fonts-1", "libass-1"),
            subtitles_request(order),
            SubtitlesResult(srt=ref, vtt=ref, burned=(), cues=1),
        ),
        FramingActivities.plan_framing: ((), framing_request(order), PlanFramingResult(paths=())),
    }
    async with world.units(DEFAULT_ORG) as unit:
        for method, (engines, request, result) in results.items():
            stage = stage_name(method)
            run = {"org_id": DEFAULT_ORG, "job_id": job_id, "stage": stage, "step": f"clip 1 {stage}"}
            run |= {"pool": "subtitle", "worker": "w", "attempt": 1, "state": StageState.COMPLETED}
            await unit.stage_runs.put(StageRun(**run, engines=engines, started_at="2026-01-01T00:00:00Z"))
            key = fingerprint(stage, stage_version(method), engines, request)
            await unit.stage_results.put(key, stage, result.model_dump_json())
        clip = await unit.clips.get(clips[0])
        await unit.clips.put(clip.model_copy(update={"render": None}))
        await unit.commit()
    second = (await world.http.post(f"/v1/clips/{clips[0]}/render?dry_run=true")).json()
    assert [s["will"] for s in second["stages"]] == ["reuse", "reuse", "run", "run", "run"]
    assert second["stages"][2]["why"] == "not_remembered"


async def test_a_render_is_started_once_and_remembered_while_the_engine_is_away(world, clips, job_id):
    await patched(world, clips[1], style="clean")
    world.engine.away = TransientError("temporal.unavailable", "away")
    asked = await world.http.post(f"/v1/clips/{clips[1]}/render")
    assert (asked.status_code, asked.json()["clip"]["render"]["state"]) == (202, "queued")
    again = await world.http.post(f"/v1/clips/{clips[1]}/render")
    assert (again.status_code, again.json()["needed"]) == (200, False)
    world.engine.away = None
    assert DEFAULT_ORG in await world.parts.identity.lookups.with_queued_renders(10)
    assert await world.parts.editor.renders.start_queued(Principal.system(DEFAULT_ORG)) >= 1
    mine = [order for order in world.engine.rendered if order.clip_id == clips[1]]
    assert [(order.revision, order.edit, order.settings.style) for order in mine] == [(2, True, "clean")]
    events = await world.parts.jobs.events(Principal.system(DEFAULT_ORG), job_id, 0, 100)
    assert [event.kind for event in events].count("clip.render_queued") == 1


async def test_render_stale_takes_the_stale_clips_and_no_other(world, clips, job_id, video_id):
    body = {"operations": [{"op": "fix_word", "word": 45, "text": "fixed"}]}
    assert (await world.http.patch(f"/v1/videos/{video_id}/transcript", json=body)).status_code == 200
    await patched(world, clips[0], title="Better")
    planned = await world.http.post(f"/v1/jobs/{job_id}/render-stale?dry_run=true")
    assert [plan["clip"]["id"] for plan in planned.json()["items"]] == [clips[0], clips[2]]
    started = await world.http.post(f"/v1/jobs/{job_id}/render-stale")
    assert started.status_code == 202
    orders = {order.clip_id: order for order in world.engine.rendered}
    assert set(orders) == {clips[0], clips[2]}
    assert orders[clips[2]].transcript_revision == 2
    assert orders[clips[2]].transcript == orders[clips[0]].transcript
    unknown = await world.http.post("/v1/jobs/job_x/render-stale")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "job.not_found")
