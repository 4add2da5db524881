"""Editing and rendering clips over HTTP: cut by time and word, stale files, what would run, and lost races."""

import io
import zipfile

import pytest

from domain.contracts.base import DEFAULT_ORG
from domain.contracts.job import JobStatus
from domain.heuristics.subtitle_files import read_cues
from tests.api.published_clips import patched

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_clip_shows_its_revision_and_that_its_files_are_fresh(world, clips):
    found = await world.http.get(f"/v1/clips/{clips[0]}")
    assert (found.status_code, found.headers["etag"]) == (200, '"1"')
    body = found.json()
    assert (body["revision"], body["rendered"], body["stale"]) == (1, 1, False)
    missing = await world.http.get("/v1/clips/clip_x")
    assert (missing.status_code, missing.json()["code"]) == (404, "clip.not_found")


async def test_a_cut_by_time_lies_on_frames_and_makes_the_clip_stale(world, clips):
    ranges = [{"start": 1.01, "end": 4}, {"start": 6, "end": 9.99}]
    found = await patched(world, clips[0], ranges=ranges)
    assert found.status_code == 200, found.text
    body = found.json()
    assert body["plan"]["ranges"] == [{"start": 1.0, "end": 4.0}, {"start": 6.0, "end": 10.0}]
    assert body["plan"]["range"] == {"start": 1.0, "end": 10.0}
    assert (body["plan"]["first_word"], body["plan"]["last_word"]) == (1, 10)
    assert (body["revision"], body["stale"], found.headers["etag"]) == (2, True, '"2"')


async def test_a_cut_by_word_begins_and_ends_with_its_words(world, clips):
    body = (await patched(world, clips[0], words=[{"first": 22, "last": 30}])).json()
    assert (body["plan"]["first_word"], body["plan"]["last_word"], body["plan"]["ranges"]) == (22, 30, [])
    assert 21.8 <= body["plan"]["range"]["start"] <= 22.2
    assert 29.8 <= body["plan"]["range"]["end"] <= 30.2


async def test_style_texts_and_framing_are_kept_and_null_takes_the_jobs_style_again(world, clips):
    changes = {
        "title": "Better",
        "style": "neon",
        "texts": [{"word": 3, "text": "THREE"}, {"word": 4, "text": ""}],
        "framing": [{"mode": "follow", "shot": 0, "face": "B"}],
    }
    body = (await patched(world, clips[0], **changes)).json()
    assert body["plan"]["title"] == "Better"
    assert body["settings"] == {name: value for name, value in changes.items() if name != "title"}
    assert (await patched(world, clips[0], style=None)).json()["settings"]["style"] is None


async def test_description_and_hashtags_are_changed_as_the_title_is(world, clips):
    body = (await patched(world, clips[0], description="  Two words. ", hashtags=["#Té", "#a_1"])).json()
    assert body["plan"]["description"] == "Two words."
    assert body["plan"]["hashtags"] == ["#Té", "#a_1"]
    assert body["stale"]
    emptied = (await patched(world, clips[0], description="", hashtags=[])).json()
    assert (emptied["plan"]["description"], emptied["plan"]["hashtags"]) == ("", [])


async def test_what_changes_nothing_leaves_no_trace(world, clips):
    body = (await patched(world, clips[0], title="Clip 1", texts=[])).json()
    assert (body["revision"], body["stale"]) == (1, False)


async def test_a_clip_moved_to_another_place_makes_room_and_nobody_becomes_stale(world, clips, job_id):
    moved = (await patched(world, clips[2], rank=1)).json()
    assert (moved["plan"]["rank"], moved["revision"], moved["stale"]) == (1, 2, False)
    listed = (await world.http.get(f"/v1/jobs/{job_id}/clips")).json()["items"]
    assert [(clip["id"], clip["plan"]["rank"]) for clip in listed] == [(clips[2], 1), (clips[0], 2), (clips[1], 3)]
    assert [clip["stale"] for clip in listed] == [False] * 3


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ranges": [{"start": 5, "end": 61}]}, "clip.cut_outside"),
        ({"ranges": [{"start": 5, "end": 8}, {"start": 7, "end": 9}]}, "clip.cut_order"),
        ({"words": [{"first": 55, "last": 61}]}, "clip.unknown_word"),
        ({"texts": [{"word": 15, "text": "x"}]}, "clip.unknown_word"),
        ({"framing": [{"mode": "wide", "shot": 2}]}, "framing.no_such_shot"),
        ({"framing": [{"mode": "follow", "shot": 0, "face": "C"}]}, "framing.no_such_face"),
        ({"ranges": [{"start": 5, "end": 8}], "words": [{"first": 5, "last": 8}]}, "request.invalid"),
        ({"words": [{"first": 8, "last": 8}]}, "request.invalid"),
        ({"texts": [{"word": 3, "text": "x"}, {"word": 3, "text": "y"}]}, "request.invalid"),
        ({"style": "gothic"}, "request.invalid"),
        ({"title": ""}, "request.invalid"),
        ({"hashtags": ["tea"]}, "request.invalid"),
        ({"hashtags": ["#two words"]}, "request.invalid"),
        ({"hashtags": ["#tea"] * 31}, "request.invalid"),
        ({"description": "a" * 2001}, "request.invalid"),
        ({"rank": 0}, "request.invalid"),
        ({"colour": "red"}, "request.invalid"),
    ],
)
async def test_what_cannot_be_is_refused_with_its_code(world, clips, changes, code):
    refused = await patched(world, clips[0], **changes)
    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert (await world.http.get(f"/v1/clips/{clips[0]}")).json()["revision"] == 1


async def test_a_lost_race_is_told(world, clips):
    await patched(world, clips[0], title="First")
    late = await world.http.patch(f"/v1/clips/{clips[0]}", json={"title": "Late"}, headers={"If-Match": '"1"'})
    assert (late.status_code, late.json()["code"]) == (412, "revision.stale")
    render = await world.http.post(f"/v1/clips/{clips[0]}/render", headers={"If-Match": '"1"'})
    assert render.status_code == 412
    assert world.engine.rendered == []


async def test_the_clip_of_a_running_job_cannot_be_edited(world, clips, job_id):
    async with world.units(DEFAULT_ORG) as unit:
        job = await unit.jobs.get(job_id)
        await unit.jobs.update(job.model_copy(update={"status": JobStatus.RUNNING}))
        await unit.commit()
    refused = await patched(world, clips[0], title="Better")
    assert (refused.status_code, refused.json()["code"]) == (409, "clip.job_running")


async def test_the_shots_of_a_clip_name_their_faces(world, clips):
    shots = (await world.http.get(f"/v1/clips/{clips[0]}/shots")).json()["items"]
    assert [(shot["index"], shot["start"], shot["end"]) for shot in shots] == [(0, 0.0, 10.0)]
    assert {letter: round(face["x"], 2) for letter, face in shots[0]["faces"].items()} == {"A": 0.15, "B": 0.85}
    assert shots[0]["choice"] is None


@pytest.mark.parametrize("form", ["otio", "fcpxml", "edl"])
async def test_a_clip_is_exported_as_it_stands_with_its_captions_beside_it(world, clips, form):
    ranges = [{"start": 1, "end": 4}, {"start": 6, "end": 9}]
    await patched(world, clips[0], ranges=ranges, texts=[{"word": 7, "text": "SEVEN"}])
    answer = await world.http.get(f"/v1/clips/{clips[0]}/timeline", params={"format": form})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip"), answer.text
    assert f'filename="clip-01-{form}.zip"' in answer.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == [f"clip-01.{form}", "clip-01.srt", "clip-01.vtt"]
        spoken = " ".join(" ".join(cue.lines) for cue in read_cues(archive.read("clip-01.srt").decode()))
        cut = archive.read(f"clip-01.{form}").decode()
    assert spoken == "w1 w2 w3 w6 SEVEN w8"
    if form == "edl":
        assert [line.split()[4:] for line in cut.splitlines() if line[:3].isdigit()] == [
            ["00:00:01:00", "00:00:04:00", "00:00:00:00", "00:00:03:00"],
            ["00:00:06:00", "00:00:09:00", "00:00:03:00", "00:00:06:00"],
        ]


async def test_an_unknown_format_is_refused(world, clips):
    answer = await world.http.get(f"/v1/clips/{clips[0]}/timeline", params={"format": "aaf"})
    assert (answer.status_code, answer.json()["code"]) == (422, "request.invalid")
