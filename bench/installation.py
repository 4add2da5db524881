"""A fresh installation for a measurement: its own state folder, its own servers, gone afterwards."""

import contextlib
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from bench.meter import cpu_seconds
from cutdown.processes import local_processes
from cutdown.stack.stack import Stack
from cutdown_sdk import FINAL_STATUSES, ClipView, Cutdown, JobView
from cutdown_sdk import JobSpec as SdkSpec
from domain.contracts.job import JobSpec

_SOON = 5.0
# Servers are killed for a minute in some measurements.
_PATIENCE = 180.0
# At rest: so many seconds one after another with less than so much CPU each.
_REST_TICKS, _REST_CPU, _REST_PATIENCE = 3, 0.15, 120.0

SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "talk.mp4"


@dataclass(frozen=True)
class Run:
    """One job from order to end; `cpu` counts the servers, the API and the workers, all of them."""

    job: JobView
    clips: Sequence[ClipView]
    wall: float
    cpu: float


class Installation:
    """A running stack and its API."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        settings = stack.settings()
        address, key = f"http://{settings.api_host}:{settings.api_port}", settings.api_token.get_secret_value()
        self.api = Cutdown(address, key, patience=_PATIENCE)
        self._videos: dict[Path, str] = {}

    @property
    def supervisor(self) -> int:
        """The process id above all others."""
        pid = self.stack.status().supervisor_pid
        if pid is None:
            raise RuntimeError("the stack is not running")
        return pid

    def pids(self) -> dict[str, int]:
        """The process ids of servers, API and workers, by their names."""
        return {p.name: p.pid for p in self.stack.status().processes if p.pid is not None}

    def pid_of(self, name: str) -> int | None:
        """The process id of one server or worker."""
        return self.pids().get(name)

    @contextlib.contextmanager
    def without(self, name: str) -> Iterator[None]:
        """Keep one process away while the block runs: killed, and not started again before its end."""
        supervisor, victim = self.supervisor, self.pid_of(name)
        os.kill(supervisor, signal.SIGSTOP)  # it would start it again within a second
        try:
            if victim is not None:
                os.kill(victim, signal.SIGKILL)
            yield
        finally:
            os.kill(supervisor, signal.SIGCONT)
        while self.pid_of(name) in {victim, None}:  # it has yet to notice
            time.sleep(0.05)
        self.stack.ensure_up()

    def order(self, source: Path, spec: JobSpec) -> JobView:
        """Send a file (once) and order a job for it."""
        if source not in self._videos:
            self._videos[source] = self.api.videos.upload(source).id
        return self.api.jobs.create(self._videos[source], SdkSpec.model_validate(spec.model_dump(mode="json")))

    def forget_uploads(self) -> None:
        """Send every file again from now on."""
        self._videos.clear()

    def finish(self, job_id: str, patience: float = 3600) -> JobView:
        """Wait for a job's end."""
        began = time.monotonic()
        deadline = began + patience
        while (job := self.api.jobs.get(job_id)).status not in FINAL_STATUSES:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{job_id} is still {job.status} in {job.phase} after {patience} s")
            # Asking costs CPU too: often at first, as a client that waits for a short job, then once a second.
            time.sleep(0.25 if time.monotonic() - began < _SOON else 1.0)
        return job

    def run(self, source: Path, spec: JobSpec, *, settle: float = 1.0) -> Run:
        """Order a job, wait for it, and count what it cost."""
        before, began = cpu_seconds(self.supervisor), time.monotonic()
        job = self.finish(self.order(source, spec).id)
        wall = time.monotonic() - began
        time.sleep(settle)
        cost = cpu_seconds(self.supervisor) - before
        return Run(job=job, clips=self.api.jobs.clips(job.id), wall=wall, cpu=cost)


def _come_to_rest(supervisor: int) -> None:
    """Wait until servers and workers do nothing, for `_REST_PATIENCE` seconds at most."""
    deadline, calm, last = time.monotonic() + _REST_PATIENCE, 0, cpu_seconds(supervisor)
    while calm < _REST_TICKS and time.monotonic() < deadline:
        time.sleep(1.0)
        now = cpu_seconds(supervisor)
        calm = calm + 1 if now - last < _REST_CPU else 0
        last = now


@contextlib.contextmanager
def installation(*, rested: bool = True) -> Iterator[Installation]:
    """A fresh stack; `rested` waits until the start's own work is done, so that it is not counted as a job's.

    The stack is gone afterwards also when this process is told to stop by SIGTERM or SIGHUP.
    """
    with tempfile.TemporaryDirectory(prefix="cutdown-bench-") as folder, _stoppable() as stop:
        stack = Stack(Path(folder) / "state", local_processes())
        try:
            with stop.put_off():  # a supervisor that is just being started could not be found and stopped yet
                stack.ensure_up()
            place = Installation(stack)
            if rested:
                _come_to_rest(place.supervisor)
            yield place
        finally:
            with stop.put_off():
                stack.purge()


class _Stop:
    """Turns the signals that ask this process to stop into SystemExit, which runs what cleans up."""

    def __init__(self) -> None:
        self._asked: int | None = None
        self._putting_off = 0

    def ask(self, number: int, _frame: FrameType | None) -> None:
        self._asked = number
        if not self._putting_off:
            sys.exit(128 + number)

    @contextlib.contextmanager
    def put_off(self) -> Iterator[None]:
        """What is done in here is done to its end; being asked meanwhile takes effect afterwards."""
        self._putting_off += 1
        try:
            yield
        finally:
            self._putting_off -= 1
        if self._asked is not None and not self._putting_off:
            sys.exit(128 + self._asked)


@contextlib.contextmanager
def _stoppable() -> Iterator[_Stop]:
    stop = _Stop()
    if threading.current_thread() is not threading.main_thread():  # signals are the main thread's alone
        yield stop
        return
    # What the starter had ignored, as nohup does, stays so.
    heard = [n for n in (signal.SIGTERM, signal.SIGHUP) if signal.getsignal(n) is not signal.SIG_IGN]
    before = {number: signal.signal(number, stop.ask) for number in heard}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
