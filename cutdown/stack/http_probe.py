"""One HTTP request to a server of ours on loopback; a whole client library would double the supervisor's start-up."""

from __future__ import annotations

import asyncio
import http.client
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cutdown.stack.errors import NotReadyError

if TYPE_CHECKING:
    from collections.abc import Mapping


async def request(
    method: str, url: str, headers: Mapping[str, str] | None = None, body: bytes = b"", timeout_s: float = 10.0
) -> tuple[int, str]:
    """Status and the answer's first characters; raises `NotReadyError` when nobody answers."""
    return await asyncio.to_thread(_request, method, url, headers or {}, body, timeout_s)


def _request(method: str, url: str, headers: Mapping[str, str], body: bytes, timeout_s: float) -> tuple[int, str]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=timeout_s)
    try:
        connection.request(method, parts.path or "/", body=body or None, headers=dict(headers))
        answer = connection.getresponse()
        return answer.status, answer.read(500).decode(errors="replace")
    except (OSError, http.client.HTTPException) as error:
        raise NotReadyError(f"{url} does not answer: {error!r}") from error
    finally:
        connection.close()
