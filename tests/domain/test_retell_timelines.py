"""A retell's cut for other programs: every picture, every voice, every original at its frame, each on its own lane."""

import pytest

from domain.contracts.base import ArtifactRef
from domain.contracts.media import AudioStream, FrameRate, MediaInfo, VideoStream
from domain.contracts.retell import RetellProductionInput, RetellWish
from domain.errors import ConflictError
from domain.heuristics.retell_cut import RetellCut, cut_retell
from domain.heuristics.retell_edits import edited_lines
from domain.heuristics.retell_script import write_script
from domain.retell_timelines import retell_timeline
from domain.timelines import Timeline
from tests.domain.heuristics.retell_talks import story_source, voices_of, worths_of

REF = ArtifactRef(digest="b" * 64, size=1, media_type="video/mp4")
MUSIC = ArtifactRef(digest="c" * 64, size=1, media_type="audio/mpeg")


def order_of(music: bool = True, audio: bool = True, video: bool = True) -> RetellProductionInput:
    rate = FrameRate(num=25, den=1)
    media = MediaInfo(
        container="mp4",
        duration=98.0,
        video=VideoStream(codec="h264", width=1920, height=1080, frame_rate=rate, pixel_format="yuv420p")
        if video
        else None,
        audio=AudioStream(codec="aac", sample_rate=48000, channels=2, layout="stereo") if audio else None,
    )
    return RetellProductionInput(
        org_id="org",
        job_id="job",
        video_id="video",
        retell_id="retell_1",
        source=REF,
        media=media,
        speech=REF,
        transcript=REF,
        picture=REF,
        source_language="en",
        wish=RetellWish(seconds=30, mode="both", music=MUSIC if music else None),
        voice="kokoro/af_heart",
        script=REF,
        revision=4,
    )


def made(**order) -> tuple[Timeline, RetellCut]:
    source, wish = story_source(), RetellWish(seconds=30, mode="both")
    script = write_script(source, worths_of(source, wish), wish)
    cut = cut_retell(
        edited_lines(script, ()), voices_of(script), ("en", "en"), source.transcript, source.footage, wish.seconds
    )
    timeline = retell_timeline(order_of(**order), cut.edl, cut.placed, cut.bed, script.title, "talk.mp4")
    return timeline, cut


def test_the_pictures_are_the_parts_of_the_cut_one_after_the_other():
    timeline, cut = made()
    shown = [frame for part in timeline.parts for frame in range(part.first, part.last)]
    assert shown == [frame for e in cut.edl.entries for frame in range(e.first, e.last)]
    assert timeline.frames == round(cut.seconds * 25)
    assert [part.place for part in timeline.parts] == sorted(part.place for part in timeline.parts)
    assert (timeline.clip_id, timeline.revision, timeline.has_sound) == ("retell_1", 4, False)


def test_every_voice_lies_on_the_narrator_s_lane_where_it_is_heard():
    timeline, cut = made()
    lane = next(lane for lane in timeline.lanes if lane.name == "Narration")
    assert len(lane.sounds) == len(cut.placed.lines)
    for sound, line in zip(lane.sounds, cut.placed.lines, strict=True):
        assert sound.place / 25 == pytest.approx(line.start, abs=1e-6)
        assert sound.last / 25 == pytest.approx(line.end - line.start, abs=1 / 25)
        assert sound.file == f"narration-{line.spoken.line.number:02}.flac"
        assert sound.media == line.spoken.audio


def test_the_original_lies_where_it_is_heard_in_sync_with_what_is_seen():
    timeline, cut = made()
    lane = next(lane for lane in timeline.lanes if lane.name == "Original")
    shown = [frame for part in timeline.parts for frame in range(part.first, part.last)]
    heard = set()
    for sound in lane.sounds:
        for frame in range(sound.last - sound.first):
            assert shown[sound.place + frame] == sound.first + frame
            heard.add(sound.place + frame)
    wanted = {
        frame
        for span in cut.bed
        if span.level != "off"
        for frame in range(round(span.span.start * 25), round(span.span.end * 25))
    }
    assert heard == wanted


def test_music_has_a_lane_and_what_is_not_there_has_none():
    timeline, _ = made()
    assert [lane.name for lane in timeline.lanes] == ["Original", "Narration", "Music"]
    (music,) = timeline.lanes[-1].sounds
    assert (music.file, music.media, music.last) == ("music.mp3", MUSIC, timeline.frames)
    silent, _ = made(music=False, audio=False)
    assert [lane.name for lane in silent.lanes] == ["Narration"]


def test_a_source_without_a_picture_has_no_timeline():
    with pytest.raises(ConflictError, match=r"retell\.not_editable"):
        made(video=False)
