"""The stage stores a file to watch and captions of the dub's own words, and tells what they measure."""

from pathlib import Path

import av
import numpy as np
import pytest

from activities.dub_assembly import DubAssemblyActivities
from domain.contracts.dubbing import AssembleDubRequest
from domain.contracts.media import FrameRate
from domain.contracts.picture import PictureAnalysis, Shot
from domain.contracts.speech import Sentence, Transcript, Word
from domain.errors import RejectedError
from domain.heuristics.reading_rules import rules_for
from domain.heuristics.subtitle_check import check_cues
from domain.heuristics.subtitle_files import read_cues
from tests.activities.media_house import SCOPE, MediaHouse
from tests.adapters.media.footage import babble, numbered, write_sound, write_video

TEXT = "Hola a todos. Hoy hablamos de cables que cruzan el mar, y de quien los repara."


async def test_a_dub_becomes_a_file_with_captions(tmp_path: Path) -> None:
    house = MediaHouse(tmp_path)
    stage = DubAssemblyActivities(house.memory, house.store, house.scratch, house.tool)
    source, media = await house.inspected(write_video(tmp_path / "talk.mp4", map(numbered, range(200)), "25"))
    noise = babble(8, 0.05)
    sound = await house.put(write_sound(tmp_path / "sound.flac", np.stack([noise, noise], axis=1), 2))
    tokens = TEXT.split()
    words = tuple(Word(text=token, start=0.5 + 0.45 * n, end=0.9 + 0.45 * n) for n, token in enumerate(tokens))
    transcript = Transcript(
        language="es",
        duration=8,
        words=words,
        sentences=(Sentence(first=0, last=3), Sentence(first=3, last=len(words))),
    )
    picture = PictureAnalysis(
        frame_rate=FrameRate(num=25, den=1),
        frame_count=200,
        width=320,
        height=180,
        shots=(Shot(first=0, last=100), Shot(first=100, last=200)),
        motion=(),
        faces=(),
    )
    request = AssembleDubRequest(
        scope=SCOPE,
        source=source,
        media=media,
        sound=sound,
        transcript=await house.store.put_bytes("org_a", transcript.model_dump_json().encode(), "application/json"),
        picture=await house.store.put_bytes("org_a", picture.model_dump_json().encode(), "application/json"),
        language="es",
        loudness_lufs=-16.0,
    )
    made = await stage.assemble_dub(request)
    assert made.violations == ()
    assert made.drift_seconds == pytest.approx(0, abs=0.04)
    assert made.loudness.integrated_lufs == pytest.approx(-16, abs=0.5)
    cues = read_cues((await house.store.read_bytes("org_a", made.srt)).decode())
    assert " ".join(" ".join(cue.lines) for cue in cues) == TEXT
    assert check_cues(cues, rules_for("es", 25), [100]) == ()
    shown = read_cues((await house.store.read_bytes("org_a", made.vtt)).decode())
    assert [(cue.start, cue.end) for cue in shown] == [(cue.start, cue.end) for cue in cues]
    path = tmp_path / "dub.mp4"
    path.write_bytes(await house.store.read_bytes("org_a", made.video))
    with av.open(str(path)) as file:
        assert [stream.type for stream in file.streams] == ["video", "audio", "subtitle"]
    assert await stage.assemble_dub(request) == made
    assert house.left_behind == []

    sound_only = request.model_copy(update={"media": media.model_copy(update={"video": None})})
    with pytest.raises(RejectedError, match="no picture"):
        await stage.assemble_dub(sound_only)
