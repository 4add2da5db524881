"""What the supervisor asks of a process that it keeps alive."""

from __future__ import annotations

import signal
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from pathlib import Path

    from cutdown.stack.child import Launch


# A starved machine answers late too, and a restart would only add to its work.
PROBE_TIMEOUT_S = 10.0


class Server(ABC):
    """One kept process. A new kind of server: subclass, list it in `embedded.servers_for`."""

    name: str
    needs: tuple[str, ...] = ()
    """Names of processes that must be ready before this one starts for the first time."""
    port: int | None
    """The port to show to people."""
    stop_signal: ClassVar[signal.Signals] = signal.SIGTERM
    stop_timeout_s: float = 3.0
    ready_timeout_s: float = 60.0

    def prepare(self) -> None:
        """Make folders and files, mend what a crash left; runs before every start, in a thread."""
        return

    @abstractmethod
    def launch(self) -> Launch:
        """The command to start."""

    @abstractmethod
    async def provision(self) -> None:
        """Check by a real request that the server serves, and set up what belongs into it; may run many times.

        Raises `NotReadyError` while it does not serve yet.
        """

    async def probe(self) -> None:
        """Ask a process that was ready for any answer at all, cheaply: a hung one gives none, a refusing one does.

        Raises `NotReadyError` when nothing is answered within `PROBE_TIMEOUT_S`. No way to ask: it counts as alive.
        """
        return

    def clean_up(self) -> None:
        """Remove what an ended process leaves outside of its data; runs after every end."""
        return


def bare_environment(home: Path) -> dict[str, str]:
    """The environment of a server: nothing of ours, so that no secret of ours is in it."""
    return {
        "HOME": str(home),
        "TMPDIR": str(home),
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
    }
