"""The prepared translations answer as a model would: the line that was asked for, shorter when that is asked for."""

import asyncio

from pydantic import BaseModel

from adapters.llm.endpoint import ChatEndpoint
from bench.dub_translator import Phrase, prepared_translator, read_phrases, translated

PHRASES = [
    Phrase("We were late,", "Llegamos muy tarde,", "Tarde,"),
    Phrase("so nobody saw the red door.", "así que nadie vio la puerta roja.", "nadie vio la puerta."),
    Phrase("Good night.", "Buenas noches.", "Buenas noches."),
]


def test_a_line_is_found_by_its_words_as_they_were_recognised() -> None:
    assert translated("so nobody saw a red door", PHRASES) == "así que nadie vio la puerta roja."
    assert translated("Good night!", PHRASES) == "Buenas noches."
    assert translated("Bananas never saw the sea.", PHRASES) == ""


def test_a_phrase_that_two_lines_share_is_shared_out_without_loss() -> None:
    parts = [translated("We were late, so nobody saw", PHRASES), translated("the red door.", PHRASES)]
    assert " ".join(parts) == "Llegamos muy tarde, así que nadie vio la puerta roja."


def test_a_word_that_was_not_recognised_takes_none_of_the_translation() -> None:
    assert translated("nobody saw the red door.", PHRASES) == "así que nadie vio la puerta roja."


def test_a_line_is_said_shorter_only_as_far_as_needed() -> None:
    whole = "We were late, so nobody saw the red door."
    assert translated(whole, PHRASES, 200) == "Llegamos muy tarde, así que nadie vio la puerta roja."
    assert translated(whole, PHRASES, 42) == "Tarde, así que nadie vio la puerta roja."
    assert translated(whole, PHRASES, 10) == "Tarde, nadie vio la puerta."


def test_every_phrase_is_found_in_the_whole_text() -> None:
    phrases = read_phrases()
    assert len(phrases) > 80
    assert all(len(phrase.shorter) <= len(phrase.text) for phrase in phrases)
    assert [phrase.source for phrase in phrases if translated(phrase.source, phrases) != phrase.text] == []


def test_the_endpoint_answers_the_products_own_client() -> None:
    class Line(BaseModel):
        number: int
        text: str

    class Answer(BaseModel):
        lines: list[Line]

    with prepared_translator() as address:
        asked = {"lines": [{"number": 1, "text": "Good night."}]}
        answer = asyncio.run(ChatEndpoint(address, "prepared").ask("Translate.", asked, Answer))
    assert answer.lines == [Line(number=1, text="Buenas noches.")]
