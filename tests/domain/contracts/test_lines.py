"""What of a dub is left to the original."""

import pytest

from domain.contracts.base import ArtifactRef, TimeRange
from domain.contracts.lines import Line, LineFlag, PlacedLine, SpokenLine

SOUND = ArtifactRef(digest="a" * 64, size=1, media_type="audio/flac")


@pytest.mark.parametrize(
    ("audio", "flags", "left"),
    [
        (SOUND, (), False),
        (SOUND, ("borrowed",), False),
        (None, (), True),
        (None, ("too_long",), True),
        (None, ("untranslated", "empty"), True),
        (None, ("empty",), False),
    ],
    ids=str,
)
def test_the_original_is_heard_where_nobody_says_a_line_that_says_something(
    audio: ArtifactRef | None, flags: tuple[LineFlag, ...], left: bool
) -> None:
    line = Line(number=1, slot=TimeRange(start=0, end=1), first_word=0, last_word=1, source="x")
    placed = PlacedLine(spoken=SpokenLine(line=line, voice="v", audio=audio), start=0, end=1, flags=flags)
    assert placed.left_to_original is left
