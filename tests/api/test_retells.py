"""Retells over HTTP: the script is corrected and told again."""

import pytest
import pytest_asyncio

from activities.products import ProductActivities
from domain.contracts.base import DEFAULT_ORG, StageScope, TimeRange
from domain.contracts.products import (
    ProductFile,
    PublishRetellRequest,
    RecordRetellRequest,
    RetellResult,
)
from domain.contracts.retell import RetellProductionInput, RetellScript, RetellWish, ScriptLine
from tests.api.conftest import World
from tests.api.products import LOUD, NOTHING, finish, stored
from tests.api.published_clips import MEDIA

pytestmark = pytest.mark.asyncio(loop_scope="module")

SCRIPT = RetellScript(
    language="en",
    source_language="en",
    title="A talk",
    lines=tuple(
        ScriptLine(
            number=n,
            mode="narration",
            text=f"told {n}",
            quote=f"w{n}",
            range=TimeRange(start=n, end=n + 1),
            first_word=n,
            last_word=n + 1,
        )
        for n in range(1, 4)
    ),
)


@pytest_asyncio.fixture(loop_scope="module")
async def retell(world: World, video_id: str) -> dict:
    """A published retell of three lines, of an ended job."""
    answer = await world.http.post("/v1/retells", json={"video_id": video_id, "wish": {"seconds": 30}})
    assert answer.status_code == 201, answer.text
    made = answer.json()
    journal = ProductActivities(world.units)
    wish, scope = RetellWish(seconds=30), StageScope(org_id=DEFAULT_ORG, job_id=made["job_id"], step="s")
    order = RetellProductionInput(
        org_id=DEFAULT_ORG,
        job_id=made["job_id"],
        video_id=video_id,
        retell_id=made["id"],
        source=NOTHING,
        media=MEDIA,
        speech=NOTHING,
        transcript=NOTHING,
        picture=NOTHING,
        source_language="en",
        wish=wish,
        voice="kokoro/af_heart",
        script=await stored(world, SCRIPT),
    )
    record = {"scope": scope, "retell_id": made["id"], "video_id": video_id, "wish": wish}
    await journal.record_retell(RecordRetellRequest(**record, state="ready", order=order))
    file = ProductFile(
        aspect="16:9", video=NOTHING, poster=NOTHING, srt=NOTHING, vtt=NOTHING, seconds=30, loudness=LOUD
    )
    result = RetellResult(
        files=(file,), sound=NOTHING, transcript=NOTHING, edl=NOTHING, parts=(), kept=(1, 3), seconds=30
    )
    await journal.publish_retell(PublishRetellRequest(scope=scope, retell_id=made["id"], result=result, revision=1))
    await finish(world, made["job_id"])
    return (await world.http.get(f"/v1/retells/{made['id']}")).json()


async def test_a_script_is_corrected_and_told_again(world: World, retell: dict):
    path = f"/v1/retells/{retell['id']}"
    script = (await world.http.get(f"{path}/script")).json()["items"]
    assert [(line["number"], line["told"]) for line in script] == [(1, True), (2, False), (3, True)]
    change = {"text": "told anew", "range": {"start": 4, "end": 9}}
    edited = (await world.http.patch(f"{path}/script/2", json=change)).json()
    assert (edited["text"], edited["range"], edited["edited"]) == ("told anew", {"start": 4, "end": 9}, True)
    dropped = (await world.http.patch(f"{path}/script/2", json={"drop": True})).json()
    assert (dropped["dropped"], dropped["text"]) == (True, "told anew"), "what an edit leaves out stays"
    await world.http.patch(path, json={"style": "neon", "voice": "espeak/es"})
    assert (await world.http.post(f"{path}/render")).status_code == 202
    (order,) = world.engine.made
    assert (order.settings.voice, order.settings.style, order.settings.edits[0].drop) == ("espeak/es", "neon", True)
    missing = await world.http.patch(f"{path}/script/9", json={"drop": True})
    assert (missing.status_code, missing.json()["code"]) == (404, "line.not_found")
