"""A clip made again: what is told, what is published, and what happens when it goes wrong."""

import asyncio

import pytest
from temporalio.client import Client, WorkflowFailureError
from temporalio.exceptions import ApplicationError, CancelledError

from domain.contracts.base import TimeRange
from domain.contracts.captions import CaptionText
from domain.contracts.clip_edits import ClipSettings
from domain.contracts.framing import Wide
from domain.contracts.job import ClipOutcome, ClipProductionInput, JobSpec
from domain.contracts.render import Breach
from tests.workflows.conftest import Serve
from tests.workflows.fake_values import media, plan, ref
from tests.workflows.fakes import FakeStages, refuse
from workflows.client import TemporalJobControl, render_id

# Of the loop in which the shared workers run.
pytestmark = pytest.mark.asyncio(loop_scope="session")

SETTINGS = ClipSettings(style="neon", texts=(CaptionText(word=2, text="Ana"),), framing=(Wide(mode="wide", shot=0),))


def edit(name: str) -> ClipProductionInput:
    ranges = (TimeRange(start=30, end=35), TimeRange(start=40, end=50))
    return ClipProductionInput(
        org_id="org_default",
        job_id=f"job_edited_{name}",
        clip_id=f"clip_{name}",
        source=ref("source"),
        media=media(),
        transcript=ref("corrected"),
        picture=ref("picture"),
        plan=plan(1).model_copy(update={"ranges": ranges}),
        spec=JobSpec(),
        settings=SETTINGS,
        revision=3,
        transcript_revision=2,
        edit=True,
    )


async def start(client: Client, order: ClipProductionInput):
    await TemporalJobControl(client).render(order)
    return client.get_workflow_handle(render_id(order), result_type=ClipOutcome)


async def test_an_edit_goes_through_the_clips_own_stages_and_publishes_its_revision(serve: Serve) -> None:
    stages = FakeStages()
    async with serve(stages) as client:
        outcome = await (await start(client, edit("plain"))).result()
    assert outcome.published
    assert [state.state for state in stages.renders] == ["running"]
    (published,) = stages.published
    assert (published.revision, published.transcript_revision, published.edit) == (3, 2, True)
    assert (published.style, published.plan.ranges) == ("neon", edit("plain").plan.ranges)
    assert "clip 1 edit 3 of plain render" in stages.calls
    assert not any("transcribe" in step or "picture" in step for step in stages.calls)


async def test_a_stage_that_fails_is_recorded_with_its_code_and_fails_the_edit(serve: Serve) -> None:
    stages = FakeStages()
    stages.on["clip 1 edit 3 of broken render"] = refuse("media.truncated", "The video ends early.")
    async with serve(stages) as client:
        with pytest.raises(WorkflowFailureError) as failed:
            await (await start(client, edit("broken"))).result()
    assert isinstance(failed.value.cause, ApplicationError)
    assert failed.value.cause.type == "media.truncated"
    assert [(state.state, state.error_code) for state in stages.renders] == [
        ("running", None),
        ("failed", "media.truncated"),
    ]
    assert stages.published == []


async def test_a_cancelled_edit_is_recorded_as_such(serve: Serve) -> None:
    stages = FakeStages()
    step = "clip 1 edit 3 of held render"
    stages.hold[step] = asyncio.Event()
    running = stages.running.setdefault(step, asyncio.Event())
    async with serve(stages) as client:
        handle = await start(client, edit("held"))
        await running.wait()
        await handle.cancel()
        with pytest.raises(WorkflowFailureError) as failed:
            await handle.result()
    assert isinstance(failed.value.cause, CancelledError)
    assert (stages.renders[-1].state, stages.renders[-1].error_code) == ("failed", "render.cancelled")


async def test_an_edit_that_breaks_the_output_contract_is_not_published_and_says_why(serve: Serve) -> None:
    stages = FakeStages()
    stages.breaches = (Breach(aspect="9:16", clause="loudness", found="-9 LUFS", promised="-14 LUFS"),)
    async with serve(stages) as client:
        outcome = await (await start(client, edit("loud"))).result()
    assert (outcome.published, outcome.error_code) == (False, "clip.contract_broken")
    assert (stages.renders[-1].state, stages.renders[-1].error_code) == ("failed", "clip.contract_broken")
    assert stages.renders[-1].message == outcome.message
    assert outcome.message.startswith("loudness: -9 LUFS, promised -14 LUFS. ")
    assert "cutdown publish clip_loud --force" in outcome.message


async def test_an_edit_that_is_forced_is_published_though_it_breaks_the_contract(serve: Serve) -> None:
    stages = FakeStages()
    stages.breaches = (Breach(aspect="9:16", clause="loudness", found="-9 LUFS", promised="-14 LUFS"),)
    async with serve(stages) as client:
        outcome = await (await start(client, edit("forced").model_copy(update={"forced_by": "user_ana"}))).result()
    assert outcome.published
    assert [published.forced_by for published in stages.published] == ["user_ana"]
    assert [state.state for state in stages.renders] == ["running"]
