"""Speech without words is found where it lasts, and what a person should look at is told with its time."""

from domain.contracts.base import TimeRange
from domain.contracts.speech import DraftSegment, Word
from domain.heuristics.wordless import LONGEST, is_believable, warnings_of, wordless_speech


def span(start: float, end: float) -> TimeRange:
    return TimeRange(start=start, end=end)


def segment(*words: tuple[str, float, float], language: str | None = None, probability: float = 0.9) -> DraftSegment:
    said = tuple(Word(text=text, start=start, end=end, probability=probability) for text, start, end in words)
    return DraftSegment(
        start=said[0].start if said else 0.0,
        end=said[-1].end if said else 0.0,
        words=said,
        avg_logprob=-0.2,
        no_speech_probability=0.0,
        compression_ratio=1.0,
        language=language,
    )


def test_what_no_word_covers_is_wordless() -> None:
    heard = [segment(("one", 0.5, 1.0), ("two", 1.0, 1.6))]
    assert wordless_speech(heard, [span(0, 2), span(3, 6)]) == [span(3, 6)]
    assert wordless_speech([], [span(3, 6)]) == [span(3, 6)]


def test_short_sounds_and_times_that_are_a_little_off_do_not_count() -> None:
    assert wordless_speech([segment(("one", 1.0, 1.4))], [span(0.6, 1.8), span(5.0, 6.2)]) == []


def test_pieces_with_breaths_between_them_are_one_stretch() -> None:
    assert wordless_speech([], [span(1, 1.8), span(2.2, 3.1)]) == [span(1, 3.1)]
    assert wordless_speech([segment(("a", 1.95, 2.05))], [span(0.4, 1.2), span(2.8, 3.6)]) == []


def test_a_stretch_is_no_longer_than_a_recogniser_takes() -> None:
    assert all(part.duration <= LONGEST for part in wordless_speech([], [span(0, 20), span(20.5, 45)]))


def test_a_guessed_language_needs_more() -> None:
    heard = [segment(("hola", 0, 1), probability=0.6)]
    assert is_believable(heard, guessed=False)
    assert not is_believable(heard, guessed=True)
    assert not is_believable([], guessed=False)


def test_foreign_letters_and_silence_of_the_recogniser_are_told() -> None:
    urdu = segment(("ہم", 1, 2), ("نے", 2, 3), ("ہوا", 3, 4), ("کی", 4, 5))
    assert [warning.kind for warning in warnings_of([urdu], [span(7, 9)], "hi")] == ["wrong_script", "no_words"]
    assert warnings_of([urdu], [], "ur") == ()
    assert warnings_of([urdu.model_copy(update={"language": "ur"})], [], "en") == ()
