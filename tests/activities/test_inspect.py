"""The first look at a source, with real files."""

from pathlib import Path

import pytest

from domain.contracts.media import InspectRequest, MediaInfo, SoundRepair
from domain.errors import RejectedError
from tests.activities.media_house import SCOPE, MediaHouse
from tests.adapters.media.footage import ffmpeg, numbered, write_video
from tests.adapters.media.voices import MUSIC, OPPOSITE, PLAIN, SILENCE, voiced


async def test_a_source_is_described_and_remembered(tmp_path: Path) -> None:
    house = MediaHouse(tmp_path)
    path = write_video(tmp_path / "clip.mp4", map(numbered, range(60)))
    source, media = await house.inspected(path)
    assert media.video is not None
    assert media.duration == pytest.approx(2.002, abs=0.02)
    assert len(house.memory.kept) == 1
    # The blob is gone: only a remembered result can answer.
    for blob in (tmp_path / "blobs").iterdir():
        blob.unlink()
    again = await house.inspect.inspect_source(InspectRequest(scope=SCOPE, source=source, filename="talk.mp4"))
    assert again.media == media


async def test_a_refusal_is_final_and_not_remembered(tmp_path: Path) -> None:
    house = MediaHouse(tmp_path)
    source = await house.store.put_bytes("org_a", b"#EXTM3U\nhttp://127.0.0.1/x.ts\n", "video/mp4")
    with pytest.raises(RejectedError) as refused:
        await house.inspect.inspect_source(InspectRequest(scope=SCOPE, source=source, filename="x.mp4"))
    assert refused.value.code == "media.unsupported"
    assert not refused.value.retryable
    assert house.memory.kept == {}


async def look(house: MediaHouse, path: Path, **order: str) -> MediaInfo:
    source = await house.put(path)
    request = InspectRequest(scope=SCOPE, source=source, filename="talk.mkv", **order)
    return (await house.inspect.inspect_source(request)).media


async def test_the_microphone_is_heard_on_whichever_track_it_is(tmp_path: Path) -> None:
    house = MediaHouse(tmp_path)
    silent = await look(house, voiced(tmp_path / "silent.mkv", SILENCE, PLAIN, codec="aac"))
    assert silent.audio_choice is not None
    assert (silent.audio_choice.number, silent.audio_choice.reason) == (2, "sound")
    game = voiced(tmp_path / "game.mkv", MUSIC, f"volume=-20dB,{OPPOSITE}", codec="aac")
    loud = await look(house, game)
    assert loud.audio is not None
    assert (loud.audio.index, loud.audio.repair) == (1, SoundRepair(sides="invert_right"))
    ordered = await look(house, game, audio_track="1")
    assert ordered.audio is not None
    assert ordered.audio.index == 0


async def test_the_wished_language_is_heard(tmp_path: Path) -> None:
    house = MediaHouse(tmp_path)
    tags = ("-metadata:s:a:0", "language=ger", "-metadata:s:a:1", "language=eng", "-disposition:a:0", "default")
    path = voiced(tmp_path / "film.mkv", PLAIN, PLAIN, codec="aac", args=tags)
    chosen = [
        await look(house, path),
        await look(house, path, language="en"),
        await look(house, path, audio_track="en"),
    ]
    assert [media.audio_choice.reason for media in chosen if media.audio_choice] == ["default", "language", "ordered"]
    assert [media.audio.index for media in chosen if media.audio] == [0, 1, 1]
    assert [track.language for track in chosen[0].audio_tracks] == ["deu", "eng"]
    with pytest.raises(RejectedError) as refused:
        await look(house, path, audio_track="4")
    assert refused.value.code == "media.no_such_track"
    assert "1 (deu, aac, stereo, default)" in refused.value.message


async def test_soft_speech_is_raised_before_it_is_heard(tmp_path: Path) -> None:
    house = MediaHouse(tmp_path)
    soft = await look(house, voiced(tmp_path / "soft.mov", f"volume=-46dB,{PLAIN}", codec="pcm_s24le"))
    assert soft.audio is not None
    assert soft.audio.repair is not None
    assert 35 < soft.audio.repair.gain_db < 60
    hiss = f"aeval=0.0005*(random(0)-0.5):c=mono,{PLAIN}"
    noise = await look(house, voiced(tmp_path / "noise.mov", hiss, codec="pcm_s24le"))
    assert noise.audio is not None
    assert noise.audio.repair is None


async def test_a_file_whose_clock_jumps_is_written_anew_and_remembered(tmp_path: Path) -> None:
    house = MediaHouse(tmp_path)
    parts = []
    for name, offset in (("late", "700"), ("early", "0")):
        part = tmp_path / f"{name}.ts"
        ffmpeg(
            *[
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=160x90:r=30:d=2",
                "-f",
                "lavfi",
                "-i",
                "sine=d=2",
                "-c:v",
                "libx264",
                "-c:a",
                "aac",
            ],
            *("-output_ts_offset", offset),
            part,
        )
        parts.append(part.read_bytes())
    source = await house.store.put_bytes("org_a", b"".join(parts), "video/mp2t")
    request = InspectRequest(scope=SCOPE, source=source, filename="broadcast.ts")
    found = await house.inspect.inspect_source(request)
    assert found.source is not None
    assert found.media.duration == pytest.approx(4.0, abs=0.1)
    assert "matroska" in found.media.container
    assert house.left_behind == []
    assert await house.inspect.inspect_source(request) == found
