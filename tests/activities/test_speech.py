"""The speech stages on real sound: absolute times, memory, languages, silence, heartbeats and cancelling."""

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from temporalio.testing import ActivityEnvironment

from activities.speech import SpeechActivities
from adapters.align.registry import make_aligner
from adapters.asr.audio_reader import FlacReader
from domain.contracts.base import ArtifactRef, Contract, StageScope, TimeRange
from domain.contracts.speech import (
    AlignChunkRequest,
    AlignedChunk,
    AssembleTranscriptRequest,
    ChunkDraft,
    DraftSegment,
    PlanSpeechRequest,
    PlanSpeechResult,
    SpeechMap,
    TranscribeChunkRequest,
    Transcript,
    Word,
)
from domain.errors import RejectedError
from domain.progress import ProgressCallback
from tests.speech_audio import (
    RATE,
    Audio,
    engine,
    melody,
    noise,
    recording,
    talk_audio,
    talk_truth,
    voice_detector,
    write_flac,
)

Kind = TypeVar("Kind", bound=Contract)
SCOPE = StageScope(org_id="org_test", job_id="job_1", step="speech")


class FolderStore:
    """Blobs in a folder, by digest; the part of an ObjectStore that speech stages use."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.opened = 0
        self.forgotten: list[ArtifactRef] = []

    async def put_bytes(self, org_id: str, data: bytes, media_type: str) -> ArtifactRef:
        digest = hashlib.sha256(data).hexdigest()
        (self.folder / digest).write_bytes(data)
        return ArtifactRef(digest=digest, size=len(data), media_type=media_type)

    async def read_bytes(self, org_id: str, ref: ArtifactRef) -> bytes:
        return (self.folder / ref.digest).read_bytes()

    def forget(self, _org_id: str, *refs: ArtifactRef) -> None:
        self.forgotten += refs

    @asynccontextmanager
    async def local(self, org_id: str, ref: ArtifactRef) -> AsyncIterator[Path]:
        self.opened += 1
        yield self.folder / ref.digest


class DictMemory:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    async def find(self, org_id: str, fingerprint: str) -> str | None:
        return self.kept.get((org_id, fingerprint))

    async def keep(self, org_id: str, fingerprint: str, stage: str, result: str) -> None:
        self.kept[org_id, fingerprint] = result


class Bench:
    """The stages with real engines, and what a test needs around them."""

    def __init__(self, folder: Path, model: str = "whisper-tiny.en") -> None:
        self.store = FolderStore(folder)
        self.memory = DictMemory()
        self.stages = SpeechActivities(
            self.memory, self.store, engine(model), voice_detector(), make_aligner("auto"), FlacReader()
        )

    async def audio(self, sound: Audio) -> ArtifactRef:
        path = self.store.folder / "incoming.flac"
        write_flac(path, sound)
        return await self.store.put_bytes("org_test", path.read_bytes(), "audio/flac")

    async def load(self, ref: ArtifactRef, kind: type[Kind]) -> Kind:
        return kind.model_validate_json(await self.store.read_bytes("org_test", ref))

    async def plan(self, audio: ArtifactRef, language: str | None = None) -> PlanSpeechResult:
        return await self.stages.plan_speech(PlanSpeechRequest(scope=SCOPE, audio=audio, language=language))

    async def aligned(self, audio: ArtifactRef, plan: PlanSpeechResult, chunk: TimeRange) -> ArtifactRef:
        heard = await self.stages.transcribe_chunk(
            TranscribeChunkRequest(scope=SCOPE, audio=audio, speech=plan.speech, chunk=chunk, language=plan.language)
        )
        placed = await self.stages.align_chunk(
            AlignChunkRequest(scope=SCOPE, audio=audio, draft=heard.draft, chunk=chunk, language=plan.language)
        )
        return placed.aligned


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


async def test_a_talk_becomes_a_transcript_with_absolute_times(bench: Bench) -> None:
    """Two chunks in the middle of the audio: their words carry the times of the whole."""
    audio = await bench.audio(talk_audio())
    plan = await bench.plan(audio)
    assert plan.language == "en"
    chunks = [TimeRange(start=73.0, end=90.75), TimeRange(start=90.75, end=103.0)]
    refs = [await bench.aligned(audio, plan, chunk) for chunk in chunks]
    done = await bench.stages.assemble_transcript(
        AssembleTranscriptRequest(scope=SCOPE, chunks=tuple(refs), language="en", duration=len(talk_audio()) / RATE)
    )
    transcript = await bench.load(done.transcript, Transcript)
    assert done.words == len(transcript.words) > 60
    assert all(73.0 <= word.start < word.end <= 103.0 for word in transcript.words)
    assert all(before.end <= after.start for before, after in pairwise(transcript.words))
    true = {word.text.strip(".,?!").lower(): word.start for word in talk_truth().words if 73 < word.start < 103}
    found = {word.text.strip(".,?!").lower(): word.start for word in transcript.words}
    for said in ("strangest", "afternoon", "hackers", "woman", "copper", "police"):
        assert abs(found[said] - true[said]) < 0.1
    covered = [index for item in transcript.sentences for index in range(item.first, item.last)]
    assert covered == list(range(len(transcript.words)))


async def test_the_plan_covers_the_speech_and_stores_where_it_is(bench: Bench) -> None:
    plan = await bench.plan(await bench.audio(talk_audio()))
    spans = (await bench.load(plan.speech, SpeechMap)).spans
    assert plan.speech_seconds == pytest.approx(sum(span.duration for span in spans), abs=0.01)
    assert plan.chunks[0].start <= spans[0].start
    assert plan.chunks[-1].end >= spans[-1].end
    words = talk_truth().words
    assert abs(spans[0].start - words[0].start) < 0.3
    assert abs(spans[-1].end - words[-1].end) < 0.3


@pytest.mark.parametrize(
    "sound", [np.zeros(8 * RATE, np.float32), noise(8), melody(12), np.zeros(RATE // 2, np.float32)]
)
async def test_without_speech_there_are_no_chunks(bench: Bench, sound: Audio) -> None:
    plan = await bench.plan(await bench.audio(sound))
    assert plan.chunks == ()
    assert plan.speech_seconds == 0


async def test_silence_and_music_that_are_transcribed_anyway_give_no_words(bench: Bench) -> None:
    audio = await bench.audio(melody(12))
    plan = await bench.plan(audio, "en")
    heard = await bench.stages.transcribe_chunk(
        TranscribeChunkRequest(
            scope=SCOPE, audio=audio, speech=plan.speech, chunk=TimeRange(start=0, end=12), language="en"
        )
    )
    assert heard.words == 0
    assert (await bench.load(heard.draft, ChunkDraft)).segments == ()


@pytest.mark.parametrize("asked", ["en", "EN", "en-GB", "en_US"])
async def test_the_callers_language_wins(bench: Bench, asked: str) -> None:
    plan = await bench.plan(await bench.audio(recording("beckett.wav")), asked)
    assert (plan.language, plan.language_probability) == ("en", 1.0)


async def test_an_unsupported_language_is_refused_with_the_list(bench: Bench, tmp_path: Path) -> None:
    audio = await bench.audio(recording("beckett.wav"))
    with pytest.raises(RejectedError, match="Supported: en") as caught:
        await bench.plan(audio, "tlh")
    assert caught.value.code == "speech.unsupported_language"
    with pytest.raises(RejectedError, match="es, et, eu"):
        await Bench(tmp_path, "whisper-base").plan(audio, "tlh")


async def test_what_was_done_once_is_remembered_per_request(bench: Bench) -> None:
    audio = await bench.audio(recording("beckett.wav"))
    plan = await bench.plan(audio)
    chunk = plan.chunks[0]
    first = await bench.aligned(audio, plan, chunk)
    opened = bench.store.opened
    assert await bench.plan(audio) == plan
    assert await bench.aligned(audio, plan, chunk) == first
    assert bench.store.opened == opened
    await bench.plan(audio, "en")
    assert bench.store.opened == opened + 1


async def test_chunks_are_joined_in_time_order_whatever_their_order(bench: Bench) -> None:
    def chunk(*words: Word) -> bytes:
        return AlignedChunk(words=words, aligner="test").model_dump_json().encode()

    late = chunk(Word(text="world.", start=5.0, end=5.5), Word(text="Again", start=9.8, end=10.4))
    early = chunk(Word(text="Hello", start=1.0, end=1.5), Word(text="big", start=4.8, end=5.2))
    refs = tuple([await bench.store.put_bytes("org_test", data, "application/json") for data in (late, early)])
    done = await bench.stages.assemble_transcript(
        AssembleTranscriptRequest(scope=SCOPE, chunks=refs, language="en", duration=10.0, done_with=refs[:1])
    )
    assert bench.store.forgotten == [refs[0]]
    transcript = await bench.load(done.transcript, Transcript)
    assert [word.text for word in transcript.words] == ["Hello", "big", "world.", "Again"]
    assert [(word.start, word.end) for word in transcript.words] == [(1.0, 1.5), (4.8, 5.0), (5.0, 5.5), (9.8, 10.0)]
    assert done.sentences == 3


class Slow:
    """A recogniser that reports and sleeps, until something stops it."""

    identity = "slow/1"
    languages = ("en",)

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.stopped_after: float | None = None
        self.finished = False

    def detect_language(self, audio: Audio, spans: list[TimeRange]) -> tuple[str, float]:
        return "en", 1.0

    def transcribe(
        self, audio: Audio, language: str, spans: list[TimeRange], progress: ProgressCallback, *, several: bool = False
    ) -> list[DraftSegment]:
        begun = time.monotonic()
        try:
            while time.monotonic() - begun < self.seconds:
                time.sleep(0.05)
                progress((time.monotonic() - begun) / self.seconds)
            self.finished = True
        finally:
            self.stopped_after = time.monotonic() - begun
        return []


async def slow_request(bench: Bench, slow: Slow) -> tuple[SpeechActivities, TranscribeChunkRequest]:
    audio = await bench.audio(recording("beckett.wav"))
    speech = await bench.store.put_bytes("org_test", SpeechMap(spans=()).model_dump_json().encode(), "application/json")
    stages = SpeechActivities(
        bench.memory, bench.store, slow, voice_detector(), make_aligner("whisper_times"), FlacReader()
    )
    chunk = TimeRange(start=0, end=9)
    return stages, TranscribeChunkRequest(scope=SCOPE, audio=audio, speech=speech, chunk=chunk, language="en")


async def test_a_cancelled_stage_stops_its_thread(bench: Bench) -> None:
    slow = Slow(20.0)
    stages, request = await slow_request(bench, slow)
    environment = ActivityEnvironment()
    running = asyncio.create_task(environment.run(stages.transcribe_chunk, request))
    await asyncio.sleep(0.5)
    environment.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await asyncio.sleep(0.5)
    assert slow.stopped_after is not None
    assert slow.stopped_after < 2.0
    assert not slow.finished
    assert bench.memory.kept == {}


async def test_heartbeats_tell_the_done_share(bench: Bench) -> None:
    stages, request = await slow_request(bench, Slow(2.5))
    environment = ActivityEnvironment()
    shares: list[float] = []
    environment.on_heartbeat = lambda *details: shares.append(details[0].share)
    await environment.run(stages.transcribe_chunk, request)
    assert len(shares) >= 2
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] <= 1


class Deaf(Slow):
    """A recogniser that finds no word at first; asked again it knows what it was made with."""

    def __init__(self, again: list[DraftSegment]) -> None:
        super().__init__(0.0)
        self._again = again
        self.asked: list[str | None] = []

    def transcribe_again(self, audio: Audio, language: str | None) -> tuple[list[DraftSegment], str]:
        self.asked.append(language)
        return ([], "en") if language else (self._again, "es")


async def deaf_draft(bench: Bench, deaf: Deaf) -> ChunkDraft:
    audio = await bench.audio(recording("beckett.wav"))
    spoken = SpeechMap(spans=(TimeRange(start=2.0, end=5.0),))
    speech = await bench.store.put_bytes("org_test", spoken.model_dump_json().encode(), "application/json")
    stages = SpeechActivities(
        bench.memory, bench.store, deaf, voice_detector(), make_aligner("whisper_times"), FlacReader()
    )
    request = TranscribeChunkRequest(
        scope=SCOPE, audio=audio, speech=speech, chunk=TimeRange(start=1.0, end=9.0), language="en"
    )
    return await bench.load((await stages.transcribe_chunk(request)).draft, ChunkDraft)


async def test_speech_without_words_is_recognised_again_and_told_where_that_brings_nothing(bench: Bench) -> None:
    deaf = Deaf([])
    draft = await deaf_draft(bench, deaf)
    assert deaf.asked == ["en", None]
    assert [(one.kind, one.span) for one in draft.warnings] == [("no_words", TimeRange(start=2.0, end=5.0))]


async def test_words_of_a_second_recognition_name_their_language_and_lie_where_they_are_spoken(bench: Bench) -> None:
    words = tuple(
        Word(text=text, start=at, end=at + 0.6, probability=0.9) for at, text in ((0.4, "hola"), (2.2, "amigo"))
    )
    found = DraftSegment(
        start=0.3, end=3.0, words=words, avg_logprob=-0.2, no_speech_probability=0.0, compression_ratio=1.0
    )
    draft = await deaf_draft(bench, Deaf([found]))
    assert [segment.language for segment in draft.segments] == ["es"]
    assert [word.start for word in draft.segments[0].words] == pytest.approx([2.1, 3.9])
    assert draft.warnings == ()


async def test_sentences_end_where_the_language_changes(bench: Bench) -> None:
    def word(text: str, start: float, language: str | None = None) -> Word:
        return Word(text=text, start=start, end=start + 0.4, language=language)

    words = (word("thank", 1.0), word("you", 1.5), word("muchas", 2.0, "es"), word("gracias", 2.5, "es"))
    chunk = AlignedChunk(words=words, aligner="test").model_dump_json().encode()
    ref = await bench.store.put_bytes("org_test", chunk, "application/json")
    done = await bench.stages.assemble_transcript(
        AssembleTranscriptRequest(scope=SCOPE, chunks=(ref,), language="en", duration=5.0)
    )
    transcript = await bench.load(done.transcript, Transcript)
    assert [(one.first, one.last) for one in transcript.sentences] == [(0, 2), (2, 4)]
    assert [transcript.language_of(one.first) for one in transcript.sentences] == ["en", "es"]
    assert done.languages == ("en", "es")
