"""Files arrive whole or not at all, and go on after a break."""

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from cutdown_sdk import ArtifactRef, AsyncCutdown, Cutdown, DamagedFileError, StorageError

CONTENT = bytes(range(256)) * 2000
REF = ArtifactRef(digest=hashlib.sha256(CONTENT).hexdigest(), size=len(CONTENT), media_type="video/mp4")


class World(ThreadingHTTPServer):
    """API and object storage in one; the storage gives `piece` bytes and drops the line, `failures` times."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.failures, self.piece = 0, 200_000
        self.refusal: int | None = None
        self.ranges = True
        self.content = CONTENT
        self.asked: list[str | None] = []
        self.url = f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: World

    def do_GET(self) -> None:
        if self.path.startswith("/v1"):
            self._say(200, f'{{"url": "{self.server.url}/storage?signed=yes"}}'.encode())
            return
        assert "Authorization" not in self.headers
        assert self.path == "/storage?signed=yes"
        self.server.asked.append(self.headers["Range"])
        if self.server.refusal is not None:
            self.send_error(self.server.refusal)
            return
        start = 0
        if self.headers["Range"] and self.server.ranges:
            start = int(self.headers["Range"].removeprefix("bytes=").removesuffix("-"))
        if start and start >= len(self.server.content):
            self.send_error(416)
            return
        rest = self.server.content[start:]
        piece = rest
        if self.server.failures:
            self.server.failures -= 1
            piece, self.close_connection = rest[: self.server.piece], True
        self._say(206 if start else 200, piece, len(rest))

    def log_message(self, *_: object) -> None: ...

    def _say(self, status: int, body: bytes, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def world() -> Iterator[World]:
    with World() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_it_goes_on_where_the_line_broke(world: World, tmp_path: Path) -> None:
    world.failures = 2
    seen: list[tuple[int, int]] = []
    with Cutdown(world.url) as client:
        place = client.artifacts.download(REF, tmp_path / "new" / "clip.mp4", progress=lambda *at: seen.append(at))
    assert place.read_bytes() == CONTENT
    assert world.asked == [None, "bytes=200000-", "bytes=400000-"]
    assert [path.name for path in place.parent.iterdir()] == ["clip.mp4"]
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert seen == sorted(seen)


async def test_it_goes_on_so_in_an_event_loop(world: World, tmp_path: Path) -> None:
    world.failures = 2
    async with AsyncCutdown(world.url) as client:
        place = await client.artifacts.download(REF, tmp_path / "clip.mp4")
    assert place.read_bytes() == CONTENT
    assert world.asked == [None, "bytes=200000-", "bytes=400000-"]


def test_another_program_goes_on_where_one_was_torn_off(world: World, tmp_path: Path) -> None:
    world.content = CONTENT[:150_000]  # and then nothing more
    with Cutdown(world.url, patience=0.5) as client, pytest.raises(StorageError, match="goes on"):
        client.artifacts.download(REF, tmp_path / "clip.mp4")
    assert not (tmp_path / "clip.mp4").exists(), "half a file has no name of its own"
    world.content, world.asked = CONTENT, []
    with Cutdown(world.url) as client:
        client.artifacts.download(REF, tmp_path / "clip.mp4")
    assert world.asked == ["bytes=150000-"]
    assert (tmp_path / "clip.mp4").read_bytes() == CONTENT


def test_a_storage_that_knows_no_ranges_gives_it_from_the_start(world: World, tmp_path: Path) -> None:
    world.failures, world.ranges = 1, False
    with Cutdown(world.url) as client:
        client.artifacts.download(REF, tmp_path / "clip.mp4")
    assert (tmp_path / "clip.mp4").read_bytes() == CONTENT


def test_other_bytes_than_were_promised_are_thrown_away(world: World, tmp_path: Path) -> None:
    world.content = CONTENT[:-1] + b"!"
    target = tmp_path / "clip.mp4"
    target.write_bytes(b"what was there before")
    with Cutdown(world.url) as client, pytest.raises(DamagedFileError):
        client.artifacts.download(REF, target)
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]
    assert target.read_bytes() == b"what was there before"


def test_a_refusal_is_told_at_once_and_leaves_nothing(world: World, tmp_path: Path) -> None:
    world.refusal = 403
    with Cutdown(world.url) as client, pytest.raises(StorageError, match="403"):
        client.artifacts.download(REF, tmp_path / "clip.mp4")
    assert list(tmp_path.iterdir()) == []
    assert len(world.asked) == 1


def test_a_file_without_bytes_arrives(world: World, tmp_path: Path) -> None:
    world.content = b""
    empty = ArtifactRef(digest=hashlib.sha256(b"").hexdigest(), size=0, media_type="text/plain")
    with Cutdown(world.url) as client:
        assert client.artifacts.download(empty, tmp_path / "clip.srt").read_bytes() == b""
