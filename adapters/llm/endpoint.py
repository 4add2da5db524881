"""One chat endpoint in OpenAI's manner (vLLM, Ollama, llama.cpp, a vendor), asked for answers of a given shape."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

import httpx
from pydantic import BaseModel, ValidationError

from adapters.llm.mending import mended
from domain.errors import PermanentError, TransientError

Shape = TypeVar("Shape", bound=BaseModel)

_MOST_BYTES = 4 * 1024 * 1024
_TRIES = 2
_BUSY: Final = frozenset({408, 409, 425, 429})
# Servers that know no schema for answers refuse the whole request with one of these.
_NOT_UNDERSTOOD: Final = frozenset({400, 422, 501})
# A change of what is sent with the same words must give another identity.
_REVISION = 1


@dataclass(frozen=True)
class _Reply:
    status: int
    content: bytes
    retry_after: str

    @property
    def after_seconds(self) -> float | None:
        """How long a busy server wants to be left alone; a date, which few send, is passed over."""
        return float(self.retry_after) if self.retry_after.replace(".", "", 1).isdecimal() else None


class ChatEndpoint:
    """Asks `POST {url}/chat/completions` at temperature 0. Proxies of the environment are ignored.

    What is worked on is sent as data, apart from the instructions; whoever asks must still check the answers against
    it, for a model can be talked into anything by what it reads.
    """

    def __init__(self, url: str, model: str, api_key: str = "", seconds: float = 120.0) -> None:
        """`url`: the base that ends in `/v1` as a rule; `seconds` bound one answer."""
        self._url = url.rstrip("/") + "/chat/completions"
        self._model = model
        self._headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
        self._seconds = seconds
        self.host = urlsplit(url).netloc.rpartition("@")[2]
        self.identity = f"openai-chat/{_REVISION} {model}@{self.host}"

    async def ask(self, instructions: str, material: object, shape: type[Shape]) -> Shape:
        """An answer of `shape` about `material`, which is sent as JSON; one that is broken beyond mending is asked for
        once more.

        Raises TransientError `llm.unavailable` while the endpoint is away, slow or busy (with the time it asks for),
        PermanentError `llm.refused` when it does not serve us, `llm.bad_answer` when no answer has the shape.
        """
        talk = [
            {"role": "system", "content": instructions},
            {"role": "user", "content": json.dumps(material, ensure_ascii=False)},
        ]
        async with httpx.AsyncClient(timeout=self._seconds, trust_env=False, headers=self._headers) as client:
            for _ in range(_TRIES):
                answer = await self._answer(client, talk, shape)
                try:
                    return shape.model_validate(mended(answer))
                except (ValueError, ValidationError) as error:
                    problem = _told(error)
                talk = [
                    *talk[:2],
                    {"role": "assistant", "content": answer[:2000]},
                    {"role": "user", "content": f"This is not the JSON that was asked for: {problem}. Send it again."},
                ]
        raise PermanentError(
            "llm.bad_answer", f"The model '{self._model}' does not answer in the form that it was asked for: {problem}."
        )

    async def _answer(self, client: httpx.AsyncClient, talk: list[dict[str, str]], shape: type[Shape]) -> str:
        body: dict[str, Any] = {"model": self._model, "messages": talk, "temperature": 0, "seed": 1, "stream": False}
        schema = shape.model_json_schema()
        form = {"type": "json_schema", "json_schema": {"name": shape.__name__, "schema": schema}}
        reply = await self._post(client, body | {"response_format": form})
        if reply.status in _NOT_UNDERSTOOD:
            told = f"Answer with JSON of this schema and nothing else: {json.dumps(schema)}"
            spoken = [talk[0] | {"content": f"{talk[0]['content']}\n\n{told}"}, *talk[1:]]
            reply = await self._post(client, body | {"messages": spoken})
        self._check(reply)
        return self._text_of(reply.content)

    async def _post(self, client: httpx.AsyncClient, body: dict[str, Any]) -> _Reply:
        content = bytearray()
        try:
            async with asyncio.timeout(self._seconds), client.stream("POST", self._url, json=body) as reply:
                async for piece in reply.aiter_bytes():
                    content += piece
                    if len(content) > _MOST_BYTES:
                        raise PermanentError("llm.bad_answer", f"{self.host} sends more than any answer needs.")
                return _Reply(reply.status_code, bytes(content), reply.headers.get("retry-after", ""))
        except TimeoutError as error:
            raise TransientError(
                "llm.unavailable", f"{self.host} did not answer within {self._seconds:g} seconds."
            ) from error
        except httpx.HTTPError as error:
            raise TransientError(
                "llm.unavailable", f"{self.host} does not answer as it should ({type(error).__name__})."
            ) from error

    def _check(self, reply: _Reply) -> None:
        status = reply.status
        if status in _BUSY or status >= 500:
            raise TransientError(
                "llm.unavailable", f"{self.host} answers with status {status} at the moment.", reply.after_seconds
            )
        if status in {401, 403}:
            raise PermanentError("llm.refused", f"{self.host} does not accept the key (status {status}).")
        if status != 200:
            raise PermanentError(
                "llm.refused", f"{self.host} does not serve the model '{self._model}' (status {status})."
            )

    def _text_of(self, content: bytes) -> str:
        try:
            text = json.loads(content)["choices"][0]["message"]["content"]
        except (ValueError, LookupError, TypeError) as error:
            raise PermanentError("llm.refused", f"{self.host} does not speak OpenAI's chat protocol.") from error
        return text if isinstance(text, str) else ""


def _told(error: ValueError) -> str:
    """What is wrong with an answer, without repeating the answer."""
    if isinstance(error, ValidationError):
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "the whole"
        return f"{place}: {first['msg']}"
    return "it is not JSON"
