"""Which frames become thumbnails, how a sheet is laid out, and the WebVTT index that maps times to its tiles."""

import math
from fractions import Fraction

from domain.contracts.media import FrameRate, VideoStream

COLUMNS = 10
MAX_TILES = 300
MIN_SECONDS = 2

_LONG_SIDE = 160


def tile_size(video: VideoStream) -> tuple[int, int]:
    """Width and height in pixels of one tile: the longer side is 160."""
    longer = max(video.width, video.height)
    return max(1, round(_LONG_SIDE * video.width / longer)), max(1, round(_LONG_SIDE * video.height / longer))


def thumbnail_seconds(duration: float) -> int:
    """Whole seconds from one thumbnail to the next: 2, and more where a sheet would pass MAX_TILES."""
    return max(MIN_SECONDS, math.ceil(duration / MAX_TILES))


def thumbnail_frames(frames: range, rate: FrameRate, duration: float) -> tuple[int, ...]:
    """The frames of `frames` that are shown as tiles, on one raster for the whole video of `duration` seconds."""
    every = thumbnail_seconds(duration) * rate.value
    # The first tile whose frame, rounded up, is not before the stretch.
    tile = math.floor((frames.start - 1) / every) + 1
    found = []
    while (frame := math.ceil(tile * every)) < frames.stop:
        found.append(frame)
        tile += 1
    return tuple(found)


def sheet_size(tiles: int, tile: tuple[int, int]) -> tuple[int, int]:
    """Width and height in pixels of a sheet; never empty, since a picture has no size zero."""
    columns = min(max(1, tiles), COLUMNS)
    return columns * tile[0], math.ceil(max(1, tiles) / COLUMNS) * tile[1]


def tile_origin(index: int, tile: tuple[int, int]) -> tuple[int, int]:
    """Where tile `index` lies: x and y in pixels."""
    return index % COLUMNS * tile[0], index // COLUMNS * tile[1]


def sprite_index(frames: tuple[int, ...], end_frame: int, rate: FrameRate, tile: tuple[int, int], image: str) -> str:
    """WebVTT whose cues name the tile on screen by a media fragment (`image#xywh=x,y,w,h`)."""
    lines = ["WEBVTT", ""]
    for index, (first, last) in enumerate(zip(frames, [*frames[1:], end_frame], strict=True)):
        x, y = tile_origin(index, tile)
        lines += [
            f"{_stamp(first / rate.value)} --> {_stamp(last / rate.value)}",
            f"{image}#xywh={x},{y},{tile[0]},{tile[1]}",
            "",
        ]
    return "\n".join(lines)


def _stamp(seconds: Fraction) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"
