"""Thumbnails lie on one raster for the whole video, and their index is WebVTT that a player can follow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contracts.media import FrameRate, VideoStream
from domain.heuristics.thumbnails import (
    MAX_TILES,
    sheet_size,
    sprite_index,
    thumbnail_frames,
    thumbnail_seconds,
    tile_size,
)

NTSC = FrameRate(num=30000, den=1001)


def video(width: int, height: int) -> VideoStream:
    return VideoStream(codec="h264", width=width, height=height, frame_rate=NTSC, pixel_format="yuv420p")


def test_a_short_video_has_one_every_two_seconds_from_its_first_frame() -> None:
    assert thumbnail_frames(range(301), NTSC, 10.0) == (0, 60, 120, 180, 240, 300)


@pytest.mark.parametrize("hours", [0.1, 1, 3, 6])
def test_a_long_video_never_has_more_than_fit_the_sheet(hours: float) -> None:
    duration = hours * 3600
    frames = thumbnail_frames(range(NTSC.frame_at(duration)), NTSC, duration)
    assert MAX_TILES / 2 < len(frames) <= MAX_TILES or thumbnail_seconds(duration) == 2


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=6), st.sampled_from([NTSC, FrameRate(num=25, den=2)]))
def test_stretches_together_have_the_frames_of_the_whole(lengths: list[int], rate: FrameRate) -> None:
    total = sum(lengths)
    duration = float(total / rate.value)
    whole = thumbnail_frames(range(total), rate, duration)
    first, joined = 0, []
    for length in lengths:
        joined += thumbnail_frames(range(first, first + length), rate, duration)
        first += length
    assert tuple(joined) == whole
    assert whole[0] == 0


def test_tiles_keep_the_picture_s_shape() -> None:
    assert tile_size(video(1920, 1080)) == (160, 90)
    assert tile_size(video(1080, 1920)) == (90, 160)


def test_a_sheet_has_ten_tiles_in_a_row_and_is_never_empty() -> None:
    assert sheet_size(23, (160, 90)) == (1600, 270)
    assert sheet_size(3, (160, 90)) == (480, 90)
    assert sheet_size(0, (160, 90)) == (160, 90)


def test_the_index_names_the_tile_on_screen_at_every_time() -> None:
    text = sprite_index((0, 60, 120), 150, FrameRate(num=30, den=1), (160, 90), "sprite.jpg")
    assert text.split("\n") == [
        "WEBVTT",
        "",
        "00:00:00.000 --> 00:00:02.000",
        "sprite.jpg#xywh=0,0,160,90",
        "",
        "00:00:02.000 --> 00:00:04.000",
        "sprite.jpg#xywh=160,0,160,90",
        "",
        "00:00:04.000 --> 00:00:05.000",
        "sprite.jpg#xywh=320,0,160,90",
        "",
    ]


def test_hours_are_written_in_full() -> None:
    frames = (0, 30 * 3661)
    text = sprite_index(frames, 30 * 3662, FrameRate(num=30, den=1), (160, 90), "s.jpg")
    assert "01:01:01.000 --> 01:01:02.000" in text
