"""Fetching from a real HTTP server on loopback."""

import asyncio
import contextlib
import shutil
import socket
import ssl
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.fetch.http import HttpSourceFetcher
from domain.errors import QuotaError, RejectedError, TransientError


class Server:
    """Answers each request target with the bytes that `answers` has for it, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.headers: list[str] = []
        self.port = 0

    def url(self, target: str) -> str:
        return f"http://127.0.0.1:{self.port}{target}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            target = head.split(" ")[1]
            self.asked.append(target)
            self.headers.append(head)
            writer.write(self.answers[target])
            await writer.drain()
            if target == "/hang":
                await reader.read()  # until the client goes
        writer.close()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    server = Server()
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    yield server
    listening.close()


def ok(body: bytes, *headers: str, length: int | None = None) -> bytes:
    lines = ["HTTP/1.1 200 OK", "Content-Type: video/mp4; codecs=x", *headers]
    if length is not None or not headers:
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def status(code: int, *headers: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {code} X", "Content-Length: 0", *headers, "", ""]).encode()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "source"


def content_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


FETCHER = HttpSourceFetcher(1_000_000, allow_private=True, quiet_seconds=0.5)


async def test_a_file_arrives_with_its_type_and_progress(server: Server, target: Path):
    server.answers["/talk.mp4?x=1"] = ok(b"v" * 900_000)
    shares: list[float] = []
    assert await FETCHER.download(server.url("/talk.mp4?x=1"), target, shares.append) == "video/mp4"
    assert content_of(target) == b"v" * 900_000
    assert shares[-1] == 1.0
    assert shares == sorted(shares)
    assert "authorization" not in server.headers[0].lower()


async def test_redirects_are_followed_five_times_and_no_further(server: Server, target: Path):
    for number in range(6):
        server.answers[f"/{number}"] = status(302, f"Location: /{number + 1}")
    server.answers["/6"] = ok(b"end")
    assert await FETCHER.download(server.url("/1"), target, lambda _: None) == "video/mp4"
    with pytest.raises(RejectedError, match=r"fetch\.too_many_redirects"):
        await FETCHER.download(server.url("/0"), target, lambda _: None)


async def test_a_private_address_is_refused_without_a_connection(server: Server, target: Path):
    strict = HttpSourceFetcher(1_000_000)
    for url in (server.url("/x"), f"http://localhost:{server.port}/x", f"http://2130706433:{server.port}/x"):
        with pytest.raises(RejectedError, match=r"fetch\.forbidden_address"):
            await strict.download(url, target, lambda _: None)
        with pytest.raises(RejectedError, match=r"fetch\.forbidden_address"):
            await strict.check(url)
    assert server.asked == []


async def test_a_redirect_into_the_private_network_is_not_followed(server: Server, target: Path, monkeypatch):
    # `public.test` passes for public; the redirect names this machine outright.
    monkeypatch.setattr("adapters.fetch.addresses.is_public", lambda address: str(address) == "127.0.0.2")
    resolve = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *a, **k: resolve("127.0.0.2" if host == "public.test" else host, *a, **k)
    )
    listening = await asyncio.start_server(server.serve, "127.0.0.2", server.port)
    server.answers["/to-metadata"] = status(302, f"Location: http://127.0.0.1:{server.port}/secret")
    server.answers["/secret"] = ok(b"secret")
    with pytest.raises(RejectedError, match=r"fetch\.forbidden_address"):
        await HttpSourceFetcher(1_000_000).download(
            f"http://public.test:{server.port}/to-metadata", target, lambda _: None
        )
    assert server.asked == ["/to-metadata"]
    assert f"Host: public.test:{server.port}" in server.headers[0]
    assert content_of(target) is None
    listening.close()


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        (status(404), RejectedError, "fetch.not_found"),
        (status(410), RejectedError, "fetch.not_found"),
        (status(403), RejectedError, "fetch.refused"),
        (status(206), RejectedError, "fetch.refused"),
        (status(429), TransientError, "fetch.unavailable"),
        (status(503), TransientError, "fetch.unavailable"),
        (ok(b"", length=2_000_000), QuotaError, "fetch.too_large"),
        (ok(b"v" * 1_500_000, "Connection: close"), QuotaError, "fetch.too_large"),
        (ok(b"v" * 10, length=20), TransientError, "fetch.unavailable"),
        (ok(b"\x1f\x8b", "Content-Encoding: gzip", length=2), RejectedError, "fetch.refused"),
        (ok(b"<html>").replace(b"video/mp4", b"text/html"), RejectedError, "fetch.not_media"),
        (b"nonsense\r\n\r\n", TransientError, "fetch.unavailable"),
        (b"", TransientError, "fetch.unavailable"),
    ],
)
async def test_every_other_answer_has_its_code(server: Server, target: Path, answer, kind, code):
    server.answers["/x"] = answer
    with pytest.raises(kind) as refusal:
        await FETCHER.download(server.url("/x"), target, lambda _: None)
    assert refusal.value.code == code
    assert refusal.value.message.endswith((".", "browser."))


async def test_a_server_that_falls_silent_is_given_up(server: Server, target: Path):
    server.answers["/hang"] = ok(b"v" * 10, length=20)
    async with asyncio.timeout(5):
        with pytest.raises(TransientError, match=r"fetch\.unavailable"):
            await FETCHER.download(server.url("/hang"), target, lambda _: None)


async def test_a_server_that_only_trickles_is_given_up(server: Server, target: Path, monkeypatch):
    monkeypatch.setattr("adapters.fetch.http._WINDOW_SECONDS", 0.0)
    server.answers["/hang"] = ok(b"v" * 10, length=20)
    monkeypatch.setattr("adapters.fetch.http._SLOWEST_BYTES_PER_SECOND", 10**9)
    with pytest.raises(TransientError, match="too slowly"):
        await FETCHER.download(server.url("/hang"), target, lambda _: None)


async def test_nobody_listening_is_a_passing_failure(target: Path):
    with pytest.raises(TransientError, match=r"fetch\.unavailable"):
        await FETCHER.download("http://127.0.0.1:9/x", target, lambda _: None)


@pytest.fixture
def certified(tmp_path: Path) -> ssl.SSLContext:
    """A TLS server's side as `media.test`, with the certificate in `cert`."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl program to make a certificate with")
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key", "-out", "cert", "-days", "1"]
    subprocess.run([*made, "-subj", "/CN=media.test"], cwd=tmp_path, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert", tmp_path / "key")
    return context


async def test_a_server_is_asked_by_its_name_and_must_prove_it(target: Path, certified, tmp_path, monkeypatch):
    resolve = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *a, **k: resolve("127.0.0.1" if host == "media.test" else host, *a, **k)
    )
    asked: list[str | None] = []
    certified.sni_callback = lambda _socket, name, _context: asked.append(name)
    server = Server()
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=certified)
    port = listening.sockets[0].getsockname()[1]
    with pytest.raises(RejectedError, match=r"fetch\.bad_certificate"):
        await FETCHER.download(f"https://media.test:{port}/x", target, lambda _: None)
    assert asked == ["media.test"]
    assert server.asked == []
    trusting = ssl.create_default_context(cafile=str(tmp_path / "cert"))
    monkeypatch.setattr("httpx._config.create_ssl_context", lambda **_: trusting)
    monkeypatch.setattr("httpx._transports.default.create_ssl_context", lambda **_: trusting)
    server.answers["/x"] = ok(b"video")
    assert await FETCHER.download(f"https://media.test:{port}/x", target, lambda _: None) == "video/mp4"
    listening.close()
