"""Finds out what a source is, in a disposable child: a hostile file can at worst end that child."""

import json
import signal
import sys
from pathlib import Path

from adapters.media.child import GIB, Limits, run_child
from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.track_probe import measured_tracks
from domain.contracts.media import MediaInfo
from domain.errors import PermanentError, RejectedError
from domain.heuristics.audio_choice import choose_audio

_LIMITS = Limits(address_space=4 * GIB, cpu_seconds=90, file_bytes=1 << 20)
_SECONDS = 150.0
_ROOT = Path(__file__).resolve().parents[2]


async def inspect(path: Path, max_seconds: float, runner: FfmpegRunner | None = None) -> MediaInfo:
    """What the file at `path` is, with what its sound tracks measure and the one that is chosen by that.

    `runner` decodes the sound; none: the packaged ffmpeg. Raises RejectedError with a code `media.*` and a sentence
    when it cannot be worked on.
    """
    done = await run_child(_command(path, max_seconds), limits=_LIMITS, seconds=_SECONDS, folder=_ROOT)
    if done.status != 0:
        raise _ended(done.status, done.error_tail)
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise RejectedError(*answer["refused"])
    media = MediaInfo.model_validate(answer["media"])
    tracks = await measured_tracks(runner or FfmpegRunner(), path, media)
    return choose_audio(media.model_copy(update={"audio_tracks": tracks}))


def _command(path: Path, max_seconds: float) -> tuple[str, ...]:
    return sys.executable, "-m", "adapters.media.inspect_child", str(path.absolute()), str(max_seconds)


def _ended(status: int, tail: str) -> Exception:
    if status in {-signal.SIGXCPU, -signal.SIGKILL}:
        return RejectedError("media.timeout", "The file takes far too long to inspect; it is damaged or not a video.")
    if "MemoryError" in tail or "Cannot allocate memory" in tail:
        return RejectedError("media.out_of_memory", "The file needs more memory than a worker may use; re-encode it.")
    if status < 0:
        return RejectedError("media.damaged", "The file makes the decoder crash; it is damaged or not a real video.")
    return PermanentError("media.tool_failed", f"The inspection ended with status {status}: {tail[-400:]}")
