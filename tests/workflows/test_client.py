"""What callers learn from the door to running jobs: when a job has ended, is not there, or nobody answers."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter

from cutdown.stack.ports import settle_ports
from domain.errors import AppError, ConflictError, NotFoundError, TransientError
from tests.workflows.conftest import Serve
from tests.workflows.fake_values import order
from tests.workflows.fakes import FakeStages
from tests.workflows.test_clip_edit import edit
from tests.workflows.test_video_job import APPROVE, MANUAL, reached, start
from workflows.client import TemporalJobControl, render_id
from workflows.topology import topology

# Of the loop in which the shared workers run.
pytestmark = pytest.mark.asyncio(loop_scope="session")

Call = Callable[[TemporalJobControl], Coroutine[Any, Any, None]]

DECIDE: Call = lambda control: control.decide("job_asked", "clips", APPROVE)  # noqa: E731
CANCEL: Call = lambda control: control.cancel("job_asked")  # noqa: E731


async def refusal(call: Call, client: Client) -> AppError:
    with pytest.raises(AppError) as refused:
        await call(TemporalJobControl(client))
    return refused.value


async def test_a_service_that_answers_passes_the_check(client: Client) -> None:
    await TemporalJobControl(client).check()


@pytest.mark.parametrize("call", [DECIDE, CANCEL], ids=["decide", "cancel"])
async def test_a_job_that_never_was_is_not_found(client: Client, call: Call) -> None:
    refused = await refusal(call, client)
    assert (type(refused), refused.code) == (NotFoundError, "job.not_found")


async def test_an_ended_job_takes_no_decision_and_its_cancelling_changes_nothing(serve: Serve) -> None:
    async with serve(FakeStages(clips=1)) as client:
        handle = await start(client, order("job_over"))
        await handle.result()
        control = TemporalJobControl(client)
        await control.cancel("job_over")
        refused = await refusal(lambda control: control.decide("job_over", "clips", APPROVE), client)
    assert (type(refused), refused.code) == (ConflictError, "job.finished")
    status = (await handle.describe()).status
    assert status is not None
    assert status.name == "COMPLETED"


async def test_a_gate_that_refuses_says_so_with_its_own_code(serve: Serve) -> None:
    stages = FakeStages(clips=1)
    async with serve(stages) as client:
        handle = await start(client, order("job_gated", **MANUAL))
        await reached(stages, "enter review")
        early = await refusal(lambda control: control.decide("job_gated", "export", APPROVE), client)
        await TemporalJobControl(client).decide("job_gated", "clips", APPROVE)
        await handle.result()
    assert (type(early), early.code) == (ConflictError, "review.not_open")
    assert early.message == "The job is not waiting for this review."


async def test_a_job_is_found_by_its_organisation_and_shares_the_queue_by_it(serve: Serve) -> None:
    async with serve(FakeStages(clips=1)) as client:
        handle = await start(client, order("job_labels"))
        await handle.result()
    described = await handle.describe()
    labels = {pair.key.name: pair.value for pair in described.typed_search_attributes}
    assert labels["CutdownOrg"] == "org_default"
    assert (labels["CutdownJob"], labels["CutdownVideo"]) == ("job_labels", "video_1")
    assert described.raw_description.workflow_execution_info.priority.fairness_key == "org_default"
    assert described.task_queue == topology().workflow_queue


async def test_a_revision_that_is_being_rendered_is_not_rendered_twice_and_an_ended_one_again(serve: Serve) -> None:
    stages = FakeStages()
    step = "clip 1 edit 3 of twice render"
    stages.hold[step] = asyncio.Event()
    async with serve(stages) as client:
        control, wanted = TemporalJobControl(client), edit("twice")
        await control.render(wanted)
        await reached(stages, step)
        await control.render(wanted)
        assert stages.calls.count(step) == 1
        stages.hold[step].set()
        handle = client.get_workflow_handle(render_id(wanted))
        await handle.result()
        await control.render(wanted)
        await handle.result()
    assert stages.calls.count(step) == 2
    assert len(stages.published) == 2


@pytest.mark.parametrize(
    "call",
    [
        lambda control: control.check(),
        lambda control: control.start(order("job_asked")),
        lambda control: control.render(edit("asked")),
        CANCEL,
        DECIDE,
    ],
    ids=["check", "start", "render", "cancel", "decide"],
)
async def test_where_nobody_listens_the_caller_is_told_to_try_again(call: Call) -> None:
    port = settle_ports(("nobody",), {}, {})["nobody"]
    client = await Client.connect(f"127.0.0.1:{port}", lazy=True, data_converter=pydantic_data_converter)
    refused = await asyncio.wait_for(refusal(call, client), 15)
    assert (type(refused), refused.code) == (TransientError, "temporal.unavailable")
