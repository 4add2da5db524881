"""Sees a stretch of a source in one decode: proxy, cut scores, motion, faces and thumbnails."""

import math
from pathlib import Path

from adapters.media.child import FrameStream, Limits
from adapters.media.drawn_analysis import analyse_drawn
from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.picture_frames import SMALL, PictureWatcher
from adapters.media.picture_join import join_proxy
from adapters.media.picture_size import proxy_size
from adapters.media.resizing import evened, resized
from adapters.media.source import decoding, open_at, picture_of, picture_stream, tone_map
from domain.contracts.media import MediaInfo, VideoStream
from domain.contracts.picture import PictureChunk
from domain.engines import FaceDetector, ShotDetector
from domain.errors import RejectedError
from domain.progress import ProgressCallback

__all__ = ["analyse_picture", "join_proxy"]

_KEY_SECONDS = 2
# Where the picture has ended long before the stretch, its last frame is looked for ever farther back.
_LOOK_BACK_SECONDS = (0, 10, 300, 6 * 3600)
# On the sample: SSIM 0.992, which the fastest preset reaches with four times the bytes. A talk's picture mostly stays
# as it is, so it pays to spend bits on what later frames are made from (mbtree), which this preset leaves out.
_PRESET, _CRF, _OPTIONS = "superfast", 31, "mbtree=1:rc-lookahead=10"
# Generous: even 4K at 60 frames per second, decoded on one slow core, stays below.
_CPU_SECONDS_PER_SECOND = 20
_START_SECONDS = 120


async def analyse_picture(
    runner: FfmpegRunner,
    faces: FaceDetector,
    shots: ShotDetector,
    path: Path,
    media: MediaInfo,
    frames: range,
    proxy_part: Path,
    thumbnails: Path,
    progress: ProgressCallback,
) -> PictureChunk:
    """Decode grid frames `frames` once; write the proxy's part and the thumbnail grid.

    A few frames before the stretch are seen too, so that the results of several stretches joined are those of one.
    The proxy keeps the source's frames and rate: constant grid, at most 540 lines (short side), SDR BT.709. A source
    that ends before the grid does is filled up with its last picture. RejectedError `media.damaged` when nothing can
    be decoded.
    """
    video = picture_of(media)
    rate = video.frame_rate
    if video.drawn:
        return await analyse_drawn(runner, path, media, frames, proxy_part, thumbnails, _encoder(video))
    before = min(frames.start, shots.memory)
    watcher = PictureWatcher(media, proxy_size(video), frames, before, faces, shots.fresh(), progress)
    for seconds in _LOOK_BACK_SECONDS:
        back = min(frames.start - before, math.ceil(seconds * rate.value))
        await _watch(runner, watcher, path, media, range(frames.start - before - back, frames.stop), back, proxy_part)
        if watcher.begun or frames.start - before == back:
            break
    if watcher.missing:
        raise RejectedError("media.damaged", "The picture cannot be decoded; export the file again and send it anew.")
    watcher.write_thumbnails(thumbnails)
    return watcher.chunk()


async def _watch(
    runner: FfmpegRunner,
    watcher: PictureWatcher,
    path: Path,
    media: MediaInfo,
    opened: range,
    back: int,
    proxy_part: Path,
) -> None:
    """Decode the grid frames `opened`; the first `back` of them are passed over."""
    video = picture_of(media)
    size = proxy_size(video)
    opening = open_at(path, media, opened.start)
    small = FrameStream(frame_bytes=SMALL[0] * SMALL[1] * 3, on_frame=watcher.take_small)
    whole = FrameStream(frame_bytes=size[0] * size[1] * 3 // 2, on_frame=watcher.take_whole)
    budget = _START_SECONDS + _CPU_SECONDS_PER_SECOND * len(opened) / float(video.frame_rate.value)
    await runner.run(
        [
            # Deblocking is invisible at half size and an eighth of the decoder's time; key frames keep it, so that
            # its absence does not add up.
            *("-skip_loop_filter", "nokey"),
            *decoding(media),
            *opening.args,
            # Decoder, filters and encoder work side by side; more than one thread for the filters only costs.
            *("-filter_complex_threads", "1"),
            *("-filter_complex", _graph(opening.picture, media, opened, back, watcher)),
            *("-map", "[small]", "-fps_mode", "passthrough", "-f", "rawvideo", small),
            *("-map", "[shown]", "-fps_mode", "passthrough", "-f", "rawvideo", whole),
            *("-map", "[proxy]", *_encoder(video), str(proxy_part)),
        ],
        seconds=budget,
        limits=Limits(cpu_seconds=round(budget)),
    )


def _graph(grid: str, media: MediaInfo, opened: range, back: int, watcher: PictureWatcher) -> str:
    """All outputs from one scaled picture. Whole frames are many bytes to hand over, so only those that are looked at
    closely are.
    """
    video = picture_of(media)
    width, height = proxy_size(video)
    mapped = tone_map(media)
    steps = [
        grid,
        "tpad=stop=-1:stop_mode=clone",
        f"trim=start_frame={back}:end_frame={len(opened)}",
        f"{evened(media)}{resized(width, height, 'bilinear', media)}",
        *([mapped] if mapped else []),
        "format=yuv420p,setsar=1,setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv",
        "split=3[all][some][rest]",
    ]
    return (
        f"[{picture_stream(media)}]{','.join(steps)};"
        f"[all]zscale={SMALL[0]}:{SMALL[1]}:filter=bilinear,format=yuv444p[small];"
        f"[some]select='{watcher.selection()}'[shown];[rest]trim=start_frame={watcher.before}[proxy]"
    )


def _encoder(video: VideoStream) -> list[str]:
    # One thread: more would make the bytes depend on the machine, and the decoder is the slower part anyway.
    every = max(1, round(_KEY_SECONDS * video.frame_rate.value))
    return [
        *("-c:v", "libx264", "-preset", _PRESET, "-crf", str(_CRF), "-x264-params", _OPTIONS),
        *("-threads", "1", "-bf", "0", "-g", str(every)),
        # Bare H.264: at this bit rate a container that can be joined as bytes (MPEG-TS) is half as large again.
        *("-fps_mode", "passthrough", "-map_metadata", "-1", "-f", "h264"),
    ]
