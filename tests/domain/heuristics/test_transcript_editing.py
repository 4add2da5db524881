"""Corrections of a transcript: untouched words stay exactly, and nothing that breaks its order gets through."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from domain.contracts.speech import Sentence, Transcript, Word
from domain.contracts.transcript_edits import FixWord, TranscriptOperation
from domain.errors import RejectedError
from domain.heuristics.transcript_editing import changed_words, edited

OPERATIONS = TypeAdapter(tuple[TranscriptOperation, ...])


def talk(count: int = 12) -> Transcript:
    words = tuple(
        Word(text=f"w{i}", start=i * 0.5 + 0.1, end=i * 0.5 + 0.4, probability=0.5, speaker="A") for i in range(count)
    )
    bounds = [*range(0, count, 4), count]
    sentences = tuple(Sentence(first=a, last=b) for a, b in pairwise(bounds))
    return Transcript(language="en", duration=count * 0.5, words=words, sentences=sentences)


def apply(transcript: Transcript, *operations: dict[str, object]) -> Transcript:
    return edited(transcript, OPERATIONS.validate_python(operations))


def refused(*operations: dict[str, object]) -> str:
    with pytest.raises(RejectedError) as error:
        apply(talk(), *operations)
    return error.value.code


def test_a_fixed_word_keeps_its_times_and_is_vouched_for():
    before = talk()
    after = apply(before, {"op": "fix_word", "word": 3, "text": " New York. "})
    assert after.words[3] == before.words[3].model_copy(update={"text": "New York.", "probability": 1.0})
    assert changed_words(before, after) == {3}


def test_a_split_and_the_merge_of_its_halves_give_the_segments_back():
    before = talk()
    after = apply(before, {"op": "split_segment", "word": 2})
    assert [(s.first, s.last) for s in after.sentences] == [(0, 2), (2, 4), (4, 8), (8, 12)]
    assert changed_words(before, after) == {1}, "the word that ends a sentence now"
    assert apply(after, {"op": "merge_segments", "word": 2}) == before


def test_neighbours_may_be_moved_past_each_others_old_place():
    after = apply(
        talk(),
        {"op": "retime_word", "word": 2, "start": 1.7, "end": 1.8},
        {"op": "retime_word", "word": 3, "start": 1.8, "end": 1.95},
    )
    assert (after.words[2].start, after.words[3].end) == (1.7, 1.95)


def test_a_speaker_is_changed_for_exactly_the_words_named():
    after = apply(talk(), {"op": "change_speaker", "first": 4, "last": 6, "speaker": "Ana"})
    assert [i for i, word in enumerate(after.words) if word.speaker == "Ana"] == [4, 5]
    assert apply(after, {"op": "change_speaker", "first": 0, "last": 12, "speaker": None}).words[5].speaker is None


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        ({"op": "fix_word", "word": 12, "text": "x"}, "transcript.unknown_word"),
        ({"op": "fix_word", "word": 1, "text": "a\x00b"}, "transcript.unreadable_text"),
        ({"op": "fix_word", "word": 1, "text": "a\nb"}, "transcript.unreadable_text"),
        ({"op": "split_segment", "word": 0}, "transcript.already_a_boundary"),
        ({"op": "split_segment", "word": 99}, "transcript.unknown_word"),
        ({"op": "merge_segments", "word": 0}, "transcript.not_a_boundary"),
        ({"op": "merge_segments", "word": 5}, "transcript.not_a_boundary"),
        ({"op": "retime_word", "word": 3, "start": 1.7, "end": 1.7}, "transcript.backward_word"),
        ({"op": "retime_word", "word": 3, "start": 1.3, "end": 1.7}, "transcript.overlap"),
        ({"op": "retime_word", "word": 3, "start": 1.7, "end": 2.2}, "transcript.overlap"),
        ({"op": "retime_word", "word": 11, "start": 5.8, "end": 6.01}, "transcript.outside"),
        ({"op": "change_speaker", "first": 4, "last": 13, "speaker": "B"}, "transcript.unknown_word"),
    ],
)
def test_what_would_break_the_transcript_is_refused_with_its_code(operation, code):
    assert refused(operation) == code


@pytest.mark.parametrize("letter", ["\x07", "\ud800", "\u2028", "\u2029"])
def test_what_cannot_be_shown_is_not_written(letter):
    operation = FixWord.model_construct(op="fix_word", word=1, text=f"a{letter}b")
    with pytest.raises(RejectedError, match=r"transcript\.unreadable_text"):
        edited(talk(), [operation])


@pytest.mark.parametrize(
    ("word", "start", "end"),
    [
        (0, 0.0, 0.6),
        (0, 0.0, 0.05),
        (1, 0.4, 1.1),
        (10, 4.9, 5.6),
        (11, 5.4, 6.0),
    ],
)
def test_a_word_may_fill_the_room_between_its_neighbours(word, start, end):
    after = apply(talk(), {"op": "retime_word", "word": word, "start": start, "end": end})
    assert (after.words[word].start, after.words[word].end) == (start, end)


@pytest.mark.parametrize(
    ("word", "start", "end", "code", "told"),
    [
        (1, 0.39, 1.0, "transcript.overlap", "Words 0 and 1 would overlap."),
        (5, 2.3, 2.9, "transcript.overlap", "Words 4 and 5 would overlap."),
        (5, 2.6, 3.11, "transcript.overlap", "Words 5 and 6 would overlap."),
        (10, 5.1, 5.61, "transcript.overlap", "Words 10 and 11 would overlap."),
        (11, 5.39, 6.0, "transcript.overlap", "Words 10 and 11 would overlap."),
        (11, 5.6, 6.25, "transcript.outside", "Word 11 would end at 6.25 s; the source lasts 6 s."),
        (3, 1.8, 1.7, "transcript.backward_word", "Word 3 would end before it starts."),
    ],
)
def test_times_that_cannot_be_are_named(word, start, end, code, told):
    with pytest.raises(RejectedError) as error:
        apply(talk(), {"op": "retime_word", "word": word, "start": start, "end": end})
    assert (error.value.code, error.value.message) == (code, told)


@pytest.mark.parametrize(
    "change",
    [{"text": "other"}, {"start": 1.61}, {"end": 1.89}, {"speaker": "B"}, {"speaker": None}],
)
def test_what_a_viewer_may_notice_of_a_word_is_a_change(change):
    before = talk()
    words = [word.model_copy(update=change) if index == 3 else word for index, word in enumerate(before.words)]
    assert changed_words(before, before.model_copy(update={"words": tuple(words)})) == {3}


def test_how_sure_the_recogniser_was_is_no_change():
    before = talk()
    words = tuple(word.model_copy(update={"probability": 0.9}) for word in before.words)
    assert changed_words(before, before.model_copy(update={"words": words})) == frozenset()


@pytest.mark.parametrize(("before", "after"), [("en", "de"), ("de", "en")])
def test_in_another_language_all_words_are_changed(before, after):
    one, other = (talk().model_copy(update={"language": language}) for language in (before, after))
    assert changed_words(one, other) == frozenset(range(12))


@pytest.mark.parametrize(("before", "after"), [(12, 13), (13, 12)])
def test_among_other_words_all_are_changed(before, after):
    assert changed_words(talk(before), talk(after)) == frozenset(range(13))


def test_one_bad_operation_undoes_the_good_ones():
    before = talk()
    with pytest.raises(RejectedError):
        apply(before, {"op": "fix_word", "word": 1, "text": "good"}, {"op": "split_segment", "word": 0})
    assert before == talk()


INDEX = st.integers(0, 13)
MOMENT = st.floats(0, 7)
ANY_OPERATION = st.one_of(
    st.builds(lambda w, t: {"op": "fix_word", "word": w, "text": t}, INDEX, st.text("abć ", min_size=1)),
    st.builds(lambda w, a, b: {"op": "retime_word", "word": w, "start": a, "end": b}, INDEX, MOMENT, MOMENT),
    st.builds(
        lambda w, a, b: {"op": "retime_word", "word": w, "start": w * 0.5 + 0.1 + a, "end": w * 0.5 + 0.4 + b},
        INDEX,
        st.floats(-0.1, 0.2),
        st.floats(-0.1, 0.1),
    ),
    st.builds(lambda w: {"op": "split_segment", "word": w}, INDEX),
    st.builds(lambda w: {"op": "merge_segments", "word": w}, INDEX),
    st.builds(
        lambda a, n, s: {"op": "change_speaker", "first": a, "last": a + n, "speaker": s},
        INDEX,
        st.integers(1, 4),
        st.sampled_from(["A", "B", None]),
    ),
)


@given(st.lists(ANY_OPERATION, max_size=6))
def test_whatever_is_accepted_is_a_whole_transcript_in_order_and_leaves_other_words_alone(raw):
    before = talk()
    try:
        operations = OPERATIONS.validate_python(raw)
        after = edited(before, operations)
    except ValueError:
        return
    except RejectedError:
        return
    assert len(after.words) == len(before.words)
    assert all(word.start < word.end <= after.duration for word in after.words)
    assert all(one.end <= other.start for one, other in pairwise(after.words))
    bounds = [s.first for s in after.sentences] + [after.sentences[-1].last]
    assert bounds[0] == 0
    assert bounds[-1] == len(after.words)
    assert all(one < other for one, other in pairwise(bounds))
    assert [(s.first, s.last) for s in after.sentences] == list(pairwise(bounds))
    timed = {op.word for op in operations if op.op == "retime_word"}
    written = {op.word for op in operations if op.op == "fix_word"}
    spoken = {i for op in operations if op.op == "change_speaker" for i in range(op.first, op.last)}
    for index, (one, other) in enumerate(zip(before.words, after.words, strict=True)):
        if index not in timed:
            assert (one.start, one.end) == (other.start, other.end)
        if index not in written:
            assert (one.text, one.probability) == (other.text, other.probability)
        if index not in spoken:
            assert one.speaker == other.speaker
