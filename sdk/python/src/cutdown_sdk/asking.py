"""Requests in words of the API, and what its answers mean."""

import json
import secrets
from collections.abc import Mapping, Sequence
from typing import TypeVar
from urllib.parse import quote

from pydantic import ValidationError

from cutdown_sdk.errors import ApiError, UnexpectedAnswerError, kind_of
from cutdown_sdk.model import Model
from cutdown_sdk.models import Problem
from cutdown_sdk.patience import retry_after
from cutdown_sdk.steps import Answer, Request

M = TypeVar("M", bound=Model)

Query = Mapping[str, str | int | bool | Sequence[str] | None]
"""What stands behind the question mark; what is None is left out."""


def request(
    method: str,
    path: str,
    places: Mapping[str, str | int],
    *,
    body: Model | None = None,
    query: Query | None = None,
    revision: int | None = None,
    key: str | None = None,
) -> Request:
    """A request. `places`: what stands in the path; `revision`: what the change was made on; `key`: its
    Idempotency-Key. Every POST has one, so that it may be sent again.
    """
    headers: dict[str, str] = {}
    if method == "POST":
        headers["Idempotency-Key"] = key or secrets.token_hex(16)
    if revision is not None:
        headers["If-Match"] = f'"{revision}"'
    content = None
    if body is not None:
        headers["Content-Type"] = "application/json"
        content = json.dumps(body.body(), ensure_ascii=False).encode()
    named = {name: quote(str(value), safe="") for name, value in places.items()}
    return Request(method, path.format(**named), headers, _pairs(query or {}), content)


def repeatable(request: Request) -> bool:
    """Whether it can be sent again when it may have been done: what names a revision would be refused the second time,
    as if somebody else had made the change.
    """
    return request.method in {"GET", "POST"} or (request.method != "PATCH" and "If-Match" not in request.headers)


def read(kind: type[M], answer: Answer) -> M:
    """A good answer as a model. Raises UnexpectedAnswerError."""
    try:
        return kind.of_answer(answer.content)
    except ValidationError as error:
        form = answer.headers.get("content-type", "no type")
        message = f"This is no answer of Cutdown ({answer.status}, {form}). Is the address right?"
        raise UnexpectedAnswerError("api.unexpected_answer", message) from error


def refusal(answer: Answer) -> ApiError:
    """An answer that is not good, as an exception."""
    kind, pause = kind_of(answer.status), retry_after(answer)
    try:
        problem = Problem.of_answer(answer.content)
    except ValidationError:
        message = f"The server answered {answer.status} without saying why."
        return kind("api.error", message, answer.status, retry_after=pause)
    return kind(
        problem.code,
        problem.detail,
        answer.status,
        errors=tuple(problem.errors),
        request_id=problem.request_id,
        retry_after=pause,
    )


def _pairs(query: Query) -> tuple[tuple[str, str], ...]:
    return tuple((name, _word(one)) for name, value in query.items() for one in _many(value))


def _many(value: str | int | Sequence[str] | None) -> Sequence[str | int]:
    if value is None:
        return ()
    return [value] if isinstance(value, str | int) else value


def _word(value: str | int) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
