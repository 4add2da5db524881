"""Lines of a dub: bounds at sentences, pauses and speakers; no word lost or doubled; batches at the longest pauses."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.contracts.base import TimeRange
from domain.contracts.lines import Line
from domain.contracts.speech import Transcript, Word
from domain.heuristics.dub_lines import KEPT_PAUSE, LONGEST_LINE, SHORTEST_LINE, plan_lines, spoken_instead
from domain.heuristics.line_batches import BATCH_LINES, batches
from domain.heuristics.sentence_bounds import sentence_ends
from domain.heuristics.sentences import SIGNLESS_WORDS, is_punctuated, restore_sentences
from domain.heuristics.spoken_units import LONGEST_SILENCE, LONGEST_UNIT
from domain.heuristics.subtitle_text import ends_clause
from samples.truth import read_truth

SAMPLES = Path(__file__).parents[3] / "samples"


def transcript(text: str, language: str = "en", length: float = 0.3) -> Transcript:
    """Words by spaces; `|` is a pause of a second, `~` one of 0.4 s, `B:` makes B speak from there on."""
    words: list[Word] = []
    clock, speaker = 0.0, None
    for token in text.split():
        if set(token) <= {"|", "~"}:
            clock += sum(1.0 if sign == "|" else 0.4 for sign in token)
        elif token.endswith(":") and len(token) == 2:
            speaker = token[0]
        else:
            words.append(Word(text=token, start=clock, end=clock + length, speaker=speaker))
            clock += length + 0.02
    return Transcript(
        language=language, duration=clock, words=tuple(words), sentences=restore_sentences(words, language)
    )


def parted(text: str, language: str = "en", **times: float) -> list[str]:
    return [line.source for line in plan_lines(transcript(text, language, **times))]


def test_a_line_is_a_sentence() -> None:
    assert parted("The ship leaves at noon. It comes back in three weeks.") == [
        "The ship leaves at noon.", "It comes back in three weeks.",
    ]  # fmt: skip


@pytest.mark.parametrize("pause", ["~", "|", "||"])
def test_a_pause_inside_a_sentence_does_not_part_it(pause: str) -> None:
    (line,) = plan_lines(transcript(f"It lies in the mud {pause} four thousand meters down."))
    assert line.source == "It lies in the mud four thousand meters down."
    assert (line.first_word, line.last_word) == (0, 9)


def test_a_sentence_whose_speaker_falls_silent_for_long_is_broken_off() -> None:
    said = "Welcome to the show ||||||| today we talk about whales."
    assert parted(said) == ["Welcome to the show", "today we talk about whales."]


def test_a_pause_between_sentences_parts_them_and_a_short_one_need_not() -> None:
    assert parted("Thank you. | Good night.") == ["Thank you.", "Good night."]
    assert parted("Thank you. ~ Good night.") == ["Thank you. Good night."]


def test_another_speaker_begins_a_line_even_inside_a_sentence() -> None:
    lines = plan_lines(transcript("A: do you think that it B: no I really never do"))
    assert [(line.speaker, line.source) for line in lines] == [
        ("A", "do you think that it"), ("B", "no I really never do"),
    ]  # fmt: skip


def test_what_is_short_joins_its_neighbour_of_the_same_speaker() -> None:
    assert parted("Thank you. It is nice to be here.") == ["Thank you. It is nice to be here."]
    assert parted("A: Thank you. B: It is nice to be here.") == ["Thank you.", "It is nice to be here."]
    assert parted("Thank you. | It is nice to be here.") == ["Thank you.", "It is nice to be here."]


LONG = (
    "When the old engineer at last came back from the harbour, he had lost his patience with all of the men, "
    "because nobody had told him that the cable was already broken in two places."
)


def test_a_long_sentence_is_one_line() -> None:
    assert parted(LONG) == [LONG]
    (line,) = plan_lines(transcript(LONG, length=0.6))
    assert LONGEST_LINE < line.slot.duration < LONGEST_UNIT


def test_a_sentence_that_is_too_long_to_be_spoken_as_one_is_parted_at_a_clause() -> None:
    assert parted(LONG, length=0.9) == [
        "When the old engineer at last came back from the harbour, he had lost his patience with all of the men,",
        "because nobody had told him that the cable was already broken in two places.",
    ]


def test_one_without_any_clause_is_parted_at_its_longest_pause_near_the_middle() -> None:
    said = "the people of the town had gone down to the water that day | and they all wanted to see the old ships"
    assert parted(f"{said}.", length=1.2) == [said.split(" | ", maxsplit=1)[0], said.split(" | ")[1] + "."]


@pytest.mark.parametrize(
    ("said", "language", "lines"),
    [
        ("And | the cable broke in the deep sea.", "en", ["And the cable broke in the deep sea."]),
        ("So. | The cable broke in the deep sea.", "en", ["So. The cable broke in the deep sea."]),
        ("It broke in the deep | and | nobody ever knew of it.", "en", None),
        ("El cable se rompió | y | nadie lo supo nunca.", "es", None),
        ("De kabel brak daar | en | niemand wist het ooit.", "nl", None),
    ],
)
def test_no_line_is_a_lone_function_word(said: str, language: str, lines: list[str] | None) -> None:
    found = parted(said, language)
    assert lines is None or found == lines
    assert all(len(line.split()) > 1 for line in found)


def test_a_word_that_is_a_sentence_may_stand_alone() -> None:
    assert parted("Shall we go out there? | No. | It is far too cold for me.")[1] == "No."


def test_a_lone_word_of_another_speaker_is_never_put_into_a_mouth() -> None:
    lines = plan_lines(transcript("A: we lost the ship that day B: and A: nobody came to help us"))
    assert [line.speaker for line in lines] == ["A", "B", "A"]


def test_words_are_joined_as_the_language_writes_them() -> None:
    assert parted("今天 天气 很好。 我们 去 公园 吧！", "zh", length=0.9) == ["今天天气很好。", "我们去公园吧！"]
    assert parted("Der alte Hafen lag still.", "de") == ["Der alte Hafen lag still."]


def test_only_whole_sentences_inside_the_ranges_become_lines() -> None:
    talk = transcript("One is the first of them. | Two is the second of them. | Three is the third of them.")
    second = talk.sentence_range(talk.sentences[1])
    inside = TimeRange(start=second.start + 0.7, end=second.end - 0.5)
    assert [line.source for line in plan_lines(talk, [inside])] == ["Two is the second of them."]
    assert plan_lines(talk, [TimeRange(start=second.end + 0.1, end=second.end + 0.2)]) == ()
    both = [inside, talk.sentence_range(talk.sentences[2])]
    assert [line.first_word for line in plan_lines(talk, both)] == [6, 12]


def test_a_sentence_in_another_language_is_flagged() -> None:
    lines = plan_lines(
        transcript(
            "We walked along the old harbour of the city that day. | "
            "Señores y señoras, la ciudad es de todos y no de los que la compran. | Merci beaucoup."
        )
    )
    assert [line.flags for line in lines] == [(), ("wrong_language",), ()]
    assert spoken_instead(lines, "en") is None


def test_a_talk_that_is_in_another_language_than_was_said_is_recognised() -> None:
    said = "We walked along the old harbour of the city that day and nobody knew what was there. | " * 6
    assert spoken_instead(plan_lines(transcript(said, "es")), "es") == "en"
    assert spoken_instead(plan_lines(transcript(said, "en")), "en") is None


def test_the_sample_talk_has_lines_of_natural_length() -> None:
    truth = read_truth(SAMPLES / "talk.truth.json")
    words = tuple(Word(text=word.text, start=word.start, end=word.end, speaker=word.speaker) for word in truth.words)
    talk = Transcript(
        language="en", duration=truth.duration, words=words, sentences=restore_sentences(words, truth.language)
    )
    lines = plan_lines(talk)
    lengths = [line.slot.duration for line in lines]
    assert max(lengths) <= LONGEST_LINE
    assert sum(seconds >= SHORTEST_LINE for seconds in lengths) / len(lines) >= 0.85
    assert all(line.source.endswith((".", "?", "!")) for line in lines)


def test_no_words_no_lines_and_no_batches() -> None:
    assert plan_lines(transcript("")) == ()
    assert batches(()) == ()


def lines_with_gaps(gaps: list[float]) -> list[Line]:
    lines: list[Line] = []
    clock = 0.0
    for number, gap in enumerate(gaps, 1):
        lines.append(
            Line(number=number, slot=TimeRange(start=clock, end=clock + 2), first_word=0, last_word=1, source="a")
        )
        clock += 2 + gap
    return lines


def test_batches_end_in_the_longest_pauses() -> None:
    gaps = [0.3] * 60
    gaps[18] = gaps[38] = 1.5
    assert [len(batch) for batch in batches(lines_with_gaps(gaps))] == [19, 20, 21]


@settings(deadline=None)
@given(st.lists(st.floats(0, 3), min_size=0, max_size=150))
def test_every_line_is_in_one_batch_and_batches_are_of_their_size(gaps: list[float]) -> None:
    lines = lines_with_gaps(gaps)
    parts = batches(lines)
    assert [line for part in parts for line in part] == lines
    fewest, most = BATCH_LINES
    if len(lines) >= fewest * 4:
        assert not [part for part in parts if not fewest <= len(part) <= most]
    assert all(0 < len(part) <= 2 * most for part in parts)


TOKENS = ["word", "end.", "the", "and", "No.", "why?", "好。", "comma,", "A:", "B:", "|", "~", "—", "a", "etc.", "So."]
SCRAPS = {"the", "and", "a", "—", "So."}
ENDS = {"end.", "No.", "why?", "好。"}


@settings(deadline=None)
@given(st.lists(st.sampled_from(TOKENS), max_size=120), st.sampled_from(["en", "es", "zh", "nl"]), st.floats(0.05, 1.5))
def test_every_word_is_in_exactly_one_line(tokens: list[str], language: str, length: float) -> None:
    talk = transcript(" ".join(tokens), language, length=length)
    lines = plan_lines(talk)
    assert [index for line in lines for index in range(line.first_word, line.last_word)] == list(range(len(talk.words)))
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert all(before.slot.end <= after.slot.start for before, after in pairwise(lines))
    for line in lines:
        words = talk.words[line.first_word : line.last_word]
        assert line.slot == TimeRange(start=words[0].start, end=words[-1].end)
        assert {word.speaker or "A" for word in words} == {line.speaker}
        assert line.source.replace(" ", "") == "".join(word.text for word in words)
        inside = [index for index in range(line.first_word + 1, line.last_word) if talk.words[index - 1].text in ENDS]
        pauses = [talk.words[index].start - talk.words[index - 1].end for index in inside]
        scraps = words[0].text in SCRAPS or words[-1].text in SCRAPS
        assert max(pauses, default=0.0) <= KEPT_PAUSE or scraps


@settings(deadline=None)
@given(st.lists(st.sampled_from(TOKENS), max_size=120), st.sampled_from(["en", "es", "zh", "nl"]), st.floats(0.05, 1.5))
def test_the_edges_of_a_line_are_those_of_sentences(tokens: list[str], language: str, length: float) -> None:
    talk = transcript(" ".join(tokens), language, length=length)
    words = talk.words
    breaks = [index for index in range(1, len(words)) if breaks_off(words[index - 1], words[index])]
    edges = {0, len(words), *breaks}
    for first, last in pairwise(sorted(edges)):
        edges |= {first + place for place in sentence_ends(words[first:last], language)}
    whole = list(pairwise(sorted(edges)))
    for line in plan_lines(talk):
        for edge in {line.first_word, line.last_word} - edges:
            first, last = next(bounds for bounds in whole if bounds[0] < edge < bounds[1])
            signless = last - first > SIGNLESS_WORDS and not is_punctuated(words[first:last])
            too_long = words[last - 1].end - words[first].start > LONGEST_UNIT
            assert signless or too_long
            if too_long and not signless:
                clauses = [index for index in range(first + 1, last) if ends_clause(words[index - 1].text)]
                assert edge in clauses or any(
                    words[end - 1].end - words[start].start > LONGEST_UNIT
                    for start, end in pairwise([first, *clauses, last])
                )


def breaks_off(left: Word, right: Word) -> bool:
    return (left.speaker or "A") != (right.speaker or "A") or right.start - left.end > LONGEST_SILENCE
