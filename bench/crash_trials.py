"""What a crash measurement makes in every round: clips, a dub or a retell, and all that a customer gets of it."""

import hashlib
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg

from bench.installation import SAMPLE, Installation
from cutdown_sdk import ArtifactRef, ClipView, DubbedSound, DubResult, RetellResult
from domain.contracts.dubbing import DubWish
from domain.contracts.job import JobSpec
from domain.contracts.retell import RetellWish

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()


@dataclass(frozen=True)
class Made:
    """What a job has made: digests by what they are of, and the files in which pictures and samples are counted."""

    files: dict[str, str]
    media: tuple[ArtifactRef, ...]


@dataclass(frozen=True)
class Trial:
    """The job of every round, and how what it made is read.

    `ground`: a job that is done once before all rounds and whose results each of them finds, so that what is killed is
    the work that is measured. Without one a round begins with the upload, on an empty record.
    """

    source: Path
    seconds: float
    spec: JobSpec
    made: Callable[[Installation, str], Made]
    ground: JobSpec | None = None

    def cut_source(self, target: Path) -> Path:
        """The beginning of the source, as it is encoded."""
        command = [FFMPEG, "-v", "error", "-i", self.source, "-t", str(self.seconds), "-c", "copy", target]
        subprocess.run(command, check=True)
        return target


def clips_trial(seconds: float = 16.0, clips: int = 2) -> Trial:
    """Short clips, so that every stage has work and a round stays cheap."""
    return Trial(SAMPLE, seconds, _clips("en", clips, 5), clips_made)


def dub_trial(seconds: float = 17.0) -> Trial:
    """Two people who speak Spanish, in English: Whisper translates, Kokoro speaks."""
    spec = JobSpec(clips=False, dubs=(DubWish(language="en"),), language="es")
    return Trial(SAMPLE.with_name("agua.mp4"), seconds, spec, _dub_made, _clips("es", 1, 15))


def retell_trial(seconds: float = 45.0) -> Trial:
    """The shortest retell that can be ordered, by a narrator and with the original's own words."""
    spec = JobSpec(clips=False, retell=RetellWish(seconds=10), language="en")
    return Trial(SAMPLE, seconds, spec, _retell_made, _clips("en", 1, 15))


TRIALS: dict[str, Callable[..., Trial]] = {"clips": clips_trial, "dub": dub_trial, "retell": retell_trial}


def clips_made(place: Installation, job_id: str) -> Made:
    """The clips of a job."""
    clips = place.api.jobs.clips(job_id)
    return Made(files_of(clips), tuple(file.video for clip in clips for file in clip.files))


def files_of(clips: Sequence[ClipView]) -> dict[str, str]:
    """Digests of all that a customer gets, by what it is; manifests are left out, for they name the job."""
    found: dict[str, str] = {}
    for clip in clips:
        refs: dict[str, ArtifactRef | None] = {"srt": clip.srt, "vtt": clip.vtt}
        for file in clip.files:
            refs |= {f"{file.aspect} video": file.video, f"{file.aspect} poster": file.poster}
        for burned in clip.burned:
            refs[f"{burned.aspect} captions"] = burned.ass
        found |= {f"clip {clip.plan.rank} {name}": ref.digest for name, ref in refs.items() if ref is not None}
        found[f"clip {clip.plan.rank} plan"] = hashlib.sha256(clip.plan.model_dump_json().encode()).hexdigest()
    return found


def product_files(result: DubResult | RetellResult) -> dict[str, str]:
    """Digests of the files of a dub or a retell, and of what an editor sees and exports."""
    refs: dict[str, ArtifactRef | None] = {}
    for number, one in enumerate(_sounds(result), 1):
        refs |= {f"sound {number} {name}": getattr(one, name) for name in ("sound", "transcript", "placed")}
    if isinstance(result, RetellResult):
        refs["cut list"] = result.edl
    for number, file in enumerate(result.files, 1):
        refs |= {f"file {number} {name}": getattr(file, name) for name in ("video", "poster", "srt", "vtt")}
    return {name: ref.digest for name, ref in refs.items() if ref is not None}


def _dub_made(place: Installation, job_id: str) -> Made:
    return _product_made(dub.result for dub in place.api.dubs.list(job_id=job_id))


def _retell_made(place: Installation, job_id: str) -> Made:
    return _product_made(retell.result for retell in place.api.retells.list(job_id=job_id))


def _product_made(results: Iterator[DubResult | None] | Iterator[RetellResult | None]) -> Made:
    published = [result for result in results if result is not None]
    files = {name: digest for result in published for name, digest in product_files(result).items()}
    media = [ref for result in published for ref in _media(result)]
    return Made(files, tuple(media))


def _sounds(result: DubResult | RetellResult) -> Sequence[DubbedSound | RetellResult]:
    return [result] if isinstance(result, RetellResult) else result.sounds


def _media(result: DubResult | RetellResult) -> list[ArtifactRef]:
    return [*(one.sound for one in _sounds(result)), *(file.video for file in result.files)]


def _clips(language: str, count: int, most: float) -> JobSpec:
    wishes = {"count": count, "min_seconds": 3, "max_seconds": most}
    return JobSpec.model_validate({"wishes": wishes, "language": language})
