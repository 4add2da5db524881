"""The published description is enough: clients made of it alone, and curl, go the whole way."""

import json
import shutil
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import av
import pytest

from api.error_table import ROOT
from bench.installation import SAMPLE, Installation
from domain.uploads import PART_BYTES
from tests.e2e.conftest import ffmpeg

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]

CLIENTS = Path(__file__).parent / "clients"
# The generator's own environment: nothing of Cutdown is in it.
GENERATORS = Path(sys.prefix) / "generators" / "bin"


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A short talk that is long enough for two parts: what players skip fills it up."""
    target = tmp_path_factory.mktemp("published") / "talk.mp4"
    ffmpeg("-i", SAMPLE, "-t", 16, "-c", "copy", target)
    with target.open("ab") as file:
        file.write(struct.pack(">I4s", PART_BYTES, b"free") + bytes(PART_BYTES - 8))
    return target


@pytest.fixture(scope="module")
def address(place: Installation) -> str:
    settings = place.stack.settings()
    return f"http://{settings.api_host}:{settings.api_port}"


@pytest.fixture(scope="module")
def gone(address: str, talk: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What came of the way of the generated client."""
    folder = tmp_path_factory.mktemp("generated")
    description = ["--path", ROOT / "sdk" / "openapi.json", "--output-path", folder / "published", "--meta", "none"]
    environment = {"PATH": f"{GENERATORS}:/usr/bin:/bin", "PYTHONPATH": str(folder)}
    run([GENERATORS / "openapi-python-client", "generate", *description], environment)
    client = [GENERATORS / "python", CLIENTS / "generated.py", address, talk, folder]
    found: dict[str, Any] = json.loads(run(client, environment))
    return found


def test_a_client_made_of_the_description_goes_the_whole_way(gone: dict[str, Any]) -> None:
    assert gone["events"] > 20
    with av.open(gone["file"]) as video:
        assert (video.streams.video[0].width, video.streams.video[0].height) == (1080, 1920)


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not on this machine: apt-get install curl")
def test_curl_goes_the_whole_way(gone: dict[str, Any], address: str, talk: Path, tmp_path: Path) -> None:
    """A colleague of the same organisation, so that the stages' results are remembered and cost nothing again."""
    digest = run(["bash", CLIENTS / "whole_way.sh", address, gone["invitation"], talk, tmp_path])
    assert len(digest.strip()) == 64


def run(command: list[object], environment: dict[str, str] | None = None) -> str:
    """Run a program to its end; its words."""
    done = subprocess.run(
        [str(word) for word in command], env=environment, capture_output=True, text=True, timeout=360, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
