"""Sharing a translation among its lines: cuts at the lines' ends, best where the text has an end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.contracts.base import TimeRange
from domain.contracts.speech import Word
from domain.heuristics.line_sharing import as_sentence, shared


def words(text: str, seconds: float = 10.0, start: float = 0.0) -> list[Word]:
    """The words of a text, spread evenly."""
    tokens = text.split()
    step = seconds / max(1, len(tokens))
    return [Word(text=token, start=start + at * step, end=start + (at + 1) * step) for at, token in enumerate(tokens)]


def slots(*bounds: float) -> list[TimeRange]:
    return [TimeRange(start=first, end=last) for first, last in zip(bounds[::2], bounds[1::2], strict=True)]


def test_a_text_is_cut_at_the_sentence_nearest_to_a_lines_end() -> None:
    heard = words("I came home late. Nobody was there any more. So I went to bed.")
    assert shared(heard, slots(0, 2.5, 2.8, 6.0, 6.3, 10), "en") == [
        "I came home late.", "Nobody was there any more.", "So I went to bed.",
    ]  # fmt: skip


def test_a_comma_that_is_near_will_do() -> None:
    heard = words("I found a dog, I slept every winter in the same corner, because it was warm.")
    assert shared(heard, slots(0, 2.2, 2.6, 10), "en") == [
        "I found a dog,", "I slept every winter in the same corner, because it was warm.",
    ]  # fmt: skip


def test_lines_on_both_sides_of_a_doubtful_cut_are_nobodys() -> None:
    heard = words("We went down to the old harbour of the town together. It was cold.", 10)
    assert shared(heard, slots(0, 3.5, 3.7, 7.0, 7.3, 10), "en") == [None, None, "It was cold."]


def test_what_follows_a_line_that_was_left_out_does_not_slip_into_its_place() -> None:
    """The second line is not in the translation: its neighbours are asked for alone, the last one is where it belongs."""
    heard = [*words("I came home late.", 2.0), *words("So I went to bed. It was midnight by then.", 4.0, 6.0)]
    said = shared(heard, slots(0, 2.0, 2.3, 5.7, 6.0, 8.0, 8.1, 10), "en")
    assert None in said[:3]
    assert all(text in {None, "I came home late.", "So I went to bed."} for text in (said[0], said[2]))
    assert said[1] is None
    assert said[3] == "It was midnight by then."


def test_one_slot_gets_everything_and_too_few_words_are_nobodys() -> None:
    assert shared(words("All of it."), slots(0, 10), "en") == ["All of it."]
    assert shared(words("Hello"), slots(0, 1, 2, 3), "en") == [None, None]
    assert shared([], slots(0, 1), "en") == [None]


@settings(deadline=None)
@given(st.lists(st.sampled_from(["word", "end.", "comma,", "and", "the"]), max_size=40), st.integers(1, 6))
def test_every_word_is_given_once_and_in_order(tokens: list[str], count: int) -> None:
    bounds = [value for place in range(count) for value in (place * 2.0, place * 2.0 + 1.8)]
    heard = words(" ".join(tokens), count * 2.0)
    given_texts = shared(heard, slots(*bounds), "en")
    assert len(given_texts) == count
    said = [token for text in given_texts if text is not None for token in text.split()]
    rest = iter(tokens)
    assert all(token in rest for token in said)
    if None not in given_texts:
        assert said == tokens


@pytest.mark.parametrize(
    ("text", "source", "told"),
    [
        ("the coffee is at the back,", "El café está al fondo.", "The coffee is at the back."),
        ("do you know", "¿Lo sabe?", "Do you know?"),
        ("I found a dog.", "La encontró un perro.", "I found a dog."),
        ("because it was warm,", "porque estaba templada,", "because it was warm,"),
        ("", "Sí.", ""),
        (",", "Sí.", ","),
    ],
)
def test_a_part_begins_and_ends_as_its_source_does(text: str, source: str, told: str) -> None:
    assert as_sentence(text, source, "es") == told
