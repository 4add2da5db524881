"""From a stored source to its stored sound."""

import json
from pathlib import Path

import pytest

from domain.contracts.media import AudioAnalysis, ExtractAudioRequest
from domain.errors import RejectedError
from tests.activities.media_house import SCOPE, MediaHouse
from tests.adapters.media.footage import babble, numbered, write_sound, write_video


async def test_everything_of_the_sound_is_stored(tmp_path: Path) -> None:
    house = MediaHouse(tmp_path)
    sound = write_sound(tmp_path / "sound.wav", babble(2, 0.05))
    source, media = await house.inspected(write_video(tmp_path / "a.mp4", map(numbered, range(60)), sound=sound))
    made = await house.audio.extract_audio(ExtractAudioRequest(scope=SCOPE, source=source, media=media))
    assert (await house.store.read_bytes("org_a", made.speech)).startswith(b"fLaC")
    peaks = json.loads(await house.store.read_bytes("org_a", made.peaks))
    assert len(peaks["min"]) == len(peaks["max"]) == 41
    analysis = AudioAnalysis.model_validate_json(await house.store.read_bytes("org_a", made.analysis))
    assert analysis.loudness == made.loudness
    assert made.duration == pytest.approx(media.duration, abs=1e-3)
    assert house.left_behind == []


async def test_a_video_without_sound_says_so(tmp_path: Path) -> None:
    house = MediaHouse(tmp_path)
    source, media = await house.inspected(write_video(tmp_path / "a.mp4", map(numbered, range(60))))
    with pytest.raises(RejectedError) as refused:
        await house.audio.extract_audio(ExtractAudioRequest(scope=SCOPE, source=source, media=media))
    assert refused.value.code == "media.no_audio"
    assert house.left_behind == []
