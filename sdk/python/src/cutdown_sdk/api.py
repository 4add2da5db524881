"""Calls of the API as procedures: with the client's credential, repeated while that makes sense, and paged."""

import logging
from collections.abc import Callable
from typing import Generic, TypeVar

import httpx

from cutdown_sdk.asking import Query, read, refusal, repeatable, request
from cutdown_sdk.credential import Credential, key_of_refresh
from cutdown_sdk.errors import UnreachableError
from cutdown_sdk.model import Model
from cutdown_sdk.models import Refresh, TokensView
from cutdown_sdk.patience import Patience, said, sent
from cutdown_sdk.steps import Answer, Emit, Request, Series, Steps, send, wait

M = TypeVar("M", bound=Model)

# Who asks for these shows a password or a token in the body.
_REFRESH = "/v1/auth/refresh"
_WITHOUT_CREDENTIAL = frozenset({_REFRESH, "/v1/auth/login", "/v1/auth/sign-up"})

log = logging.getLogger("cutdown_sdk")


class Page(Model, Generic[M]):
    """A page of a list; `next` continues it."""

    items: list[M]
    next: str | None


class Api:
    """Makes results or exceptions of calls. `patience`: for how many seconds a call is repeated while the API cannot be
    reached or says "not now".
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
        """The answer to one request; see `asking.request`."""
        asked = request(method, path, places, body=body, query=query, revision=revision, key=key)
        return read(kind, (yield from self.patiently(asked)))

    def tell(
        self, method: str, path: str, *, body: Model | None = None, revision: int | None = None, **places: str
    ) -> Steps[None]:
        """The same where nothing is answered."""
        asked = request(method, path, places, body=body, revision=revision)
        yield from self.patiently(asked, gone_is_good=method == "DELETE")

    def pages(
        self, kind: type[M], path: str, *, page_size: int | None, query: Query | None = None, **places: str
    ) -> Series[M]:
        """Everything that a list holds, page by page."""
        cursor: str | None = None
        while True:
            asked = request("GET", path, places, query={**(query or {}), "limit": page_size, "cursor": cursor})
            answer = yield from self.patiently(asked)
            page = read(Page[kind], answer)  # type: ignore[valid-type]  # pydantic makes a class of it
            for item in page.items:
                yield Emit(item)
            cursor = page.next
            if cursor is None:
                return

    def patiently(
        self,
        asked: Request,
        attempt: Callable[[Request], Steps[Answer]] = send,
        *,
        gone_is_good: bool = False,
    ) -> Steps[Answer]:
        """A good answer to a request, which is sent again while that makes sense.

        `gone_is_good`: what is to be deleted, and is not there after an answer was lost, went with that.
        """
        patience = Patience(self.patience, repeatable=repeatable(asked))
        lost = doubted = False
        while True:
            shown = yield from self._showing(asked)
            try:
                answer = yield from attempt(shown)
            except httpx.TransportError as error:
                lost = lost or sent(error)
                pause = patience.after_break(error)
                if pause is None:
                    raise self._unreachable(error) from error
                log.info("no answer, again in %.1f s: %s %s (%r)", pause, asked.method, asked.url, error)
            else:
                if answer.good or (gone_is_good and lost and answer.status == httpx.codes.NOT_FOUND):
                    return answer
                if answer.status == httpx.codes.UNAUTHORIZED and not doubted and self._renewable(asked):
                    doubted = True
                    self.credential.doubt()
                    continue
                lost = lost or answer.status != httpx.codes.TOO_MANY_REQUESTS
                pause = patience.after_answer(answer)
                if pause is None:
                    raise refusal(answer)
                log.info("%s, again in %.1f s: %s %s", answer.status, pause, asked.method, asked.url)
            yield from wait(pause)

    def _showing(self, asked: Request) -> Steps[Request]:
        """The request with what the client shows of itself, renewed if need be."""
        if asked.url in _WITHOUT_CREDENTIAL:
            return asked
        token = self.credential.refresh_token
        if self.credential.overdue and token is not None:
            order = Refresh(refresh_token=token)
            tokens = yield from self.ask(TokensView, "POST", _REFRESH, body=order, key=key_of_refresh(token))
            self.credential.take(tokens)
        return asked if self.credential.bearer is None else asked.showing(self.credential.bearer)

    def _renewable(self, asked: Request) -> bool:
        return self.credential.refresh_token is not None and asked.url not in _WITHOUT_CREDENTIAL

    def _unreachable(self, error: httpx.TransportError) -> UnreachableError:
        if not sent(error):
            return UnreachableError("api.unreachable", f"Nothing answers at {self.address}: {said(error)}.")
        message = f"The line to {self.address} broke before the answer came ({said(error)})."
        return UnreachableError("api.no_answer", message + " Whether it was done is not known: look at it again.")
