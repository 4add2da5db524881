"""Voices over a bed: what of the original is heard under and between the lines."""

from typing import Literal

from domain.contracts.base import ArtifactRef, Contract, StageRequest, TimeRange
from domain.contracts.media import Loudness, MediaInfo

MixName = Literal["replace", "voice_over", "keep_music"]
"""`replace`: only the lines, over the room's own tone; `voice_over`: the original goes on, quieter under the lines;
`keep_music`: the original where nobody speaks, and nothing of it where somebody does.
"""


class BedSpan(Contract):
    """How loud the original is over a stretch of the output, whatever the profile says: `full`, `under` or `off`."""

    span: TimeRange
    level: Literal["full", "under", "off"]


class MixRequest(StageRequest):
    """Mix placed lines with the sound of the source's `parts`, one after the other; the output is as long as they are.

    `speech`: where the original speaks, in seconds of the output; if nothing is said of it, in the slots of the lines.
    `bed` overrules the profile. `music`: a bed of its own under everything. `loudness_lufs` and `peak_dbtp` are the
    target of the whole mix.
    """

    source: ArtifactRef
    media: MediaInfo
    parts: tuple[TimeRange, ...]
    placed: ArtifactRef
    profile: MixName
    speech: tuple[TimeRange, ...] = ()
    bed: tuple[BedSpan, ...] = ()
    music: ArtifactRef | None = None
    loudness_lufs: float = -14.0
    peak_dbtp: float = -1.0


class MixResult(Contract):
    """`sound`: FLAC at 48 kHz, stereo or the source's 5.1, as long as the output to the sample.

    `voice_over_bed_db`: how much louder the voice is than the original while lines are spoken, at the least.
    """

    sound: ArtifactRef
    seconds: float
    channels: int
    loudness: Loudness
    voice_over_bed_db: float | None = None
