"""Hebrew and Arabic lines with numbers and foreign names stand as a reader expects them."""

import pytest

from domain.heuristics.visual_order import visual_units


def drawn(line: str) -> str:
    """Left to right, words drawn as the renderer turns them: signs of a right-to-left word change sides."""
    out = ""
    for unit in visual_units(line.split()):
        out += " " * unit.gap + unit.text
    return out


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ("مع Google Cloud اليوم", "اليوم Google Cloud مع"),
        # A number after a foreign name belongs to it, a number before it does not.
        ("עם Google Cloud 3.5 היום", "היום Google Cloud 3.5 עם"),
        ("בשנת 2024 Google Cloud זכתה", "זכתה Google Cloud 2024 בשנת"),
        # Two numbers of a Hebrew line are read from the right, each for itself.
        ("ציונים 5 10 היו", "היו 10 5 ציונים"),
        # A prefix stands at the right of all of its name.
        ("עובדים ב-Google Cloud היום", "היום Google Cloudב- עובדים"),
        # Signs inside a run stay in it, those around it stand outside.
        ("עם Google, Cloud. היום", "היום .Google, Cloud עם"),
        ("שלום עולם", "עולם שלום"),
    ],
)
def test_words_stand_in_visual_order(line: str, order: str) -> None:
    assert drawn(line) == order


def test_every_letter_is_drawn_once() -> None:
    line = 'אמר "Google Cloud 3.5" וגם (OpenAI) ב-50% ב-IBM Cloud!'
    assert sorted("".join(unit.text for unit in visual_units(line.split()))) == sorted(line.replace(" ", ""))
