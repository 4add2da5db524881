"""Waits out the short absence of a dependency where giving up would throw finished work away."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from domain.errors import TransientError

T = TypeVar("T")

# Longer than a server takes to restart, shorter than any stage's time limit.
PATIENCE_SECONDS = 60.0
_FIRST_DELAY, _LONGEST_DELAY = 0.25, 4.0


async def patiently(attempt: Callable[[], Awaitable[T]], seconds: float = PATIENCE_SECONDS) -> T:
    """Repeat `attempt` while it raises TransientError `*.unavailable`, for up to `seconds`; then raise the last one.

    `attempt` must be safe to repeat. Other errors are raised at once.
    """
    clock = asyncio.get_running_loop().time
    deadline, delay = clock() + seconds, _FIRST_DELAY
    while True:
        try:
            return await attempt()
        except TransientError as error:
            if not error.code.endswith(".unavailable") or clock() + delay > deadline:
                raise
        await asyncio.sleep(delay)
        delay = min(2 * delay, _LONGEST_DELAY)
