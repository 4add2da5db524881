"""What becomes of a job when a dub or a retell of it fails: each fails alone, and says why."""

import asyncio

import pytest

from domain.contracts.job import JobStatus
from domain.contracts.render import Breach
from tests.workflows.conftest import Serve
from tests.workflows.fake_values import order
from tests.workflows.fakes import FakeStages, refuse
from tests.workflows.test_video_job import code_of, reached, start

# Of the loop in which the shared workers run.
pytestmark = pytest.mark.asyncio(loop_scope="session")

DUBS = {"dubs": [{"language": "es"}, {"language": "id"}]}


async def test_a_language_that_fails_takes_nothing_else_down(serve: Serve) -> None:
    stages = FakeStages(clips=1)
    stages.on["dub es translate 1/2"] = refuse("translator.unsupported", "No engine translates en to es.")
    async with serve(stages) as client:
        result = await (await start(client, order("job_made_one_fails", **DUBS))).result()
    assert result.status is JobStatus.COMPLETED
    spanish, indonesian = result.products
    assert (spanish.published, spanish.error_code) == (False, "translator.unsupported")
    assert indonesian.published
    failed = [record for record in stages.dubs if record.state == "failed"]
    assert [(record.wish.language, record.error_code) for record in failed] == [("es", "translator.unsupported")]


async def test_a_voice_that_is_gone_fails_its_dub_alone(serve: Serve) -> None:
    stages = FakeStages(clips=1)
    stages.on["dub id voices 1/2"] = refuse("voice.unavailable")
    async with serve(stages) as client:
        result = await (await start(client, order("job_made_no_voice", **DUBS))).result()
    assert [(one.title, one.error_code) for one in result.products] == [
        ("dub es", None),
        ("dub id", "voice.unavailable"),
    ]


async def test_where_nobody_can_tell_who_speaks_all_dubs_fail_and_nothing_else(serve: Serve) -> None:
    stages = FakeStages(clips=1)
    stages.on["speakers"] = refuse("audio.unreadable")
    async with serve(stages) as client:
        result = await (await start(client, order("job_made_unheard", **DUBS, retell={"seconds": 30}))).result()
    assert [(one.title, one.error_code) for one in result.products] == [
        ("dub es", "audio.unreadable"),
        ("dub id", "audio.unreadable"),
        ("retell", None),
    ]
    assert result.clips[0].published
    assert {record.error_code for record in stages.dubs} == {"audio.unreadable"}


async def test_a_talk_that_cannot_be_told_again_keeps_its_clips(serve: Serve) -> None:
    stages = FakeStages(clips=1)
    stages.on["retell script"] = refuse("retell.nothing_to_tell")
    async with serve(stages) as client:
        result = await (await start(client, order("job_made_untold", retell={"seconds": 30}))).result()
    assert result.clips[0].published
    assert [(one.kind, one.error_code) for one in result.products] == [("retell", "retell.nothing_to_tell")]
    assert (stages.retells[-1].state, stages.retells[-1].error_code) == ("failed", "retell.nothing_to_tell")


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ({"dubs": [{"language": "es", "scope": "clips"}]}, "Clip 1: loudness: -9 LUFS, promised -14 LUFS"),
        ({"retell": {"seconds": 30}}, "loudness: -9 LUFS, promised -14 LUFS"),
    ],
    ids=["dub", "retell"],
)
async def test_a_product_that_breaks_the_output_contract_is_not_published_and_says_why(
    serve: Serve, spec: dict[str, object], message: str, request: pytest.FixtureRequest
) -> None:
    stages = FakeStages(clips=1)
    stages.measured = (Breach(aspect="9:16", clause="loudness", found="-9 LUFS", promised="-14 LUFS"),)
    async with serve(stages) as client:
        result = await (await start(client, order(f"job_{request.node.callspec.id}_loud", **spec))).result()
    (product,) = result.products
    assert (product.published, product.error_code) == (False, "clip.contract_broken")
    assert product.message == message
    assert stages.products == []


async def test_a_dub_whose_workflow_somebody_ends_is_told_of_as_failed(serve: Serve) -> None:
    stages = FakeStages(clips=1)
    stages.hold["dub es mix"] = asyncio.Event()
    async with serve(stages) as client:
        handle = await start(client, order("job_made_ended", dubs=[{"language": "es"}]))
        await reached(stages, "dub es mix")
        planned = next(record.order for record in stages.dubs if record.order is not None)
        await client.get_workflow_handle(f"{handle.id}/{planned.dub_id}").terminate("an operator")
        stages.hold["dub es mix"].set()
        result = await handle.result()
    assert result.clips[0].published
    (product,) = result.products
    assert not product.published
    assert product.error_code


async def test_a_job_of_which_nothing_could_be_made_has_failed(serve: Serve) -> None:
    stages = FakeStages()
    stages.on["dub es lines"] = refuse("dub.nothing_said")
    async with serve(stages) as client:
        assert await code_of(await start(client, order("job_made_none", clips=False, dubs=[{"language": "es"}]))) == (
            "dub.nothing_said"
        )
    assert stages.states[-1].status is JobStatus.FAILED
