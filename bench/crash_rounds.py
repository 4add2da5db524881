"""One round of a crash measurement: a job in a fresh record, a kill -9 at a moment of it, and what came of both."""

import contextlib
import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import psutil

from bench.crash_faults import faults_of
from bench.crash_ground import Ground, keep_ground, restore
from bench.crash_record import results_of
from bench.crash_trials import FFMPEG, Trial
from bench.installation import Installation
from bench.meter import cpu_seconds
from cutdown.processes import LOCAL_GROUPS
from cutdown_sdk import ArtifactRef, CutdownError, StageView

_SAMPLE_EVERY_S = 0.2
_WATCH_EVERY_S = 0.05
_SETTLE_S = 1.0
_PATIENCE_S = 300.0


@dataclass(frozen=True)
class Scene:
    """Where rounds take place, what they make of which file, and what they begin with."""

    place: Installation
    trial: Trial
    source: Path
    ground: Ground


@dataclass(frozen=True)
class Outcome:
    """How one round ended. `files` are digests by what they are, `frames` stand for every decoded picture and sample,
    `results` count what is remembered by stage, `redone` are the steps whose work was begun more than once.
    """

    status: str
    files: dict[str, str]
    frames: tuple[str, ...]
    results: dict[str, int]
    wall: float
    work: float
    """CPU-seconds up to the job's end."""
    cpu: float
    """The same with what came right after it: what was left to do, and the restart of a process."""
    faults: tuple[str, ...]
    redone: tuple[str, ...] = ()
    killed_after: float = 0.0
    """Seconds from the order to the kill."""
    paid_restart: bool = True
    """Whether the restarted process has worked in this round, and so has loaded its models."""


@dataclass
class CpuTrace:
    """CPU-seconds of each worker over time, to tell what a step has cost."""

    moments: list[float] = field(default_factory=list)
    totals: dict[str, list[float]] = field(default_factory=dict)

    def cost(self, stage: StageView) -> float:
        """CPU-seconds that the step's worker spent while the step ran: too much when another step ran beside it."""
        group = next(name for name, pools in LOCAL_GROUPS.items() if stage.pool in pools)
        if stage.finished_at is None or not self.moments:
            return 0.0
        return self._at(group, stage.finished_at) - self._at(group, stage.started_at)

    def _at(self, group: str, moment: datetime) -> float:
        nearest = min(range(len(self.moments)), key=lambda i: abs(self.moments[i] - moment.timestamp()))
        return self.totals[group][nearest]


@contextlib.contextmanager
def tracing_cpu(place: Installation) -> Iterator[CpuTrace]:
    """Follow the workers' CPU while the block runs."""
    trace, stop = CpuTrace(), threading.Event()
    workers = {name: place.pid_of(name) or 0 for name in LOCAL_GROUPS}

    def follow() -> None:
        while not stop.wait(_SAMPLE_EVERY_S):
            trace.moments.append(time.time())
            for name, pid in workers.items():
                trace.totals.setdefault(name, []).append(cpu_seconds(pid))

    thread = threading.Thread(target=follow, daemon=True)
    thread.start()
    try:
        yield trace
    finally:
        stop.set()
        thread.join()


def kill(place: Installation, victim: str, away: float = 0.0) -> float:
    """kill -9, and keep it dead for `away` seconds.

    Returns the CPU-seconds of its living children, which die with it and which nobody will account for.
    """
    pid = place.pid_of(victim)
    if pid is None:
        return 0.0
    lost = 0.0
    with contextlib.suppress(psutil.NoSuchProcess, ProcessLookupError):
        lost = sum(cpu_seconds(child.pid) for child in psutil.Process(pid).children())
        if not away:
            os.kill(pid, signal.SIGKILL)
    if away:
        with place.without(victim):
            time.sleep(away)
    return lost


def idle_kill_cpu(place: Installation, victim: str) -> float:
    """CPU-seconds of ending and starting a process while nothing is to be done."""
    before = cpu_seconds(place.supervisor)
    pid = place.pid_of(victim)
    lost = kill(place, victim)
    while place.pid_of(victim) in {pid, None}:
        time.sleep(0.1)
    place.stack.ensure_up()
    time.sleep(4 * _SETTLE_S)
    return cpu_seconds(place.supervisor) - before + lost


def set_scene(place: Installation, trial: Trial, folder: Path) -> Scene:
    """Cut the source, and lay the ground that the trial's rounds stand on."""
    source = trial.cut_source(folder / "source.mp4")
    if trial.ground is not None:
        job = place.run(source, trial.ground, settle=4 * _SETTLE_S).job
        if job.status != "completed":
            raise SystemExit(f"the job before all rounds has {job.status}: {job.message}")
    return Scene(place, trial, source, keep_ground(place))


def round_of(scene: Scene, victim: str | None = None, moment: float = 0.0, away: float = 0.0) -> Outcome:
    """One job on its ground; `victim` is killed when it has cost `moment` CPU-seconds, or at its end.

    Measured in work, the moment is the same on a busy machine. The victim is started again after `away` seconds, or as
    soon as the supervisor does.
    """
    place, trial = scene.place, scene.trial
    restore(place, scene.ground)
    lost, killed_at, killed_after = 0.0, float("inf"), 0.0
    before, began = cpu_seconds(place.supervisor), time.monotonic()
    over, murder_off = threading.Event(), threading.Event()

    def commit() -> None:
        nonlocal lost, killed_at, killed_after
        while cpu_seconds(place.supervisor) - before < moment and not over.wait(_WATCH_EVERY_S):
            continue
        if victim is not None and not murder_off.is_set():
            killed_at, killed_after = time.time(), time.monotonic() - began
            lost = kill(place, victim, away)

    murderer = threading.Thread(target=commit, daemon=True)
    murderer.start()
    try:
        job_id = place.order(scene.source, trial.spec).id
        status = place.finish(job_id, patience=_PATIENCE_S).status
    except (TimeoutError, CutdownError) as error:
        murder_off.set()
        over.set()
        return Outcome(f"broken: {error}", {}, (), {}, time.monotonic() - began, 0.0, 0.0, ())
    wall, work = time.monotonic() - began, cpu_seconds(place.supervisor) - before
    over.set()
    murderer.join()
    place.stack.ensure_up()
    time.sleep(_SETTLE_S)
    cost = cpu_seconds(place.supervisor) - before + lost
    made, stages = trial.made(place, job_id), place.api.jobs.worker_status(job_id).stages
    pools = LOCAL_GROUPS.get(victim or "", ())
    return Outcome(
        status=status,
        files=made.files,
        frames=tuple(framemd5(place, ref) for ref in made.media),
        results=results_of(place),
        wall=wall,
        work=work,
        cpu=cost,
        faults=tuple(faults_of(place, job_id)),
        redone=tuple(stage.step for stage in stages if stage.attempt > 1 and not stage.reused),
        killed_after=killed_after,
        paid_restart=any(s.pool in pools and s.started_at.timestamp() > killed_at for s in stages),
    )


def framemd5(place: Installation, ref: ArtifactRef) -> str:
    """One line for every decoded frame of a file, and one for every sample of its sound."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "media"
        place.api.artifacts.download(ref, target)
        command = [FFMPEG, "-v", "error", "-i", target, "-f", "streamhash", "-hash", "md5", "-"]
        done = subprocess.run(command, capture_output=True, check=True)
    return done.stdout.decode().strip()
