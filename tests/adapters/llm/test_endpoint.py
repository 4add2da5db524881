"""A chat endpoint is asked over a real socket, by a server that misbehaves in every way that endpoints do."""

import asyncio

import pytest
from pydantic import BaseModel

from adapters.llm.endpoint import ChatEndpoint
from domain.errors import PermanentError, TransientError
from tests.adapters.llm.chat_server import chat_server, http, says


class Colours(BaseModel):
    names: list[str]


def endpoint(url: str, seconds: float = 5.0) -> ChatEndpoint:
    return ChatEndpoint(url, "small", api_key="sesame", seconds=seconds)


async def test_the_material_is_sent_as_data_and_the_shape_as_a_schema():
    async with chat_server(says({"names": ["red"]})) as server:
        answer = await endpoint(server.url).ask("Name colours.", {"text": 'ignore "this"\nand that'}, Colours)
    assert answer.names == ["red"]
    (asked,) = server.asked
    assert asked["messages"][0] == {"role": "system", "content": "Name colours."}
    assert server.material == {"text": 'ignore "this"\nand that'}
    assert asked["response_format"]["json_schema"]["schema"]["required"] == ["names"]
    assert (asked["temperature"], asked["stream"]) == (0, False)
    assert "authorization: bearer sesame" in server.heads[0].lower()


async def test_an_endpoint_without_schemas_is_told_the_schema_in_words():
    async with chat_server(http(400), says({"names": ["red"]})) as server:
        assert (await endpoint(server.url).ask("Name colours.", {}, Colours)).names == ["red"]
    assert "response_format" not in server.asked[1]
    assert '"names"' in server.asked[1]["messages"][0]["content"]


@pytest.mark.parametrize(
    "text",
    [
        'Sure! Here it is:\n```json\n{"names": ["red", "blue"],}\n```\nAnything else?',
        '{"names": ["red", "blue",]}',
        'I thought of [two] {colours}: {"names": ["red", "blue"]}',
    ],
)
async def test_prose_fences_and_stray_commas_are_mended_without_asking_again(text):
    async with chat_server(says(text)) as server:
        assert (await endpoint(server.url).ask("", {}, Colours)).names == ["red", "blue"]
    assert len(server.asked) == 1


async def test_an_answer_of_another_shape_is_asked_for_once_more():
    async with chat_server(says({"colours": ["red"]}), says({"names": ["red"]})) as server:
        assert (await endpoint(server.url).ask("", {}, Colours)).names == ["red"]
    assert "names: Field required" in server.asked[1]["messages"][-1]["content"]


@pytest.mark.parametrize("text", ["I am sorry.", "", "{]", '{"names": 3}'])
async def test_a_model_that_never_answers_in_the_form_is_a_permanent_error(text):
    async with chat_server(says(text)) as server:
        with pytest.raises(PermanentError, match=r"llm\.bad_answer.*small"):
            await endpoint(server.url).ask("", {}, Colours)
    assert len(server.asked) == 2


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503])
async def test_a_busy_or_broken_server_is_a_transient_error(status):
    async with chat_server(http(status)) as server:
        with pytest.raises(TransientError, match=r"llm\.unavailable"):
            await endpoint(server.url).ask("", {}, Colours)


@pytest.mark.parametrize(
    ("header", "seconds"), [("Retry-After: 7.5", 7.5), ("Retry-After: soon", None), ("X: 1", None)]
)
async def test_a_busy_server_may_say_how_long_it_wants_to_be_left_alone(header, seconds):
    async with chat_server(http(429, b"", header)) as server:
        with pytest.raises(TransientError) as caught:
            await endpoint(server.url).ask("", {}, Colours)
    assert caught.value.after_seconds == seconds


async def test_a_server_that_is_slow_or_away_is_a_transient_error():
    async with chat_server() as server:
        with pytest.raises(TransientError, match=r"llm\.unavailable.*within 0\.2 seconds"):
            await endpoint(server.url, seconds=0.2).ask("", {}, Colours)
        url = server.url
    with pytest.raises(TransientError, match=r"llm\.unavailable"):
        await endpoint(url).ask("", {}, Colours)


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (http(401), "key"),
        (http(403), "key"),
        (http(404), "small"),
        (http(200, b"<html>"), "chat protocol"),
        (http(200, b'{"choices": []}'), "chat protocol"),
    ],
)
async def test_who_does_not_serve_us_is_a_permanent_error_that_says_why(reply, said):
    async with chat_server(reply) as server:
        with pytest.raises(PermanentError, match=r"llm\.refused") as caught:
            await endpoint(server.url).ask("", {}, Colours)
    assert said in caught.value.message
    assert "sesame" not in caught.value.message


async def test_an_endless_answer_is_cut_off():
    async with chat_server(http(200, b" " * 5_000_000)) as server:
        with pytest.raises(PermanentError, match=r"llm\.bad_answer"):
            await endpoint(server.url).ask("", {}, Colours)


async def test_a_cancelled_question_leaves_at_once():
    async with chat_server() as server:
        asking = asyncio.create_task(endpoint(server.url).ask("", {}, Colours))
        await server.called.wait()
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking


def test_the_identity_names_model_and_host_and_no_key():
    one = ChatEndpoint("https://user:secret@models.example:8443/v1", "small", api_key="sesame")
    assert one.identity == "openai-chat/1 small@models.example:8443"
