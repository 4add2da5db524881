"""The command line's client outlives a server that is away for a moment."""

import hashlib
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from cutdown import api_client
from cutdown.api_client import Api
from domain.contracts.base import ArtifactRef
from domain.errors import AppError

CONTENT = b"a clip" * 50_000


class World(ThreadingHTTPServer):
    """API and object storage in one; the storage drops the first `failures` connections after a few bytes."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.failures = 2
        self.refusal: int | None = None
        self.serves_at = 0.0
        self.stored: list[bytes] = []
        self.url = f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: World

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"] or 0))
        if time.monotonic() < self.server.serves_at:
            self.send_error(503)
        elif self.path == "/v1/uploads":
            headers = f'{{"Content-Length": "{len(CONTENT)}"}}'
            url = f"{self.server.url}/storage"
            self._say(
                f'{{"upload": {{"id": "upl_1"}}, "exists": false, "url": "{url}", "headers": {headers}}}'.encode()
            )
        else:
            self._say(b'{"id": "vid_1"}')

    def do_PUT(self) -> None:
        if self._fails():
            return
        self.server.stored.append(self.rfile.read(int(self.headers["Content-Length"])))
        self._say(b"{}")

    def do_GET(self) -> None:
        if self.path.startswith("/v1"):
            self.send_response(307)
            self.send_header("Location", f"{self.server.url}/storage")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif not self._fails():
            self._say(CONTENT)

    def log_message(self, *_: object) -> None: ...

    def _fails(self) -> bool:
        if self.server.refusal is not None:
            self.send_error(self.server.refusal)
            return True
        if self.server.failures == 0:
            return False
        self.server.failures -= 1
        if self.command == "GET":  # an answer that is cut off in the middle
            self.send_response(200)
            self.send_header("Content-Length", str(len(CONTENT)))
            self.end_headers()
            self.wfile.write(CONTENT[:1000])
        self.close_connection = True
        return True

    def _say(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def world() -> Iterator[World]:
    with World() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_an_upload_is_sent_again_whole_when_the_storage_drops_it(world: World, tmp_path: Path) -> None:
    file = tmp_path / "talk.mp4"
    file.write_bytes(CONTENT)
    assert Api(world.url, "token").upload(file, lambda _: None) == "vid_1"
    assert world.stored == [CONTENT]
    assert world.failures == 0


def test_a_download_is_begun_again_when_it_is_cut_off(world: World, tmp_path: Path) -> None:
    ref = ArtifactRef(digest=hashlib.sha256(CONTENT).hexdigest(), size=len(CONTENT), media_type="video/mp4")
    Api(world.url, "token").download(ref, tmp_path / "clip.mp4")
    assert (tmp_path / "clip.mp4").read_bytes() == CONTENT
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]


def test_an_api_that_answers_is_waited_for_longer_than_one_that_is_gone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api_client, "_PATIENCE_SECONDS", 0.2)
    monkeypatch.setattr(api_client, "_OUTAGE_SECONDS", 10.0)
    world.serves_at = time.monotonic() + 1.5  # its database is away until then
    assert Api(world.url, "token").video_from_url("https://example.org/talk.mp4") == "vid_1"
    with pytest.raises(AppError) as gone:
        Api("http://127.0.0.1:9", "token").video_from_url("https://example.org/talk.mp4")
    assert gone.value.code == "api.unavailable"


def test_a_refusal_is_told_at_once_and_leaves_nothing(world: World, tmp_path: Path) -> None:
    world.refusal = 403
    ref = ArtifactRef(digest=hashlib.sha256(CONTENT).hexdigest(), size=len(CONTENT), media_type="video/mp4")
    with pytest.raises(AppError) as refused:
        Api(world.url, "token").download(ref, tmp_path / "clip.mp4")
    assert refused.value.code == "download.failed"
    assert list(tmp_path.iterdir()) == []
