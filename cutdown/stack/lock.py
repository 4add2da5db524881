"""The supervisor's hold on a state folder: a lock that the kernel drops with its process, so it is never stale.

Neither a recycled pid nor a reboot can fake it, which a pid file would have to guard against by boot id and start time.
"""

from __future__ import annotations

import fcntl
import os
import struct
from typing import TYPE_CHECKING

from cutdown.stack.errors import AlreadyRunningError

if TYPE_CHECKING:
    from pathlib import Path

# A process that opens and closes a file drops its own lock on it, and is never told of it by the kernel.
_held_here: dict[Path, int] = {}

# struct flock of Linux on 64 bits: type, whence, start, length, pid.
_FLOCK = "hhqqi4x"


def take(path: Path) -> None:
    """Lock the file for this process until it releases it or ends, however it ends.

    Raises `AlreadyRunningError` naming the process that has it.
    """
    if path in _held_here:
        raise AlreadyRunningError(os.getpid())
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        raise AlreadyRunningError(holder(path) or 0) from error
    _held_here[path] = descriptor


def release(path: Path) -> None:
    """Give up the lock that this process took."""
    os.close(_held_here.pop(path))


def holder(path: Path) -> int | None:
    """Pid of the process that holds the lock, if one does."""
    if path in _held_here:
        return os.getpid()
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        question = struct.pack(_FLOCK, fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
        kind, _, _, _, pid = struct.unpack(_FLOCK, fcntl.fcntl(descriptor, fcntl.F_GETLK, question))
    finally:
        os.close(descriptor)
    return None if kind == fcntl.F_UNLCK else int(pid)
