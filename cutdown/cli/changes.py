"""Waits for a job's next change: told by its live stream, with a look now and then for the clock's sake."""

import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from cutdown_sdk import Cutdown, CutdownError

# Times and estimates on a terminal move without an event; a stream that is lost costs no more than this either.
LOOK_SECONDS = 1.0
# Events come in bunches: one look serves all of a bunch.
_BUNCH_SECONDS = 0.1


class Changes:
    """Rung by the stream; `wait` returns soon after something has happened, and after a second in any case."""

    def __init__(self) -> None:
        self._bell = threading.Event()

    def ring(self) -> None:
        """Something has happened."""
        self._bell.set()

    def wait(self) -> None:
        """Until the next change."""
        if self._bell.wait(LOOK_SECONDS):
            threading.Event().wait(_BUNCH_SECONDS)
            self._bell.clear()


@contextmanager
def changes_of(api: Cutdown, job_id: str) -> Iterator[Changes]:
    """Follow the job in the background for as long as the context is open."""
    changes = Changes()

    def follow() -> None:
        with contextlib.suppress(CutdownError):
            for _ in api.jobs.watch(job_id):
                changes.ring()

    # A daemon: it may be waiting for an event that never comes, and nobody waits for it.
    threading.Thread(target=follow, daemon=True, name="changes").start()
    yield changes
