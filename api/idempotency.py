"""Idempotency-Key on every POST: one effect, and the same answer again for 24 hours."""

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.callers import caller_of
from api.errors import FieldProblem, app_problem, problem_response
from api.headers import header_of
from domain.access import Principal
from domain.errors import AppError
from domain.idempotency import ANONYMOUS, CURRENT_CLAIM, RENEW_SECONDS, Answer, Claim, KeyedRequest
from domain.services.idempotency import IdempotencyService

if TYPE_CHECKING:
    from api.parts import ApiParts

HEADER = "Idempotency-Key"
REPLAYED = b"idempotent-replayed"
KEY_PATTERN = r"^[\x21-\x7e]{1,200}$"

_KEY = re.compile(KEY_PATTERN)
# Told again with the body; what belongs to one exchange only (its id, its limits, its date) is made anew.
_LASTING = frozenset(
    {"content-type", "location", "etag", "link", "cache-control", "www-authenticate", "set-cookie", "retry-after"}
)


class Idempotency:
    """Remembers the answers of POSTs that carry a key. It surrounds all routes, so none can forget it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http" or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        key = header_of(scope, HEADER.lower().encode())
        caller = caller_of(scope)
        if key is None or isinstance(caller, AppError):
            await self._app(scope, receive, send)
            return
        request_id = scope.get("state", {}).get("request_id")
        if not _KEY.fullmatch(key):
            problem = FieldProblem(field=f"header.{HEADER}", message="1 to 200 visible ASCII characters")
            detail = f"The request is not as described in the API guide: {problem.field}."
            await problem_response(422, "request.invalid", detail, request_id, [problem])(scope, receive, send)
            return
        first = await receive()
        body = first.get("body", b"")
        parts: ApiParts = scope["app"].state.parts
        try:
            begun = await parts.idempotency.begin(_keyed(scope, key, caller, body))
        except AppError as error:
            await app_problem(error, request_id)(scope, receive, send)
            return
        if isinstance(begun, Answer):
            await _replay(begun, send)
            return

        async def again() -> Message:
            nonlocal first
            message, first = first, {}
            return message or await receive()

        await self._work(parts.idempotency, begun, scope, again, send)

    async def _work(
        self, service: IdempotencyService, claim: Claim, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Let the route answer under the claim. The answer is remembered before the client has it."""
        sent: list[Message] = []

        async def keep(message: Message) -> None:
            sent.append(message)

        answer = Answer(status=500)
        try:
            # Renewed outside the claim: a renewal is no effect of the request.
            async with _renewed(service, claim):
                token = CURRENT_CLAIM.set(claim)
                try:
                    await self._app(scope, receive, keep)
                finally:
                    CURRENT_CLAIM.reset(token)
            answer = _answer(sent)
        finally:
            # A client that leaves cancels the work, not what is known of it.
            await asyncio.shield(asyncio.create_task(service.end(claim, answer)))
        for message in sent:
            await send(message)


def _keyed(scope: Scope, key: str, caller: Principal | None, body: bytes) -> KeyedRequest:
    client = scope.get("client")
    return KeyedRequest(
        org_id=caller.org_id if caller else ANONYMOUS,
        actor_id=caller.actor_id if caller else "",
        method=scope["method"],
        path=scope["path"],
        query=scope.get("query_string", b""),
        key=key,
        body=_canonical(body),
        client="" if caller or not client else str(client[0]),
    )


def _canonical(body: bytes) -> bytes:
    """JSON whose spaces and key order do not count; other bytes as they are."""
    try:
        return json.dumps(json.loads(body), sort_keys=True, separators=(",", ":")).encode()
    except (ValueError, RecursionError):
        return body


def _answer(sent: list[Message]) -> Answer:
    (start,) = (message for message in sent if message["type"] == "http.response.start")
    headers = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in start["headers"]]
    body = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
    return Answer(status=start["status"], headers=tuple(pair for pair in headers if pair[0] in _LASTING), body=body)


async def _replay(answer: Answer, send: Send) -> None:
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers]
    headers += [(b"content-length", str(len(answer.body)).encode()), (REPLAYED, b"true")]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})


@asynccontextmanager
async def _renewed(service: IdempotencyService, claim: Claim) -> AsyncIterator[None]:
    """Show now and then that the holder lives, until the context ends."""

    async def go_on() -> None:
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            with contextlib.suppress(AppError):
                await service.renew(claim)

    task = asyncio.create_task(go_on())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
