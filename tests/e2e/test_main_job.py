"""From a file to finished clips, by the command line and the API, through real servers and real models."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import av
import pysubs2
import pytest

from bench.crash_rounds import framemd5
from bench.installation import Installation, Run
from cutdown_sdk import FINAL_STATUSES, ConflictError
from domain.contracts.job import JobSpec
from tests.e2e.conftest import FFMPEG, SHORT, Cli, ffmpeg

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]


@pytest.fixture(scope="session")
def first(place: Installation, minute: Path) -> Run:
    """The job that the others are compared with."""
    return place.run(minute, SHORT, settle=0)


def test_one_command_brings_finished_clips(first: Run, cli: Cli, minute: Path, tmp_path: Path) -> None:
    assert first.job.status == "completed", first.job.message
    done = cli("clip", minute, "--count", 1, "--min", 8, "--max", 16, "--language", "en", "--out", tmp_path)
    folder = tmp_path / "clip-01"
    names = {"clip-9x16.mp4", "clip-9x16.ass", "poster-9x16.jpg", "clip.srt", "clip.vtt", "manifest.json"}
    assert {path.name for path in folder.iterdir()} == names
    with av.open(str(folder / "clip-9x16.mp4")) as video:
        stream = video.streams.video[0]
        assert (stream.width, stream.height) == (1080, 1920)
        assert stream.codec_context.name == "h264"
        assert video.streams.audio[0].codec_context.name == "aac"
    plan = first.clips[0].plan
    assert 8 <= plan.range.end - plan.range.start <= 16.5
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["source"]["digest"]
    text = " ".join(line.plaintext for line in pysubs2.load(str(folder / "clip.srt")))
    assert len(text.split()) > 10
    # A long title takes several lines of its cell.
    assert plan.title[:20] in done.stdout
    assert "/workflows/job_" in done.stdout


def test_the_same_order_again_runs_no_stage_again(place: Installation, first: Run, minute: Path) -> None:
    again = place.run(minute, SHORT, settle=0)
    assert [f.video.digest for c in again.clips for f in c.files] == [
        f.video.digest for c in first.clips for f in c.files
    ]
    worked = [
        s.step
        for s in place.api.jobs.worker_status(again.job.id).stages
        if not s.reused and s.stage not in {"fetch_source", "publish_clip"}
    ]
    assert worked == []


def test_another_style_renders_again_and_hears_nothing_again(place: Installation, first: Run, minute: Path) -> None:
    other = place.run(minute, SHORT.model_copy(update={"style": "clean"}), settle=0)
    assert other.job.status == "completed"
    worked = {s.stage for s in place.api.jobs.worker_status(other.job.id).stages if not s.reused}
    assert {"write_subtitles", "render_clip", "check_clip"} <= worked
    assert not worked & {"extract_audio", "transcribe_chunk", "align_chunk", "analyse_picture", "discover_clips"}


def test_every_event_is_told_once_and_in_order(place: Installation, first: Run) -> None:
    events = [*place.api.jobs.events(first.job.id)]
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    kinds = [event.kind for event in events]
    assert kinds.count("job.completed") == 1
    assert kinds.count("clip.published") == len(first.clips)


def test_a_manual_review_waits_for_a_person(place: Installation, cli: Cli, first: Run, minute: Path) -> None:
    spec = SHORT.model_copy(update={"review": SHORT.review.model_copy(update={"mode": "manual"})})
    job = place.order(minute, spec)
    _until(lambda: place.api.jobs.get(job.id).status == "awaiting_review")
    cli("jobs", "approve", job.id, "--note", "fine")
    assert place.finish(job.id, 120).status == "completed"
    with pytest.raises(ConflictError) as late:
        place.api.reviews.decide(job.id, "clips", "approve", decided_by="late")
    assert late.value.code == "job.finished"


def test_a_killed_worker_changes_nothing_that_a_customer_sees(
    place: Installation, first: Run, minute: Path, tmp_path: Path
) -> None:
    source = tmp_path / "again.mp4"
    ffmpeg("-i", minute, "-c", "copy", "-metadata", "comment=again", source)
    job = place.order(source, SHORT)
    _until(lambda: any(s.stage == "render_clip" for s in place.api.jobs.worker_status(job.id).stages), 120)
    victim = place.pid_of("worker-media")
    assert victim is not None
    os.kill(victim, signal.SIGKILL)
    assert place.finish(job.id, 240).status == "completed"
    assert next(s.attempt for s in place.api.jobs.worker_status(job.id).stages if s.stage == "render_clip") > 1
    rendered = [framemd5(place, file.video) for clip in place.api.jobs.clips(job.id) for file in clip.files]
    assert rendered == [framemd5(place, file.video) for clip in first.clips for file in clip.files]


def test_cancelling_kills_the_encoder_within_five_seconds_and_leaves_no_file(
    place: Installation, first: Run, minute: Path, tmp_path: Path
) -> None:
    source = tmp_path / "cancel.mp4"
    ffmpeg("-i", minute, "-c", "copy", "-metadata", "comment=cancel", source)
    job = place.order(source, SHORT)
    _until(
        lambda: any(
            s.stage == "render_clip" and s.state == "running" for s in place.api.jobs.worker_status(job.id).stages
        ),
        120,
    )
    place.api.jobs.cancel(job.id)
    began = time.monotonic()
    _until(lambda: place.api.jobs.get(job.id).status in FINAL_STATUSES, 15)
    _until(lambda: not _encoders(place), 5)
    assert time.monotonic() - began < 8
    assert place.api.jobs.get(job.id).status == "cancelled"
    assert [path for path in place.stack.settings().scratch_dir.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda p: p.write_bytes(b"\x00" * 4096), "media.unsupported"),
        (lambda p: p.write_text("ffconcat version 1.0\nfile /etc/hostname\n"), "media.unsupported"),
        (lambda p: p.write_text("#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n"), "media.unsupported"),
        (lambda p: ffmpeg("-f", "lavfi", "-i", "testsrc2=s=320x180", "-frames:v", "1", p), "media.no_video"),
        (lambda p: ffmpeg("-f", "lavfi", "-i", "sine=d=5", "-c:a", "aac", p), "media.no_speech"),
        (lambda p: ffmpeg("-f", "lavfi", "-i", "testsrc2=d=0.5:s=320x180", p), "media.too_short"),
        (lambda p: ffmpeg("-f", "lavfi", "-i", "testsrc2=d=6:s=320x180:r=30", p), "media.no_audio"),
        (
            lambda p: ffmpeg(
                "-f", "lavfi", "-i", "testsrc2=d=6:s=320x180:r=30", "-f", "lavfi", "-i", "anullsrc", "-shortest", p
            ),
            "media.no_speech",
        ),
    ],
    ids=["zeros", "ffconcat", "playlist", "one picture", "a tone alone", "half a second", "no sound", "silence"],
)
def test_a_bad_source_ends_with_its_code_and_a_sentence(place: Installation, tmp_path: Path, make, code: str) -> None:
    source = tmp_path / "bad $(touch x) 'quoted' %d.mp4"
    make(source)
    job = place.finish(place.order(source, SHORT).id, 60)
    assert (job.status, job.error_code) == ("failed", code)
    assert len(job.message) > 20


def test_a_clip_longer_than_the_video_is_refused_with_what_to_change(place: Installation, minute: Path) -> None:
    spec = JobSpec.model_validate({"wishes": {"min_seconds": 300, "max_seconds": 400}, "language": "en"})
    job = place.finish(place.order(minute, spec).id, 120)
    assert (job.status, job.error_code) == ("failed", "clips.none_possible")


def test_missing_files_and_wrong_options_are_told_in_a_sentence(cli: Cli) -> None:
    assert "no file" in cli("clip", "nowhere.mp4", status=1).stderr
    assert "max_seconds" in cli("clip", __file__, "--min", 50, "--max", 20, status=1).stderr


def _encoders(place: Installation) -> list[int]:
    found = subprocess.run(["pgrep", "-f", FFMPEG], capture_output=True, text=True, check=False).stdout.split()
    return [int(pid) for pid in found if str(place.stack.folder.root) in Path(f"/proc/{pid}/cmdline").read_text()]


def _until(condition, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to pass in time"
        time.sleep(0.1)
