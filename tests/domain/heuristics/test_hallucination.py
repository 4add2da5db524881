"""The guard against invented words: what goes, what stays, and that it says why."""

import pytest

from domain.contracts.base import TimeRange
from domain.contracts.speech import DraftSegment, Word
from domain.heuristics.hallucination import drop_invented


def segment(
    text: str,
    start: float = 10.0,
    pace: float = 0.4,
    probability: float = 0.9,
    no_speech: float = 0.05,
    logprob: float = -0.2,
    ratio: float = 1.4,
) -> DraftSegment:
    words = tuple(
        Word(text=word, start=start + index * pace, end=start + (index + 1) * pace, probability=probability)
        for index, word in enumerate(text.split())
    )
    return DraftSegment(
        start=start,
        end=words[-1].end if words else start,
        words=words,
        avg_logprob=logprob,
        no_speech_probability=no_speech,
        compression_ratio=ratio,
    )


EVERYWHERE = [TimeRange(start=0, end=100)]


def texts(segments: tuple[DraftSegment, ...]) -> str:
    return " ".join(word.text for item in segments for word in item.words)


def test_clear_speech_stays_as_it_is() -> None:
    heard = segment("Thank you. It is nice to be here, thank you for watching the children play.")
    assert drop_invented([heard], EVERYWHERE) == ((heard,), ())


def test_words_where_nobody_speaks_go() -> None:
    kept, dropped = drop_invented([segment("We are here now.", start=50.0)], [TimeRange(start=10, end=20)])
    assert kept == ()
    assert dropped == ("50.00-51.60 no speech there: We are here now.",)


def test_a_late_voice_keeps_its_early_word() -> None:
    """Word times after a pause may be half a second early; that is no reason to drop the word."""
    kept, _ = drop_invented([segment("Yes.", start=9.4, pace=0.2)], [TimeRange(start=9.9, end=10.4)])
    assert texts(kept) == "Yes."


@pytest.mark.parametrize(
    "text",
    [
        "Thank you.",
        "Thanks for watching!",
        "Subtitles by the Amara.org community",
        "Продолжение следует...",
        "ご視聴ありがとうございました",
        "¡Suscríbete al canal!",
    ],
)
def test_stock_phrases_go_only_when_the_engine_doubts_them(text: str) -> None:
    assert drop_invented([segment(text, probability=0.3)], EVERYWHERE)[0] == ()
    assert texts(drop_invented([segment(text, probability=0.95)], EVERYWHERE)[0]) == text


def test_silence_by_its_own_scores_goes() -> None:
    kept, dropped = drop_invented([segment("well then", no_speech=0.8, logprob=-1.3)], EVERYWHERE)
    assert kept == ()
    assert "silence" in dropped[0]


def test_a_loop_keeps_its_first_turn() -> None:
    heard = segment("So we begin. " + "and then we go home " * 8 + "Good night.", ratio=4.0)
    kept, dropped = drop_invented([heard], EVERYWHERE)
    assert texts(kept) == "So we begin. and then we go home Good night."
    assert "a loop" in dropped[0]


def test_people_may_repeat_themselves() -> None:
    heard = segment(
        "No, no, no, no! Run, run, run! It was the age of wisdom, it was the age of foolishness.", ratio=2.6
    )
    assert drop_invented([heard], EVERYWHERE)[1] == ()


def test_words_faster_than_speech_go() -> None:
    kept, dropped = drop_invented([segment("one two three four five six seven", pace=0.02)], EVERYWHERE)
    assert kept == ()
    assert "faster than speech" in dropped[0]


def test_only_the_doubtful_phrase_of_a_segment_goes() -> None:
    clear = segment("The cable was cut.", start=10.0).words
    doubtful = segment("Thank you.", start=14.0, probability=0.2).words
    heard = segment("x").model_copy(update={"words": clear + doubtful, "end": 15.0})
    kept, dropped = drop_invented([heard], EVERYWHERE)
    assert texts(kept) == "The cable was cut."
    assert kept[0].end == clear[-1].end
    assert len(dropped) == 1


def test_segments_without_words_vanish_quietly() -> None:
    assert drop_invented([segment("")], EVERYWHERE) == ((), ())
