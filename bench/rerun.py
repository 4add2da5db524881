"""What the memory of stages saves: the same job again, and the same job in another look.

`python -m bench.rerun` prints CPU-seconds of the first run, of the same order again, and of another caption style, and
the bars: 5 % for the same again; 15 % plus the encode of the clips for another style.
"""

import sys

from bench.figures import record
from bench.installation import SAMPLE, Run, installation
from domain.contracts.job import JobSpec


def main() -> int:
    """Returns 1 when a bar is missed."""
    with installation() as place:
        first = place.run(SAMPLE, JobSpec(style="bold"))
        again = place.run(SAMPLE, JobSpec(style="bold"))
        other = place.run(SAMPLE, JobSpec(style="clean"))
        stages = place.api.jobs.worker_status(other.job.id).stages
    encode = sum(
        (stage.finished_at - stage.started_at).total_seconds()
        for stage in stages
        if stage.stage == "render_clip" and stage.finished_at
    )
    print(f"first run       {first.wall:7.1f} s wall {first.cpu:7.1f} CPU-s  {first.job.status}")
    print(f"same again      {again.wall:7.1f} s wall {again.cpu:7.1f} CPU-s  {again.cpu / first.cpu:6.1%} (bar 5 %)")
    print(f"another style   {other.wall:7.1f} s wall {other.cpu:7.1f} CPU-s  {other.cpu / first.cpu:6.1%}")
    print(f"  its rendering stages took {encode:.1f} s of wall on all cores")
    print(f"  reused {sum(stage.reused for stage in stages)} of {len(stages)} stages")
    record("rerun.wall", round(again.wall, 1), "s")
    record("rerun.share", round(100 * again.cpu / first.cpu, 1), "%")
    print(f"same clips: {_digests(first) == _digests(again)}")
    return int(again.cpu > 0.05 * first.cpu or _digests(first) != _digests(again))


def _digests(run: Run) -> list[str]:
    return [file.video.digest for clip in run.clips for file in clip.files]


if __name__ == "__main__":
    sys.exit(main())
