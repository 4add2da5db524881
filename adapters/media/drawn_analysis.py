"""What is seen of a source that is only heard: one still picture, for its proxy and its thumbnails."""

import asyncio
from pathlib import Path

import cv2
import numpy as np

from adapters.media.audiogram_ground import Rgb, ground, write_picture
from adapters.media.child import Limits
from adapters.media.cover import cover_of
from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.picture_size import proxy_size
from adapters.media.source import picture_of
from adapters.media.thumbnails import ThumbnailSheet
from domain.contracts.media import MediaInfo
from domain.contracts.picture import PictureChunk
from domain.heuristics.audiogram_layout import AudiogramLayout, Box
from domain.heuristics.thumbnails import thumbnail_frames, tile_size

_START_SECONDS = 120
_COVER_SHARE = 0.78


async def analyse_drawn(
    runner: FfmpegRunner,
    path: Path,
    media: MediaInfo,
    frames: range,
    proxy_part: Path,
    thumbnails: Path,
    encoder: list[str],
) -> PictureChunk:
    """Write the stretch of the proxy and of the thumbnails: the cover or the house's own ground, without a cut."""
    video = picture_of(media)
    cover = await cover_of(runner, path, media, proxy_part.parent)
    picture = proxy_part.with_suffix(".png")
    still = await asyncio.to_thread(_still, cover, media, picture)
    stay = f"loop=loop={len(frames) - 1}:size=1,settb={video.frame_rate.den}/{video.frame_rate.num},setpts=N"
    tags = "setsar=1,setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv"
    seconds = _START_SECONDS + 2 * len(frames) / float(video.frame_rate.value)
    await runner.run(
        [
            *(
                "-i",
                f"file:{picture}",
                "-vf",
                f"scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,{tags},{stay}",
            ),
            *encoder,
            str(proxy_part),
        ],
        seconds=seconds,
        limits=Limits(cpu_seconds=round(seconds)),
    )
    await asyncio.to_thread(_write_tiles, still, media, frames, thumbnails)
    picture.unlink()
    still_frames = (0.0,) * len(frames)
    return PictureChunk(
        first_frame=frames.start, last_frame=frames.stop, cut_scores=still_frames, motion=still_frames, faces=()
    )


def _still(cover: Rgb | None, media: MediaInfo, target: Path) -> Rgb:
    """The cover in the middle of its own blurred copy, or the house's own ground; written to `target` too."""
    size = proxy_size(picture_of(media))
    wide, high = size[0] * _COVER_SHARE, size[1] * _COVER_SHARE
    nothing = Box(0, 0, 0, 0)
    place = Box((size[0] - wide) / 2, (size[1] - high) / 2, wide, high)
    pixels = ground(cover, AudiogramLayout(place, nothing, "center", 0.0, nothing, size[1] / 1080), size).pixels
    write_picture(target, pixels)
    return pixels


def _write_tiles(still: Rgb, media: MediaInfo, frames: range, target: Path) -> None:
    video = picture_of(media)
    tiles = thumbnail_frames(frames, video.frame_rate, media.duration)
    sheet = ThumbnailSheet(tile_size(video), len(tiles))
    turned = np.asarray(cv2.cvtColor(still, cv2.COLOR_RGB2BGR), np.uint8)
    for _ in tiles:
        sheet.add(turned)
    sheet.write(target)
