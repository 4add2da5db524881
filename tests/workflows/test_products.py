"""What a job does about dubs and a retell: beside clips or alone, reviewed, too long, cancelled, edited."""

import asyncio
import contextlib

import pytest
from temporalio.client import WorkflowFailureError

from domain.contracts.dubbing import DubProductionInput, DubSettings
from domain.contracts.job import JobStatus, ReviewDecision
from domain.contracts.lines import LineEdit
from domain.contracts.products import PublishDubRequest, PublishRetellRequest
from tests.workflows.conftest import Serve
from tests.workflows.fake_products import states
from tests.workflows.fake_values import order
from tests.workflows.fakes import FakeStages, refuse
from tests.workflows.test_video_job import reached, start
from workflows.client import TemporalJobControl
from workflows.dub_production import DubProduction

# Of the loop in which the shared workers run.
pytestmark = pytest.mark.asyncio(loop_scope="session")

DUBS = {"dubs": [{"language": "es"}, {"language": "id"}]}
APPROVE = ReviewDecision(decision="approve", decided_by="ana")
REJECT = ReviewDecision(decision="reject", decided_by="ana")


def manual(gate: str) -> dict[str, object]:
    return {"gates": {gate: {"mode": "manual", "deadline_seconds": 3600}}}


async def test_dubs_and_a_retell_are_made_beside_the_clips(serve: Serve) -> None:
    stages = FakeStages(clips=2)
    async with serve(stages) as client:
        result = await (await start(client, order("job_made_all", **DUBS, retell={"seconds": 60}))).result()
    assert [clip.published for clip in result.clips] == [True, True]
    assert [(one.title, one.published) for one in result.products] == [
        ("dub es", True),
        ("dub id", True),
        ("retell", True),
    ]
    assert {type(one) for one in stages.products} == {PublishDubRequest, PublishRetellRequest}
    assert stages.calls.count("speakers") == 1, "all dubs share what is known of the speakers"


async def test_without_clips_only_what_was_ordered_is_made(serve: Serve) -> None:
    stages = FakeStages()
    async with serve(stages) as client:
        result = await (await start(client, order("job_made_dub", clips=False, dubs=[{"language": "es"}]))).result()
    assert result.clips == ()
    assert result.products[0].published
    assert "discover" not in stages.calls
    assert not stages.done_with, "a dub hears the original again"
    assert "publish" not in {step.split()[-1] for step in stages.calls if step.startswith("clip")}


async def test_a_dub_of_the_clips_renders_each_of_them_with_its_own_sound(serve: Serve) -> None:
    stages = FakeStages(clips=2)
    async with serve(stages) as client:
        wish = {"language": "es", "scope": "clips"}
        result = await (await start(client, order("job_made_dub_clips", dubs=[wish]))).result()
    assert result.products[0].published
    published = stages.products[0]
    assert isinstance(published, PublishDubRequest)
    assert len({file.clip_id for file in published.result.files}) == 2
    assert len({sound.clip_id for sound in published.result.sounds}) == 2
    assert {"dub es clips clip 1 render", "dub es clips clip 2 render"} <= set(stages.calls)
    assert {mix.parts for mix in stages.mixed} == {sound.parts for sound in published.result.sounds}


async def test_voices_wait_for_whoever_reads_the_lines_and_speak_as_they_were_left(serve: Serve) -> None:
    stages = FakeStages(clips=1)
    async with serve(stages) as client:
        job = order("job_made_reads", dubs=[{"language": "es"}], **manual("dub"))
        handle = await start(client, job)
        await reached(stages, "enter dub_review")
        assert not stages.spoken
        stages.edited = DubSettings(edits=(LineEdit(number=2, text="De otra manera."),))
        await asyncio.sleep(0.3)
        await TemporalJobControl(client).decide(job.job_id, "dub", APPROVE)
        result = await handle.result()
    assert result.products[0].published
    assert all(request.edits == stages.edited.edits for request in stages.spoken)
    assert states(stages.dubs) == ["planned", "ready", "running"]
    published = stages.products[0]
    assert published.revision == 2, "published as the revision that was made"


@pytest.mark.parametrize(
    ("gate", "spec"), [("dub", {"dubs": [{"language": "es"}]}), ("retell", {"retell": {"seconds": 30}})]
)
async def test_rejected_lines_or_a_rejected_script_end_the_product_and_leave_the_clips(
    serve: Serve, gate: str, spec: dict[str, object]
) -> None:
    stages = FakeStages(clips=1)
    async with serve(stages) as client:
        job = order(f"job_made_rejects_{gate}", **spec, **manual(gate))
        handle = await start(client, job)
        await reached(stages, f"enter {gate}_review")
        await asyncio.sleep(0.3)
        await TemporalJobControl(client).decide(job.job_id, gate, REJECT)
        result = await handle.result()
    assert result.clips[0].published
    assert result.products[0].error_code == "review.rejected"
    assert not stages.spoken


async def test_a_script_is_told_when_somebody_has_read_it(serve: Serve) -> None:
    stages = FakeStages(clips=1)
    async with serve(stages) as client:
        job = order("job_made_script", clips=False, retell={"seconds": 30}, **manual("retell"))
        handle = await start(client, job)
        await reached(stages, "enter retell_review")
        await asyncio.sleep(0.3)
        await TemporalJobControl(client).decide(job.job_id, "retell", APPROVE)
        result = await handle.result()
    assert result.products[0].published
    assert states(stages.retells) == ["planned", "ready", "running"]


async def test_lines_that_do_not_fit_are_asked_for_shorter_at_most_twice(serve: Serve) -> None:
    stages = FakeStages()
    stages.tight = 5
    async with serve(stages) as client:
        await (await start(client, order("job_made_tight", clips=False, dubs=[{"language": "es"}]))).result()
    asked = [request for request in stages.translated if request.budgets]
    assert len(asked) == 2 * 2, "two rounds over two batches"
    assert all(request.budgets[0].number == 3 for request in asked)


async def test_texts_that_nobody_makes_shorter_are_asked_for_once(serve: Serve) -> None:
    stages = FakeStages()
    stages.tight, stages.stubborn = 5, True
    async with serve(stages) as client:
        await (await start(client, order("job_made_stubborn", clips=False, dubs=[{"language": "es"}]))).result()
    assert "translate 1/2 shorter 1" in " ".join(stages.calls)
    assert "shorter 2" not in " ".join(stages.calls)
    assert len(stages.products) == 1


async def test_the_retell_is_mixed_over_its_own_pieces(serve: Serve) -> None:
    stages = FakeStages()
    async with serve(stages) as client:
        await (await start(client, order("job_made_retell", clips=False, retell={"seconds": 60}))).result()
    (mix,) = stages.mixed
    assert [(part.start, part.end) for part in mix.parts] == [(80, 110), (10, 40)]
    assert not stages.translated, "told in the source's own language"


async def test_a_retell_in_another_language_is_translated(serve: Serve) -> None:
    stages = FakeStages()
    async with serve(stages) as client:
        wish = {"seconds": 60, "language": "id"}
        await (await start(client, order("job_made_retell_id", clips=False, retell=wish))).result()
    assert [request.language for request in stages.translated] == ["id"]


async def test_a_cancelled_job_ends_its_dubs(serve: Serve) -> None:
    stages = FakeStages()
    stages.hold["dub es mix"] = asyncio.Event()
    async with serve(stages) as client:
        handle = await start(client, order("job_made_stops", clips=False, dubs=[{"language": "es"}]))
        await reached(stages, "dub es mix")
        await TemporalJobControl(client).cancel(handle.id)
        with pytest.raises(WorkflowFailureError):
            await handle.result()
    assert stages.states[-1].status is JobStatus.CANCELLED
    assert not stages.products


async def edit(stages: FakeStages, serve: Serve, job_id: str) -> None:
    """One dub made, then made again as its second revision."""
    async with serve(stages) as client:
        await (await start(client, order(job_id, clips=False, dubs=[{"language": "es"}]))).result()
        ready = next(record.order for record in stages.dubs if record.order is not None)
        settings = DubSettings(edits=(LineEdit(number=1, voiced=False),))
        again = ready.model_copy(update={"settings": settings, "revision": 2, "edit": True})
        await TemporalJobControl(client).make(again)
        handle = client.get_workflow_handle_for(DubProduction.run, f"{job_id}/{ready.dub_id}/r2")
        with contextlib.suppress(WorkflowFailureError):
            await handle.result()


async def test_an_edited_dub_is_made_again_under_names_of_its_own(serve: Serve) -> None:
    stages = FakeStages()
    await edit(stages, serve, "job_made_edits")
    first, second = stages.products
    assert (first.edit, first.revision) == (False, 1)
    assert (second.edit, second.revision) == (True, 2)
    assert "dub es edit 2 mix" in stages.calls
    assert isinstance(stages.dubs[-1].wish.language, str)


async def test_an_edit_that_fails_says_so_and_publishes_nothing(serve: Serve) -> None:
    stages = FakeStages()
    stages.on["dub es edit 2 mix"] = refuse("media.tool_failed")
    await edit(stages, serve, "job_made_edit_fails")
    assert len(stages.products) == 1
    assert (stages.dubs[-1].state, stages.dubs[-1].edit, stages.dubs[-1].error_code) == (
        "failed",
        True,
        "media.tool_failed",
    )


async def test_an_edited_retell_is_told_again(serve: Serve) -> None:
    stages = FakeStages()
    async with serve(stages) as client:
        await (await start(client, order("job_made_retold", clips=False, retell={"seconds": 30}))).result()
        ready = next(record.order for record in stages.retells if record.order is not None)
        await TemporalJobControl(client).make(ready.model_copy(update={"revision": 2, "edit": True}))
        await client.get_workflow_handle(f"job_made_retold/{ready.retell_id}/r2").result()
    assert [(one.edit, one.revision) for one in stages.products] == [(False, 1), (True, 2)]


async def test_a_dub_knows_its_name_and_its_steps() -> None:
    wish = DubProductionInput.model_fields["wish"].annotation
    assert wish is not None
    clips = wish(language="es", scope="clips")
    assert (clips.title, wish(language="es").title) == ("dub es clips", "dub es")
    assert clips.id_in("job_1") != wish(language="es").id_in("job_1")
