"""The framing stage: one path per aspect, the same again for the same question."""

from pathlib import Path

import pytest

from activities.framing import FramingActivities
from domain.contracts.base import StageScope, TimeRange
from domain.contracts.framing import PlanFramingRequest
from domain.contracts.media import FrameRate, MediaInfo, VideoStream
from domain.contracts.picture import FaceBox, FaceSample, PictureAnalysis, Shot
from domain.heuristics.framing import plan_framing
from tests.activities.memory_store import DictResults, FolderBlobs

RATE = FrameRate(num=25, den=1)
PICTURE = PictureAnalysis(
    frame_rate=RATE,
    frame_count=500,
    width=1920,
    height=1080,
    shots=(Shot(first=0, last=200), Shot(first=200, last=500)),
    motion=(0.0,) * 20,
    faces=tuple(
        FaceSample(time=n * 0.32, boxes=(FaceBox(x=0.6, y=0.2, w=0.12, h=0.3, score=0.9),) if n * 8 >= 200 else ())
        for n in range(62)
    ),
)
MEDIA = MediaInfo(
    container="mov",
    duration=20.0,
    video=VideoStream(codec="h264", width=1920, height=1080, frame_rate=RATE, pixel_format="yuv420p"),
    audio=None,
)


@pytest.fixture
def store(tmp_path: Path) -> FolderBlobs:
    return FolderBlobs(tmp_path)


async def request_for(store: FolderBlobs, step: str = "framing 1") -> PlanFramingRequest:
    stored = await store.put_bytes("org_a", PICTURE.model_dump_json().encode(), "application/json")
    return PlanFramingRequest(
        scope=StageScope(org_id="org_a", job_id="job_1", step=step),
        picture=stored,
        media=MEDIA,
        range=TimeRange(start=4.0, end=12.0),
        aspects=("1:1", "9:16"),
    )


async def test_each_aspect_has_its_path_in_the_order_asked_for(store: FolderBlobs) -> None:
    result = await FramingActivities(DictResults(), store).plan_framing(await request_for(store))
    assert [path.aspect for path in result.paths] == ["1:1", "9:16"]
    assert [path.frames for path in result.paths] == [200, 200]
    assert [(s.mode, s.first, s.last) for s in result.paths[1].segments] == [("fit", 0, 100), ("crop", 100, 200)]
    assert result.paths[1] == plan_framing(PICTURE, TimeRange(start=4.0, end=12.0), "9:16")


async def test_another_job_with_the_same_question_gets_the_kept_answer(store: FolderBlobs) -> None:
    memory = DictResults()
    stages = FramingActivities(memory, store)
    first = await stages.plan_framing(await request_for(store))
    again = await stages.plan_framing(await request_for(store, step="framing 2"))
    assert again == first
    assert len(memory.kept) == 1
