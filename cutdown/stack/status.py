"""What each process of the stack is doing, written by the supervisor and read by everybody else."""

from __future__ import annotations

from typing import Literal

import psutil
from pydantic import BaseModel, ConfigDict

State = Literal["waiting", "starting", "running", "restarting", "stopping", "stopped"]


class ProcessStatus(BaseModel):
    """One process. Times are Unix seconds."""

    model_config = ConfigDict(frozen=True)

    name: str
    state: State = "waiting"
    pid: int | None = None
    port: int | None = None
    started_at: float | None = None
    ready_at: float | None = None
    """When it last became ready; none: it is not ready now."""
    restarts: int = 0
    failures: int = 0
    """Ends in a row, each soon after the one before; one that served well begins anew."""
    exit_status: int | None = None
    """Of the last end; negative: the signal that killed it."""
    error: str | None = None
    """Why it is not running, in a sentence."""
    rss_bytes: int | None = None
    """Resident memory of the process and its descendants; filled in when read."""


class StackStatus(BaseModel):
    """The whole stack at one moment."""

    model_config = ConfigDict(frozen=True)

    running: bool = False
    supervisor_pid: int | None = None
    specs_digest: str = ""
    """Which process specifications the supervisor works by."""
    error: str | None = None
    """Why the supervisor gave up, if it did."""
    processes: tuple[ProcessStatus, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether every process is up and serving."""
        return self.running and bool(self.processes) and all(p.state == "running" for p in self.processes)


def measured(status: ProcessStatus) -> ProcessStatus:
    """The same with its memory; a process that just ended has none."""
    if status.pid is None:
        return status
    try:
        process = psutil.Process(status.pid)
        memory = sum(_rss(part) for part in (process, *process.children(recursive=True)))
    except psutil.Error:
        return status
    return status.model_copy(update={"rss_bytes": memory})


def _rss(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0
