"""A dub and a retell on real servers and models: in time, heard as written, and one corrected line costs one line."""

from itertools import pairwise
from pathlib import Path

import av
import pytest

from bench.installation import SAMPLE, Installation
from cutdown_sdk import ClipWishes, DubOrder, DubView, DubWish, JobSpec, LineChanges, RetellOrder, RetellWish
from domain.contracts.base import TimeRange
from tests.e2e.conftest import ffmpeg
from tests.speech_audio import decode, engine, word_error_rate

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]

SPANISH = SAMPLE.with_name("agua.mp4")


@pytest.fixture(scope="module")
def spanish(place: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first 17 seconds of a Spanish talk by two speakers."""
    target = tmp_path_factory.mktemp("source") / "spanish.mp4"
    ffmpeg("-i", SPANISH, "-t", 17, "-c", "copy", target)
    return target


@pytest.fixture(scope="module")
def dub(place: Installation, spanish: Path) -> DubView:
    """Its dub into English, in a job of its own."""
    video = place.api.videos.upload(spanish)
    ordered = place.api.dubs.create(DubOrder(video_id=video.id, wish=DubWish(language="en"), source_language="es"))
    job = place.api.jobs.wait(ordered.job_id)
    assert job.status == "completed", job.message
    return place.api.dubs.get(ordered.id)


def length_of(path: Path) -> float:
    with av.open(str(path)) as container:
        return float(container.duration or 0) / av.time_base


def test_a_dub_keeps_the_time_of_the_original(place: Installation, dub: DubView, spanish: Path, tmp_path: Path) -> None:
    lines = place.api.dubs.lines(dub.id)
    spoken = [line for line in lines if line.start is not None and line.end is not None and not_left(line.flags)]
    assert len(spoken) >= 2
    assert all(abs(line.start - line.slot_start) <= 0.1 for line in spoken)
    assert all(one.end <= other.start + 1e-6 for one, other in pairwise(spoken))
    assert all(line.speed <= 1.2 + 1e-6 for line in spoken)
    files = place.api.dubs.download(dub, tmp_path)
    assert abs(length_of(files["dub-en.mp4"]) - length_of(spanish)) <= 1 / 30
    assert dub.result is not None
    assert abs(dub.result.files[0].loudness.integrated_lufs + 14) <= 0.5


def not_left(flags: object) -> bool:
    return not {"too_long", "untranslated", "empty"} & set(map(str, flags or ()))


def test_a_dub_is_heard_as_it_is_written(place: Installation, dub: DubView, tmp_path: Path) -> None:
    files = place.api.dubs.download(dub, tmp_path)
    audio = decode(files["dub-en.mp4"])
    spans = [TimeRange(start=0, end=len(audio) / 16_000)]
    heard = engine("whisper-base").transcribe(audio, "en", spans, lambda _: None)
    said = " ".join(line.text for line in place.api.dubs.lines(dub.id) if not_left(line.flags))
    found = " ".join(word.text for segment in heard for word in segment.words)
    assert word_error_rate(said, found) <= 0.15, f"{said!r} was heard as {found!r}"


def test_one_corrected_line_is_spoken_again_and_no_other(place: Installation, dub: DubView) -> None:
    first = place.api.dubs.lines(dub.id)[0]
    changed = place.api.dubs.update_line(
        dub.id, first.number, LineChanges(text="Good evening, and welcome to you all.")
    )
    assert changed.stale
    plan = place.api.dubs.render(dub.id)
    assert plan.needed
    again = place.api.dubs.rendered(dub.id)
    assert (again.stale, again.render.state if again.render else "") == (False, "completed")
    assert again.result is not None
    assert dub.result is not None
    assert again.result.sounds[0].sound.digest != dub.result.sounds[0].sound.digest
    kept = {line.number: (line.text, line.start) for line in place.api.dubs.lines(dub.id)}
    assert kept[first.number][0] == "Good evening, and welcome to you all."


def test_one_corrected_line_of_dubbed_clips_touches_its_own_clip_only(place: Installation, dub: DubView) -> None:
    """The clips of the same talk: what is heard in them is theirs alone, and so is what is made again."""
    clips = ClipWishes(count=2, min_seconds=3, max_seconds=10)
    spec = JobSpec(language="es", wishes=clips, dubs=[DubWish(language="en", scope="clips")])
    job = place.api.jobs.wait(place.api.jobs.create(dub.video_id, spec).id)
    assert job.status == "completed", job.message
    (made,) = place.api.dubs.list(job_id=job.id)
    assert made.result is not None
    shown = {sound.clip_id: sound for sound in made.result.sounds}
    assert len(shown) == 2
    lines = place.api.dubs.lines(made.id)
    for line in lines:
        within = [s for s in shown.values() if s.parts[0].start <= line.slot_start < s.parts[0].end]
        assert len(within) == 1
        if line.start is not None and not_left(line.flags):
            assert abs(line.start - line.slot_start) <= 0.1
            assert line.end <= within[0].parts[0].end + 1e-6, "no word is cut by the end of its clip"
    place.api.dubs.update_line(made.id, lines[0].number, LineChanges(text="Good evening."))
    assert place.api.dubs.render(made.id).needed
    again = place.api.dubs.rendered(made.id)
    assert again.result is not None
    before = {file.clip_id: file.video.digest for file in made.result.files}
    after = {file.clip_id: file.video.digest for file in again.result.files}
    touched = {clip for clip, digest in after.items() if digest != before[clip]}
    assert touched == {clip for clip, s in shown.items() if s.parts[0].start <= lines[0].slot_start < s.parts[0].end}


def test_a_retell_is_as_long_as_was_wished_and_quotes_what_is_said(
    place: Installation, minute: Path, tmp_path: Path
) -> None:
    video = place.api.videos.upload(minute)
    wish = RetellWish(seconds=12)
    ordered = place.api.retells.create(RetellOrder(video_id=video.id, wish=wish, source_language="en"))
    job = place.api.jobs.wait(ordered.job_id)
    assert job.status == "completed", job.message
    retell = place.api.retells.get(ordered.id)
    assert retell.result is not None
    assert abs(retell.result.seconds - 12) <= 0.05 * 12
    files = place.api.retells.download(retell, tmp_path)
    assert abs(length_of(files["retell.mp4"]) - retell.result.seconds) <= 1 / 30
    said = place.api.transcripts.get(video.id)
    words = " ".join(word.text for word in said.words)
    assert all(line.quote in words for line in place.api.retells.script(retell.id))


def test_a_language_that_nobody_here_can_make_is_refused_at_the_order(place: Installation, minute: Path) -> None:
    from cutdown_sdk import InvalidRequestError

    video = place.api.videos.upload(minute)
    with pytest.raises(InvalidRequestError) as refused:
        place.api.jobs.create(
            video.id, JobSpec(clips=False, dubs=[DubWish(language="id", translator="whisper")], language="en")
        )
    assert refused.value.code == "translator.unsupported"
