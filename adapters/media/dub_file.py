"""The file of a dub: the source's own picture, another sound, and captions that can be switched on."""

import asyncio
from pathlib import Path

from adapters.media.child import Limits
from adapters.media.cut import SAMPLE_RATE, CutSound, sample_at
from adapters.media.ffmpeg import FfmpegRunner, source_input
from adapters.media.measurement import measure
from adapters.media.mix import MixTarget, make_mix
from adapters.media.mp4_tracks import switch_captions_off
from adapters.media.render import render
from adapters.media.sound import measure_loudness
from adapters.media.source import picture_of, picture_stream
from adapters.media.stream import layout_of
from domain.contracts.base import TimeRange
from domain.contracts.dubbing import AssembleDubRequest
from domain.contracts.framing import FramingPath, FramingSegment
from domain.contracts.media import MediaInfo
from domain.contracts.render import OutputPreset
from domain.language_codes import long_code
from domain.media_engine import DubFile, RenderTarget, SoundFile
from domain.progress import ProgressCallback, part_of

COPIED = frozenset({"h264", "hevc", "av1", "libdav1d", "vp9", "libvpx-vp9"})
"""Codecs, by the names of their decoders, that MP4 holds and that players of today play from it."""

# Apple's players take HEVC under this name alone.
_TAGS = {"hevc": ("-tag:v", "hvc1")}

# Signs that ffmpeg's captions take for commands, and escapes where they are none: their wide forms look alike.
_LITERAL = str.maketrans("{}\\", "\uff5b\uff5d\uff3c")

_STEREO_KBPS, _SURROUND_KBPS = 192, 384
_CRF = 18


async def assemble(
    runner: FfmpegRunner,
    fonts_dir: Path,
    path: Path,
    request: AssembleDubRequest,
    sound: Path,
    captions: str,
    folder: Path,
    progress: ProgressCallback,
) -> DubFile:
    """An MP4 (faststart) in `folder`; a picture that MP4 cannot hold, or that ends before the sound, is encoded, once.

    `captions` are WebVTT, which unlike SubRip has escapes: what looks like a tag stays text. Raises RejectedError
    `media.*` for a source that fails now.
    """
    written = folder / "captions.vtt"
    written.write_text(captions.translate(_LITERAL), encoding="utf-8")
    media = request.media
    rate = picture_of(media).frame_rate
    seconds = sample_at(rate.frame_at(media.duration), rate) / SAMPLE_RATE
    picture, shown = source_input(path, "-itsoffset", f"{-media.start_time:.6f}"), picture_stream(media)
    tag = _TAGS.get(picture_of(media).codec, ())
    # A picture that ends before the sound has to stay, which packets cannot.
    if picture_of(media).codec not in COPIED or picture_of(media).ends is not None:
        made = await _encoded(runner, fonts_dir, path, media, sound, folder, part_of(progress, 0.0, 0.7))
        picture, shown = ["-i", f"file:{made}"], "0:v:0"
    heard = ("-i", f"file:{sound}")
    cut = CutSound(heard, seconds, await measure_loudness(runner, heard, seconds))
    kbps = _STEREO_KBPS if layout_of(media)[1] == 2 else _SURROUND_KBPS
    wanted = MixTarget(request.loudness_lufs, request.peak_dbtp)
    mix = await make_mix(runner, cut, wanted, kbps, folder / "sound.m4a")
    progress(0.9)
    target = folder / "dub.mp4"
    language = f"language={long_code(request.language)}"
    await runner.run(
        [
            *("-copyts", *picture, "-i", f"file:{mix.path}", "-f", "webvtt", "-i", f"file:{written}"),
            *(
                "-map",
                shown,
                "-map",
                "1:a:0",
                "-map",
                "2:s:0",
                "-c:v",
                "copy",
                *tag,
                "-c:a",
                "copy",
                "-c:s",
                "mov_text",
            ),
            *("-metadata:s:a:0", language, "-metadata:s:s:0", language, "-disposition:s:0", "0"),
            *("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-flags:s", "+bitexact"),
            *("-movflags", "+faststart", "-f", "mp4", f"file:{target}"),
        ],
        limits=Limits(cpu_seconds=int(300 + seconds)),
        seconds=600 + 2 * seconds,
    )
    await asyncio.to_thread(switch_captions_off, target)
    return DubFile(path=target, measured=await measure(runner, target))


async def _encoded(
    runner: FfmpegRunner,
    fonts_dir: Path,
    path: Path,
    media: MediaInfo,
    sound: Path,
    folder: Path,
    progress: ProgressCallback,
) -> Path:
    """The picture alone as H.264, in its own size, upright and in the colours of its kind of screen; a picture that is
    drawn moves with the new sound.
    """
    video = picture_of(media)
    frames = video.frame_rate.frame_at(media.duration)
    preset = OutputPreset(
        aspect="16:9", width=video.width // 2 * 2, height=video.height // 2 * 2, crf=_CRF, max_frame_rate=60
    )
    whole = FramingPath(aspect="16:9", frames=frames, segments=(FramingSegment(first=0, last=frames, mode="crop"),))
    work = folder / "picture"
    await asyncio.to_thread(work.mkdir)
    silent = media.model_copy(update={"audio": None})
    heard = SoundFile(path=sound, timeline="output") if video.drawn else None
    parts = [TimeRange(start=0, end=media.duration)]
    (made,) = await render(
        runner, fonts_dir, path, silent, parts, [RenderTarget(preset=preset, framing=whole)], work, progress, heard
    )
    return made.video
