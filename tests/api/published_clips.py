"""Published clips of an ended job, for whoever edits or renders them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest_asyncio

from activities.journal import JournalActivities
from domain.contracts.base import DEFAULT_ORG, StageScope, TimeRange
from domain.contracts.clips import ClipPlan
from domain.contracts.job import JobStatus, PlannedClip, RecordPlanRequest, RecordVideoRequest
from domain.contracts.media import FrameRate, MediaInfo, VideoStream
from domain.contracts.picture import FaceBox, FaceSample, PictureAnalysis, Shot
from domain.contracts.speech import Sentence, Transcript, Word
from domain.entities import ClipState

if TYPE_CHECKING:
    from tests.api.conftest import World

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
