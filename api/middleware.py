"""What surrounds every request: an id, one line in the log, and a limit on what it may send."""

import re
import secrets
import time
from http import HTTPStatus

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import ProblemResponse, problem_response
from api.headers import add_headers, header_of
from api.json_guard import refusal_of

MOST_BODY_BYTES = 1024 * 1024
# What is too long is read on for a while and forgotten: a client hears the refusal only when it has finished sending.
_MOST_DRAINED_BYTES = 8 * MOST_BODY_BYTES

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_QUIET = frozenset({"/healthz", "/readyz"})

log = structlog.get_logger()


class RequestLog:
    """Gives the request its id, in `state` and in the answer, and logs it; never its query string, headers or body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = header_of(scope, b"x-request-id") or ""
        request_id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = request_id
        added = ((b"x-request-id", request_id.encode()), (b"x-content-type-options", b"nosniff"))
        started = time.perf_counter()
        status = 0

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                add_headers(message, added)
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self._app(scope, receive, noting)
            except Exception:  # the edge: the caller learns nothing but the id under which the log has it
                log.exception("request_crashed")
                if status:
                    raise
                await _crashed(request_id)(scope, receive, noting)
            finally:
                route = scope.get("route")
                if scope["path"] not in _QUIET or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                    log.info(
                        "request",
                        method=scope["method"],
                        route=getattr(route, "path", "unknown"),
                        status=status,
                        milliseconds=round((time.perf_counter() - started) * 1000, 1),
                        **{name: str(value)[:80] for name, value in scope.get("path_params", {}).items()},
                    )


class BodyLimit:
    """Refuses bodies above `MOST_BODY_BYTES`, announced or not: media goes to object storage, never through here."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        length = header_of(scope, b"content-length")
        if length is None:
            if header_of(scope, b"transfer-encoding") is None:
                # Without either header a request has no body (RFC 9112, 6.3).
                await self._app(scope, receive, send)
                return
            length = "0"
        if not length.isdecimal() or int(length) > MOST_BODY_BYTES:
            await self._refuse(scope, receive, send)
            return
        body, complete = await _whole_body(receive)
        if not complete:
            await self._refuse(scope, receive, send)
            return
        crowded = refusal_of(body)
        if crowded is not None:
            request_id = scope.get("state", {}).get("request_id")
            refusal = problem_response(HTTPStatus.UNPROCESSABLE_ENTITY, "request.too_deep", crowded, request_id)
            await refusal(scope, receive, send)
            return
        waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def replay() -> Message:
            return waiting.pop() if waiting else await receive()

        await self._app(scope, replay, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = problem_response(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            "request.too_large",
            f"A request may carry {MOST_BODY_BYTES} bytes. Send media to the URL of an upload.",
            scope.get("state", {}).get("request_id"),
            headers={"Connection": "close"},
        )
        await response(scope, receive, send)


def _crashed(request_id: str) -> ProblemResponse:
    detail = "Something went wrong on our side. Tell the operators the request id."
    return problem_response(HTTPStatus.INTERNAL_SERVER_ERROR, "internal.error", detail, request_id)


async def _whole_body(receive: Receive) -> tuple[bytes, bool]:
    """The body, and whether it stayed within the limit."""
    body = bytearray()
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return bytes(body), True
        size += len(message.get("body", b""))
        if size <= MOST_BODY_BYTES:
            body += message.get("body", b"")
        if not message.get("more_body", False) or size > _MOST_DRAINED_BYTES:
            return bytes(body), size <= MOST_BODY_BYTES
