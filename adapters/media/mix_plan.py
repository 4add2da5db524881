"""What lies on the mixing desk: levels of voices and bed, from what both measure and what the profile wants."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from adapters.media.cut import SAMPLE_RATE, sample_at
from adapters.media.desk import LOW_FREQUENCIES, DeskPlan, Voice, power_of
from adapters.media.line_sounds import ReadyLine
from adapters.media.music import DecodedMusic, MusicBed
from adapters.media.room_tone import RoomTone, ToneSearch
from adapters.media.source import picture_of
from adapters.media.stream import Samples
from domain.contracts.base import TimeRange
from domain.contracts.mixing import MixRequest
from domain.heuristics.mix_levels import decibels, hops_of, loudest_level, power_within, speech_level
from domain.heuristics.mix_profile import MUSIC, PROFILES, LineOnBed, bed_gains, matching_gain, most_under
from domain.progress import ProgressCallback

VOICE_DB = -20.0
"""Level of the voices in dBFS, over all channels, before the loudness of the whole is set."""

UNEVEN_DB = 3.0
"""A line may be this much louder or softer than its voice is in the mean."""

_MOST_GAIN_DB = 40.0


class Survey:
    """The first pass over a source of `samples`: its power per hop, and its quiet moments outside of `speech`."""

    def __init__(self, speech: Sequence[TimeRange], samples: int, progress: ProgressCallback) -> None:
        self._search = ToneSearch(speech)
        self._progress = progress
        self._samples = samples
        self._at = 0
        self._power: list[NDArray[np.float64]] = []

    def push(self, block: Samples) -> None:
        """Take the next second."""
        power = power_of(block)
        self._search.push(block, power, self._at)
        self._power.append(power)
        self._at += len(block)
        self._progress(self._at / self._samples)

    def power(self) -> NDArray[np.float64]:
        """The mean square of each hop, over all channels that count."""
        return np.concatenate(self._power)

    def tone(self, channels: int) -> RoomTone:
        """The room's own tone."""
        return RoomTone(self._search.windows(), channels)


def plan_mix(
    request: MixRequest,
    shown: Sequence[range],
    lines: Sequence[ReadyLine],
    survey: Survey,
    channels: int,
    music: DecodedMusic | None,
) -> DeskPlan:
    """Everything that the desk needs, for the frames `shown` of the source."""
    samples = sample_at(sum(map(len, shown)), picture_of(request.media).frame_rate)
    seconds = samples / SAMPLE_RATE
    # In 5.1 a voice comes from one channel, in stereo from two.
    spread = 0.0 if channels > LOW_FREQUENCIES else decibels(2.0)
    bed = survey.power()
    gain = matching_gain(VOICE_DB, speech_level(power_within(bed, request.speech)))
    voices = _voices(lines, spread)
    placed = []
    for voice in voices:
        span = TimeRange(start=voice.line.first / SAMPLE_RATE, end=voice.line.end / SAMPLE_RATE)
        level = decibels(float(voice.line.power.mean()) * voice.gain**2) + spread
        placed.append(LineOnBed(span, most_under(level, loudest_level(bed[hops_of(span, len(bed))]) + gain)))
    return DeskPlan(
        channels=channels,
        samples=samples,
        points=bed_gains(PROFILES[request.profile], seconds, placed, request.speech, request.bed),
        bed_gain=10 ** (gain / 20),
        joints=_joints(request, shown),
        voices=voices,
        tone=survey.tone(channels),
        music=None if music is None else _music(request, music, placed, samples),
    )


def _voices(lines: Sequence[ReadyLine], spread: float) -> list[Voice]:
    """Each voice at VOICE_DB in the mean of its lines, and each line near to it."""
    together: dict[str, list[NDArray[np.float64]]] = {}
    for line in lines:
        together.setdefault(line.placed.spoken.voice, []).append(line.power)
    levels = {voice: speech_level(np.concatenate(power)) for voice, power in together.items()}
    voices = []
    for line in lines:
        own, mean = speech_level(line.power), levels[line.placed.spoken.voice]
        added = 0.0
        if own is not None and mean is not None:
            wanted = VOICE_DB - spread + max(-UNEVEN_DB, min(UNEVEN_DB, own - mean))
            added = min(_MOST_GAIN_DB, wanted - own)
        voices.append(Voice(line, 10 ** (added / 20)))
    return voices


def _joints(request: MixRequest, shown: Sequence[range]) -> list[int]:
    rate = picture_of(request.media).frame_rate
    joints, place = [], 0
    for part, following in pairwise(shown):
        place += len(part)
        if following.start != part.stop:
            joints.append(sample_at(place, rate))
    return joints


def _music(request: MixRequest, music: DecodedMusic, lines: Sequence[LineOnBed], samples: int) -> MusicBed:
    """Music is down where anybody speaks, the original too."""
    heard = [LineOnBed(line.span, 0.0) for line in lines]
    points = bed_gains(MUSIC, samples / SAMPLE_RATE, heard, request.speech)
    return MusicBed(music.samples, 10 ** ((VOICE_DB - music.level) / 20), points, samples)
