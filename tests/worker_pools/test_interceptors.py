"""What the workflow engine is told of a stage's failure."""

from datetime import timedelta

import pytest

from domain.errors import AppError, PermanentError, TransientError
from worker_pools.interceptors import LONGEST_WISHED_DELAY, wished_delay


@pytest.mark.parametrize(
    ("error", "seconds"),
    [
        (TransientError("llm.busy", "Busy.", after_seconds=7.5), 7.5),
        (TransientError("llm.busy", "Busy for a day.", after_seconds=86_400.0), LONGEST_WISHED_DELAY),
        (TransientError("llm.busy", "Nonsense.", after_seconds=-3.0), 0.0),
        (TransientError("llm.unreachable", "Away."), None),
        (PermanentError("llm.refused", "No."), None),
    ],
)
def test_the_next_attempt_comes_when_the_dependency_asks_for_it(error: AppError, seconds: float | None) -> None:
    assert wished_delay(error) == (None if seconds is None else timedelta(seconds=seconds))
