"""Burned captions: groups, highlights, places and colours."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.contracts.captions import FaceMetrics
from domain.heuristics.caption_groups import GroupLimits, LitWord, group_words
from domain.heuristics.caption_styles import FRAME_SIZES, STYLES, burn_color, safe_area
from domain.heuristics.cue_timing import Piece
from domain.heuristics.subtitle_script import ScriptRequest, lay_out, visual_order
from domain.heuristics.subtitle_text import is_right_to_left, without_emoji

RATE = 30.0


class PlainFonts:
    """Every letter half an em wide."""

    def family_for(self, text: str, role: str, language: str) -> str:
        return "Plain"

    def text_width(self, text: str, family: str, size: float) -> float:
        return 0.5 * size * len(text)

    def metrics(self, family: str) -> FaceMetrics:
        return FaceMetrics(ascent=1.0, descent=0.3, cap_height=0.7)


def limits(room: int = 24, max_lines: int = 2, frames: int = 100_000) -> GroupLimits:
    return GroupLimits(
        "en", 4, max_lines, RATE, frames, lambda words: sum(len(word.text) + 1 for word in words) <= room
    )


def row(text: str, pace: float = 0.3, pauses: dict[int, float] | None = None) -> list[Piece]:
    at, pieces = 0.5, []
    for index, token in enumerate(text.split()):
        pieces.append(Piece(token, at, at + pace, closes_sentence=token[-1] in ".?!"))
        at += pace + (pauses or {}).get(index, 0.0)
    return pieces


def test_groups_end_with_sentences_and_pauses() -> None:
    """No group spans the end of a sentence or half a second of silence."""
    pieces = row("We stop. Now we wait here and go", pauses={4: 0.8})
    texts = [" ".join(word.text for word in group.words) for group in group_words(pieces, limits())]
    assert texts[0] == "We stop."
    assert any(text.endswith("wait") for text in texts)


def test_groups_do_not_end_with_small_words() -> None:
    """An article or a preposition goes with its noun."""
    pieces = row("people walked into the old house of my uncle")
    for group in group_words(pieces, limits())[:-1]:
        assert group.words[-1].text not in {"the", "of", "into", "my"}


def test_groups_do_not_part_a_short_form_from_what_it_stands_before() -> None:
    """A title stays with its name, an initial with the next."""
    said = "Gov. Newsom told Dr. Smith and Mr. Jones that J. R. R. Tolkien was here."
    pieces = [replace(piece, closes_sentence=False) for piece in row(said)]
    for group in group_words(pieces, limits())[:-1]:
        assert not group.words[-1].text.endswith(".")


def test_numbers_are_emphasised() -> None:
    """A number is a keyword; small words never are."""
    words = [word for group in group_words(row("we grew by 300% in the year"), limits()) for word in group.words]
    assert [word.text for word in words if word.keyword] == ["300%"]


WORDS = st.lists(
    st.tuples(st.text("abcdefg.,?", min_size=1, max_size=30), st.floats(0, 0.9), st.floats(0, 1)),
    min_size=1,
    max_size=40,
)


@settings(deadline=None, max_examples=60)
@given(WORDS)
def test_any_words_make_clean_groups(spoken: list[tuple[str, float, float]]) -> None:
    """Text whole and in order, groups apart, highlights within two frames of their words and inside their group."""
    at, pieces = 0.0, []
    for text, length, pause in spoken:
        pieces.append(Piece(text, at, at + length, closes_sentence=text[-1] in ".?"))
        at += length + pause
    groups = group_words(pieces, limits(frames=int((at + 1) * RATE)))
    words = [word for group in groups for word in group.words]
    assert [word.text for word in words] == [piece.text for piece in pieces]
    for group, following in pairwise(groups):
        assert group.start <= following.start
        assert group.end <= max(following.start, group.start + 1)
    for piece, word in zip(pieces, words, strict=True):
        assert abs(word.on - piece.start * RATE) <= 2
        assert abs(word.off - piece.end * RATE) <= 2
        assert word.off > word.on


@pytest.mark.parametrize("aspect", list(FRAME_SIZES))
@pytest.mark.parametrize("style", list(STYLES))
def test_words_stand_inside_the_safe_area(aspect: str, style: str) -> None:
    """Even a word of sixty letters is made to fit; words of a line do not touch."""
    pieces = row("Short words, then " + "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenkasse and more of it.")
    script = lay_out(pieces, ScriptRequest(style, aspect, "de", RATE, 400), PlainFonts())
    area = safe_area(aspect)
    for word in script.words:
        assert word.x - word.width / 2 >= area.left
        assert word.x + word.width / 2 <= area.right
        assert area.top <= word.y <= area.bottom
    for a, b in pairwise(script.words):
        if a.start == b.start and a.y == b.y and a.em == b.em:
            assert b.x - b.width / 2 > a.x + a.width / 2


def test_arabic_runs_from_right_to_left() -> None:
    """The first word stands rightmost; two Latin words between keep their own order."""
    line = [LitWord(text, 0, 1) for text in ("مع", "Google", "Cloud", "اليوم")]
    order = [word.text for word in visual_order(line, lambda word: is_right_to_left(word.text))]
    assert order == ["اليوم", "Google", "Cloud", "مع"]


@pytest.mark.parametrize(
    ("text", "shown"), [("wow 🎉", "wow"), ("👨‍👩‍👧", ""), ("5️⃣", "5"), ("C++ 2.0 ™", "C++ 2.0 ™"), ("क्‍ष", "क्‍ष")]
)
def test_emoji_are_not_burned(text: str, shown: str) -> None:
    """Pictographs go, digits and joiners of scripts that need them stay."""
    assert without_emoji(text) == shown


@pytest.mark.parametrize("color", ["#FFFFFF", "#000000", "#808080"])
def test_greys_need_no_correction(color: str) -> None:
    """Grey is the same in every matrix."""
    assert burn_color(color) == tuple(int(color[at : at + 2], 16) for at in (1, 3, 5))
