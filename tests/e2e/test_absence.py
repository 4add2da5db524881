"""What a job needs goes away in its middle and comes back: the job waits, goes on and loses nothing."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench.crash_faults import faults_of
from bench.crash_record import events_of
from bench.crash_trials import files_of
from bench.installation import SAMPLE, Installation, Run
from cutdown_sdk import FINAL_STATUSES
from domain.contracts.job import JobSpec
from tests.e2e.conftest import ffmpeg

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

SPEC = JobSpec.model_validate({"wishes": {"count": 1, "min_seconds": 3, "max_seconds": 5}, "language": "en"})
# Enough for attempts to fail and be repeated; `python -m bench.crash --victim s3 --away 60` does it for a minute.
AWAY_SECONDS = 6.0


@pytest.fixture(scope="module")
def calm(place: Installation, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The job that nothing happens to."""
    run = place.run(source(tmp_path_factory.mktemp("calm"), "calm"), SPEC, settle=0)
    assert run.job.status == "completed", run.job.message
    return run


@pytest.mark.parametrize(
    ("name", "stage"), [("s3", "analyse_picture"), ("postgres", "render_clip"), ("temporal", "render_clip")]
)
def test_a_server_that_is_away_for_a_while_only_makes_the_job_wait(
    place: Installation, calm: Run, tmp_path: Path, name: str, stage: str
) -> None:
    job = place.order(source(tmp_path, f"{name} {stage}"), SPEC)
    until(lambda: begun(place, job.id, stage))
    workers = pids_of_workers(place)
    with place.without(name):
        time.sleep(AWAY_SECONDS)
    assert place.finish(job.id, 200).status == "completed"
    assert files_of(place.api.jobs.clips(job.id)) == files_of(calm.clips)
    assert faults_of(place, job.id) == []
    assert pids_of_workers(place) == workers


def test_a_job_goes_on_after_everything_was_killed_at_once_and_the_stack_came_up_again(
    place: Installation, calm: Run, tmp_path: Path
) -> None:
    """As after a reboot: all processes die with their supervisor."""
    job = place.order(source(tmp_path, "all killed"), SPEC)
    until(lambda: begun(place, job.id, "render_clip"))
    os.kill(place.supervisor, signal.SIGKILL)
    until(lambda: not place.stack.status().running, 10)
    place.stack.ensure_up()
    assert place.finish(job.id, 120).status == "completed"
    assert files_of(place.api.jobs.clips(job.id)) == files_of(calm.clips)
    assert faults_of(place, job.id) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="a disk that is full on command is a mount, which needs root")
def test_a_scratch_disk_that_fills_up_in_mid_render_is_told_and_outlived(
    place: Installation, calm: Run, tmp_path: Path
) -> None:
    workers = pids_of_workers(place)
    with small_disk(place.stack.settings().scratch_dir) as disk:
        job = place.order(source(tmp_path, "disk full"), SPEC)
        until(lambda: begun(place, job.id, "render_clip"))
        until(lambda: resize(disk, used(disk) + 65536))
        until(
            lambda: any(
                s.stage == "render_clip" and "disk" in s.message for s in place.api.jobs.worker_status(job.id).stages
            )
        )
        assert place.api.jobs.get(job.id).status not in FINAL_STATUSES
        assert list(disk.rglob("*.mp4")) == []
        assert resize(disk, 2 << 30)
        assert place.finish(job.id, 120).status == "completed"
        assert list(disk.rglob("*")) == []
    assert files_of(place.api.jobs.clips(job.id)) == files_of(calm.clips)
    told = events_of(place, job.id, "stage.failed")
    assert {data["code"] for data in told} == {"storage.disk_full"}
    assert all("Free some space" in str(data["message"]) for data in told)
    assert pids_of_workers(place) == workers


def source(folder: Path, name: str) -> Path:
    """The sample's beginning, under a digest of its own."""
    target = folder / "talk.mp4"
    ffmpeg("-i", SAMPLE, "-t", 16, "-c", "copy", "-metadata", f"comment={name}", target)
    return target


def begun(place: Installation, job_id: str, stage: str) -> bool:
    return any(run.stage == stage for run in place.api.jobs.worker_status(job_id).stages)


def pids_of_workers(place: Installation) -> dict[str, int | None]:
    return {p.name: p.pid for p in place.stack.status().processes if p.name.startswith("worker")}


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of its own under `folder`, whose size can be changed while it is in use."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2g", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def resize(disk: Path, size: int) -> bool:
    """False when more is on the disk than that, as when somebody has written since it was looked at."""
    return subprocess.run(["mount", "-o", f"remount,size={size}", disk], check=False).returncode == 0


def used(disk: Path) -> int:
    seen = os.statvfs(disk)
    return (seen.f_blocks - seen.f_bfree) * seen.f_frsize


def until(condition: Callable[[], bool], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to pass in time"
        time.sleep(0.1)
