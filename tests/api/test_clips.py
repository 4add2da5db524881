"""Editing and rendering clips over HTTP: cut by time and word, stale files, what would run, and lost races."""

import io
import zipfile

import pytest
import pytest_asyncio

from activities.framing import FramingActivities
from activities.journal import JournalActivities
from activities.stage import stage_name, stage_version
from activities.subtitles import SubtitleActivities
from domain.access import Principal
from domain.clip_requests import framing_request, subtitles_request
from domain.contracts.base import DEFAULT_ORG, ArtifactRef, StageScope, TimeRange
from domain.contracts.captions import SubtitlesResult
from domain.contracts.clips import ClipPlan
from domain.contracts.framing import PlanFramingResult
from domain.contracts.job import JobStatus, PlannedClip, RecordPlanRequest, RecordVideoRequest
from domain.contracts.media import FrameRate, MediaInfo, VideoStream
from domain.contracts.picture import FaceBox, FaceSample, PictureAnalysis, Shot
from domain.contracts.speech import Sentence, Transcript, Word
from domain.entities import ClipState, StageRun, StageState
from domain.errors import ConflictError, TransientError
from domain.fingerprint import fingerprint
from domain.heuristics.subtitle_files import read_cues
from domain.services.renders import RenderService
from tests.api.conftest import World

pytestmark = pytest.mark.asyncio(loop_scope="module")

RATE = FrameRate(num=25, den=1)
MEDIA = MediaInfo(
    container="mov",
    duration=60,
    video=VideoStream(codec="h264", width=1920, height=1080, frame_rate=RATE, pixel_format="yuv420p"),
    audio=None,
)
TALK = Transcript(
    language="en",
    duration=60,
    words=tuple(Word(text=f"w{i}", start=i + 0.2, end=i + 0.8) for i in range(60)),
    sentences=tuple(Sentence(first=i, last=i + 10) for i in range(0, 60, 10)),
)
FACES = tuple(FaceBox(x=x, y=0.3, w=0.1, h=0.2, score=0.9) for x in (0.1, 0.8))
PICTURE = PictureAnalysis(
    frame_rate=RATE,
    frame_count=1500,
    width=1920,
    height=1080,
    shots=(Shot(first=0, last=250), Shot(first=250, last=1500)),
    motion=(0.01,) * 60,
    faces=tuple(FaceSample(time=i / 2, boxes=FACES) for i in range(20)),
)


def plan(rank: int, first: int, last: int) -> ClipPlan:
    return ClipPlan(
        rank=rank,
        range=TimeRange(start=first, end=last),
        first_word=first,
        last_word=last,
        title=f"Clip {rank}",
        score=0.5,
        sub_scores=(),
        reason="because",
    )


@pytest_asyncio.fixture(loop_scope="module")
async def clips(world: World, video_id: str, job_id: str) -> list[str]:
    """Three published clips of an ended job: words 0-10, 20-30 and 40-50."""
    store, journal = world.store, JournalActivities(world.units, world.store)
    scope = StageScope(org_id=DEFAULT_ORG, job_id=job_id, step="record")
    talk = await store.put_bytes(DEFAULT_ORG, TALK.model_dump_json().encode(), "application/json")
    picture = await store.put_bytes(DEFAULT_ORG, PICTURE.model_dump_json().encode(), "application/json")
    names = [f"clip_{job_id.removeprefix('job_')}{rank}" for rank in (1, 2, 3)]
    await journal.record_video(
        RecordVideoRequest(scope=scope, video_id=video_id, transcript=talk, language="en", media=MEDIA)
    )
    planned = [PlannedClip(clip_id=name, plan=plan(n + 1, n * 20, n * 20 + 10)) for n, name in enumerate(names)]
    request = {"video_id": video_id, "report": talk, "transcript": talk, "picture": picture}
    await journal.record_plan(RecordPlanRequest(scope=scope, clips=tuple(planned), **request))
    async with world.units(DEFAULT_ORG) as unit:
        for clip in await unit.clips.of_job(job_id):
            await unit.clips.put(clip.model_copy(update={"state": ClipState.PUBLISHED, "rendered": 1}))
        job = await unit.jobs.get(job_id)
        await unit.jobs.update(job.model_copy(update={"status": JobStatus.COMPLETED}))
        await unit.commit()
    return names


async def patched(world: World, clip_id: str, **changes: object):
    return await world.http.patch(f"/v1/clips/{clip_id}", json=changes)


async def test_a_clip_shows_its_revision_and_that_its_files_are_fresh(world, clips):
    found = await world.http.get(f"/v1/clips/{clips[0]}")
    assert (found.status_code, found.headers["etag"]) == (200, '"1"')
    body = found.json()
    assert (body["revision"], body["rendered"], body["stale"]) == (1, 1, False)
    missing = await world.http.get("/v1/clips/clip_x")
    assert (missing.status_code, missing.json()["code"]) == (404, "clip.not_found")


async def test_a_cut_by_time_lies_on_frames_and_makes_the_clip_stale(world, clips):
    ranges = [{"start": 1.01, "end": 4}, {"start": 6, "end": 9.99}]
    found = await patched(world, clips[0], ranges=ranges)
    assert found.status_code == 200, found.text
    body = found.json()
    assert body["plan"]["ranges"] == [{"start": 1.0, "end": 4.0}, {"start": 6.0, "end": 10.0}]
    assert body["plan"]["range"] == {"start": 1.0, "end": 10.0}
    assert (body["plan"]["first_word"], body["plan"]["last_word"]) == (1, 10)
    assert (body["revision"], body["stale"], found.headers["etag"]) == (2, True, '"2"')


async def test_a_cut_by_word_begins_and_ends_with_its_words(world, clips):
    body = (await patched(world, clips[0], words=[{"first": 22, "last": 30}])).json()
    assert (body["plan"]["first_word"], body["plan"]["last_word"], body["plan"]["ranges"]) == (22, 30, [])
    assert 21.8 <= body["plan"]["range"]["start"] <= 22.2
    assert 29.8 <= body["plan"]["range"]["end"] <= 30.2


async def test_style_texts_and_framing_are_kept_and_null_takes_the_jobs_style_again(world, clips):
    changes = {
        "title": "Better",
        "style": "neon",
        "texts": [{"word": 3, "text": "THREE"}, {"word": 4, "text": ""}],
        "framing": [{"mode": "follow", "shot": 0, "face": "B"}],
    }
    body = (await patched(world, clips[0], **changes)).json()
    assert body["plan"]["title"] == "Better"
    assert body["settings"] == {name: value for name, value in changes.items() if name != "title"}
    assert (await patched(world, clips[0], style=None)).json()["settings"]["style"] is None


async def test_what_changes_nothing_leaves_no_trace(world, clips):
    body = (await patched(world, clips[0], title="Clip 1", texts=[])).json()
    assert (body["revision"], body["stale"]) == (1, False)


async def test_a_clip_moved_to_another_place_makes_room_and_nobody_becomes_stale(world, clips, job_id):
    moved = (await patched(world, clips[2], rank=1)).json()
    assert (moved["plan"]["rank"], moved["revision"], moved["stale"]) == (1, 2, False)
    listed = (await world.http.get(f"/v1/jobs/{job_id}/clips")).json()["items"]
    assert [(clip["id"], clip["plan"]["rank"]) for clip in listed] == [(clips[2], 1), (clips[0], 2), (clips[1], 3)]
    assert [clip["stale"] for clip in listed] == [False] * 3


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ranges": [{"start": 5, "end": 61}]}, "clip.cut_outside"),
        ({"ranges": [{"start": 5, "end": 8}, {"start": 7, "end": 9}]}, "clip.cut_order"),
        ({"words": [{"first": 55, "last": 61}]}, "clip.unknown_word"),
        ({"texts": [{"word": 15, "text": "x"}]}, "clip.unknown_word"),
        ({"framing": [{"mode": "wide", "shot": 2}]}, "framing.no_such_shot"),
        ({"framing": [{"mode": "follow", "shot": 0, "face": "C"}]}, "framing.no_such_face"),
        ({"ranges": [{"start": 5, "end": 8}], "words": [{"first": 5, "last": 8}]}, "request.invalid"),
        ({"words": [{"first": 8, "last": 8}]}, "request.invalid"),
        ({"texts": [{"word": 3, "text": "x"}, {"word": 3, "text": "y"}]}, "request.invalid"),
        ({"style": "gothic"}, "request.invalid"),
        ({"title": ""}, "request.invalid"),
        ({"rank": 0}, "request.invalid"),
        ({"colour": "red"}, "request.invalid"),
    ],
)
async def test_what_cannot_be_is_refused_with_its_code(world, clips, changes, code):
    refused = await patched(world, clips[0], **changes)
    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert (await world.http.get(f"/v1/clips/{clips[0]}")).json()["revision"] == 1


async def test_a_lost_race_is_told(world, clips):
    await patched(world, clips[0], title="First")
    late = await world.http.patch(f"/v1/clips/{clips[0]}", json={"title": "Late"}, headers={"If-Match": '"1"'})
    assert (late.status_code, late.json()["code"]) == (412, "revision.stale")
    render = await world.http.post(f"/v1/clips/{clips[0]}/render", headers={"If-Match": '"1"'})
    assert render.status_code == 412
    assert world.engine.rendered == []


async def test_the_clip_of_a_running_job_cannot_be_edited(world, clips, job_id):
    async with world.units(DEFAULT_ORG) as unit:
        job = await unit.jobs.get(job_id)
        await unit.jobs.update(job.model_copy(update={"status": JobStatus.RUNNING}))
        await unit.commit()
    refused = await patched(world, clips[0], title="Better")
    assert (refused.status_code, refused.json()["code"]) == (409, "clip.job_running")


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


async def test_the_shots_of_a_clip_name_their_faces(world, clips):
    shots = (await world.http.get(f"/v1/clips/{clips[0]}/shots")).json()["items"]
    assert [(shot["index"], shot["start"], shot["end"]) for shot in shots] == [(0, 0.0, 10.0)]
    assert {letter: round(face["x"], 2) for letter, face in shots[0]["faces"].items()} == {"A": 0.15, "B": 0.85}
    assert shots[0]["choice"] is None


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


@pytest.mark.parametrize("form", ["otio", "fcpxml", "edl"])
async def test_a_clip_is_exported_as_it_stands_with_its_captions_beside_it(world, clips, form):
    ranges = [{"start": 1, "end": 4}, {"start": 6, "end": 9}]
    await patched(world, clips[0], ranges=ranges, texts=[{"word": 7, "text": "SEVEN"}])
    answer = await world.http.get(f"/v1/clips/{clips[0]}/timeline", params={"format": form})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip"), answer.text
    assert f'filename="clip-01-{form}.zip"' in answer.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == [f"clip-01.{form}", "clip-01.srt", "clip-01.vtt"]
        spoken = " ".join(" ".join(cue.lines) for cue in read_cues(archive.read("clip-01.srt").decode()))
        cut = archive.read(f"clip-01.{form}").decode()
    assert spoken == "w1 w2 w3 w6 SEVEN w8"
    if form == "edl":
        assert [line.split()[4:] for line in cut.splitlines() if line[:3].isdigit()] == [
            ["00:00:01:00", "00:00:04:00", "00:00:00:00", "00:00:03:00"],
            ["00:00:06:00", "00:00:09:00", "00:00:03:00", "00:00:06:00"],
        ]


async def test_an_unknown_format_is_refused(world, clips):
    answer = await world.http.get(f"/v1/clips/{clips[0]}/timeline", params={"format": "aaf"})
    assert (answer.status_code, answer.json()["code"]) == (422, "request.invalid")
