"""Keeps a set of processes alive: starts them by their needs, restarts what dies, stops them in reverse order."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time
from typing import TYPE_CHECKING

from cutdown.stack import child, logs
from cutdown.stack.errors import NotReadyError, StackError
from cutdown.stack.events import log
from cutdown.stack.process_spec import SpecifiedProcess
from cutdown.stack.state_folder import write_atomically
from cutdown.stack.status import ProcessStatus, StackStatus

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Sequence

    from cutdown.stack.server import Server
    from cutdown.stack.state_folder import StateFolder
    from cutdown.stack.status import State

FIRST_DELAY_S, LONGEST_DELAY_S = 0.2, 30.0
# A process that served this long was well: its next end counts as the first.
HEALTHY_AFTER_S = 10.0
# A process that gave no answer to this many probes in a row hangs, and is ended as if it had ended by itself.
_PROBE_EVERY_S, _SILENT_PROBES = 5.0, 3
_POLL_S, _ROTATION_S = 0.1, 5.0


def restart_delay_s(failures: int) -> float:
    """Seconds before the next start after `failures` ends in a row: 0.2, 0.4, 0.8 … up to 30."""
    return min(LONGEST_DELAY_S, FIRST_DELAY_S * 2.0 ** (failures - 1))


class Unit:
    """One kept process and the task that keeps it."""

    def __init__(self, server: Server, supervisor: Supervisor) -> None:
        self.server = server
        self.status = ProcessStatus(name=server.name, port=server.port)
        self.ready_once = asyncio.Event()
        self._supervisor = supervisor
        self._child: subprocess.Popen[bytes] | None = None
        self._task: asyncio.Task[None] | None = None

    def start(self, needs: Sequence[Unit]) -> None:
        self._task = asyncio.create_task(self._keep(needs), name=self.server.name)

    async def stop(self) -> None:
        """End the keeping, then the process, within the server's own patience."""
        self._note(state="stopping")
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
        if self._child is not None:
            await child.stop(self._child, self.server.stop_signal, self.server.stop_timeout_s)
            self.server.clean_up()
        self._note(state="stopped", pid=None, ready_at=None)

    async def _keep(self, needs: Sequence[Unit]) -> None:
        for need in needs:
            await need.ready_once.wait()
        failures = 0
        while True:
            try:
                served_s = await self._live()
            except Exception as error:  # noqa: BLE001 - the edge: whatever one process does, the others are kept
                self._note(error=str(error) if isinstance(error, StackError) else repr(error))
                log("process_not_started", process=self.server.name, error=repr(error))
                served_s = 0.0
            failures = 1 if served_s >= HEALTHY_AFTER_S else failures + 1
            delay = restart_delay_s(failures)
            restarts = self.status.restarts + 1
            self._note(state="restarting", pid=None, ready_at=None, restarts=restarts, failures=failures)
            log("process_ended", process=self.server.name, exit_status=self.status.exit_status, delay_s=delay)
            await asyncio.sleep(delay)

    async def _live(self) -> float:
        """One life of the process; returns for how many seconds it was ready."""
        server = self.server
        self._note(state="starting")
        await asyncio.to_thread(server.prepare)
        self._child = child.spawn(server.launch(), self._supervisor.folder.logs / f"{server.name}.log")
        self._note(pid=self._child.pid, started_at=time.time())
        ended = asyncio.create_task(child.exited(self._child))
        serving = asyncio.create_task(self._become_ready())
        watching: asyncio.Task[None] | None = None
        try:
            await asyncio.wait({ended, serving}, return_when=asyncio.FIRST_COMPLETED)
            if ended.done():
                return self._ended(ended.result(), since=None)
            if (error := serving.exception()) is not None:
                child.signal_group(self._child, signal.SIGKILL)
                self._note(exit_status=await ended)
                raise error
            since = time.monotonic()
            watching = asyncio.create_task(self._end_when_silent(self._child))
            return self._ended(await ended, since)
        finally:
            tasks = [task for task in (ended, serving, watching) if task is not None]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _end_when_silent(self, process: subprocess.Popen[bytes]) -> None:
        silent = 0
        while silent < _SILENT_PROBES:
            await asyncio.sleep(_PROBE_EVERY_S)
            try:
                await self.server.probe()
                silent = 0
            except NotReadyError as error:
                silent += 1
                log("process_silent", process=self.server.name, probes=silent, error=str(error))
        child.signal_group(process, signal.SIGKILL)

    async def _become_ready(self) -> None:
        deadline = time.monotonic() + self.server.ready_timeout_s
        while True:
            try:
                await self.server.provision()
            except NotReadyError as error:
                if time.monotonic() > deadline:
                    patience = self.server.ready_timeout_s
                    raise StackError(f"{self.server.name} is not ready after {patience:.0f} s: {error}") from error
                await asyncio.sleep(_POLL_S)
            else:
                self._note(state="running", ready_at=time.time(), error=None)
                log("process_ready", process=self.server.name, pid=self.status.pid)
                self.ready_once.set()
                return

    def _ended(self, exit_status: int, since: float | None) -> float:
        """Note the end and clear away what the process left running in its group."""
        if self._child is not None:
            child.signal_group(self._child, signal.SIGKILL)
        self.server.clean_up()
        what = (
            f"killed by {signal.Signals(-exit_status).name}" if exit_status < 0 else f"ended with status {exit_status}"
        )
        self._note(exit_status=exit_status, error=f"{self.server.name} {what}; see its log")
        return time.monotonic() - since if since is not None else 0.0

    def _note(self, **changes: State | float | str | None) -> None:
        self.status = self.status.model_copy(update=changes)
        self._supervisor.publish()


class Supervisor:
    """Runs servers until told to stop; one per state folder."""

    def __init__(self, folder: StateFolder, servers: Sequence[Server], specs_digest: str = "") -> None:
        self.folder = folder
        self._units = {server.name: Unit(server, self) for server in servers}
        self._specs_digest = specs_digest
        self._stopping = asyncio.Event()

    def request_stop(self) -> None:
        """Make `run` stop everything and return."""
        self._stopping.set()

    async def run(self) -> None:
        """Start everything, keep it, and stop it when asked to or cancelled."""
        self.publish()
        for unit in self._units.values():
            unit.start(self._needed_by(unit))
        rotation = asyncio.create_task(self._rotate())
        try:
            await self._stopping.wait()
        finally:
            rotation.cancel()
            await self._stop_all()

    async def change_processes(self, wanted: Sequence[Server], specs_digest: str) -> None:
        """Keep these processes of ours from now on: stop others, start those that are missing or are different."""
        kept = {server.name: server for server in wanted}
        ours = [unit for unit in self._units.values() if isinstance(unit.server, SpecifiedProcess)]
        leaving = [unit for unit in ours if kept.get(unit.server.name) != unit.server]
        await asyncio.gather(*(unit.stop() for unit in leaving))
        for unit in leaving:
            del self._units[unit.server.name]
        entering = [Unit(server, self) for name, server in kept.items() if name not in self._units]
        self._units |= {unit.server.name: unit for unit in entering}
        for unit in entering:
            unit.start(self._needed_by(unit))
        self._specs_digest = specs_digest
        self.publish()

    def publish(self) -> None:
        """Write the status where `status()` of any process finds it."""
        processes = tuple(unit.status for unit in self._units.values())
        status = StackStatus(supervisor_pid=os.getpid(), specs_digest=self._specs_digest, processes=processes)
        write_atomically(self.folder.status_file, status.model_dump_json(), durable=False)

    def _needed_by(self, unit: Unit) -> list[Unit]:
        return [self._units[name] for name in unit.server.needs if name in self._units]

    async def _stop_all(self) -> None:
        left = dict(self._units)
        while left:
            needed = {need for unit in left.values() for need in unit.server.needs}
            layer = [unit for name, unit in left.items() if name not in needed] or list(left.values())
            await asyncio.gather(*(unit.stop() for unit in layer))
            for unit in layer:
                del left[unit.server.name]

    async def _rotate(self) -> None:
        while True:
            await asyncio.sleep(_ROTATION_S)
            with contextlib.suppress(OSError):  # a full disk must not end the supervision
                for file in self.folder.logs.glob("*.log"):
                    logs.rotate(file)
