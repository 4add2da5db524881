"""What is dubbed for measurements: two made talks with exact times, and recordings of people with a plain picture."""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg
import numpy as np

from adapters.tts.flac import FlacWriter
from bench.asr_material import RATE, human_recordings
from bench.asr_scores import TrueWord
from bench.installation import SAMPLE
from samples.truth import read_truth

_BETWEEN = 1.2
"""Seconds of silence between recordings that are joined."""


@dataclass(frozen=True)
class DubTalk:
    """A video, what is spoken in it and what it is dubbed into; `words` with exact times, where they are known."""

    name: str
    video: Path
    source: str
    target: str
    words: tuple[TrueWord, ...] = ()


def dub_talks(folder: Path, names: Sequence[str]) -> list[DubTalk]:
    """All talks, or those of these names; videos of recordings are made in `folder`."""
    talks = [_made("agua", "es", "en"), _made("talk", "en", "es")]
    recordings = {passage.name: passage.audio for passage in human_recordings()}
    readings = [audio for name, audio in recordings.items() if not name.endswith(".wav")]
    spoken = {
        "two_cities": [recordings["two_cities.wav"]],
        "beckett": [recordings["beckett.wav"]],
        "librivox": readings,
    }
    silence = np.zeros(round(_BETWEEN * RATE), np.float32)
    for name, parts in spoken.items():
        if parts and (not names or name in names):
            joined = np.concatenate([piece for part in parts for piece in (part, silence)])
            talks.append(DubTalk(name, _with_picture(joined, folder / name), "en", "es"))
    return [talk for talk in talks if not names or talk.name in names]


def _made(name: str, source: str, target: str) -> DubTalk:
    video = SAMPLE.with_name(f"{name}.mp4")
    truth = read_truth(video.with_suffix(".truth.json"))
    return DubTalk(
        name, video, source, target, tuple(TrueWord(word.text, word.start, word.end) for word in truth.words)
    )


def _with_picture(audio: "np.ndarray[tuple[int], np.dtype[np.float32]]", stem: Path) -> Path:
    sound, video = stem.with_suffix(".flac"), stem.with_suffix(".mp4")
    sound.write_bytes(FlacWriter().flac(audio, RATE))
    picture = ("-f", "lavfi", "-i", f"color=c=0x303038:s=640x360:r=30:d={len(audio) / RATE}")
    coded = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "128k")
    program = imageio_ffmpeg.get_ffmpeg_exe()
    subprocess.run([program, "-v", "error", "-y", *picture, "-i", sound, *coded, video], check=True)
    return video
