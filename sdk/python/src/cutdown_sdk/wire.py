"""What both drivers know of HTTP."""

from typing import TypedDict

import httpx

from cutdown_sdk.steps import Request

BLOCK = 256 * 1024


class Parts(TypedDict):
    """What httpx makes a request of, but for its body."""

    method: str
    url: str
    headers: dict[str, str]
    params: httpx.QueryParams | None
    timeout: httpx.Timeout


def parts_of(request: Request, usual: httpx.Timeout) -> Parts:
    """A request in httpx's words."""
    timeout = usual
    if request.quiet_seconds is not None:
        timeout = httpx.Timeout(usual.connect, read=request.quiet_seconds, write=request.quiet_seconds)
    return {
        "method": request.method,
        "url": request.url,
        "headers": request.headers,
        # An empty list would take the query off a signed address.
        "params": httpx.QueryParams(request.query) if request.query else None,
        "timeout": timeout,
    }
