"""Heavy work of a stage in a thread: it heartbeats, and ends soon after its activity was cancelled."""

import asyncio
import threading
from collections.abc import Callable
from typing import TypeVar

from activities.stage import progress_heartbeat
from domain.progress import ProgressCallback

_TICK = 2.0

_Value = TypeVar("_Value")


class _StoppedError(Exception):
    """Unwinds a worker thread whose activity was cancelled."""


async def in_thread(work: Callable[[ProgressCallback], _Value]) -> _Value:
    """Run `work` in a thread; when the activity is cancelled, its next progress report ends the thread's work.

    The heartbeat goes on between reports: one batch of a recogniser can take longer than a heartbeat may.
    """
    stopped = threading.Event()
    heartbeat = progress_heartbeat()
    reached = 0.0

    def progress(share: float) -> None:
        nonlocal reached
        if stopped.is_set():
            raise _StoppedError
        reached = max(reached, share)
        heartbeat(reached)

    running = asyncio.ensure_future(asyncio.to_thread(work, progress))
    try:
        while not (await asyncio.wait({running}, timeout=_TICK))[0]:
            heartbeat(reached)
        return running.result()
    finally:
        stopped.set()
        # Nobody is left to hear how an abandoned thread ended.
        running.add_done_callback(lambda done: done.cancelled() or done.exception())
