"""Retells over HTTP: the script is corrected and told again, and the cut handed to other programs."""

import io
import zipfile

import pytest
import pytest_asyncio

from activities.products import ProductActivities
from domain.contracts.base import DEFAULT_ORG, StageScope, TimeRange
from domain.contracts.lines import Line, PlacedLine, PlacedLines, SpokenLine
from domain.contracts.mixing import BedSpan
from domain.contracts.products import (
    ProductFile,
    PublishRetellRequest,
    RecordRetellRequest,
    RetellResult,
)
from domain.contracts.retell import Edl, EdlEntry, RetellProductionInput, RetellScript, RetellWish, ScriptLine
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


async def test_a_change_of_nothing_leaves_no_trace(world: World, retell: dict):
    path = f"/v1/retells/{retell['id']}"
    changed = (await world.http.patch(path, json={"style": "neon"})).json()
    again = (await world.http.patch(path, json={"style": "neon"})).json()
    assert again == changed


async def test_a_retell_without_a_script_yet_says_so_to_whoever_corrects_it(world: World, video_id: str):
    made = (await world.http.post("/v1/retells", json={"video_id": video_id, "wish": {"seconds": 30}})).json()
    path = f"/v1/retells/{made['id']}"
    script = await world.http.get(f"{path}/script")
    changed = await world.http.patch(path, json={"style": "neon"})
    for refused in (script, changed):
        assert (refused.status_code, refused.json()["code"]) == (409, "retell.not_editable")
    running = await world.http.post(f"{path}/render")
    assert (running.status_code, running.json()["code"]) == (409, "retell.job_running")
    missing = await world.http.get("/v1/retells/retell_nowhere/script")
    assert (missing.status_code, missing.json()["code"]) == (404, "retell.not_found")


@pytest.mark.parametrize("form", ["otio", "fcpxml", "edl"])
async def test_a_retell_is_exported_as_it_was_made_with_its_voices_and_captions(world: World, retell: dict, form: str):
    path = f"/v1/retells/{retell['id']}/timeline"
    early = await world.http.get(path, params={"format": form})
    assert (early.status_code, early.json()["code"]) == (409, "retell.not_cut")
    voice = await world.store.put_bytes(DEFAULT_ORG, b"fLaC", "audio/flac")
    said = Line(number=1, slot=TimeRange(start=0, end=2), first_word=0, last_word=1, source="uno", text="one")
    line = SpokenLine(line=said, voice="kokoro/af_heart", audio=voice, seconds=2)
    edl = Edl(
        frame_rate=MEDIA.video.frame_rate,
        entries=(EdlEntry(line=1, shot=0, first=50, last=110), EdlEntry(line=0, shot=0, first=110, last=125)),
    )
    placed = PlacedLines(language="en", duration=3, lines=(PlacedLine(spoken=line, start=0.2, end=2.2),))
    async with world.units(DEFAULT_ORG) as unit:
        found = await unit.retells.get(retell["id"], lock=True)
        srt = await world.store.put_bytes(DEFAULT_ORG, b"1\n", "application/x-subrip")
        files = (found.result.files[0].model_copy(update={"srt": srt, "vtt": srt}),)
        change = {
            "files": files,
            "edl": await stored(world, edl),
            "placed": await stored(world, placed),
            "bed": (BedSpan(span=TimeRange(start=0, end=3), level="under"),),
        }
        await unit.retells.put(found.model_copy(update={"result": found.result.model_copy(update=change)}))
        await unit.commit()
    answer = await world.http.get(path, params={"format": form})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip"), answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == [f"retell.{form}", "retell.srt", "retell.vtt", "narration-01.flac"]
        assert archive.read("narration-01.flac") == b"fLaC"
        cut = archive.read(f"retell.{form}").decode()
    assert "A talk" in cut or form == "edl"
    assert ("narration-01.flac" in cut) == (form != "edl")
