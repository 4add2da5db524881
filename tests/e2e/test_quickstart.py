"""The quickstart of the Python SDK works as it is shown."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import av
import pytest

from bench.installation import Installation
from tests.sdk.python.test_examples import examples

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]


def test_it_brings_a_clip(place: Installation, minute: Path, tmp_path: Path) -> None:
    shutil.copy(minute, tmp_path / "talk.mp4")
    settings = place.stack.settings()
    environment = {
        **os.environ,
        "CUTDOWN_URL": f"http://{settings.api_host}:{settings.api_port}",
        "CUTDOWN_TOKEN": settings.api_token.get_secret_value(),
    }
    command = [sys.executable, "-c", examples("README.md")[0]]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "job.completed" in done.stdout
    with av.open(str(tmp_path / "clips" / "1" / "clip-9x16.mp4")) as video:
        assert video.streams.video[0].width == 1080
