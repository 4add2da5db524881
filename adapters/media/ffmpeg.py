"""The ffmpeg program: where it is, which one it is, and how it is run safely on files that nobody trusts."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import AsyncIterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from adapters.media.child import FrameStream, Limits, run_child
from adapters.media.encoders import Encoder, EncoderChoice, EncoderWish
from adapters.media.failures import failure_of
from adapters.media.guards import FORMATS, MAX_PIXELS, PROTOCOLS
from domain.errors import PermanentError
from domain.progress import ProgressCallback

_MICROSECONDS = 1e6
_IDENTIFY_SECONDS = 20


def source_input(path: Path, *before: str) -> list[str]:
    """The arguments that open an untrusted file; `before` are further input options, e.g. `-ss`."""
    guards = ["-protocol_whitelist", PROTOCOLS, "-format_whitelist", FORMATS, "-max_pixels", str(MAX_PIXELS)]
    return [*guards, *before, "-i", f"file:{path.absolute()}"]


@dataclass(frozen=True)
class FfmpegResult:
    """A run that succeeded; `log` holds its last lines, `frames` counts what its first picture output got."""

    log: str
    frames: int


class FfmpegRunner:
    """Runs ffmpeg as a child: limited, tied to this process, killed with the call that started it."""

    def __init__(self, program: Path | None = None, encoder: EncoderWish = "x264") -> None:
        """`encoder`: what finished video is encoded by, where it works."""
        self.program = locate_ffmpeg(program)
        self._choice = EncoderChoice(self.program, encoder)

    @property
    def encoder(self) -> Encoder:
        """What finished video is encoded by here."""
        return self._choice.encoder

    @cached_property
    def identity(self) -> str:
        """Version and digest of the build's own description (compiler, configuration, versions of its libraries), and
        the encoder where it is not x264.
        """
        done = subprocess.run([self.program, "-version"], capture_output=True, check=False, timeout=_IDENTIFY_SECONDS)
        first = done.stdout.split(b"\n", 1)[0].decode("utf-8", "replace").split(" ")
        if done.returncode != 0 or len(first) < 3:
            raise PermanentError("media.no_ffmpeg", f"The program {self.program} does not answer like an ffmpeg.")
        encoder = "" if self.encoder == "x264" else f"-{self.encoder}"
        return f"ffmpeg-{first[2]}-{hashlib.sha256(done.stdout).hexdigest()[:12]}{encoder}"

    async def run(
        self,
        args: Sequence[str | FrameStream],
        *,
        seconds: float,
        limits: Limits | None = None,
        expected_seconds: float | None = None,
        expected_frames: int | None = None,
        on_progress: ProgressCallback | None = None,
        log_level: str = "info",
        folder: Path | None = None,
        stdin: AsyncIterable[bytes] | None = None,
    ) -> FfmpegResult:
        """Run ffmpeg with `args` (inputs, filters and outputs; open sources by `source_input`).

        `seconds` bounds the wall time. With `expected_frames` (of the first picture output) or `expected_seconds` (of
        the longest output) `on_progress` gets the done share. A FrameStream among `args` stands for an output's
        address. Relative names among `args` lie in `folder`. `stdin` is what the address `pipe:0` reads. Raises what
        `failure_of` makes of a failure.
        """
        command: list[str | FrameStream] = [
            *(str(self.program), "-nostdin", "-hide_banner", "-nostats", "-y", "-loglevel", f"level+{log_level}"),
            *("-progress", "pipe:1", "-stats_period", "0.5"),
            *args,
        ]
        watch = _Progress(expected_seconds, expected_frames, on_progress)
        done = await run_child(
            command, limits=limits or Limits(), seconds=seconds, on_line=watch.take, folder=folder, stdin=stdin
        )
        if done.status != 0:
            raise failure_of(done.status, done.error_tail, short_of_memory=done.short_of_memory)
        return FfmpegResult(log=done.error_tail, frames=watch.frames)


def locate_ffmpeg(program: Path | None = None) -> Path:
    """The given program, else the packaged one, else the one on the PATH; PermanentError `media.no_ffmpeg` if none."""
    if program is not None:
        if not os.access(program, os.X_OK):
            raise PermanentError("media.no_ffmpeg", f"The ffmpeg named in the settings cannot be run: {program}.")
        return program.absolute()
    packaged = _packaged_ffmpeg()
    if packaged is not None:
        return packaged
    found = shutil.which("ffmpeg")
    if found is None:
        raise PermanentError("media.no_ffmpeg", "There is no ffmpeg: install the package imageio-ffmpeg, or ffmpeg.")
    return Path(found).absolute()


def _packaged_ffmpeg() -> Path | None:
    try:
        import imageio_ffmpeg

        found = Path(imageio_ffmpeg.get_ffmpeg_exe())
    except (ImportError, RuntimeError):
        return None
    # It answers "ffmpeg" when it only found one on the PATH.
    return found if found.is_absolute() and os.access(found, os.X_OK) else None


@dataclass
class _Progress:
    expected_seconds: float | None
    expected_frames: int | None
    report: ProgressCallback | None
    frames: int = 0

    def take(self, line: str) -> None:
        key, _, value = line.partition("=")
        number = value.strip()
        if not number.lstrip("-").isdigit():
            return
        if key == "frame":
            self.frames = int(number)
            self._tell(self.frames, self.expected_frames)
        elif key == "out_time_us":
            self._tell(int(number) / _MICROSECONDS, self.expected_seconds)

    def _tell(self, done: float, expected: float | None) -> None:
        if self.report is not None and expected:
            self.report(min(1.0, max(0.0, done / expected)))
