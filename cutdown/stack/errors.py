"""What can go wrong when the embedded stack is started, said so that a person can act on it."""

from __future__ import annotations

# Exit statuses of the supervisor's process, apart from 1 and 2 which Python itself uses.
EXIT_ALREADY_RUNNING, EXIT_CANNOT_START = 3, 4


class StackError(Exception):
    """The stack cannot start or stop; the message says why and what to do."""


class NotReadyError(Exception):
    """A server does not answer yet; asking again later may succeed."""


class AlreadyRunningError(StackError):
    """Another supervisor holds this state folder."""

    def __init__(self, pid: int) -> None:
        super().__init__(f"the stack of this state folder is already run by process {pid}")
        self.pid = pid
