"""What is mended of a source's sound before anybody hears it: a decision from what the track measures, never by ear.

Every rule is stated with its threshold; a track that breaks none is left exactly as it is.
"""

from typing import Literal

from domain.contracts.media import SoundProfile, SoundRepair
from domain.heuristics.channel_layouts import BASS, is_named

SILENT_DB = -95.0
"""RMS below which a track carries nothing that could be mended."""

OPPOSITE_CORRELATION = -0.6
"""Sides at least this much unlike each other cancel on one loudspeaker: a wire was soldered the wrong way round. Wide
stereo stays above it."""

OPPOSITE_BALANCE_DB = 6.0
"""Only sides of about the same level cancel."""

ONE_SIDED_DB = 20.0
"""One side this much softer than the other carries no part of the voice: its microphone was not plugged in."""

BASS_ONLY_DB = 10.0
"""A bass channel (which no downmix takes) this much above all others in the band of speech is no bass channel."""

OFFSET = 0.01
"""A constant share of full scale that costs headroom and clicks at every cut."""

SOFT_DB, SOFT_TARGET_DB = -50.0, -26.0
"""Speech below the first is raised to the second before it is heard."""

HOT_PEAK_DB = 3.0
"""Peaks above full scale by more than this would be cut off by every step that has a full scale."""

LEAST_SPEECH = 0.02
"""Share of the time in which somebody speaks, below which a soft track is noise that nobody wants louder."""

_LEVEL_APART_DB = 30.0


def repair_of(profile: SoundProfile | None, layout: str, speech: float | None = None) -> SoundRepair | None:
    """What to mend of a track that measures `profile`; None for nothing.

    `layout`: ffmpeg's name of its channels. `speech`: the share of the time in which somebody speaks, where known.
    """
    if profile is None or profile.level_db <= SILENT_DB:
        return None
    living = _discrete_channels(profile, layout)
    repair = SoundRepair(
        downmix="equal" if living else "standard",
        channels=living,
        sides="as_is" if living else _sides(profile),
        high_pass=profile.offset >= OFFSET,
        gain_db=_gain(profile, speech),
    )
    return None if repair == SoundRepair() else repair


def _sides(profile: SoundProfile) -> Literal["as_is", "invert_right", "spread"]:
    apart = abs(profile.left_db - profile.right_db)
    if apart >= ONE_SIDED_DB:
        return "spread"
    if profile.correlation <= OPPOSITE_CORRELATION and apart <= OPPOSITE_BALANCE_DB:
        return "invert_right"
    return "as_is"


def _discrete_channels(profile: SoundProfile, layout: str) -> tuple[int, ...]:
    """The channels that carry something, where the names of the channels' places do not say how to mix them."""
    levels = profile.channels_db
    loudest = max(levels)
    living = tuple(channel for channel, level in enumerate(levels) if level > loudest - _LEVEL_APART_DB)
    if not is_named(layout, len(levels)):
        return living
    bass = BASS.get(layout)
    if bass is None:
        return ()
    others = max(level for channel, level in enumerate(levels) if channel != bass)
    return living if levels[bass] >= others + BASS_ONLY_DB else ()


def _gain(profile: SoundProfile, speech: float | None) -> float:
    if profile.peak_db > HOT_PEAK_DB:
        return -round(profile.peak_db, 1)
    if profile.level_db < SOFT_DB and speech is not None and speech >= LEAST_SPEECH:
        return round(SOFT_TARGET_DB - profile.level_db, 1)
    return 0.0
