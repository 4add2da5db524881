"""Who is let in: the caller is found out once per request, and counted against their limits."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.callers import remember_caller
from api.errors import problem_response
from api.headers import add_headers
from domain.access import Principal
from domain.rate_limits import RateState

if TYPE_CHECKING:
    from api.parts import ApiParts


class Admission:
    """Identifies and counts every request to the versioned API; health and documentation are free."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http" or not scope["path"].startswith("/v1/"):
            await self._app(scope, receive, send)
            return
        parts: ApiParts = scope["app"].state.parts
        caller = await remember_caller(parts, scope)
        if isinstance(caller, Principal):
            state = await parts.limiter.hit(caller.org_id, caller.actor_id)
        else:
            # The socket's own address: what a header says of it is the client's to choose.
            client = scope.get("client")
            state = await parts.limiter.hit_anonymous(str(client[0]) if client else "unknown")
        headers = _headers(state)

        async def telling(message: Message) -> None:
            if message["type"] == "http.response.start":
                add_headers(message, headers)
            await send(message)

        if state.allowed:
            await self._app(scope, receive, telling)
            return
        refusal = problem_response(
            HTTPStatus.TOO_MANY_REQUESTS,
            "rate.limited",
            f"More than {state.limit} requests came within {state.reset_seconds} seconds. "
            f"Wait {state.retry_seconds} seconds.",
            scope["state"].get("request_id"),
            headers={"Retry-After": str(state.retry_seconds)},
        )
        await refusal(scope, receive, telling)


def _headers(state: RateState) -> tuple[tuple[bytes, bytes], ...]:
    return (
        (b"ratelimit-limit", b"%d" % state.limit),
        (b"ratelimit-remaining", b"%d" % state.remaining),
        (b"ratelimit-reset", b"%d" % state.reset_seconds),
    )
