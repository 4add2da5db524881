"""A crop at any column shows the source's own colours, whatever the source stores: subsampling, depth, matrix, range."""

import itertools
import re
import subprocess
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from adapters.media.ffmpeg import FfmpegRunner, locate_ffmpeg
from adapters.media.framing_graph import framing_graph
from adapters.media.inspection import inspect
from adapters.media.resizing import normalised
from adapters.media.source import decoding, open_at, picture_stream, tone_map
from domain.contracts.framing import CropPoint, FramingPath, FramingSegment
from domain.contracts.media import MediaInfo
from domain.contracts.render import OutputPreset
from tests.adapters.media.footage import ffmpeg

WIDTH, HEIGHT, FRAMES = 320, 180, 26
CROP = (102, 178)
CORNERS = ((0, 0), (51, 0), (52, 1), (117, 2), (218, 1))
"""Left top corners of the crop, one for each frame: even and odd ones, the last at the right edge."""
LEAST_DB = 40.0

Rgb = NDArray[np.uint8]

_MATRIX = {"bt601": "170m", "bt709": "709", "bt2020": "2020_ncl", "untagged": "170m"}
_TAGS = {"bt601": "smpte170m", "bt709": "bt709", "bt2020": "bt2020nc", "untagged": "unknown"}


@pytest.fixture(scope="session")
def photo() -> Rgb:
    """A face among saturated colours, 320 x 180."""
    picture = cv2.imread(str(Path(__file__).with_name("astronaut.jpg")))
    assert picture is not None
    picture = cv2.resize(picture, (WIDTH, WIDTH), interpolation=cv2.INTER_CUBIC)[:HEIGHT]
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)


def stored(path: Path, photo: Rgb, pixels: str, matrix: str, limits: str, tags: str = "") -> Path:
    """The photo, again and again, without loss in a pixel format; its tags say what it is, or nothing."""
    height, width, _ = photo.shape
    # By way of 4:4:4, since zimg does not subsample odd sizes.
    to_yuv = f"zscale=dither=none:m={_MATRIX[matrix]}:r={limits},format={re.sub('4[024]{2}', '444', pixels)}"
    tagged = f"setparams=colorspace={_TAGS[matrix]}:range={limits}{tags}"
    ffmpeg(
        *("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", "25", "-i", "-"),
        *("-vf", f"format=gbrp,{to_yuv},format={pixels},{tagged}", "-c:v", "ffv1", path),
        data=photo.tobytes() * FRAMES,
    )
    return path


def cropped(media: MediaInfo, path: Path, preset: OutputPreset) -> list[Rgb]:
    """What the product's graph makes of the frames, each cropped at its corner."""
    assert media.video is not None
    width, height = media.video.width, media.video.height
    points = []
    for frame, (x, y) in enumerate(CORNERS):
        center = ((x + CROP[0] / 2) / width, (y + CROP[1] / 2) / height)
        points += [CropPoint(frame=frame, center_x=center[0], center_y=center[1])]
    segment = FramingSegment(
        first=0, last=len(CORNERS), mode="crop", width=CROP[0] / width, height=CROP[1] / height, points=tuple(points)
    )
    framing = FramingPath(aspect="9:16", frames=len(CORNERS), segments=(segment,))
    entrance, shown = normalised(media)
    graph = framing_graph(framing, shown, preset, "t0")
    folder = path.with_suffix(".graph")
    folder.mkdir()
    for name, text in graph.files.items():
        (folder / name).write_text(text)
    opened = open_at(path, media, 0)
    to_rgb = "zscale=min=709:rin=tv:r=full:dither=none,format=gbrp,format=rgb24"
    command = [str(locate_ffmpeg()), "-v", "error", "-nostdin", *decoding(media), *opened.args]
    head = f"[{picture_stream(media)}]{opened.picture},{entrance}trim=end_frame={len(CORNERS)}[t0]"
    command += ["-filter_complex", f"{head};{graph.filters},{to_rgb}[o]"]
    done = subprocess.run(
        [*command, "-map", "[o]", "-f", "rawvideo", "-"], capture_output=True, check=True, timeout=60, cwd=folder
    )
    return list(np.frombuffer(done.stdout, np.uint8).reshape(len(CORNERS), preset.height, preset.width, 3))


def toned(media: MediaInfo, path: Path) -> Rgb:
    """The whole picture of an HDR source, tone-mapped without any crop."""
    graph = f"format=yuv444p10le,{tone_map(media)},zscale=min=709:rin=tv:r=full:dither=none,format=gbrp,format=rgb24"
    command = [str(locate_ffmpeg()), "-v", "error", "-i", str(path), "-vf", graph, "-frames:v", "1"]
    done = subprocess.run([*command, "-f", "rawvideo", "-"], capture_output=True, check=True, timeout=60)
    return np.frombuffer(done.stdout, np.uint8).reshape(HEIGHT, WIDTH, 3)


def reference(photo: Rgb) -> list[Rgb]:
    """The photo cropped in RGB, then stored as the output is: 4:2:0 of BT.709, limited range."""
    frames = b"".join(np.ascontiguousarray(photo[y : y + CROP[1], x : x + CROP[0]]).tobytes() for x, y in CORNERS)
    done = subprocess.run(
        [
            *(str(locate_ffmpeg()), "-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24"),
            *("-s", f"{CROP[0]}x{CROP[1]}", "-i", "-"),
            *(
                "-vf",
                "format=gbrp,zscale=m=709:r=tv,format=yuv420p,zscale=min=709:rin=tv:r=full,format=gbrp,format=rgb24",
            ),
            *("-f", "rawvideo", "-"),
        ],
        input=frames,
        capture_output=True,
        check=True,
        timeout=60,
    )
    return list(np.frombuffer(done.stdout, np.uint8).reshape(len(CORNERS), CROP[1], CROP[0], 3))


@pytest.mark.parametrize(
    ("chroma", "depth", "matrix", "limits"),
    [
        pytest.param(*case, id="-".join(map(str, case)))
        for case in itertools.product((420, 422, 444), (8, 10, 12), _MATRIX, ("tv", "pc"))
    ],
)
async def test_a_crop_at_any_column_is_the_crop_of_the_picture(
    runner: FfmpegRunner, photo: Rgb, tmp_path: Path, chroma: int, depth: int, matrix: str, limits: str
) -> None:
    pixels = f"yuv{chroma}p" + ("" if depth == 8 else f"{depth}le")
    path = stored(tmp_path / "photo.mkv", photo, pixels, matrix, limits)
    media = await inspect(path, 3600)
    preset = OutputPreset(aspect="9:16", width=CROP[0], height=CROP[1])
    made, wanted = cropped(media, path, preset), reference(photo)
    found = [cv2.PSNR(one, other) for one, other in zip(made, wanted, strict=True)]
    assert min(found) >= LEAST_DB, found


@pytest.mark.parametrize("transfer", ["smpte2084", "arib-std-b67"])
async def test_a_crop_of_an_hdr_picture_is_the_crop_of_its_tone_mapped_picture(
    runner: FfmpegRunner, photo: Rgb, tmp_path: Path, transfer: str
) -> None:
    tags = f":color_primaries=bt2020:color_trc={transfer}"
    path = stored(tmp_path / "hdr.mkv", photo // 2, "yuv420p10le", "bt2020", "tv", tags)
    media = await inspect(path, 3600)
    assert media.video is not None
    assert media.video.hdr
    preset = OutputPreset(aspect="9:16", width=CROP[0], height=CROP[1])
    pairs = zip(cropped(media, path, preset), reference(toned(media, path)), strict=True)
    assert min(cv2.PSNR(one, other) for one, other in pairs) >= LEAST_DB


async def test_a_deep_picture_of_odd_size_is_cropped_at_its_last_columns(
    runner: FfmpegRunner, photo: Rgb, tmp_path: Path
) -> None:
    odd = np.ascontiguousarray(np.pad(photo, ((0, 1), (0, 1), (0, 0)), mode="edge"))
    path = stored(tmp_path / "odd.mkv", odd, "yuv420p10le", "bt709", "tv")
    media = await inspect(path, 3600)
    assert media.video is not None
    assert (media.video.width, media.video.height) == (WIDTH + 1, HEIGHT + 1)
    preset = OutputPreset(aspect="9:16", width=CROP[0], height=CROP[1])
    pairs = zip(cropped(media, path, preset), reference(photo), strict=True)
    assert min(cv2.PSNR(one, other) for one, other in pairs) >= LEAST_DB
