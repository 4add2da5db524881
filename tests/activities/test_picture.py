"""From a stored source to its proxy, sprite, index and analysis, by the real tools."""

import json
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from activities.picture import SPRITE_NAME, PictureActivities
from adapters.media.faces import BlazeFaceDetector
from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.shots import LookDetector
from adapters.media.tool import FfmpegMediaTool
from domain.contracts.base import ArtifactRef, StageScope
from domain.contracts.media import MediaInfo
from domain.contracts.picture import (
    AssemblePictureRequest,
    PictureAnalysis,
    PictureChunk,
    PictureChunkRequest,
    PictureChunkResult,
)
from domain.errors import PermanentError, RejectedError
from domain.heuristics.clip_scoring_picture import sprite_tiles
from tests.activities.memory_store import CountedScratch, DictResults, FolderBlobs
from tests.adapters.media.footage import ffmpeg, gray_frames
from tests.adapters.media.test_faces import MODELS

SCOPE = StageScope(org_id="org_a", job_id="job_1", step="picture 1/1")
CUTS = (45, 90)


class House:
    """The stages with everything they need."""

    def __init__(self, folder: Path) -> None:
        blobs = folder / "blobs"
        blobs.mkdir()
        self.store = FolderBlobs(blobs)
        self.scratch = CountedScratch(folder / "scratch")
        faces = BlazeFaceDetector(MODELS / "face_detection_full_range.tflite", "0" * 64)
        self.tool = FfmpegMediaTool(FfmpegRunner(), folder, faces, LookDetector())
        self.memory = DictResults()
        self.stages = PictureActivities(self.memory, self.store, self.scratch, self.tool)

    async def put(self, path: Path) -> tuple[ArtifactRef, MediaInfo]:
        return await self.store.put_file("org_a", path, "video/mp4"), await self.tool.inspect(path, path.name)

    async def stretch(self, source: ArtifactRef, media: MediaInfo, frames: range) -> PictureChunkResult:
        return await self.stages.analyse_picture(
            PictureChunkRequest(
                scope=SCOPE, source=source, media=media, first_frame=frames.start, last_frame=frames.stop
            )
        )


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture(scope="module")
def three_shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four seconds at 30 frames: a colour chart, a fractal, bars; with sound."""
    path = tmp_path_factory.mktemp("source") / "three.mp4"
    pictures = (
        "testsrc2=s=640x360:r=30:d=1.5",
        "mandelbrot=s=640x360:r=30,trim=duration=1.5",
        "smptebars=s=640x360:r=30:d=1",
    )
    inputs = [word for picture in pictures for word in ("-f", "lavfi", "-i", picture)]
    ffmpeg(
        *inputs,
        *("-f", "lavfi", "-i", "sine=d=4", "-filter_complex", "[0][1][2]concat=n=3:v=1:a=0[v]"),
        *("-map", "[v]", "-map", "3:a", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", path),
    )  # fmt: skip
    return path


async def test_stretches_become_one_picture_with_its_cuts_at_their_frames(
    house: House, three_shots: Path, tmp_path: Path
) -> None:
    source, media = await house.put(three_shots)
    chunks = tuple([await house.stretch(source, media, frames) for frames in (range(50), range(50, 120))])
    request = AssemblePictureRequest(scope=SCOPE, source=source, media=media, chunks=chunks)
    result = await house.stages.assemble_picture(request)

    analysis = PictureAnalysis.model_validate_json(await house.store.read_bytes("org_a", result.analysis))
    assert analysis.frame_count == 120
    assert tuple(shot.first for shot in analysis.shots) == (0, *CUTS)
    assert result.shots == 3
    assert len(analysis.motion) == 4

    proxy = tmp_path / "proxy.mp4"
    proxy.write_bytes(await house.store.read_bytes("org_a", result.proxy))
    assert len(gray_frames(proxy)) == 120
    assert (await house.tool.inspect(proxy, "proxy.mp4")).audio is not None

    index = (await house.store.read_bytes("org_a", result.sprite_index)).decode()
    assert index.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n")
    assert f"{SPRITE_NAME}#xywh=0,0,160,90" in index
    assert [time for time, _ in sprite_tiles(index)] == [0.0, 2.0]
    assert (await house.store.read_bytes("org_a", result.sprite))[:3] == b"\xff\xd8\xff"
    assert house.scratch.left == []
    gone = {result.proxy.digest, *(chunk.proxy_part.digest for chunk in chunks)}
    assert gone <= house.store.forgotten, "no later stage reads them, so they take no room here"
    assert source.digest not in house.store.forgotten


async def test_no_part_of_the_proxy_is_here_any_more_when_the_next_one_is_read(
    house: House, three_shots: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, media = await house.put(three_shots)
    chunks = tuple([await house.stretch(source, media, range(at, at + 40)) for at in (0, 40, 80)])
    parts = [chunk.proxy_part for chunk in chunks]
    given_up_before: dict[str, set[str]] = {}
    local = house.store.local

    def noted(org_id: str, ref: ArtifactRef) -> AbstractAsyncContextManager[Path]:
        given_up_before[ref.digest] = set(house.store.forgotten)
        return local(org_id, ref)

    monkeypatch.setattr(house.store, "local", noted)
    await house.stages.assemble_picture(AssemblePictureRequest(scope=SCOPE, source=source, media=media, chunks=chunks))
    for number, part in enumerate(parts):
        assert given_up_before[part.digest] == {earlier.digest for earlier in parts[:number]}


async def test_the_same_stretch_is_looked_at_once(house: House, three_shots: Path) -> None:
    source, media = await house.put(three_shots)
    first = await house.stretch(source, media, range(30))
    kept = len(house.memory.kept)
    assert await house.stretch(source, media, range(30)) == first
    assert len(house.memory.kept) == kept == 1


async def test_two_runs_of_one_stretch_give_the_same_bytes(three_shots: Path, tmp_path: Path) -> None:
    results = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        house = House(tmp_path / name)
        source, media = await house.put(three_shots)
        results.append(await house.stretch(source, media, range(20, 80)))
    assert results[0] == results[1]


async def test_stretches_that_do_not_meet_are_refused(house: House, three_shots: Path) -> None:
    source, media = await house.put(three_shots)
    chunks = tuple([await house.stretch(source, media, frames) for frames in (range(40), range(41, 60))])
    with pytest.raises(PermanentError) as refused:
        await house.stages.assemble_picture(
            AssemblePictureRequest(scope=SCOPE, source=source, media=media, chunks=chunks)
        )
    assert refused.value.code == "picture.gap"


async def test_a_source_without_picture_is_refused_and_leaves_nothing(house: House, three_shots: Path) -> None:
    source, media = await house.put(three_shots)
    silent = media.model_copy(update={"video": None})
    with pytest.raises(RejectedError) as refused:
        await house.stretch(source, silent, range(10))
    assert refused.value.code == "media.no_video"
    assert house.scratch.left == []
    assert house.memory.kept == {}


async def test_what_is_stored_of_a_stretch_is_plain_json(house: House, three_shots: Path) -> None:
    source, media = await house.put(three_shots)
    result = await house.stretch(source, media, range(60))
    text = await house.store.read_bytes("org_a", result.analysis)
    chunk = PictureChunk.model_validate_json(text)
    assert (chunk.first_frame, chunk.last_frame, len(chunk.cut_scores)) == (0, 60, 60)
    assert set(json.loads(text)) == set(PictureChunk.model_fields)
