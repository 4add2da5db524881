"""The real fonts and the real libass, built once for this folder's tests."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from adapters.media.ffmpeg import FfmpegRunner
from adapters.subtitles.fonts import PackagedFonts
from adapters.subtitles.libass import LibassRenderer
from adapters.subtitles.sampling import filter_path, time_table


@pytest.fixture(scope="session")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> PackagedFonts:
    return PackagedFonts(tmp_path_factory.mktemp("fonts"))


@pytest.fixture(scope="session")
def runner() -> FfmpegRunner:
    return FfmpegRunner()


@pytest.fixture(scope="session")
def renderer(runner: FfmpegRunner, fonts: PackagedFonts) -> LibassRenderer:
    return LibassRenderer(runner, fonts)


Drawn = Callable[..., np.ndarray]


@pytest.fixture
def draw(runner: FfmpegRunner, fonts: PackagedFonts, tmp_path: Path) -> Drawn:
    """Frames of an ASS file as the render burns it, uint8 (frames, height, width, 3), by BT.709 from yuv420p."""

    def frames(ass: str, seconds: list[float], shrink: int = 1) -> np.ndarray:
        width, height = (int(re.search(rf"PlayRes{axis}: (\d+)", ass).group(1)) for axis in "XY")
        width, height = width // shrink, height // shrink
        path = tmp_path / "drawn.ass"
        path.write_text(ass, encoding="utf-8")
        milliseconds = [int(value * 1000) for value in seconds]
        graph = (
            f"settb=1/1000,setpts='{time_table(milliseconds)}',setparams=colorspace=bt709:range=limited,format=yuv420p,"
            f"subtitles={filter_path(str(path))}:fontsdir={filter_path(str(fonts.folder()))},"
            "scale=in_color_matrix=bt709:in_range=limited:out_range=full,format=rgb24"
        )
        done = subprocess.run(
            [
                runner.program,
                *("-nostdin", "-loglevel", "error", "-f", "lavfi", "-i", f"color=c=black:s={width}x{height}:r=25"),
                *("-vf", graph, "-frames:v", str(len(seconds)), "-fps_mode", "passthrough"),
                *("-f", "rawvideo", "-pix_fmt", "rgb24", "-"),
            ],
            check=True,
            capture_output=True,
        )
        return np.frombuffer(done.stdout, np.uint8).reshape(len(seconds), height, width, 3)

    return frames
