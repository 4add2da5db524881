"""From an order to stored files, remembered, heartbeating and without leftovers."""

import asyncio
from pathlib import Path

import numpy as np
import psutil
import pytest
from temporalio.testing import ActivityEnvironment

from activities.stage import Progress
from domain.contracts.render import OutputPreset, SoundTrack
from domain.errors import PermanentError
from tests.activities.media_house import SQUARE, TALL, MediaHouse
from tests.adapters.media.footage import babble, clicks, mono, numbered, onsets, write_sound, write_video


@pytest.fixture
def house(tmp_path: Path) -> MediaHouse:
    return MediaHouse(tmp_path)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("source")
    sound = write_sound(folder / "sound.wav", babble(3, 0.05))
    return write_video(folder / "talk.mp4", map(numbered, range(90)), sound=sound)


async def test_one_file_per_preset_is_stored_and_remembered(house: MediaHouse, source: Path) -> None:
    order = await house.order(source, range(10, 40), (TALL, SQUARE))
    made = await house.render.render_clip(order)
    assert [file.aspect for file in made.files] == ["9:16", "1:1"]
    assert [file.frames for file in made.files] == [30, 30]
    for file in made.files:
        assert (await house.store.read_bytes("org_a", file.video))[4:8] == b"ftyp"
        assert (await house.store.read_bytes("org_a", file.poster)).startswith(b"\xff\xd8")
        assert file.loudness.integrated_lufs == pytest.approx(-14, abs=0.5)
    kept = dict(house.memory.kept)
    assert await house.render.render_clip(order) == made
    assert house.memory.kept == kept
    assert house.left_behind == []


async def test_another_sound_is_heard_instead(house: MediaHouse, source: Path, tmp_path: Path) -> None:
    """On either timeline: bursts of the other sound, and nothing of the source's noise between them."""
    order = await house.order(source, range(30, 60))
    rate = 30000 / 1001
    for timeline, at in (("source", 30 / rate + 0.25), ("output", 0.25)):
        other = write_sound(tmp_path / f"{timeline}.flac", clicks(3, (at,), level=0.5))
        track = SoundTrack(artifact=await house.put(other), timeline=timeline)
        made = await house.render.render_clip(order.model_copy(update={"sound": track}))
        video = tmp_path / f"{timeline}.mp4"
        video.write_bytes(await house.store.read_bytes("org_a", made.files[0].video))
        heard = mono(video)
        assert onsets(heard) == pytest.approx([0.25], abs=0.012)
        assert np.abs(heard[: 16_000 // 5]).max() < 0.02
    assert house.left_behind == []


async def test_other_captions_are_another_clip(house: MediaHouse, source: Path) -> None:
    one = await house.render.render_clip(await house.order(source, range(10, 30), text="HHHHHHH"))
    other = await house.render.render_clip(await house.order(source, range(10, 30), text="IIIIIII"))
    assert one.files[0].video.digest != other.files[0].video.digest


async def test_a_preset_without_framing_is_an_error_of_ours(house: MediaHouse, source: Path) -> None:
    order = await house.order(source, range(10, 30))
    with pytest.raises(PermanentError) as missing:
        await house.render.render_clip(order.model_copy(update={"presets": (TALL, SQUARE)}))
    assert missing.value.code == "render.no_framing"
    assert house.left_behind == []


async def test_progress_is_told_by_heartbeats(house: MediaHouse, source: Path) -> None:
    slow = OutputPreset(aspect="9:16", width=720, height=1280, speed="slower")
    order = await house.order(source, range(80), (slow,))
    environment, beats = ActivityEnvironment(), []
    environment.on_heartbeat = lambda *details: beats.append(details[0])
    await environment.run(house.render.render_clip, order)
    shares = [beat.share for beat in beats if isinstance(beat, Progress)]
    assert shares
    assert shares == sorted(shares)


async def test_cancelling_ends_the_children_and_leaves_no_file(house: MediaHouse, source: Path) -> None:
    slow = OutputPreset(aspect="9:16", width=1080, height=1920, speed="veryslow", crf=1)
    order = await house.order(source, range(80), (slow,))
    work = asyncio.create_task(house.render.render_clip(order))
    # Waited for, not slept for: how soon the encoder starts depends on what else the machine does.
    async with asyncio.timeout(60):
        while not (encoders() and house.left_behind):
            assert not work.done()
            await asyncio.sleep(0.02)
    work.cancel()
    began = asyncio.get_running_loop().time()
    with pytest.raises(asyncio.CancelledError):
        await work
    assert asyncio.get_running_loop().time() - began < 5
    assert house.left_behind == []
    assert encoders() == []


def encoders() -> list[psutil.Process]:
    return [child for child in psutil.Process().children(recursive=True) if "ffmpeg" in child.name()]
