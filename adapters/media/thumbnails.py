"""Lays thumbnails on a sheet, and joins the sheets of several stretches."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.contracts.media import MediaInfo
from domain.errors import PermanentError, RejectedError
from domain.heuristics.thumbnails import sheet_size, thumbnail_frames, tile_origin, tile_size

_QUALITY = 82


class ThumbnailSheet:
    """Tiles in rows, from the top left; places that got no picture stay black."""

    def __init__(self, tile: tuple[int, int], tiles: int) -> None:
        width, height = sheet_size(tiles, tile)
        self._tile = tile
        self._pixels = np.zeros((height, width, 3), np.uint8)
        self._next = 0

    def add(self, picture: NDArray[np.uint8]) -> None:
        """Put a BGR picture of any size on the next place."""
        width, height = self._tile
        x, y = tile_origin(self._next, self._tile)
        self._next += 1
        self._pixels[y : y + height, x : x + width] = (
            picture
            if picture.shape[:2] == (height, width)
            else cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
        )

    def write(self, target: Path) -> None:
        """Write the sheet as JPEG, whatever the name of `target` ends with."""
        done, data = cv2.imencode(".jpg", self._pixels, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
        if not done:
            raise PermanentError("media.tool_failed", "The thumbnails could not be encoded.")
        target.write_bytes(data.tobytes())


def join_thumbnails(media: MediaInfo, parts: Sequence[tuple[range, Path]], target: Path) -> None:
    """Lay the tiles of all parts, each the frames it covers and its grid, on one sheet."""
    if media.video is None:
        raise RejectedError("media.no_video", "The file has no picture; send a video.")
    tile = tile_size(media.video)
    counts = [len(thumbnail_frames(frames, media.video.frame_rate, media.duration)) for frames, _ in parts]
    sheet = ThumbnailSheet(tile, sum(counts))
    for count, (_, path) in zip(counts, parts, strict=True):
        grid = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
        if grid is None or grid.shape[:2] != sheet_size(count, tile)[::-1]:
            raise PermanentError("media.thumbnails_damaged", "A part's thumbnails are not the grid they should be.")
        for index in range(count):
            x, y = tile_origin(index, tile)
            sheet.add(np.ascontiguousarray(grid[y : y + tile[1], x : x + tile[0]]))
    sheet.write(target)
