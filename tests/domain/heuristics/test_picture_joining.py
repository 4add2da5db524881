"""Stretches become one analysis, and only when they are the whole picture."""

import pytest

from domain.contracts.media import FrameRate, VideoStream
from domain.contracts.picture import FaceSample, Flash, PictureChunk
from domain.errors import PermanentError
from domain.heuristics.picture_joining import join_chunks

VIDEO = VideoStream(codec="h264", width=1280, height=720, frame_rate=FrameRate(num=30, den=1), pixel_format="yuv420p")


def chunk(first: int, last: int, peaks: tuple[int, ...] = (), flashes: tuple[Flash, ...] = ()) -> PictureChunk:
    return PictureChunk(
        first_frame=first,
        last_frame=last,
        cut_scores=tuple(0.6 if frame in peaks else 0.001 for frame in range(first, last)),
        motion=tuple(frame / 1000 for frame in range(first, last)),
        faces=(FaceSample(time=first / 30, boxes=()),),
        flashes=flashes,
    )


def test_a_cut_exactly_between_two_stretches_is_found() -> None:
    analysis = join_chunks([chunk(0, 90, (40,)), chunk(90, 150, (90,))], VIDEO)
    assert [(shot.first, shot.last) for shot in analysis.shots] == [(0, 40), (40, 90), (90, 150)]
    assert analysis.frame_count == 150
    assert [sample.time for sample in analysis.faces] == [0.0, 3.0]


def test_a_flash_over_the_border_of_two_stretches_is_no_cut() -> None:
    joined = [chunk(0, 90, (89,)), chunk(90, 150, (91,), (Flash(first=89, last=91),))]
    assert len(join_chunks(joined, VIDEO).shots) == 1


def test_motion_is_the_mean_of_the_frames_of_each_second_whatever_the_stretches() -> None:
    one = join_chunks([chunk(0, 75)], VIDEO)
    two = join_chunks([chunk(0, 40), chunk(40, 75)], VIDEO)
    assert one.motion == two.motion == (0.0145, 0.0445, 0.067)


def test_a_rate_below_one_frame_a_second_still_has_a_value_for_every_second() -> None:
    slow = VIDEO.model_copy(update={"frame_rate": FrameRate(num=1, den=2)})
    assert join_chunks([chunk(0, 3)], slow).motion == (0.0, 0.0, 0.001, 0.001, 0.002, 0.002)


@pytest.mark.parametrize(
    "chunks",
    [
        [],
        [chunk(10, 20)],
        [chunk(0, 10), chunk(11, 20)],
        [chunk(0, 10), chunk(9, 20)],
        [chunk(0, 10).model_copy(update={"last_frame": 11})],
    ],
    ids=["none", "no beginning", "a gap", "an overlap", "a frame untold"],
)
def test_what_is_not_the_whole_picture_once_is_refused(chunks: list[PictureChunk]) -> None:
    with pytest.raises(PermanentError) as refused:
        join_chunks(chunks, VIDEO)
    assert refused.value.code == "picture.gap"
