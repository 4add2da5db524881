"""Finished files are measured, and what they break is said in words."""

from pathlib import Path

import numpy as np
import pytest

from domain.contracts.base import TimeRange
from domain.contracts.picture import Blackout, PictureAnalysis, Shot
from domain.contracts.render import CheckRequest, RenderRequest, RenderResult
from domain.errors import RejectedError
from tests.activities.media_house import SCOPE, SQUARE, TALL, MediaHouse
from tests.adapters.media.footage import HEIGHT, WIDTH, babble, numbered, write_sound, write_video

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
