"""The embedded stack of one state folder, as the command line and the tests use it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from adapters.settings import Settings
from cutdown.stack import lock, logs
from cutdown.stack.errors import EXIT_ALREADY_RUNNING, StackError
from cutdown.stack.process_spec import keep_specs, kept_specs
from cutdown.stack.state_folder import StateFolder, project_root
from cutdown.stack.status import StackStatus, measured

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from pathlib import Path

    from cutdown.stack.process_spec import ProcessSpec
    from cutdown.stack.status import ProcessStatus

# A process that ends this often in a row will not serve by waiting.
_HOPELESS_FAILURES = 4
_POLL_S = 0.05
_DOWN_TIMEOUT_S = 20.0


class Stack:
    """Starts, stops and looks at the servers and processes of one state folder."""

    def __init__(self, state_dir: Path | None = None, processes: Sequence[ProcessSpec] | None = None) -> None:
        """`processes` None: those of the last time."""
        self.folder = StateFolder.at(state_dir)
        self.processes = processes

    def ensure_up(
        self, timeout_s: float = 120.0, on_change: Callable[[StackStatus], None] | None = None
    ) -> StackStatus:
        """Start the stack unless it runs, and wait until every process is ready; the supervisor outlives the caller.

        A stack that runs already is adopted; its own processes are exchanged where `processes` differ.
        `on_change` is called with every new status on the way.
        Raises `StackError` with the reason and the end of the log when a process cannot be brought up.
        """
        started_here = self._start_or_adopt()
        digest = kept_specs(self.folder)[1]
        deadline = time.monotonic() + timeout_s
        seen: StackStatus | None = None
        while True:
            status = self._recorded()
            if not status.running:
                if started_here:
                    raise StackError(self._why_it_ended())
                started_here = self._start_or_adopt()  # the one that ran was on its way down
                continue
            if status != seen and on_change is not None:
                on_change(status)
            seen = status
            if status.ready and status.specs_digest == digest:
                return self.status()
            hopeless = [p for p in status.processes if p.ready_at is None and p.failures >= _HOPELESS_FAILURES]
            if hopeless or time.monotonic() > deadline:
                if started_here:
                    self.down()
                raise StackError(self._why_not_ready(status, hopeless))
            time.sleep(_POLL_S)

    async def run(self) -> None:
        """Run the stack in this process until SIGINT or SIGTERM; raises as `ensure_up` does when it cannot start."""
        self._keep_processes()
        # Imported here: whoever only looks at the stack does not pay for the servers' libraries.
        from cutdown.stack.daemon import supervise

        await supervise(self.folder)

    def down(self, timeout_s: float = _DOWN_TIMEOUT_S) -> bool:
        """Stop everything, in reverse order; whether it was running. Kills the supervisor after `timeout_s`."""
        pid = lock.holder(self.folder.lock_file)
        if pid is None:
            return False
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + timeout_s
        while lock.holder(self.folder.lock_file) == pid:
            if time.monotonic() > deadline:
                os.kill(pid, signal.SIGKILL)  # its children die with it
                deadline += timeout_s
            time.sleep(_POLL_S)
        return True

    def status(self) -> StackStatus:
        """What runs now, with memory."""
        status = self._recorded()
        return status.model_copy(update={"processes": tuple(measured(p) for p in status.processes)})

    def settings(self) -> Settings:
        """The settings that lead to this stack."""
        return Settings.load(self.folder.root)

    def log_names(self) -> tuple[str, ...]:
        """Names of the processes that have a log, the supervisor among them."""
        return tuple(sorted(log.stem for log in self.folder.logs.glob("*.log")))

    def tail_logs(self, names: Sequence[str] = (), lines: int = 50) -> list[tuple[str, str]]:
        """(name, line) of the last `lines` lines of each named log, or of all."""
        return [(name, line) for name, log in self._logs(names).items() for line in logs.last_lines(log, lines)]

    def follow_logs(self, names: Sequence[str] = ()) -> AsyncIterator[tuple[str, str]]:
        """(name, line) as they are written, until the iteration is cancelled."""
        return logs.follow(self._logs(names))

    def purge(self) -> None:
        """Stop everything and remove the state folder with all data, also what root's servers keep outside of it."""
        self.down()
        if self.folder.record_file.exists() and (home := self.folder.record().servers_home) is not None:
            shutil.rmtree(home, ignore_errors=True)
        shutil.rmtree(self.folder.root, ignore_errors=True)

    def _start_or_adopt(self) -> bool:
        """Whether the supervisor that runs after this was started by us."""
        before = kept_specs(self.folder)[1]
        self._keep_processes()
        if (pid := lock.holder(self.folder.lock_file)) is not None:
            if kept_specs(self.folder)[1] != before:
                os.kill(pid, signal.SIGHUP)
            return False
        output = os.open(self.folder.logs / "supervisor.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            code = subprocess.run(
                [sys.executable, "-m", "cutdown.stack", str(self.folder.root)],
                cwd=project_root(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                check=False,
            ).returncode
        finally:
            os.close(output)
        if code not in {0, EXIT_ALREADY_RUNNING}:
            raise StackError(self._why_it_ended())
        return code == 0

    def _keep_processes(self) -> None:
        self.folder.create()
        if self.processes is not None:
            keep_specs(self.folder, self.processes)

    def _recorded(self) -> StackStatus:
        """The supervisor's last word, if it is alive."""
        pid = lock.holder(self.folder.lock_file)
        if pid is None:
            return StackStatus()
        status = self._last_word()
        if status.supervisor_pid != pid:  # left by one before it
            return StackStatus(running=True, supervisor_pid=pid)
        return status.model_copy(update={"running": True})

    def _last_word(self) -> StackStatus:
        if not self.folder.status_file.exists():
            return StackStatus()
        return StackStatus.model_validate_json(self.folder.status_file.read_text())

    def _why_it_ended(self) -> str:
        if (error := self._last_word().error) is not None:
            return error
        return "\n".join(["the supervisor ended:", *logs.last_lines(self.folder.logs / "supervisor.log", 10)])

    def _why_not_ready(self, status: StackStatus, hopeless: Sequence[ProcessStatus]) -> str:
        late = hopeless or [p for p in status.processes if p.state != "running"]
        complaint = ["the stack is not ready:"]
        for process in late:
            log = self.folder.logs / f"{process.name}.log"
            complaint.append(f"{process.name}: {process.error or process.state}; the end of {log}:")
            complaint += [f"    {line}" for line in logs.last_lines(log, 8)]
        return "\n".join(complaint)

    def _logs(self, names: Sequence[str]) -> dict[str, Path]:
        return {name: self.folder.logs / f"{name}.log" for name in names or self.log_names()}
