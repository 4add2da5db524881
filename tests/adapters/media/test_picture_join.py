"""The proxy of joined parts on real files: each frame once, its sound at its time, playable while it loads."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import av
import pytest

from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.inspection import inspect
from adapters.media.picture import join_proxy
from tests.adapters.media.footage import ffmpeg, gray_frames, mono, onsets, rough

HOUR = 3600.0


async def given_up(parts: Sequence[Path]) -> AsyncIterator[Path]:
    """The parts as an activity hands them over: each is gone when the next one is asked for."""
    for part in parts:
        yield part
        part.unlink()


def times_of(path: Path) -> list[float]:
    with av.open(str(path)) as container:
        packets = container.demux(container.streams.video[0])
        return sorted(float(packet.pts * packet.time_base) for packet in packets if packet.pts is not None)


def has_index_in_front(path: Path) -> bool:
    data = path.read_bytes()
    return 0 < data.index(b"moov") < data.index(b"mdat")


async def test_the_joined_proxy_has_each_frame_once_its_sound_and_an_index_in_front(
    runner: FfmpegRunner, talk: Path, see, tmp_path: Path
) -> None:
    media = await inspect(talk, HOUR)
    parts = [(await see(talk, media, frames)).part for frames in (range(80), range(80, 161), range(161, 240))]
    target = tmp_path / "proxy.mp4"
    await join_proxy(runner, talk, media, given_up(parts), target)
    assert rough(gray_frames(target)) == list(range(240))
    joined = await inspect(target, HOUR)
    assert joined.audio is not None
    assert joined.audio.codec == "aac"
    assert joined.duration == pytest.approx(media.duration, abs=0.1)
    assert times_of(target) == pytest.approx([media.video.frame_rate.time_of(n) for n in range(240)], abs=1e-4)
    assert has_index_in_front(target)
    assert [part for part in parts if part.exists()] == []


async def test_sound_of_any_kind_stays_at_its_time(runner: FfmpegRunner, see, tmp_path: Path) -> None:
    source = tmp_path / "clicks.ts"
    click = "aevalsrc='0.8*sin(2*PI*1000*t)*between(mod(t,1),0.5,0.55)':d=4:s=48000"
    ffmpeg(
        *("-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=4", "-f", "lavfi", "-i", click),
        *("-c:v", "libx264", "-preset", "ultrafast", "-c:a", "mp2", source),
    )
    media = await inspect(source, HOUR)
    seen = await see(source, media, range(100))
    target = tmp_path / "proxy.mp4"
    await join_proxy(runner, source, media, given_up([seen.part]), target)
    assert onsets(mono(target)) == pytest.approx(onsets(mono(source)), abs=0.02)
    joined = await inspect(target, HOUR)
    assert joined.audio is not None
    assert joined.audio.codec == "aac"


async def test_a_source_without_sound_becomes_a_proxy_without_sound(
    runner: FfmpegRunner, mute: Path, see, tmp_path: Path
) -> None:
    media = await inspect(mute, HOUR)
    target = tmp_path / "proxy.mp4"
    await join_proxy(runner, mute, media, given_up([(await see(mute, media, range(60))).part]), target)
    assert rough(gray_frames(target)) == list(range(60))
    assert (await inspect(target, HOUR)).audio is None
