"""Watches how much address space a child takes, since what a program says at its limit differs from place to place."""

import asyncio
import contextlib
import os
from pathlib import Path

# A child may end after few milliseconds, so the first looks follow each other closely.
_FIRST_SECONDS, _LONGEST_SECONDS = 0.01, 0.5
_PAGE = os.sysconf("SC_PAGE_SIZE")

NEAR_LIMIT = 0.9
"""Share of the limit from which a child that fails is taken to have failed for want of memory: the allocation that
was refused is not among what it has.
"""


class MemoryWatch:
    """`peak`: the most bytes of address space that the process `pid` was seen to have."""

    def __init__(self, pid: int) -> None:
        self._status = Path(f"/proc/{pid}/statm")
        self.peak = 0

    async def run(self) -> None:
        """Look until the process is gone; meant to be cancelled."""
        pause = _FIRST_SECONDS
        with contextlib.suppress(OSError, ValueError, IndexError):
            while True:
                self.peak = max(self.peak, int(self._status.read_text("ascii").split()[0]) * _PAGE)
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_SECONDS)
