"""The journal: told once, applied once, final states stay; clips appear whole or not at all."""

import asyncio
import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from activities.journal import JournalActivities
from adapters.db.memory import DbArtifactLedger
from adapters.db.unit_of_work import SqlUnitOfWorkFactory
from adapters.storage.cache import BlobCache
from adapters.storage.s3 import open_store
from adapters.storage.s3_client import S3Address
from domain.contracts.base import DEFAULT_ORG, ArtifactRef, StageScope, TimeRange
from domain.contracts.captions import SubtitlesResult
from domain.contracts.clips import ClipEdit, ClipPlan
from domain.contracts.job import (
    JobSpec,
    JobStatus,
    PlannedClip,
    RecordJobRequest,
    RecordPlanRequest,
    RecordReviewRequest,
    RecordVideoRequest,
    ReviewDecision,
)
from domain.contracts.manifest import ClipManifest
from domain.contracts.media import Loudness
from domain.contracts.render import Breach, CheckResult, OutputMeasurement, PublishClipRequest, RenderedFile
from domain.contracts.speech import SpeechWarning
from domain.entities import Clip, ClipState, Job, StageRun, StageState, Video
from domain.errors import NotFoundError
from domain.ids import random_id

NOW = datetime.now(UTC)


def ref(letter: str, media_type: str = "video/mp4") -> ArtifactRef:
    return ArtifactRef(digest=letter * 64, size=10, media_type=media_type)


def plan(rank: int) -> ClipPlan:
    return ClipPlan(
        rank=rank,
        range=TimeRange(start=rank * 20, end=rank * 20 + 15.5),
        first_word=0,
        last_word=5,
        title=f"Clip {rank}",
        score=0.5,
        sub_scores=(),
        reason="because",
    )


@pytest.fixture
async def world(database, s3_server, tmp_path):
    """The journal on a real database and store, with one queued job of three clips to come."""
    from adapters.db.engine import open_engine

    engine = open_engine(database.app_url)
    units = SqlUnitOfWorkFactory(engine)
    keys = s3_server.credentials
    address = S3Address(
        bucket=s3_server.bucket,
        endpoint=s3_server.endpoint,
        access_key=keys.s3_access_key,
        secret_key=keys.s3_secret_key,
    )
    video = Video(id=random_id("vid"), org_id=DEFAULT_ORG, filename="talk.mp4", source=ref("a"), created_at=NOW)
    job = Job(
        id=random_id("job"),
        org_id=DEFAULT_ORG,
        video_id=video.id,
        spec=JobSpec(),
        status=JobStatus.QUEUED,
        created_at=NOW,
    )
    async with units(DEFAULT_ORG) as unit:
        await unit.videos.add(video)
        await unit.jobs.add(job)
        await unit.commit()
    async with open_store(address, BlobCache(tmp_path / "cache", 10**8), DbArtifactLedger(units)) as store:
        yield SimpleNamespace(units=units, store=store, job=job, video=video, journal=JournalActivities(units, store))
    await engine.dispose()


def scope(world, step: str = "record") -> StageScope:
    return StageScope(org_id=DEFAULT_ORG, job_id=world.job.id, step=step)


async def story(world) -> list[str]:
    async with world.units(DEFAULT_ORG) as unit:
        return [event.kind for event in await unit.events.after(world.job.id, 0, 100)]


async def job_of(world) -> Job:
    async with world.units(DEFAULT_ORG) as unit:
        job = await unit.jobs.get(world.job.id)
    assert job
    return job


async def clips_of(world) -> dict[int, Clip]:
    async with world.units(DEFAULT_ORG) as unit:
        return {clip.plan.rank: clip for clip in await unit.clips.of_job(world.job.id)}


def clip_id(world, rank: int) -> str:
    return f"clip_{world.job.id}_{rank}"


async def propose(world) -> RecordPlanRequest:
    request = RecordPlanRequest(
        scope=scope(world),
        video_id=world.video.id,
        report=ref("b"),
        clips=tuple(PlannedClip(clip_id=clip_id(world, rank), plan=plan(rank)) for rank in (1, 2, 3)),
    )
    await world.journal.record_plan(request)
    return request


async def test_a_state_is_recorded_and_told_once_however_often_it_is_applied(world):
    request = RecordJobRequest(scope=scope(world, "enter"), status=JobStatus.RUNNING, phase="ingest")
    given = await asyncio.gather(*(world.journal.record_job(request) for _ in range(5)))
    assert sorted(recorded.seq for recorded in given) == [0, 0, 0, 0, 1]
    assert await story(world) == ["job.running"]
    assert (await job_of(world)).phase == "ingest"


async def test_a_late_repetition_does_not_take_the_job_back(world):
    first = RecordJobRequest(scope=scope(world, "enter 1"), status=JobStatus.RUNNING, phase="ingest")
    await world.journal.record_job(first)
    await world.journal.record_job(
        RecordJobRequest(scope=scope(world, "enter 2"), status=JobStatus.RUNNING, phase="analysis")
    )
    assert (await world.journal.record_job(first)).seq == 0
    assert (await job_of(world)).phase == "analysis"


@pytest.mark.parametrize("final", [JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.CANCELLED])
async def test_a_final_state_stays(world, final):
    await world.journal.record_job(
        RecordJobRequest(scope=scope(world, "end"), status=final, phase="finished", error_code="x.y", message="why")
    )
    ended = await job_of(world)
    assert ended.finished_at
    for other in JobStatus:
        recorded = await world.journal.record_job(RecordJobRequest(scope=scope(world, f"late {other}"), status=other))
        assert recorded.seq == 0
    assert await job_of(world) == ended
    assert await story(world) == [f"job.{final}"]


async def test_with_its_end_nothing_of_a_job_is_left_running(world):
    await propose(world)
    async with world.units(DEFAULT_ORG) as unit:
        await unit.stage_runs.put(
            StageRun(
                org_id=DEFAULT_ORG,
                job_id=world.job.id,
                step="render",
                stage="render_clip",
                pool="render",
                worker="lost",
                attempt=1,
                state=StageState.RUNNING,
                started_at=NOW,
            )
        )
        await unit.commit()
    await world.journal.record_job(RecordJobRequest(scope=scope(world), status=JobStatus.CANCELLED))
    async with world.units(DEFAULT_ORG) as unit:
        assert [run.state for run in await unit.stage_runs.of_job(world.job.id)] == [StageState.CANCELLED]
    assert {clip.state for clip in (await clips_of(world)).values()} == {ClipState.FAILED}
    assert await story(world) == ["clips.proposed", "clip.failed", "clip.failed", "clip.failed", "job.cancelled"]


async def test_findings_of_two_branches_at_once_are_both_kept(world):
    requests = [
        RecordVideoRequest(scope=scope(world, "sound"), video_id=world.video.id, peaks=ref("c"), language="de"),
        RecordVideoRequest(scope=scope(world, "picture"), video_id=world.video.id, proxy=ref("d"), sprite=ref("e")),
    ]
    await asyncio.gather(*(world.journal.record_video(request) for request in requests * 3))
    async with world.units(DEFAULT_ORG) as unit:
        video = await unit.videos.get(world.video.id)
    assert video == world.video.model_copy(
        update={"peaks": ref("c"), "language": "de", "proxy": ref("d"), "sprite": ref("e")}
    )
    assert await story(world) == ["video.updated", "video.updated"]


async def test_what_to_look_at_in_a_transcript_is_told_once_in_the_log(world):
    warning = SpeechWarning(kind="no_words", span=TimeRange(start=1, end=3), message="Somebody seems to speak here.")
    request = RecordVideoRequest(
        scope=scope(world), video_id=world.video.id, transcript=ref("a"), language="en", warnings=(warning,), warned=1
    )
    for _ in range(2):
        await world.journal.record_video(request)
    assert await story(world) == ["video.updated", "transcript.warned"]


async def test_a_plan_recorded_again_does_not_undo_what_became_of_its_clips(world):
    request = await propose(world)
    await world.journal.publish_clip(publication(world, 1))
    await world.journal.record_plan(request)
    clips = await clips_of(world)
    assert [clips[rank].state for rank in (1, 2, 3)] == [ClipState.PUBLISHED, ClipState.PROPOSED, ClipState.PROPOSED]
    assert await story(world) == ["clips.proposed", "clip.published"]


async def test_a_review_keeps_who_decided_and_marks_what_was_dropped(world):
    await propose(world)
    decision = ReviewDecision(
        decision="approve",
        decided_by="ana",
        note="good",
        edits=(ClipEdit(rank=2, keep=False), ClipEdit(rank=3, title="Better")),
    )
    opened = RecordReviewRequest(scope=scope(world), gate="clips", state="opened")
    decided = RecordReviewRequest(scope=scope(world), gate="clips", state="decided", decision=decision, source="update")
    other = decided.model_copy(update={"decision": ReviewDecision(decision="reject", decided_by="late")})
    for request in (opened, opened, decided, decided, other):
        await world.journal.record_review(request)
    clips = await clips_of(world)
    assert [clips[rank].state for rank in (1, 2, 3)] == [ClipState.PROPOSED, ClipState.DROPPED, ClipState.PROPOSED]
    assert clips[3].plan.title == "Better"
    async with world.units(DEFAULT_ORG) as unit:
        (review,) = await unit.reviews.of_job(world.job.id)
    assert (review.decision, review.source) == (decision, "update")
    assert review.decided_at
    assert await story(world) == ["clips.proposed", "review.opened", "review.decided"]


async def test_a_rejected_plan_drops_all_its_clips(world):
    await propose(world)
    rejection = ReviewDecision(decision="reject", decided_by="ana")
    await world.journal.record_review(
        RecordReviewRequest(scope=scope(world), gate="clips", state="decided", decision=rejection, source="signal")
    )
    assert {clip.state for clip in (await clips_of(world)).values()} == {ClipState.DROPPED}


def publication(world, rank: int, breaches: tuple[Breach, ...] = ()) -> PublishClipRequest:
    measured = OutputMeasurement(
        container_seconds=15.5,
        video_seconds=15.5,
        audio_seconds=15.5,
        frames=465,
        width=1080,
        height=1920,
        frame_rate=30,
        video_codec="h264",
        pixel_format="yuv420p",
        color_space="bt709",
        audio_codec="aac",
        channels=2,
        sample_rate=48000,
        faststart=True,
        loudness=Loudness(integrated_lufs=-14, true_peak_dbtp=-1.2),
        first_frame_luma=90,
    )
    file = RenderedFile(
        aspect="9:16",
        video=ref("f"),
        poster=ref("1", "image/jpeg"),
        frames=465,
        loudness=Loudness(integrated_lufs=-14, true_peak_dbtp=-1.2),
    )
    return PublishClipRequest(
        scope=scope(world, f"clip {rank} publish"),
        clip_id=clip_id(world, rank),
        plan=plan(rank),
        source=ref("a"),
        style="bold",
        subtitles=SubtitlesResult(srt=ref("2", "text/plain"), vtt=ref("3", "text/vtt"), burned=(), cues=4),
        files=(file,),
        check=CheckResult(breaches=breaches, measurements=(measured,)),
    )


async def test_a_clip_is_published_with_its_files_and_a_manifest_that_tells_how_it_was_made(world):
    await propose(world)
    decision = ReviewDecision(decision="approve", decided_by="ana")
    await world.journal.record_review(
        RecordReviewRequest(scope=scope(world), gate="clips", state="decided", decision=decision, source="update")
    )
    async with world.units(DEFAULT_ORG) as unit:
        await unit.stage_runs.put(
            StageRun(
                org_id=DEFAULT_ORG,
                job_id=world.job.id,
                step="transcribe 1/1",
                stage="transcribe_chunk",
                pool="asr",
                worker="w",
                attempt=1,
                state=StageState.COMPLETED,
                started_at=NOW,
                engines=("whisper base sha256:d01c3014",),
            )
        )
        await unit.commit()
    request = publication(world, 1)
    results = [await world.journal.publish_clip(request) for _ in range(2)]
    assert results[0] == results[1]
    assert results[0].published
    manifest = ClipManifest.model_validate_json(await world.store.read_bytes(DEFAULT_ORG, results[0].manifest))
    assert manifest.source == ref("a")
    assert {one.stage: one.engines for one in manifest.engines} == {
        "transcribe_chunk": ("whisper base sha256:d01c3014",),
    }
    assert [one.decision for one in manifest.decisions] == [decision]
    assert manifest.files[0].measured.frames == 465
    clip = (await clips_of(world))[1]
    assert clip.state is ClipState.PUBLISHED
    assert clip.files == request.files
    assert clip.manifest == results[0].manifest
    assert (await story(world))[-1:] == ["clip.published"]
    assert (await story(world)).count("clip.published") == 1


async def test_a_clip_that_breaks_the_output_contract_shows_no_files_and_says_why(world):
    await propose(world)
    breach = Breach(aspect="9:16", clause="loudness", found="-11.2 LUFS", promised="-14.0 LUFS")
    result = await world.journal.publish_clip(publication(world, 1, (breach,)))
    assert (result.published, result.manifest, result.breaches) == (False, None, (breach,))
    clip = (await clips_of(world))[1]
    assert (clip.state, clip.files, clip.manifest) == (ClipState.FAILED, (), None)
    assert "-11.2 LUFS" in clip.message
    async with world.units(DEFAULT_ORG) as unit:
        last = (await unit.events.after(world.job.id, 0, 10))[-1]
    assert last.kind == "clip.failed"
    assert json.loads(last.data)["breaches"][0]["clause"] == "loudness"


async def test_a_clip_that_is_held_back_says_how_to_publish_it_anyway(world):
    await propose(world)
    breach = Breach(aspect="9:16", clause="loudness", found="-11.2 LUFS", promised="-14.0 LUFS")
    await world.journal.publish_clip(publication(world, 1, (breach,)))
    clip = (await clips_of(world))[1]
    assert f"cutdown publish {clip.id} --force" in clip.message
    assert "force" in clip.message


async def test_what_somebody_forces_is_published_and_tells_by_whom_and_what_was_broken(world):
    await propose(world)
    breach = Breach(aspect="9:16", clause="loudness", found="-11.2 LUFS", promised="-14.0 LUFS")
    await world.journal.publish_clip(publication(world, 1, (breach,)))
    forced = publication(world, 1, (breach,)).model_copy(update={"forced_by": "user_ana", "edit": True})
    result = await world.journal.publish_clip(forced)
    assert result.published
    manifest = ClipManifest.model_validate_json(await world.store.read_bytes(DEFAULT_ORG, result.manifest))
    assert (manifest.breaches, manifest.forced_by) == ((breach,), "user_ana")
    clip = (await clips_of(world))[1]
    assert (clip.state, clip.breaches, clip.files) == (ClipState.PUBLISHED, (breach,), forced.files)
    async with world.units(DEFAULT_ORG) as unit:
        last = (await unit.events.after(world.job.id, 0, 10))[-1]
    told = json.loads(last.data)
    assert (last.kind, told["forced_by"], told["breaches"][0]["clause"]) == ("clip.published", "user_ana", "loudness")


async def test_a_warning_holds_nothing_back_and_stands_on_the_clip(world):
    await propose(world)
    warning = Breach(aspect="9:16", clause="reading", found="fast", promised="slower", severity="warning")
    request = publication(world, 1)
    request = request.model_copy(update={"check": request.check.model_copy(update={"warnings": (warning,)})})
    result = await world.journal.publish_clip(request.model_copy(update={"forced_by": "user_ana"}))
    assert result.published
    clip = (await clips_of(world))[1]
    assert (clip.state, clip.breaches, clip.message) == (ClipState.PUBLISHED, (warning,), "")
    manifest = ClipManifest.model_validate_json(await world.store.read_bytes(DEFAULT_ORG, result.manifest))
    assert (manifest.breaches, manifest.forced_by) == ((warning,), None)


async def test_nothing_is_recorded_of_what_does_not_exist(world):
    unknown = StageScope(org_id=DEFAULT_ORG, job_id="job_unknown", step="x")
    with pytest.raises(NotFoundError, match=r"job\.not_found"):
        await world.journal.record_job(RecordJobRequest(scope=unknown, status=JobStatus.RUNNING))
    with pytest.raises(NotFoundError, match=r"video\.not_found"):
        await world.journal.record_video(RecordVideoRequest(scope=scope(world), video_id="vid_unknown", language="de"))
    with pytest.raises(NotFoundError, match=r"clip\.not_found"):
        await world.journal.publish_clip(publication(world, 9))
    other = StageScope(org_id="org_other", job_id=world.job.id, step="x")
    with pytest.raises(NotFoundError, match=r"job\.not_found"):
        await world.journal.record_job(RecordJobRequest(scope=other, status=JobStatus.FAILED))
