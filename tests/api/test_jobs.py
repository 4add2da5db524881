"""From upload to job, over HTTP: what a client does, and what it is refused."""

import asyncio
import hashlib
import os
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from api.stage_status import stage_view
from domain.contracts.base import DEFAULT_ORG, ArtifactRef, TimeRange
from domain.contracts.clips import ClipPlan
from domain.contracts.given_transcript import GivenTranscript
from domain.contracts.job import JobStatus
from domain.contracts.media import BlobSource, UploadSource, UrlSource
from domain.entities import Clip, ClipState, StageRun, StageState
from domain.errors import ConflictError

PNG_URL = "https://1.1.1.1/talk%20one.mp4?x=1"

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def finish(world, job_id: str, status: JobStatus) -> None:
    async with world.units(DEFAULT_ORG) as unit:
        job = await unit.jobs.get(job_id)
        await unit.jobs.update(job.model_copy(update={"status": status}))
        await unit.commit()


async def test_a_file_is_uploaded_made_a_video_and_ordered(world):
    data = os.urandom(200_000)
    order = {
        "filename": "talk.mp4",
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "media_type": "video/mp4",
    }
    ticket = (await world.http.post("/v1/uploads", json=order)).json()
    assert ticket["exists"] is False
    upload_id = ticket["upload"]["id"]
    early = await world.http.post("/v1/videos", json={"upload_id": upload_id})
    assert (early.status_code, early.json()["code"]) == (409, "upload.incomplete")
    early = await world.http.post(f"/v1/uploads/{upload_id}/complete")
    assert (early.status_code, early.json()["code"]) == (409, "upload.missing")
    async with httpx.AsyncClient() as storage:
        assert (
            await storage.put(
                ticket["url"], content=data[:-1], headers=ticket["headers"] | {"Content-Length": "199999"}
            )
        ).status_code == 403
        assert (await storage.put(ticket["url"], content=data, headers=ticket["headers"])).status_code == 200
    for _ in range(2):
        done = await world.http.post(f"/v1/uploads/{upload_id}/complete")
        assert (done.status_code, done.json()["status"]) == (200, "completed")
    video = (await world.http.post("/v1/videos", json={"upload_id": upload_id})).json()
    assert video["filename"] == "talk.mp4"
    job = (await world.http.post("/v1/jobs", json={"video_id": video["id"], "spec": {"style": "neon"}})).json()
    assert (job["status"], job["spec"]["style"]) == ("queued", "neon")
    started = world.engine.started[job["id"]]
    assert started.source == UploadSource(upload_id=upload_id)
    assert (started.org_id, started.video_id, started.filename) == (DEFAULT_ORG, video["id"], "talk.mp4")


async def test_a_job_of_a_video_whose_bytes_are_known_starts_from_the_blob(world, video_id, job_id):
    source = world.engine.started[job_id].source
    assert isinstance(source, BlobSource)
    assert source.artifact.digest == hashlib.sha256(b"a video").hexdigest()


async def test_a_video_from_an_address_is_named_after_its_file(world):
    video = (await world.http.post("/v1/videos", json={"url": PNG_URL})).json()
    assert video["filename"] == "talk one.mp4"
    job = (await world.http.post("/v1/jobs", json={"video_id": video["id"]})).json()
    assert world.engine.started[job["id"]].source == UrlSource(url=PNG_URL)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"url": "http://127.0.0.1/x"}, 422, "fetch.forbidden_address"),
        ({"url": "http://169.254.169.254/latest"}, 422, "fetch.forbidden_address"),
        ({"url": "http://2130706433/"}, 422, "fetch.forbidden_address"),
        ({"url": "file:///etc/passwd"}, 422, "fetch.bad_url"),
        ({"url": "http://a@1.1.1.1/"}, 422, "fetch.bad_url"),
        ({"upload_id": "upl_unknown"}, 404, "upload.not_found"),
        ({"digest": "0" * 64}, 404, "artifact.not_found"),
        ({"digest": "xyz"}, 422, "request.invalid"),
        ({}, 422, "request.invalid"),
        ({"url": "http://1.1.1.1/", "upload_id": "upl_x"}, 422, "request.invalid"),
        ({"url": "http://1.1.1.1/", "org_id": "org_other"}, 422, "request.invalid"),
    ],
)
async def test_sources_that_are_refused(world, body, status, code):
    answer = await world.http.post("/v1/videos", json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_fifty_orders_with_one_key_are_one_job(world, video_id):
    order = {"video_id": video_id, "spec": {"wishes": {"count": 3}}}
    key = {"Idempotency-Key": f"once-{video_id}"}
    answers = await asyncio.gather(*(world.http.post("/v1/jobs", json=order, headers=key) for _ in range(50)))
    made = [answer for answer in answers if answer.status_code == 201]
    waiting = {(answer.status_code, answer.json().get("code")) for answer in answers if answer not in made}
    assert waiting <= {(409, "idempotency.in_flight")}
    assert len([answer for answer in made if "idempotent-replayed" not in answer.headers]) == 1
    ids = {answer.json()["id"] for answer in made}
    assert len(ids) == 1
    assert [order.video_id for order in world.engine.started.values()].count(video_id) == 1
    other = await world.http.post("/v1/jobs", json=order | {"spec": {}}, headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.mismatch")
    plain = [(await world.http.post("/v1/jobs", json=order)).json()["id"] for _ in range(2)]
    assert len(ids | set(plain)) == 3


async def test_pages_of_jobs_and_videos_go_on_where_the_last_ended(world, video_id):
    ids = [(await world.http.post("/v1/jobs", json={"video_id": video_id})).json()["id"] for _ in range(5)]
    seen: list[str] = []
    after = None
    while True:
        page = (await world.http.get("/v1/jobs", params={"limit": 2} | ({"cursor": after} if after else {}))).json()
        seen += [job["id"] for job in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert seen[:5] == ids[::-1]
    assert len(seen) == len(set(seen))
    await finish(world, ids[0], JobStatus.COMPLETED)
    completed = (await world.http.get("/v1/jobs", params={"status": "completed", "limit": 1})).json()["items"]
    assert [job["id"] for job in completed] == ids[:1]
    videos = (await world.http.get("/v1/videos", params={"limit": 1})).json()["items"]
    assert [video["id"] for video in videos] == [video_id]
    assert (await world.http.get(f"/v1/videos/{video_id}")).json() == videos[0]


async def test_a_video_whose_source_is_gone_takes_no_order(world, video_id):
    async with world.units(DEFAULT_ORG) as unit:
        video = await unit.videos.get(video_id)
        await unit.videos.update(video.model_copy(update={"source": None, "origin": None}))
        await unit.commit()
    refused = await world.http.post("/v1/jobs", json={"video_id": video_id})
    assert (refused.status_code, refused.json()["code"]) == (404, "video.source_missing")


async def test_a_decision_reaches_the_gate_and_its_refusal_reaches_the_caller(world, job_id):
    decision = {"decision": "approve", "decided_by": "ana", "edits": [{"rank": 2, "keep": False}]}
    assert (await world.http.post(f"/v1/jobs/{job_id}/reviews/clips", json=decision)).status_code == 200
    ((job, gate, given),) = world.engine.decisions
    assert (job, gate, given.edits[0].keep) == (job_id, "clips", False)
    world.engine.away = ConflictError("review.already_decided", "This review was already decided.")
    answer = await world.http.post(f"/v1/jobs/{job_id}/reviews/clips", json=decision)
    assert (answer.status_code, answer.json()["code"]) == (409, "review.already_decided")
    assert (await world.http.post(f"/v1/jobs/{job_id}/reviews/clips", json={"decision": "maybe"})).status_code == 422
    world.engine.away = None
    world.engine.started.clear()
    answer = await world.http.post(f"/v1/jobs/{job_id}/reviews/clips", json=decision)
    assert (answer.status_code, answer.json()["code"]) == (409, "review.not_open")


async def test_worker_status_lists_every_step_with_its_title_and_times(world, job_id):
    begun = datetime.now(UTC) - timedelta(seconds=30)
    async with world.units(DEFAULT_ORG) as unit:
        for step, state, share, end in (
            ("transcribe 1/2", StageState.COMPLETED, 1.0, begun + timedelta(seconds=12)),
            ("transcribe 2/2", StageState.RUNNING, 0.5, None),
        ):
            await unit.stage_runs.put(
                StageRun(
                    org_id=DEFAULT_ORG,
                    job_id=job_id,
                    step=step,
                    stage="transcribe_chunk",
                    pool="asr",
                    worker="host-1",
                    attempt=2,
                    state=state,
                    progress=share,
                    started_at=begun,
                    finished_at=end,
                )
            )
        await unit.commit()
    status = (await world.http.get(f"/v1/jobs/{job_id}/worker-status")).json()
    assert status["job"]["id"] == job_id
    done, running = status["stages"]
    assert (done["title"], done["pool"], done["worker"], done["attempt"]) == ("Transcribe", "asr", "host-1", 2)
    assert (done["elapsed_seconds"], done["eta_seconds"]) == (12.0, None)
    assert running["progress"] == 0.5
    assert 29 < running["eta_seconds"] < 60


async def test_a_stage_that_has_hardly_begun_gets_no_estimate():
    begun = datetime.now(UTC)
    run = StageRun(
        org_id="o",
        job_id="j",
        step="s",
        stage="gone_from_the_topology",
        pool="p",
        worker="w",
        attempt=1,
        state=StageState.RUNNING,
        progress=0.01,
        started_at=begun,
    )
    view = stage_view(run, begun + timedelta(seconds=5))
    assert (view.title, view.elapsed_seconds, view.eta_seconds) == ("gone_from_the_topology", 5.0, None)


async def test_clips_are_listed_and_their_files_handed_out(world, job_id, video_id):
    ref = await world.store.put_bytes(DEFAULT_ORG, b"clip bytes", "video/mp4")
    plan = ClipPlan(
        rank=1,
        range=TimeRange(start=1, end=2),
        first_word=0,
        last_word=1,
        title="T",
        score=1,
        sub_scores=(),
        reason="r",
    )
    async with world.units(DEFAULT_ORG) as unit:
        await unit.clips.put(
            Clip(
                id=f"clip_{job_id}",
                org_id=DEFAULT_ORG,
                job_id=job_id,
                video_id=video_id,
                plan=plan,
                state=ClipState.PUBLISHED,
                manifest=ref,
                created_at=datetime.now(UTC),
            )
        )
        await unit.commit()
    (clip,) = (await world.http.get(f"/v1/jobs/{job_id}/clips")).json()["items"]
    assert (await world.http.get(f"/v1/clips/{clip['id']}")).json() == clip
    assert "org_id" not in clip
    place = f"/v1/artifacts/{clip['manifest']['digest']}/download"
    found = await world.http.get(place, params={"filename": "clip 1.mp4"})
    assert found.status_code == 302
    plain = (await world.http.get(place, params={"redirect": "false"})).json()["url"]
    async with httpx.AsyncClient() as anyone:
        answer = await anyone.get(found.headers["location"])
        assert (await anyone.get(plain)).content == b"clip bytes"
    assert answer.content == b"clip bytes"
    assert "clip%201.mp4" in answer.headers["content-disposition"]


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/v1/jobs/job_unknown", "job.not_found"),
        ("GET", "/v1/jobs/job_unknown/events", "job.not_found"),
        ("GET", "/v1/jobs/job_unknown/clips", "job.not_found"),
        ("GET", "/v1/jobs/job_unknown/worker-status", "job.not_found"),
        ("POST", "/v1/jobs/job_unknown/cancel", "job.not_found"),
        ("GET", "/v1/videos/vid_unknown", "video.not_found"),
        ("GET", "/v1/clips/clip_unknown", "clip.not_found"),
        ("POST", "/v1/uploads/upl_unknown/complete", "upload.not_found"),
        ("GET", f"/v1/artifacts/{'0' * 64}/download", "artifact.not_found"),
    ],
)
async def test_what_does_not_exist_is_not_found(world, method, path, code):
    answer = await world.http.request(method, path)
    assert (answer.status_code, answer.json()["code"]) == (404, code)
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_transcript_comes_with_the_order_and_is_kept_beside_it(world, video_id):
    srt = "1\n00:00:01,000 --> 00:00:03,000\nANA: Good morning.\n"
    job = (await world.http.post("/v1/jobs", json={"video_id": video_id, "transcript": srt})).json()
    kept = ArtifactRef.model_validate(job["spec"]["transcript"])
    assert world.engine.started[job["id"]].spec.transcript == kept
    given = GivenTranscript.model_validate_json(await world.store.read_bytes(DEFAULT_ORG, kept))
    assert [(line.text, line.speaker) for line in given.lines] == [("Good morning.", "ANA")]
    again = await world.http.post(
        "/v1/jobs", json={"video_id": video_id, "spec": {"transcript": job["spec"]["transcript"]}}
    )
    assert again.status_code == 201
    unknown = kept.model_dump() | {"digest": "0" * 64}
    refused = await world.http.post("/v1/jobs", json={"video_id": video_id, "spec": {"transcript": unknown}})
    assert (refused.status_code, refused.json()["code"]) == (404, "artifact.not_found")


@pytest.mark.parametrize(
    ("order", "code"),
    [
        ({"transcript": "no times at all"}, "transcript.unreadable"),
        ({"transcript": "1\n00:00:01,000 --> 00:00:02,000\n[Music]\n"}, "transcript.empty"),
        ({"transcript": '[{"start": 2, "end": 1, "text": "back"}]'}, "transcript.bad_times"),
        ({"spec": {"language": "bo"}}, "captions.no_font"),
        ({"spec": {"dubs": [{"language": "bo", "scope": "clips"}]}}, "captions.no_font"),
    ],
)
async def test_what_cannot_become_captions_is_refused_at_the_order(world, video_id, order, code):
    refused = await world.http.post("/v1/jobs", json={"video_id": video_id} | order)
    assert (refused.status_code, refused.json()["code"]) == (422, code)
