"""The cover of a source that is only heard, as pixels."""

import asyncio
from pathlib import Path

import cv2
import numpy as np

from adapters.media.audiogram_ground import Rgb
from adapters.media.child import Limits
from adapters.media.ffmpeg import FfmpegRunner, source_input
from adapters.media.source import picture_of
from domain.contracts.media import MediaInfo
from domain.errors import PermanentError, RejectedError

_MOST = 1600
"""Pixels of the longer side."""

_SECONDS = 60
_SIZE = f"scale=w=iw*sar:h=ih,scale=w='min({_MOST},iw)':h='min({_MOST},ih)':force_original_aspect_ratio=decrease"


async def cover_of(runner: FfmpegRunner, path: Path, media: MediaInfo, folder: Path) -> Rgb | None:
    """The cover, upright and with square pixels; None where there is none, or none that can be decoded."""
    place = picture_of(media).cover
    if place is None:
        return None
    target = folder / "cover.png"
    output = ("-map", f"0:v:{place}", "-vf", f"{_SIZE},format=rgb24", "-frames:v", "1", "-f", "image2")
    try:
        await runner.run(
            ["-threads", "1", *source_input(path), *output, "-update", "1", f"file:{target}"],
            seconds=_SECONDS,
            limits=Limits(cpu_seconds=_SECONDS),
        )
    except (RejectedError, PermanentError):
        # A spoilt cover is no reason to refuse what is said.
        return None
    return await asyncio.to_thread(_read, target)


def _read(path: Path) -> Rgb | None:
    if not path.exists():
        return None
    pixels = cv2.imread(str(path), cv2.IMREAD_COLOR)
    path.unlink()
    return None if pixels is None else np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB), np.uint8)
