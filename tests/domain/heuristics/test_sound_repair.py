"""What is mended of a sound follows from what it measures, at stated thresholds; an ordinary sound is left alone."""

from typing import Any

import pytest

from domain.contracts.media import SoundProfile, SoundRepair
from domain.heuristics.channel_layouts import is_named
from domain.heuristics.sound_repair import (
    HOT_PEAK_DB,
    OFFSET,
    ONE_SIDED_DB,
    OPPOSITE_CORRELATION,
    SILENT_DB,
    SOFT_DB,
    SOFT_TARGET_DB,
    repair_of,
)


def profile(**changes: Any) -> SoundProfile:
    values: dict[str, Any] = {
        "seconds": 60,
        "level_db": -20.0,
        "peak_db": -3.0,
        "offset": 0.0,
        "channels_db": (-20.0, -21.0),
        "left_db": -20.0,
        "right_db": -21.0,
        "correlation": 0.9,
    }
    return SoundProfile(**(values | changes))


@pytest.mark.parametrize(
    "ordinary",
    [
        profile(),
        profile(correlation=0.0),
        profile(correlation=OPPOSITE_CORRELATION + 0.01),
        profile(right_db=-20.0 - ONE_SIDED_DB + 0.1),
        profile(correlation=-1.0, right_db=-28.0),
        profile(peak_db=HOT_PEAK_DB),
        profile(offset=OFFSET / 2),
        profile(level_db=SILENT_DB, correlation=-1.0),
    ],
)
def test_an_ordinary_sound_is_left_alone(ordinary: SoundProfile) -> None:
    assert repair_of(ordinary, "stereo", 0.8) is None


def test_a_track_that_cannot_be_decoded_is_left_alone() -> None:
    assert repair_of(None, "stereo") is None


def test_opposite_sides_are_turned_round() -> None:
    assert repair_of(profile(correlation=OPPOSITE_CORRELATION), "stereo") == SoundRepair(sides="invert_right")


@pytest.mark.parametrize("levels", [(-20.0, -20.0 - ONE_SIDED_DB), (-80.0, -20.0)])
def test_one_side_is_heard_on_both(levels: tuple[float, float]) -> None:
    # A dead side may be anything to the other: it is never turned round.
    one = profile(left_db=levels[0], right_db=levels[1], correlation=-0.9)
    assert repair_of(one, "stereo") == SoundRepair(sides="spread")


def test_a_voice_on_the_bass_channel_is_heard() -> None:
    voice = profile(channels_db=(-80.0, -80.0, -80.0, -30.0, -80.0, -80.0), left_db=-120.0, right_db=-120.0)
    assert repair_of(voice, "5.1") == SoundRepair(downmix="equal", channels=(3,))
    bass = profile(channels_db=(-30.0, -30.0, -20.0, -25.0, -40.0, -40.0))
    assert repair_of(bass, "5.1") is None


def test_channels_without_places_are_mixed_by_what_they_carry() -> None:
    eight = profile(channels_db=(-25.0, -30.0, -90.0, -90.0, -90.0, -90.0, -90.0, -28.0), right_db=-120.0)
    assert repair_of(eight, "8 channels") == SoundRepair(downmix="equal", channels=(0, 1, 7))
    assert not is_named("ambisonic 1", 4)
    assert is_named("stereo", 2)
    assert is_named("7.1", 8)


def test_an_offset_is_taken_away() -> None:
    assert repair_of(profile(offset=OFFSET), "stereo") == SoundRepair(high_pass=True)


def test_soft_speech_is_raised_and_soft_noise_is_not() -> None:
    soft = profile(level_db=SOFT_DB - 16)
    assert repair_of(soft, "stereo", 0.5) == SoundRepair(gain_db=SOFT_TARGET_DB - SOFT_DB + 16)
    assert repair_of(soft, "stereo", 0.0) is None
    assert repair_of(soft, "stereo") is None


def test_peaks_far_over_full_scale_are_brought_under_it() -> None:
    assert repair_of(profile(peak_db=HOT_PEAK_DB + 3), "stereo") == SoundRepair(gain_db=-HOT_PEAK_DB - 3)
