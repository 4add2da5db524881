"""Who speaks, on real sound: two voices are told apart word by word, one voice stays one."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from activities.speakers import SpeakerActivities
from adapters.asr.audio_reader import FlacReader
from adapters.speakers.registry import make_speaker_encoder
from adapters.tts.flac import FlacWriter
from domain.contracts.base import ArtifactRef, StageScope, TimeRange
from domain.contracts.dubbing import IdentifySpeakersRequest, IdentifySpeakersResult
from domain.contracts.speech import Transcript, Word
from domain.heuristics.sentences import restore_sentences
from tests.activities.memory_store import DictResults, FolderBlobs
from tests.speech_audio import RATE, TWO_CITIES, Audio, catalogue, recording, talk_audio, talk_truth, voice_detector

SCOPE = StageScope(org_id="org_test", job_id="job_1", step="speakers")


class Bench:
    def __init__(self, folder: Path, engine: str = "resemblyzer") -> None:
        self.store = FolderBlobs(folder)
        self.memory = DictResults()
        self.stages = SpeakerActivities(
            self.memory, self.store, make_speaker_encoder(engine, catalogue()), FlacReader(), FlacWriter()
        )

    async def identify(self, sound: Audio, talk: Transcript) -> tuple[IdentifySpeakersResult, Transcript]:
        speech = await self.store.put_bytes("org_test", FlacWriter().flac(sound, RATE), "audio/flac")
        stored = await self.store.put_bytes("org_test", talk.model_dump_json().encode(), "application/json")
        result = await self.stages.identify_speakers(
            IdentifySpeakersRequest(scope=SCOPE, speech=speech, transcript=stored)
        )
        found = Transcript.model_validate_json(await self.store.read_bytes("org_test", result.transcript))
        return result, found

    async def heard(self, ref: ArtifactRef) -> Audio:
        async with self.store.local("org_test", ref) as path:
            return FlacReader().read(path)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def transcript(words: list[Word], seconds: float) -> Transcript:
    return Transcript(language="en", duration=seconds, words=tuple(words), sentences=restore_sentences(words, "en"))


def sample_talk() -> Transcript:
    words = [Word(text=word.text, start=word.start, end=word.end) for word in talk_truth().words]
    return transcript(words, talk_truth().duration)


def spread(text: str, sound: Audio) -> Transcript:
    """A transcript of a recording whose words share the time in which its voice is heard."""
    spans = voice_detector().speech_spans(sound)
    total = sum(span.duration for span in spans)
    tokens = text.split()
    words: list[Word] = []
    for span in spans:
        count = max(1, round(len(tokens) * span.duration / total))
        edges = np.linspace(span.start, span.end, count + 1)
        words += [Word(text="word", start=float(first), end=float(last)) for first, last in pairwise(edges)]
    return transcript(words, len(sound) / RATE)


@pytest.mark.parametrize("engine", ["resemblyzer", "spectral"])
async def test_the_words_of_two_voices_get_their_speakers(tmp_path: Path, engine: str) -> None:
    bench = Bench(tmp_path, engine)
    result, found = await bench.identify(talk_audio(), sample_talk())
    names = {"mara": "A", "daniel": "B"}
    right = [names[true.speaker] == word.speaker for true, word in zip(talk_truth().words, found.words, strict=True)]
    assert sum(right) / len(right) >= 0.97
    assert [speaker.label for speaker in result.speakers] == ["A", "B"]
    assert [speaker.sex for speaker in result.speakers] == ["female", "male"]


async def test_a_reference_is_clean_speech_of_one_speaker(bench: Bench) -> None:
    result, _ = await bench.identify(talk_audio(), sample_talk())
    encoder = make_speaker_encoder("resemblyzer", catalogue())
    told: dict[str, list[tuple[float, float]]] = {"mara": [], "daniel": []}
    for item in talk_truth().sentences:
        if item.end - item.start > 3:
            told[item.speaker].append((item.start, item.end))
    typical = {
        name: encoder.embed(talk_audio(), [TimeRange(start=start, end=end) for start, end in spans]).mean(axis=0)
        for name, spans in told.items()
    }
    for speaker, own, other in zip(result.speakers, ("mara", "daniel"), ("daniel", "mara"), strict=True):
        assert speaker.reference is not None
        sound = await bench.heard(speaker.reference)
        assert 6 <= len(sound) / RATE <= 12
        (vector,) = encoder.embed(sound, [TimeRange(start=0, end=len(sound) / RATE)])
        assert vector @ typical[own] > vector @ typical[other] + 0.2


@pytest.mark.parametrize(("name", "text"), [("two_cities.wav", TWO_CITIES), ("beckett.wav", "try again " * 7)])
async def test_one_person_stays_one_speaker(bench: Bench, name: str, text: str) -> None:
    result, found = await bench.identify(recording(name), spread(text, recording(name)))
    assert {word.speaker for word in found.words} == {"A"}
    assert [(speaker.label, speaker.sex) for speaker in result.speakers] == [("A", "male")]


async def test_two_men_are_two_speakers(bench: Bench) -> None:
    """A passage of the sample talk's engineer between two parts of a man's reading."""
    dickens = recording("two_cities.wav")
    own = [item for item in talk_truth().sentences if item.speaker == "daniel" and item.highlight == "cloud"]
    middle = talk_audio()[int(own[0].start * RATE) : int(own[-1].end * RATE)]
    pause = np.zeros(RATE // 2, np.float32)
    sound = np.concatenate([dickens[: 15 * RATE], pause, middle, pause, dickens[15 * RATE : 30 * RATE]])
    _, found = await bench.identify(sound, spread("word " * 120, sound))
    end = 16 + len(middle) / RATE
    right = [word.speaker == ("B" if 15 <= (word.start + word.end) / 2 < end else "A") for word in found.words]
    assert sum(right) / len(right) >= 0.95


async def test_names_that_somebody_gave_stay(bench: Bench) -> None:
    talk = sample_talk()
    named = tuple(
        word.model_copy(update={"speaker": "Mara"}) if index < 20 else word for index, word in enumerate(talk.words)
    )
    result, found = await bench.identify(talk_audio(), talk.model_copy(update={"words": named}))
    assert [speaker.label for speaker in result.speakers] == ["Mara", "A"]
    assert found.words[-1].speaker == "Mara"


async def test_without_words_there_is_nobody(bench: Bench) -> None:
    result, found = await bench.identify(np.zeros(3 * RATE, np.float32), transcript([], 3.0))
    assert result.speakers == ()
    assert found.words == ()


async def test_a_second_run_is_brought_from_memory(bench: Bench) -> None:
    first = await bench.identify(recording("beckett.wav"), spread("try again " * 7, recording("beckett.wav")))
    assert len(bench.memory.kept) == 1
    assert await bench.identify(recording("beckett.wav"), spread("try again " * 7, recording("beckett.wav"))) == first
    assert len(bench.memory.kept) == 1
