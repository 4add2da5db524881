"""The life of the supervisor's process: detached from its starter, led by signals, out with an exit code."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from pathlib import Path

from cutdown.stack import lock
from cutdown.stack.embedded import processes_for, settle_servers
from cutdown.stack.errors import EXIT_ALREADY_RUNNING, EXIT_CANNOT_START, AlreadyRunningError, StackError
from cutdown.stack.events import log
from cutdown.stack.process_spec import kept_specs
from cutdown.stack.state_folder import StateFolder, write_atomically
from cutdown.stack.status import StackStatus
from cutdown.stack.supervisor import Supervisor

_POLL_S = 0.02


async def supervise(folder: StateFolder) -> None:
    """Run the stack of this folder until SIGTERM or SIGINT; SIGHUP makes it read the kept specifications again.

    Raises `AlreadyRunningError` when another supervisor does, `StackError` when it cannot be started.
    """
    folder.create()
    lock.take(folder.lock_file)
    try:
        specs, digest = kept_specs(folder)
        servers = await asyncio.to_thread(settle_servers, folder)
        supervisor = Supervisor(folder, servers + processes_for(folder, specs), digest)
        changes: set[asyncio.Task[None]] = set()

        def read_again() -> None:
            specs, digest = kept_specs(folder)
            changes.add(asyncio.create_task(supervisor.change_processes(processes_for(folder, specs), digest)))

        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGHUP, read_again)
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, supervisor.request_stop)
        await supervisor.run()
    except StackError as error:
        failure = StackStatus(supervisor_pid=os.getpid(), error=str(error))
        write_atomically(folder.status_file, failure.model_dump_json())
        raise
    finally:
        lock.release(folder.lock_file)


def _detach(lock_file: Path) -> None:
    """Go on in a grandchild of the caller, which nobody has to reap; the child ends once the lock is held."""
    pid = os.fork()
    if pid == 0:
        return
    while lock.holder(lock_file) != pid:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            os._exit(os.waitstatus_to_exitcode(status))
        time.sleep(_POLL_S)
    os._exit(0)


def main(arguments: list[str]) -> int:
    """Fork away from the caller, then supervise; what goes wrong is left in the log and in the status."""
    folder = StateFolder(Path(arguments[0]))
    _detach(folder.lock_file)
    try:
        asyncio.run(supervise(folder))
    except AlreadyRunningError:
        return EXIT_ALREADY_RUNNING
    except StackError as error:
        log("stack_not_started", error=str(error))
        return EXIT_CANNOT_START
    return 0
