"""Videos that many tests of the media tools share, made once."""

from pathlib import Path

import pytest

from adapters.media.ffmpeg import FfmpegRunner
from tests.adapters.media.footage import babble, ffmpeg, numbered, write_sound, write_video


@pytest.fixture(scope="session")
def runner() -> FfmpegRunner:
    return FfmpegRunner()


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("footage")


@pytest.fixture(scope="session")
def speechlike(shelf: Path) -> Path:
    """Eight seconds of noise in syllables."""
    return write_sound(shelf / "speechlike.wav", babble(8, 0.05))


@pytest.fixture(scope="session")
def talk(shelf: Path, speechlike: Path) -> Path:
    """Eight seconds at 30000/1001 with numbered frames and sound."""
    return write_video(shelf / "talk.mp4", map(numbered, range(240)), sound=speechlike, args=("-c:a", "aac"))


@pytest.fixture(scope="session")
def mute(shelf: Path) -> Path:
    """Two seconds of picture without sound."""
    return write_video(shelf / "mute.mp4", map(numbered, range(60)))


@pytest.fixture(scope="session")
def transport(shelf: Path, talk: Path) -> Path:
    """The same as a transport stream: no index, time does not begin at 0, sound and picture begin apart."""
    path = shelf / "talk.ts"
    ffmpeg("-i", talk, "-c", "copy", path)
    return path
