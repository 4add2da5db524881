"""What is worth waiting for is waited for, within bounds; everything else is told at once."""

import time

import pytest

from domain.errors import AppError, PermanentError, TransientError
from domain.patience import patiently

AWAY = TransientError("storage.unavailable", "away")


class Attempts:
    """Raises these errors one after another, then succeeds."""

    def __init__(self, *errors: AppError) -> None:
        self._errors = list(errors)
        self.made = 0

    async def __call__(self) -> str:
        self.made += 1
        if self._errors:
            raise self._errors.pop(0)
        return "done"


async def test_an_absence_shorter_than_the_patience_is_waited_out() -> None:
    attempts = Attempts(AWAY, AWAY)
    assert await patiently(attempts, seconds=5) == "done"
    assert attempts.made == 3


async def test_patience_ends() -> None:
    attempts, began = Attempts(*[AWAY] * 50), time.monotonic()
    with pytest.raises(TransientError):
        await patiently(attempts, seconds=1)
    assert attempts.made > 1
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    "error", [PermanentError("storage.missing", "gone"), TransientError("storage.disk_full", "full")]
)
async def test_what_waiting_does_not_mend_is_told_at_once(error: AppError) -> None:
    attempts = Attempts(error)
    with pytest.raises(type(error)):
        await patiently(attempts, seconds=5)
    assert attempts.made == 1


async def test_without_patience_there_is_one_attempt() -> None:
    attempts = Attempts(AWAY)
    with pytest.raises(TransientError):
        await patiently(attempts, seconds=0)
    assert attempts.made == 1
