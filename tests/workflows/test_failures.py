"""The code and sentence that a failed job shows, out of what reached the workflow."""

import asyncio

import pytest
from temporalio.exceptions import (
    ActivityError,
    ApplicationError,
    CancelledError,
    RetryState,
    TimeoutError,  # noqa: A004
    TimeoutType,
)

from workflows.failures import Failure, failure_of, is_cancellation


def behind_an_activity(cause: BaseException) -> ActivityError:
    """As Temporal hands a failed stage to the workflow."""
    error = ActivityError(
        "activity failed",
        scheduled_event_id=1,
        started_event_id=2,
        identity="worker",
        activity_type="render_clip",
        activity_id="1",
        retry_state=RetryState.MAXIMUM_ATTEMPTS_REACHED,
    )
    error.__cause__ = cause
    return error


def timed_out(kind: TimeoutType) -> TimeoutError:
    return TimeoutError("timed out", type=kind, last_heartbeat_details=[])


def test_the_stage_s_own_code_and_sentence_are_told_and_not_those_of_the_library_behind_it() -> None:
    stage = ApplicationError("The video ends early.", type="media.truncated")
    stage.__cause__ = ApplicationError("exit status 1", type="ffmpeg")
    assert failure_of(behind_an_activity(stage)) == Failure("media.truncated", "The video ends early.")


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (TimeoutType.HEARTBEAT, "worker.lost"),
        (TimeoutType.START_TO_CLOSE, "worker.timeout"),
        (TimeoutType.SCHEDULE_TO_CLOSE, "worker.timeout"),
    ],
)
def test_silence_of_a_worker_and_too_long_a_stage_are_told_apart(kind: TimeoutType, code: str) -> None:
    failure = failure_of(behind_an_activity(timed_out(kind)))
    assert failure.code == code
    assert failure.message.endswith((".", "!"))


def test_what_has_no_code_is_an_internal_error_with_its_own_words() -> None:
    assert failure_of(ValueError("odd")) == Failure("internal.error", "odd")
    assert failure_of(ApplicationError("odd")) == Failure("internal.error", "odd")


def test_a_cancel_request_is_seen_behind_any_number_of_wrappings() -> None:
    assert is_cancellation(asyncio.CancelledError())
    assert is_cancellation(behind_an_activity(CancelledError("cancelled")))
    assert not is_cancellation(behind_an_activity(timed_out(TimeoutType.HEARTBEAT)))
