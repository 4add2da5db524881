"""Rendered clips of unusual sources: turned, HDR, odd sizes, a resolution that changes midway."""

from pathlib import Path

import numpy as np
import pytest

from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.measurement import measure
from domain.contracts.framing import FramingSegment
from tests.adapters.media.footage import (
    ffmpeg,
    gray_frames,
    luma_frames,
    number_of,
    numbered,
    write_video,
)
from tests.adapters.media.rendering import TALL, WIDE, clip, whole


async def test_a_turned_phone_video_stands_upright(runner: FfmpegRunner, mute: Path, tmp_path: Path) -> None:
    path = tmp_path / "phone.mp4"
    ffmpeg("-display_rotation", "90", "-i", mute, "-c", "copy", path)
    (made,) = await clip(runner, path, range(5, 15), tmp_path, [(TALL, whole(10))])
    # Turned counter-clockwise: the stripes lie, the lowest bit at the bottom.
    turned = [np.rot90(frame, -1) for frame in gray_frames(made.video, 180, 320)]
    assert [number_of(frame) for frame in turned] == list(range(5, 15))


async def test_hdr_is_brought_to_the_brightness_of_sdr(runner: FfmpegRunner, tmp_path: Path) -> None:
    path = tmp_path / "hdr.mp4"
    # 58 % of full PQ range is 203 nits, the white of graphics (ITU-R BT.2408).
    tags = "colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:log-level=none"
    ffmpeg(
        *(
            "-f",
            "lavfi",
            "-i",
            "color=black:s=320x180:r=25:d=1.2,format=yuv420p10le,geq=lum='if(lt(X,160),64+0.58*876,64+0.2*876)':cb=512:cr=512",
        ),
        *(
            "-c:v",
            "libx265",
            "-preset",
            "ultrafast",
            "-x265-params",
            tags,
            "-color_primaries",
            "bt2020",
            "-color_trc",
            "smpte2084",
            "-colorspace",
            "bt2020nc",
            path,
        ),
    )
    for segments in (whole(20), (FramingSegment(first=0, last=20, mode="fit"),)):
        (made,) = await clip(runner, path, range(2, 22), tmp_path, [(WIDE, segments)])
        frame = luma_frames(made.video)[5]
        measured = await measure(runner, made.video)
        assert (measured.color_space, measured.pixel_format) == ("bt709", "yuv420p")
        assert 190 < frame[90, 80] <= 215
        assert 16 < frame[90, 240] < 80


@pytest.mark.parametrize("mode", ["crop", "fit"])
async def test_odd_sizes_full_range_and_other_pixel_formats_render(
    runner: FfmpegRunner, tmp_path: Path, mode: str
) -> None:
    path = tmp_path / "odd.mkv"
    ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "testsrc=s=321x181:r=30:d=1.5",
        "-pix_fmt",
        "yuvj444p",
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        path,
    )
    segment = (
        FramingSegment(first=0, last=20, mode="fit")
        if mode == "fit"
        else FramingSegment(first=0, last=20, mode="crop", width=0.33, height=1)
    )
    (made,) = await clip(runner, path, range(10, 30), tmp_path, [(TALL, (segment,))])
    assert len(gray_frames(made.video)) == 20


async def test_a_change_of_resolution_midway_keeps_every_frame(runner: FfmpegRunner, tmp_path: Path) -> None:
    first = write_video(tmp_path / "a.mp4", map(numbered, range(60)), "25")
    parts = []
    for name, start, size in (("a", 0, "320:180"), ("b", 60, "640:360")):
        write_video(tmp_path / f"{name}.mp4", map(numbered, range(start, start + 60)), "25")
        parts.append(tmp_path / f"{name}.ts")
        ffmpeg(
            "-i",
            tmp_path / f"{name}.mp4",
            "-vf",
            f"scale={size}:flags=neighbor",
            "-c:v",
            "libx264",
            "-preset",
            "ultrafast",
            "-crf",
            "12",
            "-output_ts_offset",
            str(start / 25),
            "-muxdelay",
            "0",
            parts[-1],
        )
    path = first.with_name("joined.ts")
    path.write_bytes(b"".join(part.read_bytes() for part in parts))
    (made,) = await clip(runner, path, range(40, 80), tmp_path)
    assert [number_of(frame) for frame in gray_frames(made.video)] == list(range(40, 80))


@pytest.mark.parametrize(
    ("pixels", "size", "mode"),
    [
        ("yuv420p", "320x180", "crop"),
        ("yuv420p10le", "320x180", "fit"),
        ("yuv422p", "320x180", "crop"),
        ("yuvj420p", "320x180", "fit"),
        ("bgr0", "320x180", "crop"),
        ("yuv420p", "321x181", "crop"),
        ("yuv420p", "321x181", "fit"),
        ("yuv420p", "1280x720", "crop"),
    ],
)
async def test_a_colour_stays_itself_however_the_source_stores_it(
    runner: FfmpegRunner, tmp_path: Path, pixels: str, size: str, mode: str
) -> None:
    # Untagged pictures of this size are taken for BT.601, larger ones for BT.709.
    matrix = "bt709" if size == "1280x720" else "smpte170m"
    full = ":range=full" if pixels == "yuvj420p" else ""
    path = tmp_path / "colour.mkv"
    stored = f"scale=out_color_matrix={matrix}{':out_range=pc' if full else ''},format={pixels}"
    untagged = f"setparams=colorspace=unknown:color_primaries=unknown:color_trc=unknown{full}"
    ffmpeg("-f", "lavfi", "-i", f"color=#FFD600:s={size}:r=25:d=1.2,{stored},{untagged}", "-c:v", "ffv1", path)
    segment = FramingSegment(first=0, last=5, mode=mode, width=0.5, height=1 if mode == "crop" else 0.5)
    (made,) = await clip(runner, path, range(5, 10), tmp_path, [(TALL, (segment,))])
    # #FFD600 in BT.709, limited range: Y 194.
    assert float(luma_frames(made.video, 180, 320)[2][150:170, 80:100].mean()) == pytest.approx(194, abs=1.5)
