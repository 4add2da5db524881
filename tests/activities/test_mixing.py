"""The stage fetches what it mixes, leaves to the original what nobody says, remembers, and cleans up."""

from pathlib import Path

import numpy as np
import pytest

from activities.mixing import MixingActivities
from domain.contracts.base import TimeRange
from domain.contracts.lines import Line, LineFlag, PlacedLine, PlacedLines, SpokenLine
from domain.contracts.mixing import MixRequest
from tests.activities.media_house import SCOPE, MediaHouse
from tests.adapters.media.footage import RATE, numbered, tone, write_sound, write_video
from tests.adapters.media.lines import VOICE_HERTZ, decoded, level_at, voice, write_flac


@pytest.mark.parametrize("flags", [("too_long",), ("untranslated", "empty"), ()], ids=str)
async def test_lines_are_heard_and_what_nobody_says_is_left_to_the_original(
    tmp_path: Path, flags: tuple[LineFlag, ...]
) -> None:
    house = MediaHouse(tmp_path)
    stage = MixingActivities(house.memory, house.store, house.scratch, house.tool)
    sound = write_sound(tmp_path / "bed.wav", tone(8, 0.1, 315))
    source, media = await house.inspected(
        write_video(tmp_path / "talk.mp4", map(numbered, range(200)), "25", sound=sound)
    )
    spoken = await house.put(write_flac(tmp_path / "line.flac", voice(2, 0.1), 24_000))
    slots = [TimeRange(start=1, end=3), TimeRange(start=4, end=6)]
    lines = [
        SpokenLine(
            line=Line(number=n + 1, slot=slot, first_word=0, last_word=1, source="x", text="y"),
            voice="v",
            audio=None if n else spoken,
            seconds=2.0,
        )
        for n, slot in enumerate(slots)
    ]
    placed = PlacedLines(
        language="en",
        duration=8,
        lines=(
            PlacedLine(spoken=lines[0], start=1, end=3),
            PlacedLine(spoken=lines[1], start=4, end=6, flags=flags),
        ),
    )
    request = MixRequest(
        scope=SCOPE,
        source=source,
        media=media,
        parts=(TimeRange(start=0, end=8),),
        placed=await house.store.put_bytes("org_a", placed.model_dump_json().encode(), "application/json"),
        profile="replace",
    )
    result = await stage.mix_sound(request)
    path = tmp_path / "mix.flac"
    path.write_bytes(await house.store.read_bytes("org_a", result.sound))
    samples = decoded(path)[:, 0]
    assert len(samples) == 8 * RATE
    assert (result.seconds, result.channels) == (8, 2)
    assert result.loudness.integrated_lufs == pytest.approx(-14, abs=0.5)
    assert result.voice_over_bed_db is not None
    assert result.voice_over_bed_db > 40
    said, kept = samples[round(1.2 * RATE) : round(2.8 * RATE)], samples[round(4.2 * RATE) : round(5.8 * RATE)]
    assert level_at(said, VOICE_HERTZ) > level_at(said, 315) + 40
    assert level_at(kept, 315) > level_at(kept, VOICE_HERTZ) + 40
    assert np.abs(level_at(kept, 315) - level_at(said, VOICE_HERTZ)) < 3
    assert await stage.mix_sound(request) == result
    assert house.left_behind == []
