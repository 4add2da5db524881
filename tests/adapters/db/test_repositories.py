"""The repositories give back what they were given, and keep the rules of domain/repositories.py."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from adapters.db.memory import DbArtifactLedger, DbStageMemory
from adapters.db.unit_of_work import SqlUnitOfWorkFactory
from domain.contracts.base import DEFAULT_ORG, ArtifactRef, TimeRange
from domain.contracts.clips import ClipPlan, SubScore
from domain.contracts.job import JobStatus, ReviewDecision
from domain.contracts.media import FrameRate, MediaInfo, UrlSource, VideoStream
from domain.entities import Clip, ClipState, Job, Review, StageRun, StageState, Upload, UploadStatus, Video
from domain.ids import random_id
from domain.paging import Position

NOW = datetime.now(UTC)
REF = ArtifactRef(digest="a" * 64, size=3_000_000_000, media_type="video/mp4")


async def test_a_video_comes_back_as_it_was_stored(units: SqlUnitOfWorkFactory):
    stream = VideoStream(
        codec="h264", width=1920, height=1080, frame_rate=FrameRate(num=30000, den=1001), pixel_format="yuv420p"
    )
    media = MediaInfo(container="mov", duration=0.1 + 0.2, video=stream, audio=None)
    video = Video(
        id=random_id("vid"),
        org_id=DEFAULT_ORG,
        filename="été '; DROP TABLE videos;--",
        origin=UrlSource(url="https://a.test/x"),
        created_at=NOW,
    )
    known = video.model_copy(update={"media": media, "source": REF, "language": "fr"})
    async with units(DEFAULT_ORG) as unit:
        await unit.videos.add(video)
        assert await unit.videos.get(video.id) == video
        await unit.videos.update(known)
        await unit.commit()
    async with units(DEFAULT_ORG) as unit:
        assert await unit.videos.get(video.id, lock=True) == known


async def test_an_upload_remembers_that_it_came_and_what_it_became(units: SqlUnitOfWorkFactory):
    upload = Upload(
        id=random_id("upl"),
        org_id=DEFAULT_ORG,
        filename="a.mp4",
        size=REF.size,
        digest=None,
        media_type="video/mp4",
        status=UploadStatus.PENDING,
        created_at=NOW,
    )
    async with units(DEFAULT_ORG) as unit:
        await unit.uploads.add(upload)
        await unit.uploads.change(upload.id, UploadStatus.PENDING, status=UploadStatus.COMPLETED)
        await unit.uploads.adopt(upload.id, REF)
        found = await unit.uploads.get(upload.id)
    assert found == upload.model_copy(update={"status": UploadStatus.COMPLETED, "artifact": REF})


async def test_clips_come_by_rank_and_keep_their_scores(units: SqlUnitOfWorkFactory, job: Job):
    clips = [
        Clip(
            id=random_id("clip"),
            org_id=DEFAULT_ORG,
            job_id=job.id,
            video_id=job.video_id,
            state=ClipState.PROPOSED,
            created_at=NOW,
            plan=ClipPlan(
                rank=rank,
                range=TimeRange(start=rank / 3, end=rank + 10),
                first_word=0,
                last_word=9,
                title="“T”",
                score=0.1 * rank,
                sub_scores=(SubScore(name="hook", value=1 / 3, weight=0.2, note="n"),),
                reason="r",
            ),
        )
        for rank in (2, 10, 1)
    ]
    async with units(DEFAULT_ORG) as unit:
        for clip in clips:
            await unit.clips.put(clip)
        published = clips[0].model_copy(update={"state": ClipState.PUBLISHED, "manifest": REF})
        await unit.clips.put(published)
        assert await unit.clips.of_job(job.id) == (clips[2], published, clips[1])
        assert await unit.clips.get(published.id) == published


async def test_a_review_is_replaced_by_its_decision(units: SqlUnitOfWorkFactory, job: Job):
    opened = Review(org_id=DEFAULT_ORG, job_id=job.id, gate="clips", opened_at=NOW)
    decided = opened.model_copy(
        update={"decision": ReviewDecision(decision="approve", decided_by="ana"), "source": "update", "decided_at": NOW}
    )
    async with units(DEFAULT_ORG) as unit:
        await unit.reviews.put(opened)
        await unit.reviews.put(decided)
        assert await unit.reviews.of_job(job.id) == (decided,)


async def test_pages_of_jobs_meet_without_overlap_and_can_be_of_one_status(units: SqlUnitOfWorkFactory, job: Job):
    ids = []
    async with units(DEFAULT_ORG) as unit:
        for number in range(5):
            status = JobStatus.COMPLETED if number % 2 else JobStatus.FAILED
            # All at one moment: the id decides the order.
            new = job.model_copy(
                update={"id": random_id("job"), "status": status, "created_at": NOW + timedelta(days=1)}
            )
            await unit.jobs.add(new)
            ids.append(new.id)
        first = await unit.jobs.list(status=None, after=None, limit=3)
        second = await unit.jobs.list(status=None, after=Position(first[-1].created_at, first[-1].id), limit=2)
        assert [one.id for one in (*first, *second)] == sorted(ids, reverse=True)
        failed = await unit.jobs.list(status=JobStatus.FAILED, after=None, limit=10)
        assert {one.id for one in failed} == set(ids[::2])


def run_of(job: Job, **changes: object) -> StageRun:
    plain = StageRun(
        org_id=DEFAULT_ORG,
        job_id=job.id,
        step="audio",
        stage="extract_audio",
        pool="transcode",
        worker="w",
        attempt=1,
        state=StageState.RUNNING,
        started_at=NOW,
        engines=("engine 1",),
    )
    return plain.model_copy(update=changes)


@pytest.mark.parametrize(
    ("kept", "given", "replaces"),
    [
        ({"progress": 0.1}, {"progress": 0.5}, True),
        ({}, {"state": StageState.COMPLETED, "progress": 1.0}, True),
        ({"state": StageState.COMPLETED}, {"progress": 0.5}, False),
        ({"attempt": 2}, {"attempt": 1, "state": StageState.COMPLETED}, False),
        ({"state": StageState.FAILED}, {"attempt": 2}, True),
        ({"state": StageState.FAILED}, {"state": StageState.CANCELLED}, True),
    ],
)
async def test_the_newest_attempt_and_its_end_stay(units: SqlUnitOfWorkFactory, job: Job, kept, given, replaces):
    async with units(DEFAULT_ORG) as unit:
        await unit.stage_runs.put(run_of(job, **kept))
        await unit.stage_runs.put(run_of(job, **given))
        assert await unit.stage_runs.of_job(job.id) == ((run_of(job, **given) if replaces else run_of(job, **kept)),)


async def test_remembered_results_are_the_organisations_own_and_the_first_stays(units: SqlUnitOfWorkFactory):
    memory = DbStageMemory(units)
    await asyncio.gather(*(memory.keep(DEFAULT_ORG, "f" * 64, "stage", f'{{"x": {n}}}') for n in range(10)))
    found = await memory.find(DEFAULT_ORG, "f" * 64)
    await memory.keep(DEFAULT_ORG, "f" * 64, "stage", '{"x": "other"}')
    assert await memory.find(DEFAULT_ORG, "f" * 64) == found is not None
    assert await memory.find("org_other", "f" * 64) is None


async def test_a_noted_blob_is_known_to_its_organisation_only(units: SqlUnitOfWorkFactory):
    ledger = DbArtifactLedger(units)
    await asyncio.gather(*(ledger.note(DEFAULT_ORG, REF) for _ in range(5)))
    async with units(DEFAULT_ORG) as unit:
        assert await unit.artifacts.get(REF.digest) == REF
    async with units("org_other") as unit:
        assert await unit.artifacts.get(REF.digest) is None


async def test_leaving_without_commit_changes_nothing(units: SqlUnitOfWorkFactory):
    video = Video(id=random_id("vid"), org_id=DEFAULT_ORG, filename="a", created_at=NOW)
    async with units(DEFAULT_ORG) as unit:
        await unit.videos.add(video)
        assert await unit.videos.get(video.id) == video
    async with units(DEFAULT_ORG) as unit:
        assert await unit.videos.get(video.id) is None
