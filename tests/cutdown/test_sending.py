"""The command line's upload in parts, on a real S3: torn off in the middle, it goes on where it was."""

import os
from pathlib import Path

import httpx
import pytest

from bench.api_server import KEY, serving
from cutdown import sending
from cutdown.api_client import Api
from domain.errors import TransientError
from domain.uploads import PART_BYTES


class Torn(httpx.Client):
    """A line that breaks after some parts."""

    def __init__(self, parts: int) -> None:
        super().__init__()
        self.parts = parts

    def put(self, *args: object, **options: object) -> httpx.Response:
        if self.parts == 0:
            raise httpx.ReadError("the line is dead")
        self.parts -= 1
        return super().put(*args, **options)


def test_a_torn_upload_goes_on_with_the_parts_that_are_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "PARTS_FROM_BYTES", 1)
    monkeypatch.setattr("cutdown.api_client.PARTS_FROM_BYTES", 1)
    monkeypatch.setattr(sending, "FIRST_PAUSE_SECONDS", 0)
    file = tmp_path / "talk.mp4"
    file.write_bytes(os.urandom(3 * PART_BYTES + 7))
    with serving(tmp_path) as url:
        api = Api(url, KEY)
        api._storage = Torn(2)
        seen: list[int] = []
        with pytest.raises(TransientError, match=r"upload\.failed"):
            api.upload(file, seen.append)
        assert seen[-1] == 2 * PART_BYTES
        # As a fresh command does it: all it has is the file.
        again = Api(url, KEY)
        again._storage = counting = Torn(9)
        seen.clear()
        video = again.upload(file, seen.append)
        assert seen[0] == 2 * PART_BYTES
        assert seen[-1] == 3 * PART_BYTES + 7
        assert counting.parts == 9 - 2
        assert video.startswith("vid_")
        uploads = again._call("GET", "/v1/uploads")["items"]
        assert [upload["status"] for upload in uploads] == ["completed"]
