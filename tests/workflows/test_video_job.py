"""What the job does with success, refusal, silence, cancellation and a person's decision."""

import asyncio
import secrets
from datetime import timedelta

import pytest
from temporalio.client import Client, WorkflowFailureError, WorkflowHandle, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError, CancelledError
from temporalio.testing import WorkflowEnvironment

from domain.contracts.clips import ClipEdit
from domain.contracts.job import JobStatus, ReviewDecision, VideoJobInput, VideoJobResult
from domain.contracts.render import Breach
from tests.workflows.conftest import Serve, serving
from tests.workflows.fake_values import media, order, ref
from tests.workflows.fakes import FakeStages, refuse
from workflows.client import TemporalJobControl
from workflows.video_job import VideoJob

# Of the loop in which the shared workers run.
pytestmark = pytest.mark.asyncio(loop_scope="session")

MANUAL = {"review": {"mode": "manual", "deadline_seconds": 3600}}
APPROVE = ReviewDecision(decision="approve", decided_by="ana")


async def start(client: Client, job: VideoJobInput) -> WorkflowHandle[VideoJob, VideoJobResult]:
    await TemporalJobControl(client).start(job)
    return client.get_workflow_handle_for(VideoJob.run, job.job_id)


async def code_of(handle: WorkflowHandle[VideoJob, VideoJobResult]) -> str | None:
    with pytest.raises(WorkflowFailureError) as caught:
        await handle.result()
    cause = caught.value.cause
    assert isinstance(cause, ApplicationError)
    return cause.type


async def reached(stages: FakeStages, step: str) -> None:
    await asyncio.wait_for(stages.running.setdefault(step, asyncio.Event()).wait(), 20)


async def test_every_proposed_clip_is_published_and_the_job_completes(serve: Serve) -> None:
    stages = FakeStages(clips=3)
    async with serve(stages) as client:
        result = await (await start(client, order("job_ok"))).result()
    assert result.status is JobStatus.COMPLETED
    assert [clip.rank for clip in result.clips] == [1, 2, 3]
    assert len({request.clip_id for request in stages.published}) == 3
    assert len(stages.done_with) == 1, "clips read the sound for the recogniser no more"
    assert [state.status for state in stages.states][-1] is JobStatus.COMPLETED


async def test_chunks_of_sound_and_picture_are_handled_each_on_their_own(serve: Serve) -> None:
    stages = FakeStages(info=media(duration=900))
    async with serve(stages) as client:
        await (await start(client, order("job_long"))).result()
    assert {step for step in stages.calls if step.startswith("transcribe")} == {f"transcribe {n}/3" for n in (1, 2, 3)}
    assert {step for step in stages.calls if step.startswith("picture")} == {f"picture {n}/3" for n in (1, 2, 3)}


async def test_refused_source_ends_the_job_with_its_code_and_starts_nothing_else(serve: Serve) -> None:
    stages = FakeStages()
    stages.on["inspect"] = refuse("media.damaged")
    async with serve(stages) as client:
        assert await code_of(await start(client, order("job_bad"))) == "media.damaged"
    assert "audio" not in stages.calls
    assert stages.states[-1].status is JobStatus.FAILED
    assert stages.states[-1].error_code == "media.damaged"


@pytest.mark.parametrize(
    ("stages", "code"),
    [
        (FakeStages(speech=False), "media.no_speech"),
        (FakeStages(words=False), "media.no_speech"),
        (FakeStages(info=media(sound=False)), "media.no_audio"),
    ],
    ids=["silence", "no word understood", "no sound"],
)
async def test_a_video_without_speech_still_gets_its_picture_analysed(
    serve: Serve, stages: FakeStages, code: str
) -> None:
    async with serve(stages) as client:
        assert await code_of(await start(client, order(f"job_unheard_{secrets.token_hex(4)}"))) == code
    assert "record picture" in stages.calls
    assert "discover" not in stages.calls


async def test_a_failing_branch_stops_the_other_one(serve: Serve) -> None:
    stages = FakeStages()
    stages.on["audio"] = refuse("media.damaged")
    stages.hold["picture 1/1"] = asyncio.Event()
    async with serve(stages) as client:
        assert await code_of(await start(client, order("job_half"))) == "media.damaged"
    assert "proxy and shots" not in stages.calls


async def test_a_file_without_a_picture_ends_the_job_before_anything_is_made_of_it(serve: Serve) -> None:
    stages = FakeStages(info=media().model_copy(update={"video": None}))
    async with serve(stages) as client:
        assert await code_of(await start(client, order("job_blind"))) == "media.no_video"
    assert not {"audio", "picture 1/1", "record source"} & set(stages.calls)


async def test_a_source_written_anew_is_what_every_later_stage_opens(serve: Serve) -> None:
    stages = FakeStages()
    stages.mended = ref("mended", "video/x-matroska")
    async with serve(stages) as client:
        handle = await start(client, order("job_mended"))
        await handle.result()
    assert stages.opened == {stages.mended.digest}


async def test_a_chunk_that_cannot_be_heard_stops_the_others(serve: Serve) -> None:
    stages = FakeStages(info=media(duration=900))
    stages.hold["transcribe 2/3"] = asyncio.Event()
    stages.on["transcribe 3/3"] = refuse("asr.failed")
    async with serve(stages) as client:
        assert await code_of(await start(client, order("job_deaf"))) == "asr.failed"
    assert "align 2/3" not in stages.calls
    assert "transcript" not in stages.calls


async def test_words_that_somebody_corrected_before_are_those_that_a_later_job_works_with(serve: Serve) -> None:
    stages = FakeStages(clips=1)
    stages.standing = ref("corrected by hand")
    async with serve(stages) as client:
        await (await start(client, order("job_again"))).result()
    assert [request.transcript for request in stages.planned] == [stages.standing]


async def test_a_clip_that_breaks_its_promise_is_not_published_and_says_which(serve: Serve) -> None:
    stages = FakeStages(clips=1)
    stages.breaches = (Breach(aspect="9:16", clause="loudness", found="-9 LUFS", promised="-14 LUFS"),)
    async with serve(stages) as client:
        handle = await start(client, order("job_loud"))
        assert await code_of(handle) == "clip.contract_broken"
    message = stages.states[-1].message
    assert message.startswith("loudness: -9 LUFS, promised -14 LUFS. ")
    assert f"POST /v1/clips/{stages.published[0].clip_id}/publish" in message


async def test_one_broken_clip_does_not_take_the_others_down(serve: Serve) -> None:
    stages = FakeStages(clips=3)
    stages.on["clip 2 render"] = refuse("render.failed", "The encoder refused.")
    async with serve(stages) as client:
        result = await (await start(client, order("job_clip"))).result()
    assert [clip.published for clip in result.clips] == [True, False, True]
    assert result.clips[1].error_code == "render.failed"
    assert result.clips[1].message == "The encoder refused."


async def test_a_job_without_any_published_clip_fails(serve: Serve) -> None:
    stages = FakeStages(clips=1)
    stages.on["clip 1 render"] = refuse("render.failed")
    async with serve(stages) as client:
        assert await code_of(await start(client, order("job_none"))) == "render.failed"


async def test_ready_clips_are_published_before_the_rest_is(serve: Serve) -> None:
    stages = FakeStages(clips=2)
    stages.hold["clip 1 render"] = asyncio.Event()
    async with serve(stages) as client:
        handle = await start(client, order("job_first"))
        await reached(stages, "clip 2 publish")
        assert [request.plan.rank for request in stages.published] == [2]
        stages.hold["clip 1 render"].set()
        await handle.result()


@pytest.mark.parametrize("step", ["fetch", "transcribe 1/1", "picture 1/1", "discover", "clip 1 render"])
async def test_cancelling_at_any_step_ends_as_cancelled_and_is_recorded(serve: Serve, step: str) -> None:
    stages = FakeStages(clips=1)
    stages.hold[step] = asyncio.Event()
    async with serve(stages) as client:
        handle = await start(client, order(f"job_cancel_{step}"))
        await reached(stages, step)
        await TemporalJobControl(client).cancel(handle.id)
        with pytest.raises(WorkflowFailureError) as caught:
            await handle.result()
    assert isinstance(caught.value.cause, CancelledError)
    assert stages.states[-1].status is JobStatus.CANCELLED
    assert stages.published == []


@pytest.mark.parametrize("step", ["discover", "enter review"])
async def test_a_cancel_is_not_lost_when_a_stage_ends_well_all_the_same(serve: Serve, step: str) -> None:
    stages = FakeStages(clips=1)
    stages.deaf.add(step)
    async with serve(stages) as client:
        handle = await start(client, order(f"job_deaf_{step}", **MANUAL))
        await reached(stages, step)
        await handle.cancel()
        with pytest.raises(WorkflowFailureError) as caught:
            await asyncio.wait_for(handle.result(), 30)
    assert isinstance(caught.value.cause, CancelledError)
    assert stages.states[-1].status is JobStatus.CANCELLED


async def test_a_manual_review_waits_and_an_update_decides_it(serve: Serve) -> None:
    stages = FakeStages(clips=3)
    async with serve(stages) as client:
        handle = await start(client, order("job_review", **MANUAL))
        await reached(stages, "enter review")
        edits = (ClipEdit(rank=1, keep=False), ClipEdit(rank=3, title="Better"))
        control = TemporalJobControl(client)
        await control.decide(handle.id, "clips", APPROVE.model_copy(update={"edits": edits}))
        result = await handle.result()
    assert [clip.rank for clip in result.clips] == [2, 3]
    assert {request.plan.title for request in stages.published} == {"Clip 2", "Better"}
    assert stages.reviews[-1].source == "update"
    assert stages.reviews[-1].decision is not None
    assert stages.reviews[-1].decision.decided_by == "ana"


async def test_the_signal_of_the_same_name_decides_too_and_the_first_one_counts(serve: Serve) -> None:
    stages = FakeStages(clips=2)
    async with serve(stages) as client:
        handle = await start(client, order("job_signal", **MANUAL))
        await reached(stages, "enter review")
        await handle.signal("clips", APPROVE)
        await handle.signal("clips", ReviewDecision(decision="reject", decided_by="late"))
        result = await handle.result()
    assert result.status is JobStatus.COMPLETED
    assert stages.reviews[-1].source == "signal"


async def test_nobody_decides_then_the_default_is_taken_at_the_deadline(skipping: WorkflowEnvironment) -> None:
    stages = FakeStages(clips=1)
    policy = {"mode": "manual", "deadline_seconds": 86_400, "default": "reject"}
    async with serving(skipping.client, stages) as client:
        handle = await start(client, order("job_deadline", review=policy))
        await reached(stages, "enter review")
        await skipping.sleep(timedelta(hours=25))
        assert await code_of(handle) == "review.rejected"
    assert stages.reviews[-1].source == "deadline"
    assert stages.published == []


async def test_a_decision_that_cannot_be_taken_is_refused_at_once(serve: Serve) -> None:
    stages = FakeStages(clips=1)
    stages.hold["discover"] = asyncio.Event()
    async with serve(stages) as client:
        handle = await start(client, order("job_refuse", **MANUAL))
        await reached(stages, "discover")
        with pytest.raises(WorkflowUpdateFailedError) as early:
            await handle.execute_update("clips", APPROVE)
        stages.hold["discover"].set()
        await reached(stages, "enter review")
        with pytest.raises(WorkflowUpdateFailedError) as unknown:
            await handle.execute_update("clips", APPROVE.model_copy(update={"edits": (ClipEdit(rank=9),)}))
        await handle.execute_update("clips", APPROVE)
        await handle.result()
    assert isinstance(early.value.cause, ApplicationError)
    assert early.value.cause.type == "review.not_open"
    assert isinstance(unknown.value.cause, ApplicationError)
    assert unknown.value.cause.type == "review.unknown_clip"


async def test_a_review_that_drops_everything_ends_the_job_as_rejected(serve: Serve) -> None:
    stages = FakeStages(clips=1)
    async with serve(stages) as client:
        handle = await start(client, order("job_drop", **MANUAL))
        await reached(stages, "enter review")
        await handle.execute_update("clips", APPROVE.model_copy(update={"edits": (ClipEdit(rank=1, keep=False),)}))
        assert await code_of(handle) == "review.rejected"


async def test_cancelling_a_waiting_review_is_possible(serve: Serve) -> None:
    stages = FakeStages(clips=1)
    async with serve(stages) as client:
        handle = await start(client, order("job_cancel_review", **MANUAL))
        await reached(stages, "enter review")
        await handle.cancel()
        with pytest.raises(WorkflowFailureError):
            await handle.result()
    assert stages.states[-1].status is JobStatus.CANCELLED


async def test_starting_the_same_job_twice_runs_it_once(serve: Serve) -> None:
    stages = FakeStages(clips=1)
    async with serve(stages) as client:
        job = order("job_twice")
        await (await start(client, job)).result()
        await TemporalJobControl(client).start(job)
    assert stages.calls.count("fetch") == 1
