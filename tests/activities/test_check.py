"""Finished files are measured, and what they break is said in words."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from domain.contracts.base import ArtifactRef, TimeRange
from domain.contracts.captions import CaptionWord, CaptionWords
from domain.contracts.picture import Blackout, PictureAnalysis, Shot
from domain.contracts.render import CheckRequest, RenderRequest, RenderResult
from domain.errors import RejectedError
from domain.heuristics.subtitle_check import Cue
from domain.heuristics.subtitle_files import to_srt, to_vtt
from tests.activities.media_house import SCOPE, SQUARE, TALL, MediaHouse
from tests.adapters.media.footage import HEIGHT, WIDTH, babble, ffmpeg, numbered, write_sound, write_video
from tests.adapters.media.voices import PLAIN, voiced

FINISHED = tuple[MediaHouse, RenderRequest, RenderResult]


@pytest.fixture
async def finished(tmp_path: Path) -> FINISHED:
    house = MediaHouse(tmp_path)
    sound = write_sound(tmp_path / "sound.wav", babble(3, 0.05))
    path = write_video(tmp_path / "talk.mp4", map(numbered, range(33, 123)), sound=sound)
    order = await house.order(path, range(30, 60), (TALL, SQUARE))
    return house, order, await house.render.render_clip(order)


async def request(finished: FINISHED, violations: tuple[str, ...] = ()) -> CheckRequest:
    house, order, made = finished
    subtitles = await house.subtitles(order, violations)
    return CheckRequest(
        scope=SCOPE, range=order.range, media=order.media, presets=order.presets, files=made.files, subtitles=subtitles
    )


async def test_what_was_rendered_keeps_the_contract(finished: FINISHED) -> None:
    checked = await finished[0].check.check_clip(await request(finished))
    assert checked.breaches == ()
    assert [measured.frames for measured in checked.measurements] == [30, 30]


async def test_a_file_that_is_not_what_was_ordered_says_why(finished: FINISHED) -> None:
    asked = await request(finished)
    longer = asked.model_copy(update={"range": TimeRange(start=asked.range.start, end=asked.range.end + 0.5)})
    clauses = [(breach.aspect, breach.clause) for breach in (await finished[0].check.check_clip(longer)).breaches]
    assert ("9:16", "duration") in clauses
    assert ("1:1", "frames") in clauses


async def test_a_broken_reading_rule_is_told_once(finished: FINISHED) -> None:
    checked = await finished[0].check.check_clip(await request(finished, ("cue 1 is too fast",)))
    assert [(breach.clause, breach.found) for breach in checked.breaches] == [("reading", "cue 1 is too fast")]


CUES = (Cue(0.0, 0.9, ("One and two.",)), Cue(1.0, 1.9, ("Three and four.",)), Cue(2.0, 2.9, ("Five and six.",)))
EVENT = "Dialogue: 0,0:00:{:05.2f},0:00:{:05.2f},Anton,,0,0,0,,{{\\pos(9,9)}}{}\n"


async def captioned(finished: FINISHED, files: Sequence[Cue], burned: Sequence[Cue]) -> CheckRequest:
    """A request whose captions are these, of words that are said at the times of `CUES`."""
    house, asked = finished[0], await request(finished)

    async def kept(text: str) -> ArtifactRef:
        return await house.store.put_bytes("org_a", text.encode(), "text/plain")

    words = [
        CaptionWord(text=text, start=cue.start + 0.3 * place, end=cue.start + 0.3 * place + 0.25)
        for cue in CUES
        for place, text in enumerate(cue.lines[0].split())
    ]
    ass = await kept("".join(EVENT.format(cue.start, cue.end, word) for cue in burned for word in cue.lines[0].split()))
    made = {
        "srt": await kept(to_srt(files)),
        "vtt": await kept(to_vtt(files)),
        "words": await kept(CaptionWords(words=tuple(words)).model_dump_json()),
        "burned": tuple(one.model_copy(update={"ass": ass}) for one in asked.subtitles.burned),
    }
    return asked.model_copy(update={"subtitles": asked.subtitles.model_copy(update=made)})


async def test_captions_a_line_off_are_held_back_in_the_files_and_burned(finished: FINISHED) -> None:
    late = [replace(cue, lines=before.lines) for before, cue in pairwise(CUES)]
    for files, burned, clauses in ((CUES, CUES, []), (late, CUES, ["captions"]), (CUES, late, ["captions"])):
        checked = await finished[0].check.check_clip(await captioned(finished, files, burned))
        assert [breach.clause for breach in checked.breaches] == clauses
        assert all(breach.aspect == "9:16" and breach.severity == "hold" for breach in checked.breaches)


async def test_a_file_that_does_not_play_is_refused(finished: FINISHED) -> None:
    house, _, made = finished
    broken = await house.store.put_bytes(
        "org_a", (await house.store.read_bytes("org_a", made.files[0].video))[:3000], "video/mp4"
    )
    asked = await request(finished)
    files = (made.files[0].model_copy(update={"video": broken}), made.files[1])
    with pytest.raises(RejectedError):
        await house.check.check_clip(asked.model_copy(update={"files": files}))


async def test_a_black_beginning_is_a_breach_unless_the_source_itself_is_black_there(tmp_path: Path) -> None:
    house = MediaHouse(tmp_path)
    sound = write_sound(tmp_path / "sound.wav", babble(3, 0.05))
    black = np.zeros((HEIGHT, WIDTH), np.uint8)
    path = write_video(tmp_path / "black.mp4", [black] * 90, sound=sound)
    order = await house.order(path, range(30, 60), text="")
    made = await house.render.render_clip(order)
    assert order.media.video is not None
    picture = PictureAnalysis(
        frame_rate=order.media.video.frame_rate,
        frame_count=90,
        width=WIDTH,
        height=HEIGHT,
        shots=(Shot(first=0, last=90),),
        motion=(0.0,) * 3,
        faces=(),
        blackouts=(Blackout(first=0, last=90),),
    )
    asked = CheckRequest(
        scope=SCOPE,
        range=order.range,
        media=order.media,
        presets=order.presets,
        files=made.files,
        subtitles=await house.subtitles(order),
        picture=await house.store.put_bytes("org_a", picture.model_dump_json().encode(), "application/json"),
    )
    told = await house.check.check_clip(asked)
    assert [breach.clause for breach in told.breaches if breach.clause == "first_frame"] == []
    assert [(warning.clause, warning.severity) for warning in told.warnings] == [("first_frame", "warning")]
    alone = await house.check.check_clip(asked.model_copy(update={"picture": None}))
    assert "first_frame" in [breach.clause for breach in alone.breaches]


async def rebuilt(finished: FINISHED, tmp_path: Path, filters: str) -> CheckRequest:
    """A request whose first file has been made again with other sound; the rest is as it was."""
    house, order, made = finished
    asked = (await request(finished)).model_copy(update={"source": order.source})
    async with house.store.local("org_a", made.files[0].video) as good:
        spoiled = tmp_path / "spoiled.mp4"
        ffmpeg(
            "-i",
            good,
            "-af",
            filters,
            "-c:v",
            "copy",
            "-c:a",
            "aac",
            "-b:a",
            "192k",
            "-movflags",
            "+faststart",
            spoiled,
        )
    stored = made.files[0].model_copy(update={"video": await house.store.put_file("org_a", spoiled, "video/mp4")})
    return asked.model_copy(update={"files": (stored, made.files[1])})


@pytest.fixture
async def spoken(tmp_path: Path) -> FINISHED:
    house = MediaHouse(tmp_path)
    order = await house.order(voiced(tmp_path / "talk.mov", PLAIN), range(10, 190), (TALL, SQUARE))
    order = order.model_copy(update={"spoken": True})
    return house, order, await house.render.render_clip(order)


async def test_what_is_heard_keeps_the_contract(spoken: FINISHED) -> None:
    asked = (await request(spoken)).model_copy(update={"source": spoken[1].source, "spoken": True})
    checked = await spoken[0].check.check_clip(asked)
    assert checked.breaches == ()
    sounds = [measured.sound for measured in checked.measurements]
    assert all(
        sound is not None and sound.likeness > 0.9 and sound.shift_seconds == pytest.approx(0, abs=0.01)
        for sound in sounds
    )


@pytest.mark.parametrize(
    ("filters", "clause", "found"),
    [
        ("adelay=80:all=1", "audio_sync", "80 ms late"),
        ("atrim=start=0.08,asetpts=PTS-STARTPTS,apad=pad_dur=0.08", "audio_sync", "80 ms early"),
        ("pan=stereo|c0=c0|c1=0*c1", "audio_channel", "the right side"),
        ("volume=enable='between(t,2,5)':volume=0", "audio_gap", "silent for"),
    ],
)
async def test_a_sound_that_is_not_its_sources_is_held_back(
    spoken: FINISHED, tmp_path: Path, filters: str, clause: str, found: str
) -> None:
    checked = await spoken[0].check.check_clip(await rebuilt(spoken, tmp_path, filters))
    breaches = {(breach.aspect, breach.clause): breach.found for breach in checked.breaches}
    assert found in breaches["9:16", clause]
    assert ("1:1", clause) not in breaches


async def test_words_that_nobody_can_hear_are_held_back(spoken: FINISHED, tmp_path: Path) -> None:
    soft = (await rebuilt(spoken, tmp_path, "volume=-52dB")).model_copy(update={"spoken": True})
    checked = await spoken[0].check.check_clip(soft)
    assert [(breach.aspect, breach.clause) for breach in checked.breaches] == [("9:16", "loudness")]


async def test_soft_words_are_published_at_the_loudness_that_was_promised(tmp_path: Path) -> None:
    house = MediaHouse(tmp_path)
    path = voiced(tmp_path / "soft.mov", f"volume=-34dB,{PLAIN}", codec="pcm_s24le")
    order = (await house.order(path, range(10, 190), (TALL,))).model_copy(update={"spoken": True})
    # As an older worker has described the source, without a gain of its own.
    assert order.media.audio is not None
    plain = order.media.model_copy(update={"audio": order.media.audio.model_copy(update={"repair": None})})
    for media in (order.media, plain):
        asked = order.model_copy(update={"media": media})
        made = await house.render.render_clip(asked)
        assert made.files[0].loudness.integrated_lufs == pytest.approx(-14, abs=0.5)
