"""What a kill -9 costs: a random process dies at a random moment of a job, again and again.

`python -m bench.crash --victim worker --times 20 --seed 1` (or temporal, postgres, s3). Each round runs a copy of the
sample under another digest, so that nothing is remembered, kills the victim at a random moment, and waits for the job.
It compares decoded frames with those of the undisturbed run, and looks for duplicates and leftovers.
"""

import argparse
import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg

from bench.installation import Installation, installation
from bench.meter import cpu_seconds
from cutdown.processes import LOCAL_GROUPS
from domain.contracts.job import JobSpec

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
SPEC = JobSpec.model_validate({"wishes": {"count": 2, "min_seconds": 8, "max_seconds": 20}})
DETAIL = Path(__file__).resolve().parent.parent / "samples" / "talk.mp4"


@dataclass(frozen=True)
class Outcome:
    """How one round ended."""

    status: str
    frames: tuple[str, ...]
    wall: float
    cpu: float
    faults: tuple[str, ...]


def main() -> int:
    """Returns 1 when a round ended in any other way than the undisturbed run."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--victim", choices=["worker", "temporal", "postgres", "s3"], default="worker")
    options.add_argument("--times", type=int, default=20)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--seconds", type=float, default=60.0, help="length of the source")
    chosen = options.parse_args()
    dice = random.Random(f"{chosen.victim}/{chosen.seed}")
    broken = 0
    with installation() as place, tempfile.TemporaryDirectory(prefix="cutdown-crash-") as folder:
        warm_up(place, copy_of(DETAIL, Path(folder), "warm", chosen.seconds))
        calm = round_of(place, copy_of(DETAIL, Path(folder), "calm", chosen.seconds), None, 0.0)
        print(
            f"undisturbed: {calm.status} {calm.wall:.1f} s {calm.cpu:.1f} CPU-s, {len(calm.frames)} files", flush=True
        )
        for number in range(1, chosen.times + 1):
            victim = dice.choice(list(LOCAL_GROUPS)) if chosen.victim == "worker" else chosen.victim
            moment = dice.uniform(0.0, calm.wall)
            source = copy_of(DETAIL, Path(folder), f"round{number}", chosen.seconds)
            found = round_of(place, source, victim, moment)
            same = found.frames == calm.frames
            wrong = found.status != "completed" or not same or bool(found.faults)
            broken += wrong
            print(
                f"{number:3} kill {victim} at {moment:5.1f} s: {found.status} {found.wall:5.1f} s, "
                f"CPU {found.cpu:6.1f} ({found.cpu - calm.cpu:+.1f}), frames {'equal' if same else 'DIFFER'}"
                f"{', ' + '; '.join(found.faults) if found.faults else ''}",
                flush=True,
            )
            source.unlink()
    print(f"{chosen.times - broken} of {chosen.times} rounds ended as if nothing had happened")
    return int(broken > 0)


def warm_up(place: Installation, source: Path) -> None:
    """Models are loaded and checked once per worker; that is not the job's cost."""
    place.run(source, SPEC)


def round_of(place: Installation, source: Path, victim: str | None, moment: float) -> Outcome:
    """One job, with one murder."""
    before, began = cpu_seconds(place.supervisor), time.monotonic()
    job = place.order(source, SPEC)
    if victim is not None:
        time.sleep(max(0.0, moment - (time.monotonic() - began)))
        pid = place.pid_of(victim)
        if pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    ended = place.finish(job.id, patience=600)
    wall = time.monotonic() - began
    place.stack.ensure_up()
    time.sleep(1.0)
    cost = cpu_seconds(place.supervisor) - before
    clips = place.api.clips(job.id)
    frames = tuple(framemd5(place, file.video) for clip in clips for file in clip.files)
    return Outcome(ended.status, frames, wall, cost, tuple(faults(place, job.id, [clip.plan.rank for clip in clips])))


def faults(place: Installation, job_id: str, ranks: list[int]) -> list[str]:
    """Duplicates and leftovers that a customer or an operator would find."""
    found = []
    if len(ranks) != len(set(ranks)):
        found.append("a clip twice")
    keys = [event["kind"] + str(event["data"]) for event in place.api.events(job_id)]
    told = [key for key in keys if key.startswith(("clip.published", "job."))]
    if len(told) != len(set(told)):
        found.append("an event twice")
    leftovers = [path for path in place.stack.settings().scratch_dir.rglob("*") if path.is_file()]
    if leftovers:
        found.append(f"{len(leftovers)} temporary files left")
    return found


def framemd5(place: Installation, ref: object) -> str:
    """One line that stands for every decoded frame and sample of a file."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "clip.mp4"
        place.api.download(ref, target)  # type: ignore[arg-type]
        done = subprocess.run([FFMPEG, "-v", "error", "-i", target, "-f", "md5", "-"], capture_output=True, check=True)
    return done.stdout.decode().strip()


def copy_of(source: Path, folder: Path, name: str, seconds: float) -> Path:
    """The same picture and sound under another digest, so that nothing is remembered from the round before."""
    target = folder / f"{name}.mp4"
    command = [FFMPEG, "-v", "error", "-y", "-i", source, "-t", str(seconds), "-c", "copy"]
    subprocess.run([*command, "-metadata", f"comment={name}", target], check=True)
    return target


if __name__ == "__main__":
    sys.exit(main())
