"""What the workflow engine is told of a stage's failure, and the record of where it runs."""

import dataclasses
from datetime import timedelta

import pytest
from temporalio.testing import ActivityEnvironment
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput

from domain.contracts.base import DEFAULT_ORG, StageRequest, StageScope
from domain.entities import StageRun
from domain.errors import AppError, PermanentError, TransientError
from worker_pools.interceptors import LONGEST_WISHED_DELAY, StageInbound, wished_delay
from worker_pools.recorder import StageRecorder


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


class Recorder(StageRecorder):
    """Keeps what it is to write."""

    def __init__(self) -> None:
        self.runs: list[StageRun] = []

    async def started(self, run: StageRun) -> None:
        self.runs.append(run)

    async def ended(self, run: StageRun) -> None:
        self.runs.append(run)


class Done(ActivityInboundInterceptor):
    """A stage that ends at once."""

    def __init__(self) -> None:
        """It is the innermost."""

    async def execute_activity(self, _input: ExecuteActivityInput) -> str:
        return "done"


@pytest.mark.parametrize(
    ("queue", "before", "pool", "attempt"), [("asr", 0, "asr", 2), ("asr_gpu", 0, "asr_gpu", 2), ("asr", 12, "asr", 14)]
)
async def test_a_run_is_recorded_in_the_pool_that_took_it_and_after_those_of_another_queue(
    queue: str, before: int, pool: str, attempt: int
) -> None:
    recorder, environment = Recorder(), ActivityEnvironment()
    environment.info = dataclasses.replace(
        environment.info, activity_type="transcribe_chunk", task_queue=queue, attempt=2
    )
    scope = StageScope(org_id=DEFAULT_ORG, job_id="job_1", step="transcribe 1/1", attempts_before=before)
    given = ExecuteActivityInput(fn=Done, args=[StageRequest(scope=scope)], executor=None, headers={})
    await environment.run(StageInbound(Done(), recorder, "worker").execute_activity, given)
    assert [(run.pool, run.attempt) for run in recorder.runs] == [(pool, attempt)] * 2
