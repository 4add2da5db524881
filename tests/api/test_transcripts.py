"""Correcting a transcript over HTTP: revisions, lost races, history, and the clips that become stale."""

import asyncio
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from activities.journal import JournalActivities
from domain.access import Principal
from domain.contracts.base import DEFAULT_ORG, StageScope, TimeRange
from domain.contracts.clips import ClipPlan
from domain.contracts.job import PlannedClip, RecordPlanRequest, RecordVideoRequest
from domain.contracts.speech import Sentence, Transcript, Word
from domain.contracts.transcript_edits import FixWord
from domain.editing import JobAnalysis
from domain.errors import StaleError
from domain.ids import random_id
from domain.services.transcripts import TranscriptService

pytestmark = pytest.mark.asyncio(loop_scope="module")


def talk(first: str = "Hello") -> Transcript:
    texts = [first, "dear", "wurld.", "This", "is", "a", "talk.", "It", "ends", "here."]
    words = tuple(Word(text=t, start=i + 0.1, end=i + 0.9, probability=0.5) for i, t in enumerate(texts))
    bounds = [(0, 3), (3, 7), (7, 10)]
    sentences = tuple(Sentence(first=a, last=b) for a, b in bounds)
    return Transcript(language="en", duration=20, words=words, sentences=sentences)


def plan(rank: int, first: int, last: int) -> ClipPlan:
    return ClipPlan(
        rank=rank,
        range=TimeRange(start=first, end=last),
        first_word=first,
        last_word=last,
        title=f"Clip {rank}",
        score=0.5,
        sub_scores=(),
        reason="because",
    )


async def heard(world, job_id: str, video_id: str, transcript: Transcript):
    body = transcript.model_dump_json().encode()
    ref = await world.store.put_bytes(DEFAULT_ORG, body, "application/json")
    scope = StageScope(org_id=DEFAULT_ORG, job_id=job_id, step="record transcript")
    journal = JournalActivities(world.units, world.store)
    recorded = await journal.record_video(
        RecordVideoRequest(scope=scope, video_id=video_id, transcript=ref, language=transcript.language)
    )
    return ref, recorded.transcript


@pytest_asyncio.fixture(loop_scope="module")
async def base(world, video_id, job_id) -> str:
    """A video with a transcript and two clips of it, words 0-3 and 7-10."""
    ref, _ = await heard(world, job_id, video_id, talk())
    journal = JournalActivities(world.units, world.store)
    await journal.record_plan(
        RecordPlanRequest(
            scope=StageScope(org_id=DEFAULT_ORG, job_id=job_id, step="plan"),
            video_id=video_id,
            report=ref,
            clips=(
                PlannedClip(clip_id=random_id("clip"), plan=plan(1, 0, 3)),
                PlannedClip(clip_id=random_id("clip"), plan=plan(2, 7, 10)),
            ),
        )
    )
    async with world.units(DEFAULT_ORG) as unit:
        await unit.analyses.put(JobAnalysis(job_id=job_id, org_id=DEFAULT_ORG, transcript=ref, picture=ref))
        for clip in await unit.clips.of_job(job_id):
            await unit.clips.put(clip.model_copy(update={"rendered": 1}))
        await unit.commit()
    return f"/v1/videos/{video_id}/transcript"


FIX = {"operations": [{"op": "fix_word", "word": 2, "text": "world."}], "note": "misheard"}


async def test_a_video_without_a_transcript_says_so(world, video_id):
    missing = await world.http.get(f"/v1/videos/{video_id}/transcript")
    assert (missing.status_code, missing.json()["code"]) == (404, "transcript.not_found")
    unknown = await world.http.get("/v1/videos/vid_x/transcript")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "video.not_found")


async def test_a_corrected_word_is_a_new_revision_and_the_old_one_stays_readable(world, base):
    before = await world.http.get(base)
    assert (before.status_code, before.headers["etag"], before.json()["made_by"]) == (200, '"1"', "engine")
    after = await world.http.patch(base, json=FIX, headers={"If-Match": '"1"'})
    assert (after.status_code, after.headers["etag"]) == (200, '"2"')
    old, new = before.json()["words"], after.json()["words"]
    assert new[2] == old[2] | {"text": "world.", "probability": 1.0}
    assert [w for w in new if w["index"] != 2] == [w for w in old if w["index"] != 2]
    assert after.json()["segments"][0]["text"] == "Hello dear world."
    again = await world.http.get(f"{base}/revisions/1")
    assert again.json()["words"] == old
    history = (await world.http.get(f"{base}/revisions", params={"limit": 1})).json()
    assert (history["items"][0]["revision"], history["items"][0]["note"]) == (2, "misheard")
    assert history["items"][0]["operations"][0]["op"] == "fix_word"
    assert history["items"][0]["actor_kind"] == "key"
    older = (await world.http.get(f"{base}/revisions", params={"limit": 1, "cursor": history["next"]})).json()
    assert ([item["revision"] for item in older["items"]], older["next"]) == ([1], None)


async def test_a_lost_race_is_told_and_changes_nothing(world, base):
    await world.http.patch(base, json=FIX, headers={"If-Match": '"1"'})
    late = await world.http.patch(base, json=FIX, headers={"If-Match": '"1"'})
    assert (late.status_code, late.json()["code"]) == (412, "revision.stale")
    assert (await world.http.get(base)).json()["revision"] == 2


class Overtaken:
    """A store that is slow: somebody else corrects the transcript while bytes are put into it."""

    def __init__(self, world, path: str, times: int) -> None:
        self._world, self._path, self._left = world, path, times

    async def read_bytes(self, org_id, ref):
        return await self._world.store.read_bytes(org_id, ref)

    async def put_bytes(self, org_id, data, media_type):
        if self._left:
            self._left -= 1
            body = {"operations": [{"op": "fix_word", "word": 4, "text": f"theirs{self._left}"}]}
            assert (await self._world.http.patch(self._path, json=body)).status_code == 200
        return await self._world.store.put_bytes(org_id, data, media_type)


async def test_who_is_overtaken_corrects_what_the_other_has_left(world, base, video_id):
    service = TranscriptService(world.units, Overtaken(world, base, times=1))
    fix = FixWord(op="fix_word", word=2, text="world.")
    made = await service.edit(Principal.system(DEFAULT_ORG), video_id, [fix], expected=None)
    assert made.revision == 3
    assert [made.words.words[i].text for i in (2, 4)] == ["world.", "theirs0"]


async def test_who_is_overtaken_again_and_again_is_told_and_changes_nothing(world, base, video_id):
    service = TranscriptService(world.units, Overtaken(world, base, times=99))
    with pytest.raises(StaleError) as lost:
        await service.edit(Principal.system(DEFAULT_ORG), video_id, [FixWord(op="fix_word", word=2, text="w")], None)
    assert lost.value.code == "revision.stale"
    assert (await world.http.get(base)).json()["words"][2]["text"] == "wurld."


async def test_a_revision_that_never_was_is_not_found(world, base):
    missing = await world.http.get(f"{base}/revisions/7")
    assert (missing.status_code, missing.json()["code"]) == (404, "transcript.no_such_revision")


async def test_corrections_at_once_without_a_condition_all_take_effect(world, base):
    async def fix(word: int) -> int:
        body = {"operations": [{"op": "fix_word", "word": word, "text": f"new{word}"}]}
        return (await world.http.patch(base, json=body)).status_code

    assert await asyncio.gather(*(fix(word) for word in (3, 4, 5))) == [200, 200, 200]
    found = (await world.http.get(base)).json()
    assert (found["revision"], [found["words"][i]["text"] for i in (3, 4, 5)]) == (4, ["new3", "new4", "new5"])


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        ({"op": "fix_word", "word": 10, "text": "x"}, "transcript.unknown_word"),
        ({"op": "retime_word", "word": 1, "start": 0.5, "end": 0.95}, "transcript.overlap"),
        ({"op": "retime_word", "word": 9, "start": 19.5, "end": 20.5}, "transcript.outside"),
        ({"op": "fix_word", "word": 1, "text": "   "}, "request.invalid"),
        ({"op": "delete_word", "word": 1}, "request.invalid"),
        ({"op": "retime_word", "word": 1, "start": "nan", "end": 2}, "request.invalid"),
    ],
)
async def test_what_cannot_be_is_refused_with_its_code(world, base, operation, code):
    refused = await world.http.patch(base, json={"operations": [operation]})
    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert (await world.http.get(base)).json()["revision"] == 1


async def test_only_the_clip_that_shows_the_changed_word_becomes_stale(world, base, job_id):
    await world.http.patch(base, json=FIX)
    async with world.units(DEFAULT_ORG) as unit:
        clips = await unit.clips.of_job(job_id)
        events = await unit.events.after(job_id, 0, 100)
    assert [(clip.revision, clip.stale) for clip in clips] == [(2, True), (1, False)]
    assert [event.kind for event in events].count("clip.edited") == 1


async def test_the_same_words_heard_again_keep_what_people_corrected_and_other_words_do_not(
    world, base, video_id, job_id
):
    await world.http.patch(base, json=FIX)
    corrected = (await world.http.get(base)).json()["artifact"]
    _, going_on_with = await heard(world, job_id, video_id, talk())
    assert going_on_with.digest == corrected["digest"]
    other, going_on_with = await heard(world, job_id, video_id, talk("Bonjour"))
    assert going_on_with == other
    now = (await world.http.get(base)).json()
    assert (now["revision"], now["made_by"], now["words"][0]["text"]) == (3, "engine", "Bonjour")
    _, going_on_with = await heard(world, job_id, video_id, talk())
    assert going_on_with.digest == corrected["digest"]
    assert (await world.http.get(base)).json()["words"][2]["text"] == "world."
    async with world.units(DEFAULT_ORG) as unit:
        assert [r.revision for r in await unit.transcripts.history(video_id, after=None, limit=9)] == [4, 3, 2, 1]
        assert (await unit.transcripts.get(video_id)).updated_at <= datetime.now(UTC)
