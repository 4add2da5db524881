"""Words of lines get the times of their own sound, sped up with it, beside those of the original."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from activities.line_alignment import LineAlignmentActivities
from adapters.align.registry import make_aligner
from adapters.asr.audio_reader import FlacReader
from domain.contracts.base import ArtifactRef, Contract, StageScope, TimeRange
from domain.contracts.lines import AlignLinesRequest, Line, PlacedLine, PlacedLines, SpokenLine
from domain.contracts.speech import Sentence, Transcript, Word
from samples.truth import WordTruth
from tests.activities.memory_store import DictResults, FolderBlobs
from tests.speech_audio import RATE, talk_audio, talk_truth, time_errors, write_flac

SCOPE = StageScope(org_id="org_a", job_id="job_1", step="align")
LENGTH = 70.0
SPEED = 1.2


class Lines:
    """The sample talk as lines that are said later and faster than there; the exact times of their words."""

    def __init__(self, folder: Path, language: str) -> None:
        self.store, self.memory = FolderBlobs(folder), DictResults()
        self.stage = LineAlignmentActivities(self.memory, self.store, make_aligner("auto"), FlacReader())
        self.folder, self.language = folder, language
        self.truth: list[WordTruth] = []
        self.placed: list[PlacedLine] = []

    async def read_talk(self) -> None:
        words = [word for word in talk_truth().words if word.end < LENGTH]
        groups: list[list[WordTruth]] = [[words[0]]]
        for before, word in pairwise(words):
            if word.speaker != before.speaker or word.start - before.end > 0.5 or before.text[-1] in ".?!":
                groups.append([])
            groups[-1].append(word)
        for number, group in enumerate(groups, 1):
            await self.add(number, group)

    async def add(self, number: int, group: list[WordTruth]) -> None:
        start, end = group[0].start - 0.02, group[-1].end + 0.04
        path = self.folder / f"line{number}.flac"
        write_flac(path, talk_audio()[round(start * RATE) : round(end * RATE)])
        line = Line(
            number=number,
            slot=TimeRange(start=start, end=end),
            first_word=0,
            last_word=1,
            source="x",
            text=" ".join(word.text for word in group),
            speaker=group[0].speaker,
        )
        audio = await self.store.put_file("org_a", path, "audio/flac")
        spoken = SpokenLine(line=line, voice="v", audio=audio, seconds=end - start)
        at = start + 0.05
        self.placed.append(PlacedLine(spoken=spoken, start=at, end=at + (end - start) / SPEED, speed=SPEED))
        for word in group:
            times = {"start": at + (word.start - start) / SPEED, "end": at + (word.end - start) / SPEED}
            self.truth.append(word.model_copy(update=times))

    async def put(self, value: Contract) -> ArtifactRef:
        return await self.store.put_bytes("org_a", value.model_dump_json().encode(), "application/json")

    async def aligned(self, beside: Transcript | None = None) -> Transcript:
        placed = PlacedLines(language=self.language, duration=LENGTH + 5, lines=tuple(self.placed))
        request = AlignLinesRequest(
            scope=SCOPE, placed=await self.put(placed), beside=None if beside is None else await self.put(beside)
        )
        result = await self.stage.align_lines(request)
        assert await self.stage.align_lines(request) == result
        assert len(self.memory.kept) == 1
        transcript = Transcript.model_validate_json(await self.store.read_bytes("org_a", result.transcript))
        assert result.words == len(transcript.words)
        return transcript


@pytest.mark.parametrize(("language", "median", "p95"), [("en", 0.02, 0.06), ("es", 0.08, 0.4)])
async def test_words_are_timed_by_the_sound_of_their_line(
    tmp_path: Path, language: str, median: float, p95: float
) -> None:
    """English words are found in the sound, of other languages they are laid over it (here English again, whose
    spelling tells less of its length than others'); the first word of each line is exact in both.
    """
    lines = Lines(tmp_path, language)
    await lines.read_talk()
    found = await lines.aligned()
    assert [word.text for word in found.words] == [word.text for word in lines.truth]
    assert [word.speaker for word in found.words] == [word.speaker for word in lines.truth]
    errors = time_errors(lines.truth, list(found.words))
    assert errors.median() <= median
    assert errors.p95() <= p95
    assert np.median(np.abs(errors.after_pause)) <= 0.02
    bounds = {0, *(sentence.first for sentence in found.sentences)}
    at = 0
    for line in lines.placed:
        assert at in bounds, "a line begins a sentence here"
        words = line.spoken.line.text.split()
        for word in found.words[at : at + len(words)]:
            assert line.start - 1e-3 <= word.start < word.end <= line.end + 0.05
        at += len(words)


async def test_what_is_heard_beside_the_lines_keeps_its_words_and_times(tmp_path: Path) -> None:
    lines = Lines(tmp_path, "en")
    words = talk_truth().words
    await lines.add(1, [word for word in words if word.sentence == 1])
    late = [word for word in words if word.sentence == 5]
    await lines.add(2, late)
    between = lines.placed[0].end + 0.5
    original = tuple(
        Word(text=text, start=between + n, end=between + n + 0.8) for n, text in enumerate(("no", "punctuation"))
    )
    beside = Transcript(language="es", duration=LENGTH, words=original, sentences=(Sentence(first=0, last=2),))
    found = await lines.aligned(beside)
    first = len(lines.placed[0].spoken.line.text.split())
    assert [word.text for word in found.words[first : first + 2]] == ["no", "punctuation"]
    assert [word.start for word in found.words[first : first + 2]] == pytest.approx([between, between + 1], abs=0.001)
    assert Sentence(first=first, last=first + 2) in found.sentences


async def test_lines_that_nobody_says_have_no_words(tmp_path: Path) -> None:
    lines = Lines(tmp_path, "en")
    await lines.add(1, [word for word in talk_truth().words if word.sentence == 1])
    unspoken = lines.placed[0].spoken.model_copy(update={"audio": None})
    lines.placed = [lines.placed[0].model_copy(update={"spoken": unspoken, "flags": ("too_long",)})]
    assert (await lines.aligned()).words == ()


async def test_a_line_of_silence_keeps_its_words_spread_over_it(tmp_path: Path) -> None:
    lines = Lines(tmp_path, "es")
    path = tmp_path / "silence.flac"
    write_flac(path, np.zeros(2 * RATE, np.float32))
    line = Line(number=1, slot=TimeRange(start=1, end=3), first_word=0, last_word=1, source="x", text="uno dos tres")
    spoken = SpokenLine(line=line, voice="v", audio=await lines.store.put_file("org_a", path, "audio/flac"), seconds=2)
    lines.placed.append(PlacedLine(spoken=spoken, start=1, end=3))
    found = await lines.aligned()
    assert [word.text for word in found.words] == ["uno", "dos", "tres"]
    assert found.words[0].start >= 1
    assert found.words[-1].end <= 3.05
