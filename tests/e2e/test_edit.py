"""Corrections on real servers: what is edited is made again, and nothing else is."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import httpx
import pysubs2
import pytest

from bench.installation import Installation
from domain.contracts.job import JobSpec

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]

TWO = JobSpec.model_validate({"wishes": {"count": 2, "min_seconds": 6, "max_seconds": 12}, "language": "en"})

Call = Callable[..., Any]


@pytest.fixture(scope="module")
def call(place: Installation) -> Call:
    """One request to the API; its answer as JSON."""
    settings = place.stack.settings()
    token = settings.api_token.get_secret_value()
    address = f"http://{settings.api_host}:{settings.api_port}"
    client = httpx.Client(base_url=address, headers={"Authorization": f"Bearer {token}"}, timeout=30)

    def ask(method: str, path: str, **options: Any) -> Any:
        answer = client.request(method, path, **options)
        assert answer.is_success, answer.text
        return answer.json()

    return ask


@pytest.fixture(scope="module")
def job(place: Installation, minute: Path) -> str:
    """A job with two clips."""
    done = place.run(minute, TWO, settle=0)
    assert (done.job.status, len(done.clips)) == ("completed", 2), done.job.message
    return done.job.id


def clips_of(call: Call, job: str) -> list[dict[str, Any]]:
    return call("GET", f"/v1/jobs/{job}/clips")["items"]


def rendered(call: Call, clip_id: str, seconds: float = 120) -> dict[str, Any]:
    """The clip once its render has ended."""
    deadline = time.monotonic() + seconds
    while (clip := call("GET", f"/v1/clips/{clip_id}"))["render"]["state"] in {"queued", "running"}:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert clip["render"]["state"] == "completed", clip["render"]
    return clip


def steps(place: Installation, job: str, clip: dict[str, Any]) -> dict[str, bool]:
    """The stages of the newest edit of a clip, and whether each was reused."""
    mark = f"edit {clip['rendered']} of {clip['id'].removeprefix('clip_')[:6]}"
    return {run.stage: run.reused for run in place.api.jobs.worker_status(job).stages if mark in run.step}


def test_a_corrected_word_renders_its_clip_and_leaves_the_other_as_it_was(
    place: Installation, call: Call, job: str, tmp_path: Path
) -> None:
    first, second = clips_of(call, job)
    path = f"/v1/videos/{first['video_id']}/transcript"
    before = call("GET", path)
    word = second["plan"]["first_word"] + 2
    fixed = {"operations": [{"op": "fix_word", "word": word, "text": "Zanzibar"}]}
    after = call("PATCH", path, json=fixed, headers={"If-Match": f'"{before["revision"]}"'})
    assert after["revision"] == before["revision"] + 1
    assert [clip["stale"] for clip in clips_of(call, job)] == [False, True]

    (planned,) = call("POST", f"/v1/jobs/{job}/render-stale?dry_run=true")["items"]
    foretold = {stage["stage"]: stage["will"] == "reuse" for stage in planned["stages"]}
    assert (planned["clip"]["id"], foretold["plan_framing"], foretold["write_subtitles"]) == (second["id"], True, False)
    seen = len([*place.api.jobs.events(job)])
    call("POST", f"/v1/jobs/{job}/render-stale")
    made = rendered(call, second["id"])
    assert steps(place, job, made) == foretold

    assert clips_of(call, job)[0]["files"] == first["files"], "the other clip keeps its digests"
    assert made["files"][0]["video"]["digest"] != second["files"][0]["video"]["digest"]
    assert (made["stale"], made["transcript_revision"]) == (False, after["revision"])
    assert [file["revision"] for file in made["files"]] == [made["revision"]]
    srt = tmp_path / "clip.srt"
    place.api.artifacts.download(place.api.jobs.clips(job)[1].srt, srt)
    assert "Zanzibar" in " ".join(line.plaintext for line in pysubs2.load(str(srt)))
    kinds = [event.kind for event in [*place.api.jobs.events(job)][seen:]]
    assert kinds[0] == "clip.render_queued"
    assert kinds.count("clip.published") == kinds.count("clip.rendering") == 1
    assert kinds.index("clip.rendering") < kinds.index("stage.started") < kinds.index("clip.published")


def test_what_is_cut_out_is_gone_from_picture_sound_and_captions(
    place: Installation, call: Call, job: str, tmp_path: Path
) -> None:
    first, second = clips_of(call, job)
    plan = first["plan"]
    words = [
        {"first": plan["first_word"], "last": plan["first_word"] + 5},
        {"first": plan["first_word"] + 9, "last": plan["last_word"]},
    ]
    edited = call("PATCH", f"/v1/clips/{first['id']}", json={"words": words, "style": "clean"})
    ranges = edited["plan"]["ranges"]
    assert len(ranges) == 2
    planned = call("POST", f"/v1/clips/{first['id']}/render")
    assert planned["needed"]
    made = rendered(call, first["id"])
    assert (made["stale"], made["style"], made["breaches"]) == (False, "clean", [])
    seconds = sum(part["end"] - part["start"] for part in ranges)
    video = tmp_path / "clip.mp4"
    place.api.artifacts.download(place.api.jobs.clips(job)[0].files[0].video, video)
    with av.open(str(video)) as file:
        shown = file.streams.video[0]
        heard = file.streams.audio[0]
        assert float(shown.duration * shown.time_base) == pytest.approx(seconds, abs=0.05)
        assert float(heard.duration * heard.time_base) == pytest.approx(seconds, abs=0.05)
    transcript = call("GET", f"/v1/videos/{first['video_id']}/transcript")["words"]
    spoken = [w["text"] for run in words for w in transcript[run["first"] : run["last"]]]
    srt = tmp_path / "clip.srt"
    place.api.artifacts.download(place.api.jobs.clips(job)[0].srt, srt)
    assert " ".join(line.plaintext for line in pysubs2.load(str(srt))).split() == " ".join(spoken).split()
    assert clips_of(call, job)[1]["files"] == second["files"]


def test_an_edit_taken_back_costs_no_encoding(place: Installation, call: Call, job: str) -> None:
    _, second = clips_of(call, job)
    call("PATCH", f"/v1/clips/{second['id']}", json={"style": "neon"})
    call("PATCH", f"/v1/clips/{second['id']}", json={"style": None})
    planned = call("POST", f"/v1/clips/{second['id']}/render")
    assert [stage["will"] for stage in planned["stages"]] == ["reuse"] * 4 + ["run"]
    made = rendered(call, second["id"])
    assert [file["video"] for file in made["files"]] == [file["video"] for file in second["files"]]
    assert made["stale"] is False


def test_an_edit_that_cannot_be_rendered_leaves_the_published_files(place: Installation, call: Call, job: str) -> None:
    _, second = clips_of(call, job)
    unseen = {"words": [{"first": second["plan"]["first_word"], "last": second["plan"]["last_word"]}]}
    long = " ".join(["Donaudampfschifffahrtsgesellschaftskapitänsmütze"] * 4)[:200]
    texts = [{"word": second["plan"]["first_word"] + n, "text": long} for n in range(6)]
    call("PATCH", f"/v1/clips/{second['id']}", json=unseen | {"texts": texts})
    call("POST", f"/v1/clips/{second['id']}/render")
    deadline = time.monotonic() + 120
    while (clip := call("GET", f"/v1/clips/{second['id']}"))["render"]["state"] in {"queued", "running"}:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert clip["render"]["state"] == "failed", clip
    assert (clip["state"], clip["stale"]) == ("published", True)
    assert [file["video"] for file in clip["files"]] == [file["video"] for file in second["files"]]
    assert clip["message"] or clip["render"]["message"]
    call("PATCH", f"/v1/clips/{second['id']}", json={"texts": []})
    call("POST", f"/v1/clips/{second['id']}/render")
    assert rendered(call, second["id"])["stale"] is False
