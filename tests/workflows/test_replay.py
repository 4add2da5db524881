"""Every released history replays on today's code, and a changed workflow would not."""

from pathlib import Path

import pytest
from temporalio import workflow
from temporalio.client import WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer
from temporalio.workflow import NondeterminismError

from domain.contracts.job import RecordJobRequest, VideoJobInput, VideoJobResult
from worker_pools.runner import WORKFLOWS, sandboxed_runner

HISTORIES = sorted((Path(__file__).parent / "histories").glob("*.json"))


def history_of(path: Path) -> WorkflowHistory:
    return WorkflowHistory.from_json(path.stem, path.read_text(encoding="utf-8"))


def test_there_are_histories_of_success_failure_review_and_cancelling() -> None:
    names = {path.stem.split("-", 1)[1] for path in HISTORIES}
    assert {"plain-job", "plain-clip", "silent-job", "review_by_update-job", "cancelled-job", "edit-edit"} <= names


@pytest.mark.parametrize("path", HISTORIES, ids=lambda path: path.stem)
async def test_history_replays(path: Path) -> None:
    replayer = Replayer(
        workflows=WORKFLOWS,
        data_converter=pydantic_data_converter,
        workflow_runner=sandboxed_runner(),
    )
    await replayer.replay_workflow(history_of(path))


@workflow.defn(name="VideoJob", sandboxed=False)
class ShortcutJob:
    """A VideoJob whose author dropped every stage but the last."""

    @workflow.run
    async def run(self, order: VideoJobInput) -> VideoJobResult:
        await workflow.execute_activity(
            "record_job",
            RecordJobRequest.model_validate(
                {"scope": {"org_id": order.org_id, "job_id": order.job_id, "step": "finish"}, "status": "completed"}
            ),
            task_queue="export",
            schedule_to_close_timeout=None,
            start_to_close_timeout=None,
        )
        return VideoJobResult.model_validate({"status": "completed"})


async def test_a_changed_order_of_stages_is_noticed() -> None:
    path = next(path for path in HISTORIES if path.stem.endswith("plain-job"))
    replayer = Replayer(workflows=[ShortcutJob], data_converter=pydantic_data_converter)
    with pytest.raises((NondeterminismError, RuntimeError)):
        await replayer.replay_workflow(history_of(path))
