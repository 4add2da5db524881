"""Fetches sources over http(s) from public addresses only, bounded in size and time."""

from __future__ import annotations

import asyncio
import ssl
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import httpx

from adapters.disk import disk_full_translated
from adapters.fetch.addresses import Destination, destination
from domain.errors import QuotaError, RejectedError, TransientError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from domain.progress import ProgressCallback

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_WRITE_BYTES = 1024 * 1024
# A server that trickles slower than this for a whole window is given up, so that it cannot hold a worker for hours.
_SLOWEST_BYTES_PER_SECOND = 8 * 1024
_WINDOW_SECONDS = 60.0


class HttpSourceFetcher:
    """Every hop is resolved, checked and connected to by the checked address; proxies of the environment are ignored,
    because they would resolve names again.
    """

    def __init__(self, max_bytes: int, *, allow_private: bool = False, quiet_seconds: float = 15) -> None:
        self._max_bytes = max_bytes
        self._allow_private = allow_private
        self._timeout = httpx.Timeout(quiet_seconds, connect=10)

    async def check(self, url: str) -> None:
        """Raise RejectedError `fetch.*` when this address would be refused; nothing is asked of the server."""
        await destination(url, allow_private=self._allow_private)

    async def download(self, url: str, target: Path, progress: ProgressCallback) -> str:
        """Stream to `target`; returns the media type.

        Raises RejectedError or QuotaError `fetch.*` for what will not change, TransientError `fetch.unavailable`
        otherwise.
        """
        async with httpx.AsyncClient(timeout=self._timeout, trust_env=False, follow_redirects=False) as client:
            for _ in range(_MOST_REDIRECTS + 1):
                hop = await destination(url, allow_private=self._allow_private)
                async with self._asked(client, hop) as answer:
                    if answer.status_code in _REDIRECTS and "location" in answer.headers:
                        url = urljoin(url, answer.headers["location"])
                        continue
                    _check(answer, hop.host)
                    return await self._receive(answer, hop.host, target, progress)
        raise RejectedError("fetch.too_many_redirects", "The address leads from one place to the next without end.")

    @asynccontextmanager
    async def _asked(self, client: httpx.AsyncClient, hop: Destination) -> AsyncIterator[httpx.Response]:
        request = client.build_request(
            "GET",
            hop.pinned_url,
            headers={"Host": hop.host_header, "Accept-Encoding": "identity", "User-Agent": "cutdown"},
            # The certificate must be the name's, not the address's.
            extensions={"sni_hostname": hop.host},
        )
        try:
            answer = await client.send(request, stream=True)
            try:
                yield answer
            finally:
                await answer.aclose()
        except httpx.HTTPError as error:
            if _distrusted(error):
                raise RejectedError(
                    "fetch.bad_certificate", f"The certificate of {hop.host} does not prove that it is {hop.host}."
                ) from error
            raise TransientError(
                "fetch.unavailable", f"{hop.host} does not answer as it should ({type(error).__name__})."
            ) from error

    async def _receive(self, answer: httpx.Response, host: str, target: Path, progress: ProgressCallback) -> str:
        length = answer.headers.get("content-length", "")
        announced = int(length) if length.isdecimal() else None
        self._check_size(announced or 0)
        received = in_window = held = 0
        window = time.monotonic()
        waiting: list[bytes] = []
        with disk_full_translated(), await asyncio.to_thread(target.open, "wb", _WRITE_BYTES) as file:
            # Not in pieces of a fixed size: those would come late or never from a server that trickles.
            async for piece in answer.aiter_raw():
                received += len(piece)
                in_window += len(piece)
                waiting.append(piece)
                held += len(piece)
                self._check_size(received)
                if held >= _WRITE_BYTES:
                    await asyncio.to_thread(file.writelines, waiting)
                    waiting, held = [], 0
                    if announced:
                        progress(received / announced)
                now = time.monotonic()
                if now - window >= _WINDOW_SECONDS:
                    if in_window < _SLOWEST_BYTES_PER_SECOND * (now - window):
                        raise TransientError("fetch.unavailable", f"{host} sends too slowly.")
                    in_window, window = 0, now
            await asyncio.to_thread(file.writelines, waiting)
        progress(1.0)
        media_type: str = answer.headers.get("content-type", "application/octet-stream")
        return media_type.partition(";")[0].strip().lower()

    def _check_size(self, size: int) -> None:
        if size > self._max_bytes:
            raise QuotaError(
                "fetch.too_large", f"The file behind the address has more than {self._max_bytes / 1e9:.1f} GB."
            )


def _distrusted(error: BaseException) -> bool:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLCertVerificationError):
            return True
        seen = seen.__cause__ or seen.__context__
    return False


def _check(answer: httpx.Response, host: str) -> None:
    status = answer.status_code
    if status in {404, 410}:
        raise RejectedError("fetch.not_found", f"{host} has nothing at this address. Check it in a browser.")
    if status in {408, 425, 429} or status >= 500:
        raise TransientError("fetch.unavailable", f"{host} answers with status {status} at the moment.")
    if status != 200:
        raise RejectedError("fetch.refused", f"{host} refuses to hand out the file (status {status}).")
    if answer.headers.get("content-encoding", "identity") != "identity":
        raise RejectedError("fetch.refused", f"{host} sends the file packed although it was asked not to.")
    if answer.headers.get("content-type", "").startswith(("text/html", "application/xhtml")):
        raise RejectedError("fetch.not_media", "The address shows a web page; give the address of the media file.")
