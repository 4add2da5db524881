"""What durability and order cost: the CPU-seconds of a whole job over those of the bare commands that do the same work.

`python -m bench.overhead [--source FILE] [--times N]`. The bare commands, right after each job: ffmpeg taking 16 kHz
sound with its loudness; ffmpeg decoding once to a 540p proxy and small frames; faster-whisper; ffmpeg encoding the
clips that the job chose, with their own captions, the same windows and AAC. Servers, API and workers all count for the
job. The bar is 1.10, for all jobs together over all of their bare commands: on a shared machine the same work costs a
tenth more or less from one minute to the next. Two tables tell where each job's seconds went: by process, and by stage
beside the bare command of that stage; stages without one (faces are found, words aligned, files measured) are work that
no bare command does.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from adapters.container import Container
from bench.bare_clips import FFMPEG, centred, followed, windows_of
from bench.figures import record
from bench.installation import SAMPLE, Installation, Run, installation
from bench.spending import SUPERVISOR, Spending, watching_spending
from cutdown_sdk import StageView
from domain.contracts.job import JobSpec

BAR = 1.10

# The bare command that does the work of a stage, or of several.
_BARE = {
    "extract_audio": "sound",
    "analyse_picture": "picture",
    "assemble_picture": "picture",
    "transcribe_chunk": "speech",
    "render_clip": "clips",
}


@dataclass(frozen=True)
class Pair:
    """CPU-seconds of one job and of the bare commands after it; `middle` with clips that are easier to encode."""

    job: float
    bare: float
    middle: float


def main() -> int:
    """Returns 1 when the bar is missed."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--source", type=Path, default=SAMPLE)
    options.add_argument("--times", type=int, default=1, help="how many jobs, each on a fresh installation")
    chosen = options.parse_args()
    pairs = [measured(chosen.source) for _ in range(chosen.times)]
    job, bare = sum(pair.job for pair in pairs), sum(pair.bare for pair in pairs)
    single = ", ".join(f"{pair.job / pair.bare:.3f}" for pair in pairs)
    print(f"job {job:.1f} CPU-s over bare {bare:.1f} CPU-s = {job / bare:.3f} (bar {BAR}); singly {single}")
    record("overhead", round(job / bare, 3), "times")
    easier = job / sum(pair.middle for pair in pairs)
    print(f"with bare clips of the middle of the picture, which are easier to encode: {easier:.3f}")
    return int(job / bare > BAR)


def measured(source: Path) -> Pair:
    """One job on a fresh installation, and its bare commands; prints where its seconds went."""
    with installation() as place, tempfile.TemporaryDirectory() as folder:
        with watching_spending(place.pids() | {SUPERVISOR: place.supervisor}) as spending:
            run = place.run(source, JobSpec(language="en"))
        if run.job.status != "completed":
            raise SystemExit(run.job.message)
        stages = place.api.jobs.worker_status(run.job.id).stages
        bare, middle = bare_costs(place, run, source, Path(folder))
    print_processes(spending)
    print_stages(spending, stages, bare)
    print(f"{run.wall:.1f} s wall; load average over the last minute: {os.getloadavg()[0]:.1f}", flush=True)
    return Pair(run.cpu, sum(bare.values()), sum(bare.values()) - bare["clips"] + middle)


def bare_costs(place: Installation, run: Run, source: Path, folder: Path) -> tuple[dict[str, float], float]:
    """CPU-seconds of the bare commands, by what they do; and those of clips that show the middle of the picture."""
    settings = place.stack.settings()
    parts = Container(settings, "bench")
    model, fonts = parts.models.path("whisper-base"), parts.fonts.folder()
    costs = {
        "sound": sound(source, folder),
        "picture": picture(source, folder),
        "speech": seconds_of([sys.executable, "-m", "bench.bare_asr", folder / "speech.flac", model, "en"]),
        "clips": 0.0,
    }
    middle = 0.0
    for clip, windows in zip(run.clips, windows_of(settings, run.job.id, run.clips), strict=True):
        ass, target = folder / f"{clip.id}.ass", folder / f"{clip.id}.mp4"
        place.api.artifacts.download(clip.burned[0].ass, ass)
        costs["clips"] += seconds_of(followed(clip, source, windows, ass, fonts, target))
        middle += seconds_of(centred(clip, source, ass, fonts, target))
    return costs, middle


def print_processes(spending: Spending) -> None:
    """A row per process of the stack."""
    print(f"{'process':18} {'own':>8} {'children':>9}   CPU-s")
    for name in sorted(spending.own):
        print(f"{name:18} {spending.own[name]:8.1f} {spending.children[name]:9.1f}")
    print(f"{'all':18} {sum(spending.own.values()):8.1f} {sum(spending.children.values()):9.1f}")


def print_stages(spending: Spending, stages: Sequence[StageView], bare: dict[str, float]) -> None:
    """A row per stage; what belongs to none is what the processes do between and around stages."""
    inside = spending.in_process(stages)
    order = list(dict.fromkeys([*(stage.stage for stage in stages), *spending.child_stages]))
    print(f"{'stage':20} {'runs':>4} {'wall':>7} {'children':>9} {'in worker':>9} {'all':>7} {'bare':>7}   CPU-s")
    told: set[str] = set()
    for name in order:
        runs = [stage for stage in stages if stage.stage == name and stage.finished_at is not None]
        wall = sum((stage.finished_at - stage.started_at).total_seconds() for stage in runs if stage.finished_at)
        outside, own = spending.child_stages.get(name, 0.0), inside.get(name, 0.0)
        part = _BARE.get(name)
        beside = f"{bare[part]:7.1f}" if part and part not in told else f"{'-':>7}"
        told |= {part} if part else set()
        print(f"{name:20} {len(runs):4} {wall:7.1f} {outside:9.1f} {own:9.1f} {outside + own:7.1f} {beside}")
    rest = spending.total - sum(inside.values()) - sum(spending.child_stages.values())
    print(f"{'servers and the rest':20} {'':4} {'':7} {'':9} {'':9} {rest:7.1f}")


def sound(source: Path, folder: Path) -> float:
    """16 kHz mono FLAC and EBU R128, one decode."""
    graph = "[0:a]asplit[a][b];[a]aresample=16000,aformat=channel_layouts=mono[s];[b]ebur128=peak=true[l]"
    outputs = ["-map", "[s]", folder / "speech.flac", "-map", "[l]", "-f", "null", "-"]
    return seconds_of([FFMPEG, "-v", "error", "-y", "-i", source, "-filter_complex", graph, *outputs])


def picture(source: Path, folder: Path) -> float:
    """540p proxy with the source's sound, and small frames of every picture."""
    graph = "[0:v]scale=-2:540:flags=fast_bilinear,split[p][q];[q]scale=160:90:flags=fast_bilinear[s]"
    coding = ["-c:v", "libx264", "-preset", "superfast", "-crf", "31", "-x264-params", "mbtree=1:rc-lookahead=10"]
    proxy = ["-map", "[p]", "-map", "0:a", *coding, "-c:a", "copy"]
    small = ["-map", "[s]", "-f", "rawvideo", "-y", "/dev/null"]
    return seconds_of(
        [FFMPEG, "-v", "error", "-y", "-i", source, "-filter_complex", graph, *proxy, folder / "p.mp4", *small]
    )


def seconds_of(command: Sequence[object]) -> float:
    """CPU-seconds of one child, user and system."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
