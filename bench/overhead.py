"""What durability and order cost: the CPU-seconds of a whole job over those of the bare commands that do the same work.

`python -m bench.overhead [--source FILE]`. The bare commands, in the same run: ffmpeg taking 16 kHz sound with its
loudness; ffmpeg decoding once to a 540p proxy and small frames; faster-whisper; ffmpeg encoding the clips that the job
chose, with their own captions, a crop of the same size and AAC. Servers, API and workers all count for the job.
The bar is 1.10.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import imageio_ffmpeg

from adapters.container import Container
from bench.installation import SAMPLE, Installation, installation
from cutdown_sdk import ClipView
from domain.contracts.job import JobSpec

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
BAR = 1.10


def main() -> int:
    """Returns 1 when the bar is missed."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--source", type=Path, default=SAMPLE)
    source = options.parse_args().source
    with installation() as place, tempfile.TemporaryDirectory() as folder:
        run = place.run(source, JobSpec(language="en"))
        if run.job.status != "completed":
            print(run.job.message)
            return 1
        stages = place.api.jobs.worker_status(run.job.id).stages
        parts = Container(place.stack.settings(), "bench")
        bare = {
            "sound": sound(source, Path(folder)),
            "picture": picture(source, Path(folder)),
            "speech": seconds_of(
                [
                    sys.executable,
                    "-m",
                    "bench.bare_asr",
                    Path(folder) / "speech.flac",
                    parts.models.path("whisper-base"),
                    "en",
                ]
            ),
            "clips": sum(clip(place, item, source, Path(folder), parts.fonts.folder()) for item in run.clips),
        }
    for stage in stages:
        took = (stage.finished_at - stage.started_at).total_seconds() if stage.finished_at else 0
        print(f"  {stage.step:28} {took:7.2f} s wall")
    for name, cost in bare.items():
        print(f"bare {name:10} {cost:7.1f} CPU-s")
    ratio = run.cpu / sum(bare.values())
    print(f"job {run.cpu:.1f} CPU-s over bare {sum(bare.values()):.1f} CPU-s = {ratio:.3f} (bar {BAR})")
    return int(ratio > BAR)


def sound(source: Path, folder: Path) -> float:
    """16 kHz mono FLAC and EBU R128, one decode."""
    graph = "[0:a]asplit[a][b];[a]aresample=16000,aformat=channel_layouts=mono[s];[b]ebur128=peak=true[l]"
    outputs = ["-map", "[s]", folder / "speech.flac", "-map", "[l]", "-f", "null", "-"]
    return seconds_of([FFMPEG, "-v", "error", "-y", "-i", source, "-filter_complex", graph, *outputs])


def picture(source: Path, folder: Path) -> float:
    """540p proxy with the source's sound, and small frames of every picture."""
    graph = "[0:v]scale=-2:540:flags=fast_bilinear,split[p][q];[q]scale=160:90:flags=fast_bilinear[s]"
    proxy = ["-map", "[p]", "-map", "0:a", "-c:v", "libx264", "-preset", "ultrafast", "-crf", "28", "-c:a", "copy"]
    small = ["-map", "[s]", "-f", "rawvideo", "-y", "/dev/null"]
    return seconds_of(
        [FFMPEG, "-v", "error", "-y", "-i", source, "-filter_complex", graph, *proxy, folder / "p.mp4", *small]
    )


def clip(place: Installation, item: ClipView, source: Path, folder: Path, fonts: Path) -> float:
    """The encode of one clip with its captions."""
    ass = folder / f"{item.id}.ass"
    place.api.artifacts.download(item.burned[0].ass, ass)
    picture_filter = (
        f"crop=trunc(ih*9/16/2)*2:ih,scale=1080:1920:flags=bicubic,format=yuv420p,subtitles={ass}:fontsdir={fonts}"
    )
    cut = ["-ss", item.plan.range.start, "-to", item.plan.range.end, "-i", source]
    encode = [
        "-c:v",
        "libx264",
        "-preset",
        "veryfast",
        "-crf",
        "20",
        "-af",
        "volume=2dB",
        "-c:a",
        "aac",
        "-b:a",
        "192k",
    ]
    return seconds_of([FFMPEG, "-v", "error", "-y", *cut, "-vf", picture_filter, *encode, folder / f"{item.id}.mp4"])


def seconds_of(command: Sequence[object]) -> float:
    """CPU-seconds of one child, user and system."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
