"""The sample talk against its exact truth: cuts, faces, and the speaker inside the vertical frame."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from adapters.media.faces import BlazeFaceDetector
from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.inspection import inspect
from adapters.media.picture import analyse_picture
from adapters.media.shots import LookDetector
from domain.contracts.base import TimeRange
from domain.contracts.framing import FramingPath
from domain.contracts.picture import PictureAnalysis
from domain.heuristics.framing import plan_framing
from domain.heuristics.picture_joining import join_chunks
from domain.progress import no_progress
from tests.adapters.media.test_faces import MODELS
from tests.domain.heuristics.test_framing import shows_box

SAMPLES = Path(__file__).parents[3] / "samples"
FRAMES = range(600)
"""A slide, two people at a table, and both of them alone."""

TRUTH: dict[str, Any] = json.loads((SAMPLES / "talk.truth.json").read_text())


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> PictureAnalysis:
    return asyncio.run(_see(tmp_path_factory.mktemp("talk")))


async def _see(folder: Path) -> PictureAnalysis:
    source = SAMPLES / TRUTH["video"]
    media = await inspect(source, 3600.0)
    assert media.video is not None
    chunk = await analyse_picture(
        FfmpegRunner(),
        BlazeFaceDetector(MODELS / "face_detection_full_range.tflite", "0" * 64),
        LookDetector(),
        source,
        media,
        FRAMES,
        folder / "part.h264",
        folder / "thumbnails.jpg",
        no_progress,
    )
    return join_chunks([chunk], media.video)


def test_every_cut_is_found_at_its_frame_and_nothing_else(seen: PictureAnalysis) -> None:
    assert [shot.first for shot in seen.shots[1:]] == [cut["frame"] for cut in TRUTH["cuts"] if cut["frame"] in FRAMES]


def test_every_sample_has_as_many_faces_as_people_are_seen(seen: PictureAnalysis) -> None:
    kinds = {shot["first_frame"]: {"slide": 0, "two": 2}.get(shot["kind"], 1) for shot in TRUTH["shots"]}
    for sample in seen.faces:
        frame = seen.frame_rate.frame_at(sample.time)
        people = kinds[max(first for first in kinds if first <= frame)]
        assert len(sample.boxes) == people, sample


@pytest.mark.parametrize("aspect", ["9:16", "1:1", "4:5"])
def test_the_speaker_is_inside_the_frame_in_98_of_100_samples(seen: PictureAnalysis, aspect: Any) -> None:
    path = plan_framing(seen, TimeRange(start=0, end=seen.frame_rate.time_of(FRAMES.stop)), aspect)
    inside = [
        _shown(path, sample["frame"], face["box"])
        for sample in TRUTH["face_samples"]
        if sample["frame"] in FRAMES
        for face in sample["faces"]
        if face["speaking"]
    ]
    assert len(inside) > 30
    assert sum(inside) >= 0.98 * len(inside)


def _shown(path: FramingPath, frame: int, corners: list[float]) -> bool:
    return shows_box(path, frame, corners[0], corners[1], corners[2], corners[3])
