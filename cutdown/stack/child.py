"""One child process: it dies with its parent, is awaited through its pidfd and stopped with its whole group."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import signal
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from cutdown.stack.privilege import User

_PR_SET_PDEATHSIG = 1
# Loaded before any fork: between fork and exec nothing may be imported.
_LIBC = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Launch:
    """How to start a process; `user` None keeps the caller's."""

    argv: tuple[str, ...]
    cwd: Path
    env: Mapping[str, str] = field(repr=False)
    user: User | None = None
    death_signal: signal.Signals = signal.SIGKILL
    """Sent by the kernel when the parent ends, however it ends."""


def spawn(launch: Launch, log: Path) -> subprocess.Popen[bytes]:
    """Start the process in a group of its own, writing to the end of `log`.

    Call it from a thread that lives as long as the child should: the kernel's parent-death signal counts threads.
    """
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    try:
        return subprocess.Popen(
            launch.argv,
            cwd=launch.cwd,
            env=dict(launch.env),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=_tie_to_parent(launch.death_signal),  # noqa: PLW1509 - only prctl and getppid run there
            user=None if launch.user is None else launch.user.uid,
            group=None if launch.user is None else launch.user.gid,
            extra_groups=None if launch.user is None else [],
        )
    finally:
        os.close(output)


def _tie_to_parent(death_signal: signal.Signals) -> Callable[[], None]:
    parent = os.getpid()

    def tie() -> None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:  # it died before the kernel was told
            os._exit(1)

    return tie


async def exited(child: subprocess.Popen[bytes]) -> int:
    """Wait for the child's end; returns its exit status, negative for a signal."""
    if child.poll() is None:
        loop = asyncio.get_running_loop()
        ended = asyncio.Event()
        descriptor = os.pidfd_open(child.pid)
        loop.add_reader(descriptor, ended.set)
        try:
            await ended.wait()
        finally:
            loop.remove_reader(descriptor)
            os.close(descriptor)
    return child.wait()


def signal_group(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Signal the child and everything that it started and left in its group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, number)


async def stop(child: subprocess.Popen[bytes], number: signal.Signals, patience_s: float) -> None:
    """Ask the child to end, wait up to `patience_s` seconds, then kill its group."""
    if child.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            child.send_signal(number)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(exited(child), patience_s)
    signal_group(child, signal.SIGKILL)
    await exited(child)
