"""Dubs over HTTP: ordered, corrected line by line, made again, and lost races; and the voices for them."""

import pytest
import pytest_asyncio

from activities.products import ProductActivities
from activities.transcript_record import keep_transcript
from domain.access import Principal
from domain.contracts.base import DEFAULT_ORG, StageScope, TimeRange
from domain.contracts.dubbing import DubProductionInput, DubWish
from domain.contracts.job import JobStatus
from domain.contracts.lines import Line, Lines, PlacedLine, PlacedLines, SpeakerVoice, SpokenLine
from domain.contracts.products import (
    DubbedSound,
    DubResult,
    ProductFile,
    PublishDubRequest,
    RecordDubRequest,
)
from domain.errors import TransientError
from tests.api.conftest import World
from tests.api.products import LOUD, NOTHING, finish, stored
from tests.api.published_clips import MEDIA, TALK

pytestmark = pytest.mark.asyncio(loop_scope="module")

VOICES = (SpeakerVoice(speaker="A", voice="kokoro/af_heart"), SpeakerVoice(speaker="B", voice="kokoro/bm_george"))
LINES = Lines(
    source_language="en",
    language="es",
    lines=tuple(
        Line(
            number=n,
            speaker="AB"[n % 2],
            slot=TimeRange(start=n * 5, end=n * 5 + 3),
            first_word=n * 5,
            last_word=n * 5 + 3,
            source=" ".join(f"w{n * 5 + i}" for i in range(3)),
            text=f"línea {n}",
        )
        for n in range(1, 5)
    ),
)


@pytest_asyncio.fixture(loop_scope="module")
async def dub(world: World, video_id: str) -> dict:
    """A published dub of four lines by two speakers, of an ended job."""
    answer = await world.http.post("/v1/dubs", json={"video_id": video_id, "wish": {"language": "es"}})
    assert answer.status_code == 201, answer.text
    made = answer.json()
    journal = ProductActivities(world.units)
    wish, scope = DubWish(language="es"), StageScope(org_id=DEFAULT_ORG, job_id=made["job_id"], step="s")
    heard = await stored(world, TALK)
    async with world.units(DEFAULT_ORG) as unit:
        await keep_transcript(unit, DEFAULT_ORG, video_id, heard, "en")
        await unit.commit()
    batches = [LINES.model_copy(update={"lines": LINES.lines[at : at + 2]}) for at in (0, 2)]
    order = DubProductionInput(
        org_id=DEFAULT_ORG,
        job_id=made["job_id"],
        video_id=video_id,
        dub_id=made["id"],
        source=NOTHING,
        media=MEDIA,
        speech=NOTHING,
        transcript=await stored(world, TALK),
        heard=heard,
        picture=NOTHING,
        language="en",
        wish=wish,
        voices=VOICES,
        lines=tuple([await stored(world, batch) for batch in batches]),
    )
    record = {"scope": scope, "dub_id": made["id"], "video_id": video_id, "wish": wish}
    await journal.record_dub(RecordDubRequest(**record, state="ready", order=order))
    placed = PlacedLines(
        language="es",
        duration=60,
        lines=tuple(
            PlacedLine(
                spoken=SpokenLine(line=line, voice=VOICES[line.number % 2].voice, audio=NOTHING, seconds=2),
                start=line.slot.start,
                end=line.slot.start + 2,
            )
            for line in LINES.lines
        ),
    )
    file = ProductFile(video=NOTHING, srt=NOTHING, vtt=NOTHING, seconds=60, loudness=LOUD)
    sound = DubbedSound(sound=NOTHING, transcript=NOTHING, placed=await stored(world, placed))
    result = DubResult(files=(file,), sounds=(sound,), voices=VOICES)
    await journal.publish_dub(PublishDubRequest(scope=scope, dub_id=made["id"], result=result, revision=1))
    await finish(world, made["job_id"])
    return (await world.http.get(f"/v1/dubs/{made['id']}")).json()


async def test_a_dub_is_ordered_with_a_job_of_its_own_and_found_from_the_start(world: World, video_id: str):
    order = {"video_id": video_id, "wish": {"language": "id", "mix": "voice_over"}, "source_language": "en"}
    made = (await world.http.post("/v1/dubs", json=order)).json()
    assert (made["state"], made["language"], made["stale"]) == ("planned", "id", False)
    started = world.engine.started[made["job_id"]]
    assert (started.spec.clips, started.spec.language) == (False, "en")
    assert started.spec.dubs[0].mix == "voice_over"
    listed = (await world.http.get("/v1/dubs", params={"video_id": video_id})).json()["items"]
    assert [one["id"] for one in listed] == [made["id"]]
    lines = await world.http.get(f"/v1/dubs/{made['id']}/lines")
    assert (lines.status_code, lines.json()["code"]) == (409, "dub.not_editable")


async def test_a_dub_of_clips_is_ordered_with_their_job(world: World, video_id: str):
    order = {"video_id": video_id, "wish": {"language": "es", "scope": "clips"}, "source_language": "en"}
    refused = await world.http.post("/v1/dubs", json=order)
    assert (refused.status_code, refused.json()["code"]) == (422, "request.invalid")
    assert "spec.dubs" in refused.text


async def test_an_order_that_makes_no_sense_is_refused(world: World, video_id: str):
    for spec in (
        {"clips": False},
        {"dubs": [{"language": "es"}, {"language": "es"}]},
        {"clips": False, "dubs": [{"language": "es", "scope": "clips"}]},
        {"dubs": [{"language": "Spanish"}]},
        {"retell": {"seconds": 5}},
    ):
        answer = await world.http.post("/v1/jobs", json={"video_id": video_id, "spec": spec})
        assert (answer.status_code, answer.json()["code"]) == (422, "request.invalid"), spec


async def test_lines_are_shown_with_their_places(world: World, dub: dict):
    lines = (await world.http.get(f"/v1/dubs/{dub['id']}/lines")).json()["items"]
    assert [line["number"] for line in lines] == [1, 2, 3, 4]
    assert (lines[0]["text"], lines[0]["source"], lines[0]["voice"]) == ("línea 1", "w5 w6 w7", "kokoro/bm_george")
    assert (lines[0]["start"], lines[0]["end"], lines[0]["stale"], lines[0]["edited"]) == (5, 7, False, False)
    assert (await world.http.get(f"/v1/dubs/{dub['id']}/lines/3")).json() == lines[2]
    missing = await world.http.get(f"/v1/dubs/{dub['id']}/lines/9")
    assert (missing.status_code, missing.json()["code"]) == (404, "line.not_found")


async def test_a_corrected_line_makes_the_dub_stale_and_rendering_hands_it_on(world: World, dub: dict):
    path = f"/v1/dubs/{dub['id']}"
    edited = await world.http.patch(f"{path}/lines/2", json={"text": "otra cosa"}, headers={"If-Match": '"1"'})
    assert edited.status_code == 200, edited.text
    assert (edited.json()["text"], edited.json()["stale"], edited.json()["edited"]) == ("otra cosa", True, True)
    assert edited.headers["etag"] == '"2"'
    lost = await world.http.patch(f"{path}/lines/3", json={"text": "tarde"}, headers={"If-Match": '"1"'})
    assert (lost.status_code, lost.json()["code"]) == (412, "revision.stale")
    lines = (await world.http.get(f"{path}/lines")).json()["items"]
    assert [line["stale"] for line in lines] == [False, True, False, False]
    plan = (await world.http.post(f"{path}/render", params={"dry_run": True})).json()
    assert plan["needed"]
    assert plan["stages"][0] == {"stage": "synthesise_lines", "will": "run", "why": "not_remembered"}
    assert not world.engine.made, "a dry run starts nothing"
    asked = await world.http.post(f"{path}/render")
    assert asked.status_code == 202
    (order,) = world.engine.made
    assert (order.edit, order.revision, order.settings.edits[0].text) == (True, 2, "otra cosa")
    again = await world.http.post(f"{path}/render")
    assert (again.status_code, again.json()["needed"]) == (200, False)


async def test_a_line_tells_when_its_original_was_corrected_since(world: World, video_id: str, dub: dict):
    path = f"/v1/dubs/{dub['id']}/lines"
    assert {line["corrected"] for line in (await world.http.get(path)).json()["items"]} == {None}
    fix = {"operations": [{"op": "fix_word", "word": 11, "text": "eleven"}]}
    answer = await world.http.patch(f"/v1/videos/{video_id}/transcript", json=fix)
    assert answer.status_code == 200, answer.text
    lines = (await world.http.get(path)).json()["items"]
    assert [line["corrected"] for line in lines] == [None, "w10 eleven w12", None, None]
    assert not any(line["stale"] for line in lines), "what is said in the dub is as it was made"


async def test_taking_a_correction_back_is_a_change_of_its_own(world: World, dub: dict):
    path = f"/v1/dubs/{dub['id']}/lines/1"
    await world.http.patch(path, json={"voiced": False, "voice": "espeak/es"})
    back = (await world.http.patch(path, json={"voiced": True, "voice": None})).json()
    assert (back["edited"], back["voice"], back["stale"]) == (False, "kokoro/bm_george", False)
    assert (await world.http.get(f"/v1/dubs/{dub['id']}")).json()["revision"] == 3


async def test_voices_and_mix_of_a_dub_are_changed(world: World, dub: dict):
    path = f"/v1/dubs/{dub['id']}"
    voices = [{"speaker": "B", "voice": "espeak/es"}]
    changed = (await world.http.patch(path, json={"mix": "keep_music", "voices": voices})).json()
    assert (changed["stale"], changed["settings"]["mix"]) == (True, "keep_music")
    lines = (await world.http.get(f"{path}/lines")).json()["items"]
    assert [line["voice"] for line in lines] == ["espeak/es", "kokoro/af_heart"] * 2
    unknown = await world.http.patch(path, json={"voices": [{"speaker": "Z", "voice": "espeak/es"}]})
    assert (unknown.status_code, unknown.json()["code"]) == (409, "dub.unknown_speaker")


async def test_a_render_that_was_asked_for_while_the_engine_was_away_is_started_later(world: World, dub: dict):
    await world.http.patch(f"/v1/dubs/{dub['id']}/lines/2", json={"text": "más tarde"})
    world.engine.away = TransientError("temporal.unavailable", "Away.")
    assert (await world.http.post(f"/v1/dubs/{dub['id']}/render")).status_code == 202
    world.engine.away = None
    assert await world.parts.dubs.start_queued(Principal.system(DEFAULT_ORG)) >= 1
    assert dub["id"] in {order.dub_id for order in world.engine.made}


async def test_what_runs_cannot_be_made_again_at_the_same_time(world: World, video_id: str, dub: dict):
    async with world.units(DEFAULT_ORG) as unit:
        job = await unit.jobs.get(dub["job_id"])
        await unit.jobs.update(job.model_copy(update={"status": JobStatus.RUNNING}))
        await unit.commit()
    await world.http.patch(f"/v1/dubs/{dub['id']}/lines/2", json={"text": "ahora"})
    answer = await world.http.post(f"/v1/dubs/{dub['id']}/render")
    assert (answer.status_code, answer.json()["code"]) == (409, "dub.job_running")


async def test_voices_are_listed_by_language(world: World):
    everybody = (await world.http.get("/v1/voices")).json()["items"]
    assert [voice["id"] for voice in everybody] == ["kokoro/af_heart", "espeak/es"]
    spanish = (await world.http.get("/v1/voices", params={"language": "es"})).json()["items"]
    assert [voice["id"] for voice in spanish] == ["espeak/es"]
