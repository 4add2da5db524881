"""Reads the stable code and the sentence out of a failure that reached a workflow."""

import asyncio
from dataclasses import dataclass

from temporalio.exceptions import ApplicationError, CancelledError, TimeoutError, TimeoutType  # noqa: A004


@dataclass(frozen=True)
class Failure:
    """What went wrong: a code that never changes its meaning, and a sentence that a person can act on."""

    code: str
    message: str


def is_cancellation(error: BaseException) -> bool:
    """True when the error is, or was caused by, a cancel request."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, asyncio.CancelledError | CancelledError):
            return True
        seen = seen.__cause__
    return False


def failure_of(error: BaseException) -> Failure:
    """The outermost failure with a code, for its causes are of the library that failed; timeouts get a code of ours."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ApplicationError):
            return Failure(seen.type or "internal.error", seen.message)
        if isinstance(seen, TimeoutError):
            return _timeout(seen)
        seen = seen.__cause__
    return Failure("internal.error", str(error))


def _timeout(error: TimeoutError) -> Failure:
    if error.type == TimeoutType.HEARTBEAT:
        return Failure("worker.lost", "The worker died several times in a row. Look at its log and at the memory.")
    return Failure("worker.timeout", "The stage took longer than its limit. Try a shorter video or a faster machine.")
