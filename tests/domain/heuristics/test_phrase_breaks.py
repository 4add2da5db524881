"""Text without spaces is parted where its readers part it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.heuristics.phrase_breaks import clusters, phrases


@pytest.mark.parametrize(
    ("language", "text", "whole"),
    [
        ("ja", "約３００人の社員が「今日は、とても天気がいい」と言った。", ["約３００人の", "社員が", "「今日は、"]),
        ("ja", "二〇二三年には売上が50％増えました。", ["二〇二三年には", "50％増えました。"]),
        ("zh", "我们在2024年增长了百分之五十。", ["我们", "2024年"]),
        ("th", "คนที่นอนน้อยที่สุดในมหาวิทยาลัยเกษตรศาสตร์", ["มหาวิทยาลัย", "เกษตรศาสตร์", "ที่สุด"]),
    ],
)
def test_words_numbers_and_their_signs_stay_whole(language: str, text: str, whole: list[str]) -> None:
    parts = phrases(text, language)
    assert "".join(parts) == text
    assert len(parts) > 2
    for wanted in whole:
        assert any(wanted in part for part in parts)


TEXT = st.text(st.sampled_from("今日は。、「」とてっーいい天気５０％3,000年人約的了我们ก่าเแไๆ%( )aB"), max_size=40)


@settings(deadline=None)
@given(TEXT, st.sampled_from(["ja", "zh", "yue", "th", "lo", "my"]))
def test_nothing_is_lost_and_no_part_begins_or_ends_with_a_sign_that_may_not(text: str, language: str) -> None:
    parts = phrases(text, language)
    assert "".join(parts) == text
    for part in parts[1:]:
        assert part[0] not in "、。」っー％ๆ่"
    for part in parts[:-1]:
        assert part[-1] not in "「("


def test_a_letter_keeps_its_marks() -> None:
    """Lao and Burmese have no model: they part between written characters, never inside one."""
    assert clusters("ທຸກຄົນ") == ["ທຸ", "ກ", "ຄົ", "ນ"]
    assert clusters("เก่าaB1") == ["เก่า", "aB1"]
