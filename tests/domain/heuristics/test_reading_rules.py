"""How many characters a line and a second may have."""

import pytest

from domain.heuristics.reading_rules import rules_for


@pytest.mark.parametrize("language", ["pt", "pt-BR", "PT_br"])
def test_a_region_does_not_change_a_language_s_rules(language: str) -> None:
    assert rules_for(language, 25) == rules_for("pt", 25)


@pytest.mark.parametrize("language", ["en", "ru", "zh", "ja", "sw"])
def test_social_players_get_shorter_lines_read_at_least_as_fast(language: str) -> None:
    wide, narrow = rules_for(language, 25), rules_for(language, 25, "social")
    assert narrow.chars_per_line == (wide.chars_per_line if wide.wide else min(wide.chars_per_line, 32))
    assert narrow.chars_per_second == max(wide.chars_per_second, 20)
    assert (narrow.language, narrow.frame_rate) == (wide.language, wide.frame_rate)
