"""The whole stack, as `cutdown up` starts it: servers, API and workers, in a state folder of the test session."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import imageio_ffmpeg
import pytest

from bench.installation import SAMPLE, Installation, installation
from domain.contracts.job import JobSpec

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
# One short clip of the sample's first minute: enough to go through every stage.
SHORT = JobSpec.model_validate({"wishes": {"count": 1, "min_seconds": 8, "max_seconds": 16}, "language": "en"})

Cli = Callable[..., "subprocess.CompletedProcess[str]"]


def ffmpeg(*arguments: object) -> None:
    subprocess.run([FFMPEG, "-v", "error", "-y", *map(str, arguments)], check=True)


@pytest.fixture(scope="session")
def place() -> Iterator[Installation]:
    with installation(rested=False) as found:
        yield found


@pytest.fixture(scope="session")
def minute(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first 45 seconds of the sample talk."""
    target = tmp_path_factory.mktemp("source") / "minute.mp4"
    ffmpeg("-i", SAMPLE, "-t", 45, "-c", "copy", target)
    return target


@pytest.fixture(scope="session")
def cli(place: Installation) -> Cli:
    """Run a command of the installation to its end."""

    def run(*arguments: object, status: int = 0) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "cutdown", *map(str, arguments), "--state", str(place.stack.folder.root)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
        assert done.returncode == status, done.stdout + done.stderr
        return done

    return run
