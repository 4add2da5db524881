"""Lines over a bed: two passes over the source, one to learn how loud it is where, one to mix, and then the loudness.

Everything streams: no more of a sound is in memory than a second of it, and the levels per hop.
"""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from adapters.media.cut import SAMPLE_RATE, CutSound, raw_sound, sample_at
from adapters.media.desk import Desk
from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.line_sounds import ready_lines
from adapters.media.mix import MixTarget, make_master
from adapters.media.mix_plan import Survey, plan_mix
from adapters.media.music import decode_music
from adapters.media.sound import measure_loudness
from adapters.media.source import picture_of
from adapters.media.stream import layout_of, stream_parts
from domain.contracts.mixing import MixRequest
from domain.errors import RejectedError
from domain.heuristics.cut_list import frames_of
from domain.media_engine import LineSound, MixedSound
from domain.progress import ProgressCallback, part_of


async def mix(
    runner: FfmpegRunner,
    path: Path,
    request: MixRequest,
    lines: Sequence[LineSound],
    music: Path | None,
    folder: Path,
    progress: ProgressCallback,
) -> MixedSound:
    """Lay `lines` over the sound of the parts; FLAC in `folder`.

    Raises RejectedError `media.*` for a source or music that cannot be decoded, `media.empty_cut` for parts without a
    frame.
    """
    media = request.media
    rate = picture_of(media).frame_rate
    shown = frames_of(request.parts, rate)
    if not shown or not all(shown):
        raise RejectedError("media.empty_cut", "A part of the clip is shorter than one frame of the video.")
    layout, channels = layout_of(media)
    samples = sample_at(sum(map(len, shown)), rate)
    ready = await ready_lines(runner, lines, folder, part_of(progress, 0.0, 0.1))
    survey = Survey(request.speech, samples, part_of(progress, 0.1, 0.4))
    await stream_parts(runner, path, media, shown, survey.push)
    bed = None if music is None else await decode_music(runner, music, folder)
    plan = await asyncio.to_thread(plan_mix, request, shown, ready, survey, channels, bed)
    raw = folder / "mix.f32"
    with Desk(plan, raw, part_of(progress, 0.4, 0.8)) as desk:
        await stream_parts(runner, path, media, shown, desk.push)
    opened = raw_sound(raw, layout)
    seconds = samples / SAMPLE_RATE
    cut = CutSound(opened, seconds, await measure_loudness(runner, opened, seconds))
    master = await make_master(runner, cut, MixTarget(request.loudness_lufs, request.peak_dbtp), folder / "mix.flac")
    raw.unlink()
    return MixedSound(
        path=master.path,
        seconds=seconds,
        channels=channels,
        loudness=master.loudness,
        voice_over_bed_db=desk.voice_over_bed(),
    )
