"""Videos that many tests of the media tools share, made once."""

import itertools
from dataclasses import dataclass
from pathlib import Path

import pytest

from adapters.media.faces import BlazeFaceDetector
from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.picture import analyse_picture
from adapters.media.shots import LookDetector
from domain.contracts.media import MediaInfo
from domain.contracts.picture import PictureChunk
from domain.progress import no_progress
from tests.adapters.media.footage import babble, ffmpeg, numbered, write_sound, write_video
from tests.adapters.media.test_faces import MODELS


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


@dataclass(frozen=True)
class Seen:
    """What one stretch gave."""

    frames: range
    chunk: PictureChunk
    part: Path
    thumbnails: Path


@pytest.fixture(scope="session")
def faces() -> BlazeFaceDetector:
    return BlazeFaceDetector(MODELS / "face_detection_full_range.tflite", "0" * 64)


@pytest.fixture
def see(runner: FfmpegRunner, faces: BlazeFaceDetector, tmp_path: Path):
    """Analyse a stretch; the files lie under a name of their own."""
    numbers = itertools.count()

    async def run(path: Path, media: MediaInfo, frames: range, progress=no_progress) -> Seen:
        name = f"stretch{next(numbers)}"
        part, thumbnails = tmp_path / f"{name}.h264", tmp_path / f"{name}.jpg"
        chunk = await analyse_picture(runner, faces, LookDetector(), path, media, frames, part, thumbnails, progress)
        return Seen(frames, chunk, part, thumbnails)

    return run
