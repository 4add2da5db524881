"""Files on their way to a real S3: torn off in the middle, they go on where they were."""

import hashlib
import os
import struct
from pathlib import Path

import httpx
import pytest

from bench.api_server import KEY
from cutdown_sdk import AsyncCutdown, Cutdown, ServerError, StorageError
from domain.uploads import PART_BYTES


class Torn(httpx.HTTPTransport):
    """A line that breaks after some PUTs, in the middle of the next one."""

    def __init__(self, puts: int) -> None:
        super().__init__()
        self.puts = puts
        self.sent: list[int] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.method == "PUT":
            if self.puts == 0:
                raise httpx.WriteError("the line is dead")
            self.puts -= 1
            self.sent.append(int(request.headers["content-length"]))
        return super().handle_request(request)


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    file = tmp_path / "talk.mp4"
    file.write_bytes(os.urandom(2 * PART_BYTES + 7))
    return file


def test_an_upload_that_was_torn_off_sends_the_parts_that_are_missing(api_url: str, talk: Path) -> None:
    size = talk.stat().st_size
    seen: list[tuple[int, int]] = []
    with Cutdown(api_url, KEY, transport=Torn(1), patience=0.2) as client, pytest.raises(StorageError, match="goes on"):
        client.videos.upload(talk, progress=lambda *at: seen.append(at))
    assert max(at for at, _ in seen) == PART_BYTES
    # As a fresh program does it: all it has is the file.
    seen.clear()
    line = Torn(9)
    with Cutdown(api_url, KEY, transport=line) as client:
        video = client.videos.upload(talk, progress=lambda *at: seen.append(at))
        assert line.sent == [PART_BYTES, 7]
        assert (seen[0], seen[-1]) == ((PART_BYTES, size), (size, size))
        assert seen == sorted(seen)
        digest = hashlib.sha256(talk.read_bytes()).hexdigest()
        assert [upload.status for upload in client.uploads.list(sha256=digest)] == ["completed"]
        assert client.videos.get(video.id).filename == "talk.mp4"


async def test_a_small_file_goes_in_one_request(api_url: str, tmp_path: Path) -> None:
    file = tmp_path / "small.mp4"
    file.write_bytes(os.urandom(700_000))
    seen: list[tuple[int, int]] = []
    async with AsyncCutdown(api_url, KEY) as client:
        upload = await client.uploads.send(file, progress=lambda *at: seen.append(at))
    assert (upload.status, upload.part_count) == ("completed", None)
    assert seen[-1] == (700_000, 700_000)
    assert len(seen) > 2


def test_a_break_under_a_whole_file_sends_it_again(api_url: str, tmp_path: Path) -> None:
    file = tmp_path / "small.mp4"
    file.write_bytes(os.urandom(300_000))
    line = Torn(0)

    def mend(_: float) -> None:
        line.puts = 1

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cutdown_sdk.sync.sleep", mend)
        with Cutdown(api_url, KEY, transport=line) as client:
            assert client.uploads.send(file).status == "completed"
    assert line.sent == [300_000]


def test_a_storage_that_refuses_is_told(api_url: str, tmp_path: Path) -> None:
    file = tmp_path / "small.mp4"
    file.write_bytes(os.urandom(1000))

    class Refusing(httpx.HTTPTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            return httpx.Response(403) if request.method == "PUT" else super().handle_request(request)

    with Cutdown(api_url, KEY, transport=Refusing()) as client, pytest.raises(StorageError, match="403"):
        client.uploads.send(file)


def test_a_part_that_is_refused_is_not_asked_for_again_and_again(api_url: str, talk: Path) -> None:
    class Refusing(Torn):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            answer = super().handle_request(request)
            return httpx.Response(403) if request.method == "PUT" else answer

    line = Refusing(9)
    with Cutdown(api_url, KEY, transport=line) as client, pytest.raises(StorageError, match="part 1"):
        client.uploads.send(talk)
    assert len(line.sent) == 1


def test_addresses_that_end_on_the_way_are_asked_for_again(api_url: str, talk: Path) -> None:
    class Slow(Torn):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            answer = super().handle_request(request)
            return httpx.Response(403) if request.method == "PUT" and len(self.sent) == 2 else answer

    line = Slow(9)
    with Cutdown(api_url, KEY, transport=line) as client:
        assert client.uploads.send(talk).status == "completed"
    assert line.sent == [PART_BYTES, PART_BYTES, PART_BYTES, 7]


def test_the_files_of_a_brand_arrive(api_url: str, tmp_path: Path) -> None:
    header = b"IHDR" + struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)
    logo = tmp_path / "logo.png"
    logo.write_bytes(b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + b"\0" * 64)
    with Cutdown(api_url, KEY) as client:
        kit = client.brand_kits.create("House")
        made = client.brand_kits.upload_asset(kit.id, "logo", logo, media_type="image/png")
        assert [(asset.kind, asset.filename) for asset in made.assets] == [("logo", "logo.png")]
        project = client.projects.create("Spring")
        client.brand_kits.assign(project.id, kit.id)
        client.brand_kits.assign(project.id, None)
        emptied = client.brand_kits.remove_asset(kit.id, made.assets[0].id, revision=made.revision)
        assert emptied.assets == []


def test_an_api_that_is_away_is_told_with_the_servers_words(api_url: str, tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"a")
    away = httpx.MockTransport(
        lambda _: httpx.Response(
            503, json={"type": "", "title": "", "status": 503, "detail": "Away.", "code": "db.away"}
        )
    )
    with Cutdown(api_url, KEY, transport=away, patience=0.1) as client, pytest.raises(ServerError, match=r"db\.away"):
        client.uploads.send(tmp_path / "a.mp4")
