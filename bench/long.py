"""Long talks: wall time, memory and temporary disk against length, which should grow in a straight line.

`python -m bench.long 10 20 40 60` joins the sample to talks of so many minutes at 1080p and runs each on a fresh stack.
The sample has 0.4 Mbit/s, a tenth of what cameras and conferences record; `--mbit 4` encodes it to so much first.
Bars for 60 minutes on two cores: wall 0.25 of the length, all workers together 3 GB, temporary disk twice the source.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import imageio_ffmpeg

from bench.figures import record
from bench.installation import SAMPLE, Installation, installation
from bench.meter import cpu_seconds, folder_bytes, memory_bytes, watching
from cutdown.processes import LOCAL_GROUPS
from domain.contracts.job import JobSpec
from samples.make import join_talk


def main() -> int:
    """Returns 1 when a bar is missed."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("minutes", nargs="*", type=float, default=[10, 20, 40, 60])
    options.add_argument("--mbit", type=float, help="bit rate of the source's picture")
    chosen = options.parse_args()
    missed = False
    print(
        f"{'minutes':>8} {'wall s':>8} {'wall/len':>9} {'CPU-s':>8} {'CPU/len':>8} {'peak MB':>8} {'disk/source':>11}"
    )
    for minutes in chosen.minutes:
        with tempfile.TemporaryDirectory(prefix="cutdown-long-") as folder, installation() as place:
            source = encoded(Path(folder), chosen.mbit) if chosen.mbit else SAMPLE
            talk = join_talk(source, Path(folder), minutes)
            missed |= measure(place, Path(folder) / talk.video, talk.duration)
    return int(missed)


def encoded(folder: Path, mbit: float) -> Path:
    """The sample at a constant bit rate, with its truth beside it."""
    target = folder / SAMPLE.name
    rate = [f"{mbit}M" for _ in range(3)]
    coding = ["-c:v", "libx264", "-preset", "ultrafast", "-x264-params", "nal-hrd=cbr:filler=1"]
    limits = ["-b:v", rate[0], "-minrate", rate[1], "-maxrate", rate[2], "-bufsize", f"{2 * mbit}M"]
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", SAMPLE, *coding, *limits, "-c:a", "copy", target]
    subprocess.run([str(part) for part in command], check=True)
    truth = SAMPLE.with_suffix(".truth.json")
    (folder / truth.name).write_bytes(truth.read_bytes())
    return target


def measure(place: Installation, source: Path, length: float) -> bool:
    """One row of the table; True when a bar is missed."""
    settings = place.stack.settings()
    workers = [pid for name in LOCAL_GROUPS if (pid := place.pid_of(name)) is not None]
    temporary = [settings.scratch_dir, settings.cache_dir]
    size = source.stat().st_size
    with (
        watching(lambda: memory_bytes(workers)) as memory,
        watching(lambda: sum(folder_bytes(path) for path in temporary), 2.0) as disk,
    ):
        before, began = cpu_seconds(place.supervisor), time.monotonic()
        job = place.finish(place.order(source, JobSpec(language="en")).id, patience=3 * length + 600)
        wall, cost = time.monotonic() - began, cpu_seconds(place.supervisor) - before
    print(
        f"{length / 60:8.1f} {wall:8.0f} {wall / length:9.3f} {cost:8.0f} {cost / length:8.3f} "
        f"{memory.value / 1e6:8.0f} {disk.value / size:11.2f}  {job.status} {job.message}",
        flush=True,
    )
    name = f"long.{length / 60:.0f}"
    record(f"{name}.wall", round(wall / length, 3), "of the length")
    record(f"{name}.memory", round(memory.value / 1e6), "MB")
    record(f"{name}.disk", round(disk.value / size, 2), "times the source")
    return job.status != "completed" or wall > 0.25 * length or memory.value > 3e9 or disk.value > 2 * size


if __name__ == "__main__":
    sys.exit(main())
