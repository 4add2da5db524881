"""From words to stretches of one voice, and back to words with speakers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.contracts.speech import Transcript, Word
from domain.heuristics.sentences import restore_sentences
from domain.heuristics.speaker_turns import Stretch, speaker_label, stretches, voices_of, with_speakers


def transcript(text: str, length: float = 0.3) -> Transcript:
    """Words by spaces; `|` is a pause of 0.4 s; `word@Mara` was given to Mara by a person."""
    words: list[Word] = []
    names: list[str | None] = []
    clock = 0.0
    for token in text.split():
        if token == "|":
            clock += 0.4
            continue
        said, _, speaker = token.partition("@")
        words.append(Word(text=said, start=clock, end=clock + length))
        names.append(speaker or None)
        clock += length + 0.02
    # Whoever names speakers leaves the segments as they are.
    sentences = restore_sentences(words, "en")
    named = tuple(word.model_copy(update={"speaker": name}) for word, name in zip(words, names, strict=True))
    return Transcript(language="en", duration=clock, words=named, sentences=sentences)


def said(talk: Transcript, parts: tuple[Stretch, ...]) -> list[str]:
    return [talk.text_of(part.first, part.last) for part in parts]


def speakers(talk: Transcript) -> list[str | None]:
    return [word.speaker for word in talk.words]


def test_stretches_end_at_sentences_and_pauses() -> None:
    talk = transcript("He came home. She left | without a word.")
    assert said(talk, stretches(talk)) == ["He came home.", "She left", "without a word."]


def test_a_long_stretch_is_parted_near_its_middle() -> None:
    talk = transcript(" ".join(["word"] * 24))
    lengths = [part.span.duration for part in stretches(talk)]
    assert max(lengths) <= 4.0
    assert min(lengths) >= 1.5


def test_a_sure_voice_is_taken_as_it_is() -> None:
    talk = transcript("We all went down to the sea. And what was there to be seen? Only the old grey boats there.")
    voices = voices_of(stretches(talk), np.array([[0.9, 0.5], [0.5, 0.9], [0.9, 0.5]]))
    assert voices == [0, 1, 0]


def test_a_short_stretch_inside_a_sentence_follows_its_neighbours() -> None:
    talk = transcript("We all went down to the sea | and | nobody at all was to be seen there.")
    parts = stretches(talk)
    assert len(parts) == 3
    assert voices_of(parts, np.array([[0.9, 0.5], [0.5, 0.7], [0.9, 0.5]])) == [0, 0, 0]


def test_a_doubtful_word_between_two_sentences_of_one_voice_is_no_change() -> None:
    talk = transcript("We all went down to the sea. Well. Nobody at all was to be seen there.")
    likeness = np.array([[0.9, 0.5], [0.55, 0.65], [0.9, 0.5]])
    assert voices_of(stretches(talk), likeness) == [0, 0, 0]


def test_labels_are_given_in_the_order_of_appearance_and_part_sentences() -> None:
    talk = transcript("one two three | four five six.")
    parts = stretches(talk)
    done = with_speakers(talk, parts, [1, 0])
    assert speakers(done) == ["A"] * 3 + ["B"] * 3
    assert [(item.first, item.last) for item in done.sentences] == [(0, 3), (3, 6)]
    assert [word.text for word in done.words] == [word.text for word in talk.words]


def test_what_a_person_has_said_of_a_voice_holds_for_all_of_it() -> None:
    talk = transcript("One is here@Mara now. | Two is there. | Three is here too.")
    assert speakers(with_speakers(talk, stretches(talk), [0, 1, 0])) == ["Mara"] * 4 + ["A"] * 3 + ["Mara"] * 4


def test_a_word_that_a_person_gave_to_another_keeps_that_speaker() -> None:
    talk = transcript("One@A is here. | Two@Mara is@Mara there. | Three is here too.")
    assert speakers(with_speakers(talk, stretches(talk), [0, 0, 0]))[3:6] == ["Mara", "Mara", "Mara"]
    named = speakers(with_speakers(talk, stretches(talk), [0, 1, 2]))
    assert named == ["A"] * 3 + ["Mara"] * 3 + ["B"] * 4


@pytest.mark.parametrize(("number", "label"), [(0, "A"), (25, "Z"), (26, "AA"), (53, "BB"), (702, "AAA")])
def test_labels_go_on_after_z(number: int, label: str) -> None:
    assert speaker_label(number) == label


def test_without_words_nobody_speaks() -> None:
    talk = transcript("")
    assert stretches(talk) == ()
    assert voices_of((), np.zeros((0, 1))) == []
    assert with_speakers(talk, (), []) == talk


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["word", "end.", "|", "why?", "name@B", "name@Ann"]), max_size=60),
    st.integers(0, 9),
    st.integers(1, 3),
)
def test_every_word_gets_a_speaker_and_every_sentence_has_one(tokens: list[str], seed: int, count: int) -> None:
    talk = transcript(" ".join(tokens))
    parts = stretches(talk)
    assert [index for part in parts for index in range(part.first, part.last)] == list(range(len(talk.words)))
    voices = voices_of(parts, np.random.default_rng(seed).random((len(parts), count)))
    done = with_speakers(talk, parts, voices)
    assert None not in speakers(done)
    assert [index for item in done.sentences for index in range(item.first, item.last)] == list(range(len(talk.words)))
    assert all(len({word.speaker for word in done.words[item.first : item.last]}) == 1 for item in done.sentences)
    given_names = [
        (word.speaker, new.speaker) for word, new in zip(talk.words, done.words, strict=True) if word.speaker
    ]
    assert all(before == after for before, after in given_names)
