"""The stage that parts a transcript into batches of lines."""

from pathlib import Path

import pytest

from activities.dub_lines import DubLineActivities
from domain.contracts.base import StageScope, TimeRange
from domain.contracts.dubbing import PlanLinesRequest, PlanLinesResult
from domain.contracts.lines import Lines
from domain.contracts.speech import Transcript, Word
from domain.errors import RejectedError
from domain.heuristics.sentences import restore_sentences
from samples.truth import read_truth
from tests.activities.memory_store import DictResults, FolderBlobs

SCOPE = StageScope(org_id="org_test", job_id="job_1", step="lines")
SAMPLES = Path(__file__).parents[2] / "samples"


class Bench:
    def __init__(self, folder: Path) -> None:
        self.store = FolderBlobs(folder)
        self.memory = DictResults()
        self.stages = DubLineActivities(self.memory, self.store)

    async def plan(self, talk: Transcript, *ranges: TimeRange, language: str = "es") -> PlanLinesResult:
        stored = await self.store.put_bytes("org_test", talk.model_dump_json().encode(), "application/json")
        return await self.stages.plan_lines(
            PlanLinesRequest(scope=SCOPE, transcript=stored, language=language, ranges=ranges)
        )

    async def batches(self, result: PlanLinesResult) -> list[Lines]:
        return [Lines.model_validate_json(await self.store.read_bytes("org_test", ref)) for ref in result.batches]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def sample_talk() -> Transcript:
    truth = read_truth(SAMPLES / "talk.truth.json")
    names = {"mara": "A", "daniel": "B"}
    words = tuple(
        Word(text=word.text, start=word.start, end=word.end, speaker=names[word.speaker]) for word in truth.words
    )
    return Transcript(language="en", duration=truth.duration, words=words, sentences=restore_sentences(words, "en"))


def said(text: str, language: str) -> Transcript:
    words = tuple(Word(text=text, start=at / 2, end=at / 2 + 0.4) for at, text in enumerate(text.split()))
    return Transcript(language=language, duration=len(words), words=words, sentences=restore_sentences(words, language))


async def test_batches_hold_all_lines_in_order_and_know_both_languages(bench: Bench) -> None:
    result = await bench.plan(sample_talk())
    batches = await bench.batches(result)
    numbers = [line.number for batch in batches for line in batch.lines]
    assert numbers == list(range(1, result.lines + 1))
    assert len(batches) == 2
    assert {(batch.source_language, batch.language) for batch in batches} == {("en", "es")}
    assert result.speakers == ("A", "B")


async def test_only_what_is_heard_in_the_ranges_becomes_a_line(bench: Bench) -> None:
    clip = TimeRange(start=75.0, end=90.0)
    result = await bench.plan(sample_talk(), clip)
    (batch,) = await bench.batches(result)
    assert all(line.slot.overlap(clip) > 0 for line in batch.lines)
    assert result.lines < (await bench.plan(sample_talk())).lines


async def test_a_video_in_which_nobody_speaks_is_refused(bench: Bench) -> None:
    with pytest.raises(RejectedError, match=r"dub\.nothing_said"):
        await bench.plan(said("", "en"))
    with pytest.raises(RejectedError, match=r"dub\.nothing_said"):
        await bench.plan(sample_talk(), TimeRange(start=0.0, end=3.0))


async def test_a_language_that_was_given_wrong_is_refused_before_anything_is_translated(bench: Bench) -> None:
    english = said("We walked along the old harbour of the city and nobody knew what was there. " * 8, "es")
    with pytest.raises(RejectedError, match="said to be in 'es', but its words are en") as caught:
        await bench.plan(english, language="fr")
    assert caught.value.code == "dub.wrong_language"
    assert bench.memory.kept == {}


async def test_two_languages_in_one_video_are_flagged_where_they_change(bench: Bench) -> None:
    spanish = "Señoras y señores, la ciudad es de todos y no de los que la compran. "
    english = "We walked along the old harbour of the city and nobody knew what was there. "
    (batch,) = await bench.batches(await bench.plan(said(spanish * 3 + english + spanish * 2, "es")))
    flagged = [line for line in batch.lines if "wrong_language" in line.flags]
    assert len(flagged) == 1
    assert flagged[0].source == english.strip()
