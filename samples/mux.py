"""Encodes frames and sound into an MP4 file."""

from __future__ import annotations

import subprocess
import tempfile
import wave
from pathlib import Path
from typing import TYPE_CHECKING

import imageio_ffmpeg
import numpy as np

from samples.music import RATE, Sound
from samples.scenery import SIZE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samples.picture import Pixels

_TO_BT709 = (
    "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,"
    "setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709"
)


class EncodeError(Exception):
    """ffmpeg failed; the message is the end of its log."""


def encode(frames: Iterator[Pixels], sound: Sound, frame_rate: str, crf: int, out: Path) -> None:
    """Write H.264 and AAC stereo, ready for streaming; the same input gives the same bytes."""
    with tempfile.TemporaryDirectory() as folder:
        wav = Path(folder) / "sound.wav"
        _write_wav(wav, sound)
        log = Path(folder) / "ffmpeg.log"
        command = [
            *(imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-hide_banner", "-loglevel", "error"),
            *("-f", "rawvideo", "-pixel_format", "bgr24", "-video_size", f"{SIZE[0]}x{SIZE[1]}"),
            *("-framerate", frame_rate, "-i", "pipe:0", "-i", str(wav), "-map", "0:v", "-map", "1:a"),
            *("-vf", _TO_BT709),
            *("-c:v", "libx264", "-preset", "slow", "-crf", str(crf), "-g", "240", "-threads", "2"),
            *("-c:a", "aac", "-b:a", "112k", "-map_metadata", "-1", "-fflags", "+bitexact"),
            *("-flags:v", "+bitexact", "-flags:a", "+bitexact", "-movflags", "+faststart", str(out)),
        ]
        with log.open("wb") as errors, subprocess.Popen(command, stdin=subprocess.PIPE, stderr=errors) as encoder:
            if encoder.stdin is None:
                raise EncodeError("ffmpeg has no input")
            try:
                for frame in frames:
                    encoder.stdin.write(frame.tobytes())
            except BrokenPipeError:
                pass
            finally:
                encoder.stdin.close()
        if encoder.returncode != 0:
            raise EncodeError(log.read_text(errors="replace")[-2000:])


def _write_wav(path: Path, sound: Sound) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(sound.shape[1])
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.round(sound * 32767.0).astype("<i2").tobytes())
