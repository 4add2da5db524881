"""What names a stretch, of time or of words, is never turned round or named twice."""

from collections.abc import Callable

import pytest
from pydantic import TypeAdapter, ValidationError

from domain.contracts.base import TimeRange
from domain.contracts.clip_edits import WordRun
from domain.contracts.transcript_edits import TranscriptOperation

OPERATION: TypeAdapter[object] = TypeAdapter(TranscriptOperation)


def speaker(first: int, last: int) -> object:
    return OPERATION.validate_python({"op": "change_speaker", "first": first, "last": last, "speaker": "Ana"})


@pytest.mark.parametrize(
    "make", [lambda a, b: WordRun(first=a, last=b), speaker], ids=["words of a clip", "words of a speaker"]
)
def test_a_run_of_words_has_at_least_one(make: Callable[[int, int], object]) -> None:
    make(3, 4)
    for first, last in ((3, 3), (4, 3)):
        with pytest.raises(ValidationError, match="last is not after first"):
            make(first, last)


def test_a_time_range_may_be_empty_but_not_turned_round() -> None:
    assert TimeRange(start=2, end=2).duration == 0
    with pytest.raises(ValidationError, match="ends before it starts"):
        TimeRange(start=2, end=1)
