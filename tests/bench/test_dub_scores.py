"""A dub that is late, cut, overlapping, hasty, mumbled or too quiet is seen as such, and a good one is not."""

import numpy as np
import pytest
from numpy.typing import NDArray

from bench.dub_scores import (
    between_lines,
    cut_short,
    ends_abruptly,
    hurried,
    lag,
    lost,
    off_slot,
    overlaps,
    pauses,
    starts_heard,
    understood,
    voice_over_bed,
)
from domain.contracts.base import ArtifactRef, TimeRange
from domain.contracts.lines import Line, PlacedLine, SpokenLine

RATE = 16_000
AUDIO = ArtifactRef(digest="0" * 64, size=1, media_type="audio/flac")


def line(
    start: float, end: float, *, slot: float | None = None, seconds: float | None = None, speed: float = 1.0
) -> PlacedLine:
    """A line that is heard from `start` to `end`; `seconds` 0: nobody says it, and the original is heard."""
    at = start if slot is None else slot
    said = Line(number=1, slot=TimeRange(start=at, end=at + 1), first_word=0, last_word=1, source="x", text="x")
    length = (end - start) * speed if seconds is None else seconds
    spoken = SpokenLine(line=said, voice="v", audio=AUDIO if length else None, seconds=length)
    return PlacedLine(spoken=spoken, start=start, end=end, speed=speed)


def noise(seconds: float, level: float, seed: int = 1) -> NDArray[np.float32]:
    return (level * np.random.default_rng(seed).standard_normal(round(seconds * RATE))).astype(np.float32)


def test_starts_are_held_against_slots() -> None:
    assert off_slot([line(1.05, 2, slot=1.0), line(3, 4, seconds=0)]) == [pytest.approx(0.05)]


def test_voices_overlap_each_other_and_the_original_where_it_is_left() -> None:
    assert overlaps([line(0, 1), line(1, 2)]) == 0
    assert overlaps([line(0, 1.1), line(1, 2)]) == 1
    assert overlaps([line(0, 1.1), line(1, 2, seconds=0)]) == 1


def test_a_place_must_hold_the_whole_sound_of_its_line() -> None:
    assert cut_short([line(0, 1, speed=1.2)], duration=5) == []
    assert cut_short([line(0, 1, seconds=1.1)], duration=5) == [1]
    assert cut_short([line(0, 1)], duration=0.9) == [1]


def test_haste_is_counted_among_voiced_lines() -> None:
    lines = [line(0, 1, speed=1.1), line(1, 2, speed=1.15), line(2, 3, seconds=0)]
    assert (hurried(lines, 1.1), hurried(lines, 1.2)) == (0.5, 0.0)


def test_a_pause_is_kept_where_nobody_speaks_for_as_long_and_lost_otherwise() -> None:
    source = pauses([(0, 1), (1.3, 2), (3, 4)])
    assert source == [TimeRange(start=2, end=3)]
    assert lost(source, [line(0, 2.4), line(3, 4)]) == []
    assert lost(source, [line(0, 2.6), line(3, 4)]) == source
    assert lost(source, [line(0, 2.6, seconds=0), line(3, 4)]) == source
    assert between_lines(source, [line(0, 2.4), line(3, 4)]) == source
    assert between_lines([TimeRange(start=0.2, end=0.8)], [line(0, 2.4)]) == []


def test_a_voice_is_heard_to_begin_where_it_rises_over_the_room() -> None:
    room = noise(4, 0.001)
    room[round(1.08 * RATE) : round(2 * RATE)] += noise(0.92, 0.2)
    (found,) = starts_heard(room, RATE, [line(1.0, 2.0)])
    assert found == pytest.approx(1.08, abs=0.012)


def test_the_original_before_a_voice_is_not_taken_for_it() -> None:
    room = noise(4, 0.001)
    room[: round(0.95 * RATE)] += noise(0.95, 0.2)
    room[round(1.2 * RATE) : round(2 * RATE)] += noise(0.8, 0.2)
    (found,) = starts_heard(room, RATE, [line(0, 0.9, seconds=0), line(1.2, 2.0)])
    assert found == pytest.approx(1.2, abs=0.012)


def test_a_sound_that_stops_in_the_middle_of_speech_ends_abruptly() -> None:
    ramp = np.linspace(1, 0, RATE // 4, dtype=np.float32) ** 3
    whole = noise(1, 0.2)
    assert ends_abruptly(whole, RATE)
    whole[-len(ramp) :] *= ramp
    assert not ends_abruptly(whole, RATE)


@pytest.mark.parametrize("difference", [6.0, 15.0])
def test_how_much_louder_the_voice_is_comes_out_of_the_mix_alone(difference: float) -> None:
    source, voice = noise(3, 0.2, seed=1), noise(3, 0.2, seed=2)
    mix = (voice + source * 10 ** (-difference / 20)).astype(np.float32)
    assert voice_over_bed(mix, source, RATE, [line(0.5, 2.5)]) == pytest.approx(difference, abs=0.5)


def test_a_source_that_is_later_in_the_mix_is_found() -> None:
    source = noise(1, 0.2)
    assert lag(np.concatenate([np.zeros(341, np.float32), source]), source) == 341
    assert lag(source[200:], source) == -200


def test_a_last_word_that_is_missing_is_told_by_its_line() -> None:
    texts = ["¡Buenas noches!", "Son 4000 metros."]
    good = understood(texts, "buenas noches son 4.000 metros", ["", ""])
    assert (good.error_rate, good.endings_missed) == (0.0, ())
    cut = understood(texts, "buenas son 4.000 metros", ["buenas", "son 4000 metros"])
    assert cut.error_rate > 0.1
    assert cut.endings_missed == ("Buenas noches!",)


def test_a_line_that_the_recogniser_left_out_is_listened_to_alone() -> None:
    texts = ["Good evening.", "The train was late.", "Good night."]
    whole = "Good evening. Good night."
    assert understood(texts, whole, ["", "the train was late", ""]) == understood(texts, " ".join(texts), ["", "", ""])
    silent = understood(texts, whole, ["", "", ""])
    assert silent.error_rate == pytest.approx(0.5)
    assert silent.endings_missed == ("The train was late.",)
