"""Calls of the API as procedures: requests are made here, repeated, and their answers read, but not sent."""

import json
import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar
from urllib.parse import quote

import httpx
from pydantic import ValidationError

from cutdown_sdk.credential import Credential, key_of_refresh
from cutdown_sdk.errors import ApiError, UnexpectedAnswerError, UnreachableError, kind_of
from cutdown_sdk.model import Model
from cutdown_sdk.models import Problem, Refresh, TokensView
from cutdown_sdk.patience import Patience, retry_after
from cutdown_sdk.steps import Answer, Emit, Request, Series, Steps, send, wait

T = TypeVar("T")
M = TypeVar("M", bound=Model)

Query = Mapping[str, str | int | bool | Sequence[str] | None]

log = logging.getLogger("cutdown_sdk")


class Page(Model, Generic[M]):
    """A page of a list; `next` continues it."""

    items: list[M]
    next: str | None


class Api:
    """Makes requests of calls, and results or exceptions of answers. `patience`: for how many seconds a call is
    repeated while the API cannot be reached or says "not now".
    """

    def __init__(self, address: str, credential: Credential, patience: float) -> None:
        self.address = address
        self.credential = credential
        self.patience = patience

    def ask(
        self,
        kind: type[M],
        method: str,
        path: str,
        *,
        body: Model | None = None,
        query: Query | None = None,
        revision: int | None = None,
        key: str | None = None,
        **places: str | int,
    ) -> Steps[M]:
        """The answer to one request. `revision`: what the change was made on; `key`: its Idempotency-Key."""
        answer = yield from self.answer(method, path, body=body, query=query, revision=revision, key=key, places=places)
        return self.read(kind, answer)

    def tell(
        self,
        method: str,
        path: str,
        *,
        body: Model | None = None,
        revision: int | None = None,
        key: str | None = None,
        **places: str | int,
    ) -> Steps[None]:
        """The same where nothing is answered."""
        yield from self.answer(method, path, body=body, revision=revision, key=key, places=places)

    def pages(
        self, kind: type[M], path: str, *, page_size: int | None, query: Query | None = None, **places: str
    ) -> Series[M]:
        """Everything that a list holds, page by page."""
        cursor: str | None = None
        while True:
            asked = {**(query or {}), "limit": page_size, "cursor": cursor}
            answer = yield from self.answer("GET", path, query=asked, places=places)
            page = self.read(Page[kind], answer)  # type: ignore[valid-type]  # pydantic makes a class of it
            for item in page.items:
                yield Emit(item)
            cursor = page.next
            if cursor is None:
                return

    def answer(
        self,
        method: str,
        path: str,
        *,
        body: Model | None = None,
        query: Query | None = None,
        revision: int | None = None,
        key: str | None = None,
        places: Mapping[str, str | int] | None = None,
    ) -> Steps[Answer]:
        """A good answer; every other one becomes an exception."""
        request = self.request(method, path, body=body, query=query, revision=revision, key=key, places=places)
        # A change that names a revision would be refused the second time, as if somebody else had made it.
        repeatable = method in {"GET", "POST"} or (method in {"PUT", "DELETE"} and revision is None)
        return (yield from self.patiently(request, repeatable=repeatable))

    def patiently(
        self, request: Request, attempt: Callable[[Request], Steps[Answer]] = send, *, repeatable: bool = True
    ) -> Steps[Answer]:
        """A good answer to a request, which is sent again while that makes sense."""
        patience = Patience(self.patience, repeatable=repeatable)
        broken = doubted = False
        while True:
            shown = yield from self._showing(request)
            try:
                answer = yield from attempt(shown)
            except httpx.TransportError as error:
                broken = True
                pause = patience.after_break(error)
                if pause is None:
                    raise self._unreachable(error, repeatable=repeatable) from error
                log.info("no answer, again in %.1f s: %s %s (%r)", pause, request.method, request.url, error)
            else:
                if answer.good or (broken and request.method == "DELETE" and answer.status == httpx.codes.NOT_FOUND):
                    return answer  # what is to be deleted, and is not there, went with the answer that was lost
                if answer.status == httpx.codes.UNAUTHORIZED and self.credential.refresh_token and not doubted:
                    doubted = True
                    self.credential.doubt()
                    continue
                pause = patience.after_answer(answer)
                if pause is None:
                    raise refusal(answer)
                log.info("%s, again in %.1f s: %s %s", answer.status, pause, request.method, request.url)
            yield from wait(pause)

    def request(
        self,
        method: str,
        path: str,
        *,
        body: Model | None = None,
        query: Query | None = None,
        revision: int | None = None,
        key: str | None = None,
        places: Mapping[str, str | int] | None = None,
    ) -> Request:
        """A request in words of the API. Every POST has a key, so that it may be sent again."""
        headers: dict[str, str] = {}
        if method == "POST":
            headers["Idempotency-Key"] = key or secrets.token_hex(16)
        if revision is not None:
            headers["If-Match"] = f'"{revision}"'
        content = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            content = json.dumps(body.body(), ensure_ascii=False).encode()
        named = {name: quote(str(value), safe="") for name, value in (places or {}).items()}
        return Request(method, path.format(**named), headers, _pairs(query or {}), content)

    def read(self, kind: type[M], answer: Answer) -> M:
        """The answer as a model. Raises UnexpectedAnswerError."""
        try:
            return kind.of_answer(answer.content)
        except ValidationError as error:
            raise _unexpected(answer) from error

    def _showing(self, request: Request) -> Steps[Request]:
        """The request with what the client shows of itself, renewed if need be."""
        token = self.credential.refresh_token
        if self.credential.overdue and token is not None and request.url != _REFRESH:
            order = Refresh(refresh_token=token)
            tokens = yield from self.ask(TokensView, "POST", _REFRESH, body=order, key=key_of_refresh(token))
            self.credential.take(tokens)
        if self.credential.bearer is None or request.url == _REFRESH:
            return request
        headers = {**request.headers, "Authorization": f"Bearer {self.credential.bearer}"}
        return Request(request.method, request.url, headers, request.query, request.body, request.quiet_seconds)

    def _unreachable(self, error: httpx.TransportError, *, repeatable: bool) -> UnreachableError:
        if repeatable or isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
            return UnreachableError("api.unreachable", f"Nothing answers at {self.address}: {error or type(error)}.")
        return UnreachableError(
            "api.unknown_outcome",
            "The line broke before the answer came. Get the thing again to see whether the change took.",
        )


_REFRESH = "/v1/auth/refresh"


def refusal(answer: Answer) -> ApiError:
    """An answer that is not good, as an exception."""
    try:
        problem = Problem.of_answer(answer.content)
    except ValidationError:
        message = f"The server answered {answer.status} without saying why."
        return kind_of(answer.status)("api.error", message, answer.status, retry_after=retry_after(answer))
    return kind_of(answer.status)(
        problem.code,
        problem.detail,
        answer.status,
        errors=tuple(problem.errors),
        request_id=problem.request_id,
        retry_after=retry_after(answer),
    )


def _unexpected(answer: Answer) -> UnexpectedAnswerError:
    kind = answer.headers.get("content-type", "no type")
    return UnexpectedAnswerError(
        "api.unexpected_answer", f"This is no answer of Cutdown ({answer.status}, {kind}). Is the address right?"
    )


def _pairs(query: Query) -> tuple[tuple[str, str], ...]:
    """As in an address; what is None is left out."""
    return tuple((name, _word(one)) for name, value in query.items() for one in _many(value))


def _many(value: str | int | Sequence[str] | None) -> Sequence[str | int]:
    if value is None:
        return ()
    return [value] if isinstance(value, str | int) else value


def _word(value: str | int) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
