"""What an editor's word makes of a line."""

from domain.contracts.base import TimeRange
from domain.contracts.lines import Line, LineEdit
from domain.heuristics.line_edits import edited, edits_by_number

LINE = Line(
    number=3,
    slot=TimeRange(start=1, end=2),
    first_word=0,
    last_word=2,
    source="Buenos días",
    text="Good day",
    flags=("untranslated", "too_long"),
)


def test_without_a_text_the_line_stays() -> None:
    assert edited(LINE, None) is LINE
    assert edited(LINE, LineEdit(number=3, voice="x", voiced=False)) is LINE


def test_a_new_text_takes_away_what_was_noticed_of_the_old_one() -> None:
    assert edited(LINE, LineEdit(number=3, text="Good morning")) == LINE.model_copy(
        update={"text": "Good morning", "flags": ("too_long",)}
    )
    assert edited(LINE, LineEdit(number=3, text="")).text == ""


def test_the_last_word_counts() -> None:
    first, last = LineEdit(number=3, text="a"), LineEdit(number=3, text="b")
    assert edits_by_number([first, LineEdit(number=4), last])[3] is last
