"""A customer's lines take the times of what was heard, and what does not fit is told."""

from domain.contracts.base import TimeRange
from domain.contracts.given_transcript import GivenLine
from domain.contracts.speech import DraftSegment, Word
from domain.heuristics.given_lines import Laid, lay_over, words_in

TALK = [
    "we",
    "measured",
    "the",
    "wind",
    "for",
    "two",
    "winters",
    "and",
    "the",
    "results",
    "surprised",
    "all",
    "of",
    "us",
    "then",
    "my",
    "grandmother",
    "kept",
    "her",
    "letters",
    "in",
    "a",
    "tin",
    "box",
    "next",
    "to",
    "the",
    "bread",
]


def heard(texts: list[str], start: float = 10.0, step: float = 0.4, probability: float = 0.9) -> DraftSegment:
    words = tuple(
        Word(text=text, start=start + at * step, end=start + (at + 1) * step - 0.05, probability=probability)
        for at, text in enumerate(texts)
    )
    return DraftSegment(
        start=start,
        end=words[-1].end,
        words=words,
        avg_logprob=-0.2,
        no_speech_probability=0.0,
        compression_ratio=1.0,
    )


def laid(lines: list[GivenLine], found: DraftSegment, reach: tuple[float, float] = (0, 1e6)) -> Laid:
    spans = [TimeRange(start=found.start, end=found.end)]
    return lay_over(lines, [found], spans, TimeRange(start=reach[0], end=reach[1]), "en")


def lines_of(offset: float) -> list[GivenLine]:
    first, second = " ".join(TALK[:14]), " ".join(TALK[14:])
    return [
        GivenLine(start=10 + offset, end=15.6 + offset, text=first.capitalize() + ".", speaker="Ana"),
        GivenLine(start=15.7 + offset, end=21.2 + offset, text=second.capitalize() + "!", speaker="Bo"),
    ]


def test_a_file_that_is_seconds_off_is_laid_where_it_is_said() -> None:
    for offset in (0.0, 4.0, -7.5):
        found = laid(lines_of(offset), heard(TALK))
        assert found.warnings == ()
        words = [word for segment in found.segments for word in segment.words]
        assert [word.text.strip(".!").lower() for word in words] == TALK
        assert [round(word.start, 2) for word in words] == [round(10 + 0.4 * at, 2) for at in range(len(TALK))]
        assert {word.speaker for word in words} == {"Ana", "Bo"}


def test_words_that_were_understood_otherwise_lie_between_their_neighbours() -> None:
    misheard = [*TALK]
    misheard[3:5] = ["whinge", "of"]
    found = laid(lines_of(0.0), heard(misheard))
    words = found.segments[0].words
    assert [word.text for word in words[2:6]] == ["the", "wind", "for", "two"]
    assert words[2].end <= words[3].start < words[4].start < words[5].start == 12.0
    assert found.warnings == ()


def test_a_line_that_nobody_says_is_left_out_and_told() -> None:
    silent = GivenLine(start=40, end=43, text="This was never said by anyone.")
    found = laid([*lines_of(0.0), silent], heard(TALK))
    assert [(one.kind, one.text) for one in found.warnings] == [("not_spoken", silent.text)]
    assert len(found.segments) == 2


def test_a_line_of_other_words_is_kept_and_told() -> None:
    lines = lines_of(0.0)
    lines[1] = lines[1].model_copy(
        update={"text": "An entirely different sentence that somebody has written down here."}
    )
    found = laid(lines, heard(TALK))
    assert [one.kind for one in found.warnings] == ["other_words"]
    assert "grandmother" in found.warnings[0].message
    assert found.segments[1].words[0].text == "An"


def test_a_transcript_of_another_recording_is_not_taken() -> None:
    other = [
        GivenLine(
            start=10 + 3 * at, end=13 + 3 * at, text="Bananas grow quickly under warm humid tropical skies today."
        )
        for at in range(4)
    ]
    found = laid(other, heard(TALK))
    assert [word.text for segment in found.segments for word in segment.words] == TALK
    assert [one.kind for one in found.warnings] == ["not_spoken"] * 4


def test_speech_outside_all_lines_keeps_its_words_and_is_told() -> None:
    found = laid(lines_of(0.0)[:1], heard(TALK))
    words = [word.text.strip(".").lower() for segment in found.segments for word in segment.words]
    assert words[:14] == TALK[:14]
    assert words[-1] == TALK[-1]
    assert [one.kind for one in found.warnings] == ["added_words"]


def test_lines_of_other_chunks_are_left_to_them() -> None:
    assert laid(lines_of(0.0), heard(TALK), (0, 5)).segments == (heard(TALK),)
    first = laid(lines_of(3.0), heard(TALK), (0, 15.65))
    assert first.segments[0].words[0].text == "We"
    assert not any(word.speaker == "Bo" for segment in first.segments for word in segment.words)


def test_lines_without_spaces_are_taken_sign_by_sign() -> None:
    assert words_in("言葉、YouTube 24。", "ja") == ["言", "葉、", "YouTube", "24。"]
    assert words_in("one, two", "en") == ["one,", "two"]


def test_words_that_a_rough_recogniser_spells_otherwise_are_the_same_words() -> None:
    rough = [text.replace("e", "a").replace("th", "d") if len(text) > 2 else text for text in TALK]
    assert laid(lines_of(0.0), heard(rough)).warnings == ()
