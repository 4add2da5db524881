"""Lines become sound: what is remembered, what an edit costs, what is refused; and for real with an installed engine."""

import io
from pathlib import Path

import av
import numpy as np
import pytest

from activities.voices import VoiceActivities
from adapters.tts.flac import FlacWriter
from adapters.tts.voice_box import InstalledVoices
from domain.contracts.base import ArtifactRef, StageScope, TimeRange
from domain.contracts.dubbing import CastVoicesRequest, Speaker
from domain.contracts.lines import (
    Line,
    LineEdit,
    Lines,
    SpeakerVoice,
    SpokenLine,
    SpokenLines,
    SynthesiseRequest,
    SynthesiseResult,
)
from domain.contracts.voices import Voice
from domain.errors import AppError, PermanentError, RejectedError
from domain.heuristics.voice_edges import heard_span
from tests.activities.memory_store import DictResults, FolderBlobs
from tests.adapters.tts.voices_here import installed

SCOPE = StageScope(org_id="org_a", job_id="job", step="voices 1/1")
RATE = 8000


class Reciter:
    """A TtsEngine: 0.4 s of silence, then 50 ms of a tone for each letter. It notes what it was asked."""

    name = "reciter"
    identity = "reciter/1"
    remedy = "Run: pip install reciter."

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str, bytes | None]] = []
        self.falls_over: str | None = None
        self.voices: tuple[Voice, ...] = tuple(
            Voice(
                id=f"reciter/{name}",
                engine=self.name,
                name=name,
                languages=("en", "es"),
                sex="female",
                sample_rate=RATE,
                licence="MIT",
                clones=name == "parrot",
                quality=2,
            )
            for name in ("ann", "bea", "parrot")
        )

    def speak(self, text: str, voice: str, language: str, reference: Path | None = None) -> tuple[np.ndarray, int]:
        if text == self.falls_over:
            raise PermanentError("tts.failed", "The engine fell over.")
        self.asked.append((text, voice, language, reference.read_bytes() if reference else None))
        if not any(sign.isalpha() for sign in text):
            return np.zeros(0, np.float32), RATE
        tone = np.sin(np.arange(round(0.05 * len(text) * RATE)) / 5).astype(np.float32) / 2
        return np.concatenate([np.zeros(round(0.4 * RATE), np.float32), tone]), RATE


class Stage:
    """The stage on a folder and a dictionary."""

    def __init__(self, folder: Path) -> None:
        self.store = FolderBlobs(folder)
        self.memory = DictResults()
        self.engine = Reciter()
        self.activities = self.restarted()

    def restarted(self) -> VoiceActivities:
        """As another process would have it."""
        self.activities = VoiceActivities(self.memory, self.store, InstalledVoices([self.engine]), FlacWriter())  # type: ignore[arg-type]
        return self.activities

    async def speak(
        self, texts: dict[int, str], edits: tuple[LineEdit, ...] = (), voices: tuple[SpeakerVoice, ...] | None = None
    ) -> tuple[SynthesiseResult, tuple[SpokenLine, ...]]:
        lines = Lines(source_language="es", language="en", lines=tuple(line(*item) for item in texts.items()))
        ref = await self.store.put_bytes("org_a", lines.model_dump_json().encode(), "application/json")
        given = (SpeakerVoice(speaker="A", voice="reciter/ann"),) if voices is None else voices
        result = await self.activities.synthesise_lines(
            SynthesiseRequest(scope=SCOPE, lines=ref, voices=given, edits=edits)
        )
        spoken = SpokenLines.model_validate_json(await self.store.read_bytes("org_a", result.spoken))
        assert spoken.language == "en"
        return result, spoken.lines

    async def sound(self, ref: ArtifactRef | None) -> tuple[np.ndarray, int]:
        assert ref is not None
        assert ref.media_type == "audio/flac"
        return decoded(await self.store.read_bytes("org_a", ref))


def line(number: int, text: str) -> Line:
    return Line(
        number=number, slot=TimeRange(start=number, end=number + 1), first_word=0, last_word=1, source="…", text=text
    )


def decoded(flac: bytes) -> tuple[np.ndarray, int]:
    with av.open(io.BytesIO(flac)) as container:
        stream = container.streams.audio[0]
        assert (stream.codec_context.name, stream.channels) == ("flac", 1)
        pieces = [frame.to_ndarray().reshape(-1) for frame in container.decode(stream)]
        return np.concatenate(pieces) / 32768.0, stream.rate


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


async def test_a_line_is_stored_trimmed_to_what_is_heard(stage: Stage) -> None:
    result, (spoken,) = await stage.speak({1: "abcdefghij"})
    assert (result.lines, result.made) == (1, 1)
    assert spoken.line == line(1, "abcdefghij")
    assert spoken.voice == "reciter/ann"
    samples, rate = await stage.sound(spoken.audio)
    assert rate == RATE
    assert spoken.seconds == len(samples) / rate == pytest.approx(0.5 + 2 * 0.02, abs=0.03)
    span = heard_span(samples.astype(np.float32), rate)
    assert span is not None
    assert span[0] < 0.03


async def test_the_same_batch_again_speaks_nothing(stage: Stage) -> None:
    first, _ = await stage.speak({1: "one", 2: "two"})
    stage.restarted()
    again, _ = await stage.speak({1: "one", 2: "two"})
    assert again == first
    assert len(stage.engine.asked) == 2


async def test_an_edited_line_costs_one_line(stage: Stage) -> None:
    _, before = await stage.speak({1: "one", 2: "two", 3: "three"})
    result, after = await stage.speak({1: "one", 2: "two", 3: "three"}, edits=(LineEdit(number=2, text="deux"),))
    assert result.made == 1
    assert [asked[0] for asked in stage.engine.asked] == ["one", "two", "three", "deux"]
    assert after[0] == before[0]
    assert after[2] == before[2]
    assert after[1].line.text == "deux"


async def test_equal_lines_are_spoken_once(stage: Stage) -> None:
    result, spoken = await stage.speak({1: "Yes.", 2: "Yes."})
    assert result.made == 1
    assert spoken[0].audio == spoken[1].audio


async def test_a_stage_that_is_cut_off_goes_on_where_it_was(stage: Stage) -> None:
    stage.engine.falls_over = "three"
    with pytest.raises(PermanentError):
        await stage.speak({1: "one", 2: "two", 3: "three", 4: "four"})
    stage.engine.falls_over = None
    stage.restarted()
    result, _ = await stage.speak({1: "one", 2: "two", 3: "three", 4: "four"})
    assert result.made == 2
    assert [asked[0] for asked in stage.engine.asked] == ["one", "two", "three", "four"]


@pytest.mark.parametrize("text", ["", "  ", "…"])
async def test_nothing_to_say_has_no_sound_and_is_flagged(stage: Stage, text: str) -> None:
    _, (spoken,) = await stage.speak({1: text})
    assert spoken.audio is None
    assert spoken.seconds == 0.0
    assert spoken.line.flags == ("empty",)


async def test_an_unvoiced_line_is_left_out_without_a_flag(stage: Stage) -> None:
    result, spoken = await stage.speak({1: "one", 2: "two"}, edits=(LineEdit(number=1, voiced=False),))
    assert result.made == 1
    assert (spoken[0].audio, spoken[0].voice, spoken[0].line.flags) == (None, "", ())
    assert spoken[1].audio is not None


async def test_an_editor_may_give_a_line_to_another_voice(stage: Stage) -> None:
    _, spoken = await stage.speak({1: "one", 2: "two"}, edits=(LineEdit(number=2, voice="reciter/bea"),))
    assert [one.voice for one in spoken] == ["reciter/ann", "reciter/bea"]


async def test_another_engine_speaks_anew(stage: Stage) -> None:
    await stage.speak({1: "one"})
    stage.engine.identity = "reciter/2"
    stage.restarted()
    result, _ = await stage.speak({1: "one"})
    assert result.made == 1


async def test_a_recording_is_used_with_consent_by_voices_that_imitate(stage: Stage) -> None:
    recording = await stage.store.put_bytes("org_a", b"a clip", "audio/flac")
    own = SpeakerVoice(speaker="A", voice="reciter/parrot", reference=recording, consent=True)
    await stage.speak({1: "one"}, voices=(own,))
    assert stage.engine.asked[-1] == ("one", "reciter/parrot", "en", b"a clip")
    await stage.speak({1: "one"}, voices=(own.model_copy(update={"voice": "reciter/ann"}),))
    assert stage.engine.asked[-1] == ("one", "reciter/ann", "en", None)
    with pytest.raises(RejectedError) as refused:
        await stage.speak({1: "two"}, voices=(own.model_copy(update={"consent": False}),))
    assert refused.value.code == "voice.consent"
    assert len(stage.engine.asked) == 2


@pytest.mark.parametrize(
    ("voice", "kind", "code"),
    [("reciter/carl", RejectedError, "voice.unknown"), ("nobody/carl", RejectedError, "voice.unknown")],
)
async def test_a_voice_that_nobody_has_is_refused_before_anything_is_said(
    stage: Stage, voice: str, kind: type[AppError], code: str
) -> None:
    with pytest.raises(kind) as refused:
        await stage.speak({1: "one", 2: "two"}, edits=(LineEdit(number=2, voice=voice),))
    assert refused.value.code == code
    assert stage.engine.asked == []


async def test_a_voice_missing_at_resume_says_what_to_install(stage: Stage) -> None:
    await stage.speak({1: "one"})
    stage.engine.voices = ()
    stage.restarted()
    with pytest.raises(PermanentError) as gone:
        await stage.speak({1: "one", 2: "two"})
    assert gone.value.code == "voice.unavailable"
    assert "Run: pip install reciter." in gone.value.message
    assert not gone.value.retryable


async def test_a_speaker_without_a_voice_is_an_error(stage: Stage) -> None:
    with pytest.raises(PermanentError) as unassigned:
        await stage.speak({1: "one"}, voices=(SpeakerVoice(speaker="B", voice="reciter/ann"),))
    assert unassigned.value.code == "voice.unassigned"


async def test_voices_are_cast_from_those_that_are_installed(stage: Stage) -> None:
    speakers = (Speaker(label="A", seconds=9, sex="female"), Speaker(label="B", seconds=5))
    cast = await stage.activities.cast_voices(CastVoicesRequest(scope=SCOPE, speakers=speakers, language="es"))
    assert [one.voice for one in cast.voices] == ["reciter/ann", "reciter/bea"]
    wishes = (SpeakerVoice(speaker="A", voice="nobody/x"),)
    with pytest.raises(RejectedError) as unknown:
        await stage.activities.cast_voices(
            CastVoicesRequest(scope=SCOPE, speakers=speakers, language="es", wishes=wishes)
        )
    assert unknown.value.code == "voice.unknown"
    with pytest.raises(RejectedError) as unserved:
        await stage.activities.cast_voices(CastVoicesRequest(scope=SCOPE, speakers=speakers, language="fi"))
    assert unserved.value.code == "voice.unserved"


async def test_a_real_engine_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.engine = installed("adapters.tts.espeak_voice")  # type: ignore[assignment]
    voices = (SpeakerVoice(speaker="A", voice="espeak/male"),)
    stage.restarted()
    first, (spoken,) = await stage.speak({1: "Nobody knew."}, voices=voices)
    samples, rate = await stage.sound(spoken.audio)
    assert rate == 22_050
    span = heard_span(samples.astype(np.float32), rate)
    assert span is not None
    assert span[0] < 0.03
    stage.memory.kept.clear()
    stage.restarted()
    again, _ = await stage.speak({1: "Nobody knew."}, voices=voices)
    assert again == first
