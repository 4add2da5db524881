"""The gates of a job: the transcript before the clips are chosen, the finished clips before they are published."""

import asyncio
from datetime import timedelta

import pytest
from temporalio.client import Client, WorkflowHandle
from temporalio.testing import WorkflowEnvironment

from domain.contracts.clips import ClipEdit
from domain.contracts.job import JobStatus, ReviewDecision, VideoJobResult
from tests.workflows.conftest import Serve, serving
from tests.workflows.fake_values import order, ref
from tests.workflows.fakes import FakeStages
from tests.workflows.test_video_job import APPROVE, code_of, reached, start
from workflows.client import TemporalJobControl
from workflows.video_job import VideoJob

# Of the loop in which the shared workers run.
pytestmark = pytest.mark.asyncio(loop_scope="session")

Handle = WorkflowHandle[VideoJob, VideoJobResult]


async def decide(client: Client, handle: Handle, gate: str, decision: ReviewDecision = APPROVE) -> None:
    await TemporalJobControl(client).decide(handle.id, gate, decision)


def told(stages: FakeStages) -> list[tuple[str, str]]:
    return [(request.gate, request.state) for request in stages.reviews]


async def test_a_transcript_is_reviewed_before_clips_are_looked_for_and_goes_on_as_it_was_corrected(
    serve: Serve,
) -> None:
    stages = FakeStages(clips=1)
    stages.corrected = ref("corrected")
    async with serve(stages) as client:
        handle = await start(client, order("job_read", gates={"transcript": {"mode": "manual"}}))
        await reached(stages, "enter transcript_review")
        assert "discover" not in stages.calls
        await decide(client, handle, "transcript")
        await handle.result()
    assert told(stages) == [("transcript", "opened"), ("transcript", "decided"), ("clips", "decided")]
    assert [request.transcript for request in stages.planned] == [ref("corrected")]


async def test_a_transcript_that_nobody_corrected_goes_on_as_it_was_heard_whichever_way_it_was_approved(
    serve: Serve,
) -> None:
    stages = FakeStages(clips=1)
    async with serve(stages) as client:
        handle = await start(client, order("job_fine", gates={"transcript": {"mode": "manual"}}))
        await reached(stages, "enter transcript_review")
        await handle.signal("transcript", APPROVE)
        await handle.result()
    assert [request.transcript for request in stages.planned] == [ref("transcript")]
    assert stages.reviews[0].source is None
    assert [review.source for review in stages.reviews if review.state == "decided"] == ["signal", "auto"]


async def test_a_review_that_drops_every_finished_clip_ends_the_job_as_rejected(serve: Serve) -> None:
    stages = FakeStages(clips=1)
    async with serve(stages) as client:
        handle = await start(client, order("job_dropped", gates={"export": {"mode": "manual"}}))
        await reached(stages, "enter export_review")
        dropped = (ClipEdit(rank=1, keep=False),)
        await decide(client, handle, "export", APPROVE.model_copy(update={"edits": dropped}))
        assert await code_of(handle) == "review.rejected"
    assert all(request.hold for request in stages.published)


async def test_finished_clips_wait_to_be_seen_and_only_the_kept_ones_are_published(serve: Serve) -> None:
    stages = FakeStages(clips=3)
    async with serve(stages) as client:
        handle = await start(client, order("job_seen", gates={"export": {"mode": "manual"}}))
        await reached(stages, "enter export_review")
        assert [request.hold for request in stages.published] == [True] * 3
        edits = (ClipEdit(rank=2, keep=False), ClipEdit(rank=3, title="Another"))
        await decide(client, handle, "export", APPROVE.model_copy(update={"edits": edits}))
        result = await handle.result()
    assert [(clip.rank, clip.published) for clip in result.clips] == [(1, True), (2, False), (3, True)]
    assert [(r.plan.rank, r.plan.title) for r in stages.published if not r.hold] == [(1, "Clip 1"), (3, "Another")]
    assert stages.states[-1].status is JobStatus.COMPLETED


async def test_rejected_clips_are_not_published(serve: Serve) -> None:
    stages = FakeStages(clips=2)
    async with serve(stages) as client:
        handle = await start(client, order("job_unseen", gates={"export": {"mode": "manual"}}))
        await reached(stages, "enter export_review")
        await handle.signal("export", ReviewDecision(decision="reject", decided_by="ana"))
        assert await code_of(handle) == "review.rejected"
    assert all(request.hold for request in stages.published)


async def test_a_gate_reminds_escalates_and_takes_its_default(skipping: WorkflowEnvironment) -> None:
    stages = FakeStages(clips=1)
    policy = {
        "mode": "manual",
        "deadline_seconds": 3600,
        "reminder_seconds": 600,
        "escalation_seconds": 1800,
        "default": "reject",
    }
    async with serving(skipping.client, stages) as client:
        handle = await start(client, order("job_nudged", gates={"clips": policy}))
        await reached(stages, "enter review")
        await skipping.sleep(timedelta(seconds=1900))
        await reached(stages, "review escalated")
        assert told(stages) == [("clips", "opened"), ("clips", "reminded"), ("clips", "escalated")]
        await skipping.sleep(timedelta(seconds=1800))
        assert await code_of(handle) == "review.rejected"
    assert (told(stages)[-1], stages.reviews[-1].source) == (("clips", "decided"), "deadline")


async def test_a_decision_after_the_reminder_ends_the_waiting(serve: Serve) -> None:
    stages = FakeStages(clips=1)
    policy = {"mode": "manual", "deadline_seconds": 3600, "reminder_seconds": 1, "escalation_seconds": 3000}
    async with serve(stages) as client:
        handle = await start(client, order("job_reminded", gates={"clips": policy}))
        await reached(stages, "review reminded")
        await decide(client, handle, "clips")
        await asyncio.wait_for(handle.result(), 20)
    assert told(stages) == [("clips", "opened"), ("clips", "reminded"), ("clips", "decided")]
