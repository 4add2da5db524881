"""What the pages show of the SDK is one text, short, and can be written so; tests/e2e runs the quickstart for real."""

import re
from pathlib import Path

import httpx
import pytest

from api.error_table import ROOT
from cutdown_sdk import Cutdown, FixWord, JobView, VideoView
from tests.sdk.python.described import DOCUMENT, example
from tests.sdk.python.test_operations import Server

PAGES = ("README.md", "docs/sdk.md", "sdk/python/README.md")
SCHEMAS = DOCUMENT["components"]["schemas"]


def examples(page: str) -> list[str]:
    """The Python on a page."""
    return re.findall(r"```python\n(.*?)```", (ROOT / page).read_text(), re.DOTALL)


def test_the_quickstart_is_the_same_everywhere_and_short() -> None:
    (shown,) = {examples(page)[0] for page in PAGES}
    assert len(shown.splitlines()) <= 20


def test_a_word_is_corrected_as_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class WithStaleClip(Server):
        def answer(self, request: httpx.Request) -> httpx.Response:
            answer = super().answer(request)
            if not request.url.path.endswith("/render-stale"):
                return answer
            return httpx.Response(202, json={"items": [example(SCHEMAS["RenderPlanView"])]})

    monkeypatch.chdir(tmp_path)
    server = WithStaleClip()
    given = {
        "job": JobView.model_validate(example(SCHEMAS["JobView"])),
        "video": VideoView.model_validate(example(SCHEMAS["VideoView"])),
        "FixWord": FixWord,
    }
    with Cutdown("https://cutdown.example", "cd_live_1", transport=server) as client:
        exec(examples("docs/sdk.md")[1], {"cutdown": client, **given})
    assert "PATCH /v1/videos/{video_id}/transcript" in server.asked
    assert "GET /v1/clips/{clip_id}" in server.asked
