"""What the sound tracks of a source measure, and what can be heard of them, over stretches spread over all of it."""

import asyncio
import itertools
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from adapters.media.child import FrameStream, Limits
from adapters.media.ffmpeg import FfmpegRunner, source_input
from domain.contracts.media import AudioTrack, MediaInfo, SoundProfile
from domain.errors import PermanentError, RejectedError
from domain.heuristics.channel_layouts import is_named
from domain.heuristics.sound_profile import HOP_SECONDS, profile_of
from domain.heuristics.sound_repair import SILENT_DB, repair_of

HEARD_RATE = 16_000
HEARD_DB = -26.0
"""How loud a track is listened to: whether somebody speaks does not depend on how loud it was recorded."""

_RATE = 8_000
_WHOLE_SECONDS = 80.0
_STRETCHES = 8
_STRETCH_SECONDS = 8.0

Samples = NDArray[np.float32]


async def measured_tracks(runner: FfmpegRunner, path: Path, media: MediaInfo) -> tuple[AudioTrack, ...]:
    """The source's tracks with their profiles; a track of which nothing can be decoded has none."""
    found = await _stretches(runner, path, media, media.audio_tracks, _RATE, with_channels=True)
    profiles = await asyncio.to_thread(lambda: [_profile(one) for one in found])
    return tuple(
        track.model_copy(update={"profile": profile})
        for track, profile in zip(media.audio_tracks, profiles, strict=True)
    )


async def hear_tracks(runner: FfmpegRunner, path: Path, media: MediaInfo) -> list[Samples]:
    """For each track, in order: mono at 16 kHz; empty for one that is silent or cannot be decoded."""
    sounding = [t for t in media.audio_tracks if t.profile is not None and t.profile.level_db > SILENT_DB]
    found = await _stretches(runner, path, media, sounding, HEARD_RATE, with_channels=False)
    heard = {track.number: _mono(track, one) for track, one in zip(sounding, found, strict=True)}
    return [heard.get(track.number, np.zeros(0, np.float32)) for track in media.audio_tracks]


class _Taken:
    """The samples of one track: shape (n, channels), and the two sides of its downmix."""

    def __init__(self, channels: int) -> None:
        self._channels = channels
        self.plain: list[Samples] = []
        self.sides: list[Samples] = []

    def take_plain(self, hop: memoryview) -> None:
        self.plain.append(np.frombuffer(hop, np.float32).reshape(-1, self._channels).copy())

    def take_sides(self, hop: memoryview) -> None:
        self.sides.append(np.frombuffer(hop, np.float32).reshape(-1, 2).copy())


async def _stretches(
    runner: FfmpegRunner,
    path: Path,
    media: MediaInfo,
    tracks: Sequence[AudioTrack],
    rate: int,
    *,
    with_channels: bool,
) -> list[_Taken]:
    found = [_Taken(track.channels) for track in tracks]
    able = [pair for pair in zip(tracks, found, strict=True) if pair[0].channels]
    if not able:
        return found
    for start, seconds in _places(media):
        opened = source_input(path, *(("-ss", f"{start:.3f}") if start else ()), "-t", f"{seconds:.3f}")
        try:
            await _decode(runner, opened, able, rate, with_channels=with_channels)
        except (PermanentError, RejectedError):
            # One that cannot be decoded takes the others down with it.
            for pair in able if len(able) > 1 else ():
                try:
                    await _decode(runner, opened, [pair], rate, with_channels=with_channels)
                except (PermanentError, RejectedError):
                    continue
    return found


def _places(media: MediaInfo) -> list[tuple[float, float]]:
    if media.duration <= _WHOLE_SECONDS:
        return [(0.0, media.duration)]
    step = (media.duration - _STRETCH_SECONDS) / (_STRETCHES - 1)
    return [(step * number, _STRETCH_SECONDS) for number in range(_STRETCHES)]


async def _decode(
    runner: FfmpegRunner,
    opened: Sequence[str],
    tracks: Sequence[tuple[AudioTrack, _Taken]],
    rate: int,
    *,
    with_channels: bool,
) -> None:
    names = itertools.count()
    graph: list[str] = []
    outputs: list[str | FrameStream] = []
    hop = round(HOP_SECONDS * rate)

    def wanted(stream: str, chain: str, channels: int, take: Callable[[memoryview], None]) -> None:
        name = f"t{next(names)}"
        graph.append(f"{stream}{chain},aresample={rate}[{name}]")
        outputs.extend(("-map", f"[{name}]", "-f", "f32le", FrameStream(hop * channels * 4, take)))

    for track, taken in tracks:
        stream = f"[0:a:{track.number - 1}]"
        named = is_named(track.layout, track.channels)
        # Where the layout has no name the count of channels is as the file says.
        own = f"aformat=sample_fmts=fltp:channel_layouts={track.layout}" if named else "aformat=sample_fmts=fltp"
        if not named:
            mean = "+".join(f"{1 / track.channels:.6f}*c{channel}" for channel in range(track.channels))
            downmix = f"aformat=sample_fmts=fltp,pan=stereo|c0={mean}|c1={mean}"
        else:
            downmix = "aformat=sample_fmts=fltp:channel_layouts=stereo"
        both = with_channels and track.channels != 2
        if both:
            graph.append(f"{stream}asplit=2[own{track.number}][mix{track.number}]")
            wanted(f"[own{track.number}]", own, track.channels, taken.take_plain)
        wanted(f"[mix{track.number}]" if both else stream, downmix, 2, taken.take_sides)
    await runner.run([*opened, "-filter_complex", ";".join(graph), *outputs], limits=Limits(cpu_seconds=60), seconds=90)


def _profile(taken: _Taken) -> SoundProfile | None:
    if not taken.sides:
        return None
    sides = np.concatenate(taken.sides)
    return profile_of(np.concatenate(taken.plain) if taken.plain else sides, sides, _RATE)


def _mono(track: AudioTrack, taken: _Taken) -> Samples:
    if not taken.sides or track.profile is None:
        return np.zeros(0, np.float32)
    sides = np.concatenate(taken.sides)
    repair = repair_of(track.profile, track.layout)
    opposite = repair is not None and repair.sides == "invert_right"
    mono = sides[:, 0] - sides[:, 1] if opposite else sides[:, 0] + sides[:, 1]
    return np.asarray(np.clip(mono / 2 * 10 ** ((HEARD_DB - track.profile.level_db) / 20), -1, 1), np.float32)
