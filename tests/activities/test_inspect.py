"""The first look at a source, with real files."""

from pathlib import Path

import pytest

from domain.contracts.media import InspectRequest
from domain.errors import RejectedError
from tests.activities.media_house import SCOPE, MediaHouse
from tests.adapters.media.footage import ffmpeg, numbered, write_video


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
