"""The encoders of finished video: x264, and NVENC where a trial shows that it works on this machine."""

import subprocess
from collections.abc import Awaitable, Callable
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeVar

import structlog

from adapters.media.child import GIB
from domain.contracts.render import OutputPreset
from domain.errors import AppError

Encoder = Literal["x264", "nvenc"]
EncoderWish = Literal["auto", "x264", "nvenc"]
Result = TypeVar("Result")

# x264 gives other bytes with other thread counts; a fixed one gives the same clip on every machine.
ENCODER_THREADS = 4
# CUDA reserves addresses for all memory of machine and device before it uses any of it.
ADDRESS_SPACE: dict[Encoder, int] = {"x264": 6 * GIB, "nvenc": 16 * 1024 * GIB}
"""Bytes of addresses that a child which encodes by it may reserve."""
_TRIAL_SECONDS = 20
_TRIAL = ("-f", "lavfi", "-i", "color=s=320x240:r=25:d=0.2", "-c:v", "h264_nvenc", "-f", "null", "-")

_log = structlog.get_logger()


def h264_args(encoder: Encoder, preset: OutputPreset, keyframe_frames: int) -> list[str]:
    """Arguments of ffmpeg for H.264 in the High profile, 4:2:0 in 8 bits, with a keyframe every so many frames."""
    if encoder == "nvenc":
        # `cq` counts much like x264's `crf`; without a wished bit rate it alone decides.
        quality = ["-c:v", "h264_nvenc", "-preset", "p5", "-rc", "vbr", "-cq", str(preset.crf), "-b:v", "0"]
        return [*quality, "-profile:v", "high", "-pix_fmt", "yuv420p", "-g", str(keyframe_frames)]
    args = ["-c:v", "libx264", "-preset", preset.speed, "-crf", str(preset.crf), "-profile:v", "high"]
    return [*args, "-pix_fmt", "yuv420p", "-threads", str(ENCODER_THREADS), "-g", str(keyframe_frames)]


async def by_working_encoder(encoder: Encoder, encode: Callable[[Encoder], Awaitable[Result]]) -> Result:
    """What `encode` makes with this encoder, or with x264 where another fails (its sessions may be taken)."""
    if encoder == "x264":
        return await encode("x264")
    try:
        return await encode(encoder)
    except AppError as error:
        _log.warning("encoder.failed", encoder=encoder, used="x264", problem=error.message)
    # Whatever is wrong with the source itself fails again here, and is told from here.
    return await encode("x264")


class EncoderChoice:
    """Which encoder a program uses: NVENC only where it was asked for, or `auto`, and a trial works; else x264."""

    def __init__(self, program: Path, wish: EncoderWish = "x264") -> None:
        self._program = program
        self.wish = wish

    @cached_property
    def encoder(self) -> Encoder:
        """Decided at the first use, once a process; what was asked for and does not work is logged."""
        if self.wish == "x264":
            return "x264"
        problem = self._trial()
        if problem is None:
            return "nvenc"
        if self.wish == "nvenc":
            _log.warning("encoder.does_not_work", encoder="nvenc", used="x264", problem=problem)
        return "x264"

    def _trial(self) -> str | None:
        """Encode five frames; what went wrong, or None."""
        command = [str(self._program), "-nostdin", "-hide_banner", "-loglevel", "error", *_TRIAL]
        try:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_TRIAL_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return type(error).__name__
        said = done.stderr.decode("utf-8", "replace").splitlines()
        return None if done.returncode == 0 else (said or [f"status {done.returncode}"])[0]
