"""Lasting switches of language are found; short or doubtful ones, and kin, are not."""

import pytest

from domain.contracts.base import TimeRange
from domain.heuristics.spoken_languages import SWITCH_SECONDS, Vote, stretches_of


def votes(*pieces: tuple[float, dict[str, float]]) -> list[Vote]:
    start, made = 0.0, []
    for seconds, probabilities in pieces:
        made.append(Vote(TimeRange(start=start, end=start + seconds), probabilities))
        start += seconds
    return made


EN = {"en": 0.98, "ja": 0.01}
ES = {"es": 0.95, "pt": 0.03}


def told(found: list[Vote], main: str) -> list[tuple[float, float, str]]:
    return [(s.span.start, s.span.end, s.language) for s in stretches_of(found, main)]


def test_a_switch_that_lasts_is_found_at_its_piece() -> None:
    found = votes((4, EN), (4, EN), (3, {"es": 0.6, "en": 0.4}), (4, ES), (4, ES))
    assert told(found, "en") == [(0.0, 8.0, "en"), (8.0, 19.0, "es")]


def test_the_main_language_may_come_second() -> None:
    assert told(votes((4, ES), (4, ES), (4, EN), (4, EN)), "en") == [(0.0, 8.0, "es"), (8.0, 16.0, "en")]


@pytest.mark.parametrize("seconds", [1.0, 2.0, 4.0, 1.9 * SWITCH_SECONDS])
def test_a_quote_between_two_switches_is_no_switch(seconds: float) -> None:
    assert told(votes((9, EN), (seconds, ES), (9, EN)), "en") == [(0.0, 18.0 + seconds, "en")]


def test_a_long_stretch_in_the_middle_counts() -> None:
    assert [language for _, _, language in told(votes((9, EN), *[(4, ES)] * 3, (9, EN)), "en")] == ["en", "es", "en"]


def test_doubt_stays_with_the_main_language() -> None:
    doubtful = {"cy": 0.5, "nn": 0.2, "en": 0.1}
    assert told(votes(*[(4, doubtful)] * 6), "en") == [(0.0, 24.0, "en")]


@pytest.mark.parametrize(("main", "other"), [("hi", "ur"), ("sr", "hr"), ("id", "ms"), ("no", "da"), ("zh", "yue")])
def test_a_near_language_never_takes_over(main: str, other: str) -> None:
    assert told(votes((4, {main: 0.9}), *[(4, {other: 0.97})] * 6), main) == [(0.0, 28.0, main)]


def test_three_languages_and_no_votes() -> None:
    three = votes(*[(4, EN)] * 3, *[(4, ES)] * 3, *[(4, {"de": 0.97})] * 3)
    assert [language for _, _, language in told(three, "en")] == ["en", "es", "de"]
    assert told([], "en") == []
