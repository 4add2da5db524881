"""Translating lines: each once, kept at once, and only those that are not remembered."""

from pathlib import Path

import pytest

from activities.translate import TranslateActivities
from domain.contracts.base import StageScope, TimeRange
from domain.contracts.dubbing import LineBudget, TranslateLinesRequest
from domain.contracts.lines import Line, Lines
from domain.errors import RejectedError, TransientError
from domain.language_engines import Translation, TranslationTask
from tests.activities.memory_store import DictResults, FolderBlobs

ORG = "org_default"


class Upper:
    """Translates by shouting."""

    name, identity, shortens, listens, at_once = "upper", "upper/1", True, False, 2

    def __init__(self) -> None:
        self.tasks: list[TranslationTask] = []
        self.fails_at = 99

    def serves(self, source: str | None, target: str) -> bool:
        return target == "es"

    def remedy(self, source: str | None, target: str) -> str:
        return ""

    async def translate(self, task: TranslationTask, speech: object) -> tuple[Translation, ...]:
        assert speech is None, "it does not listen"
        self.tasks.append(task)
        if len(self.tasks) >= self.fails_at:
            raise TransientError("llm.unavailable", "Away.")
        return tuple(Translation(text=line.text.upper()[: line.max_chars]) for line in task.lines)


def lines(*texts: str) -> Lines:
    return Lines(
        source_language="en",
        language="es",
        lines=tuple(
            Line(number=n, slot=TimeRange(start=n, end=n + 1), first_word=n, last_word=n + 1, source=text)
            for n, text in enumerate(texts, 1)
        ),
    )


@pytest.fixture
def store(tmp_path: Path) -> FolderBlobs:
    return FolderBlobs(tmp_path)


async def request(store: FolderBlobs, batch: Lines, **more: object) -> TranslateLinesRequest:
    stored = await store.put_bytes(ORG, batch.model_dump_json().encode(), "application/json")
    speech = await store.put_bytes(ORG, b"sound", "audio/flac")
    scope = StageScope(org_id=ORG, job_id="job_1", step="translate")
    given = {"scope": scope, "lines": stored, "speech": speech, "source_language": "en", "language": "es"}
    return TranslateLinesRequest.model_validate(given | more)


async def texts(store: FolderBlobs, result: object) -> list[str]:
    body = await store.read_bytes(ORG, result.lines)
    return [line.text for line in Lines.model_validate_json(body).lines]


async def test_lines_are_given_together_as_their_translator_likes_and_none_twice(store: FolderBlobs) -> None:
    engine = Upper()
    stage = TranslateActivities(DictResults(), store, (engine,))
    first = await stage.translate_lines(await request(store, lines("one", "two", "three")))
    assert await texts(store, first) == ["ONE", "TWO", "THREE"]
    assert [len(task.lines) for task in engine.tasks] == [2, 1]
    again = await stage.translate_lines(await request(store, lines("one", "other", "three")))
    assert await texts(store, again) == ["ONE", "OTHER", "THREE"]
    assert (again.made, len(engine.tasks)) == (1, 3), "one changed line costs one line"


async def test_what_was_translated_before_a_failure_is_not_translated_again(store: FolderBlobs) -> None:
    engine = Upper()
    engine.fails_at = 2
    stage = TranslateActivities(DictResults(), store, (engine,))
    asked = await request(store, lines("one", "two", "three"))
    with pytest.raises(TransientError):
        await stage.translate_lines(asked)
    engine.fails_at = 99
    assert (await stage.translate_lines(asked)).made == 1


async def test_neighbours_are_given_for_context(store: FolderBlobs) -> None:
    engine = Upper()
    stage = TranslateActivities(DictResults(), store, (engine,))
    before = (await request(store, lines("a", "b", "c", "d"))).lines
    await stage.translate_lines(await request(store, lines("one"), before=before))
    assert engine.tasks[0].before == ("b", "c", "d")
    assert engine.tasks[0].after == ()


async def test_a_budget_makes_one_line_shorter_and_leaves_the_others(store: FolderBlobs) -> None:
    engine = Upper()
    stage = TranslateActivities(DictResults(), store, (engine,))
    await stage.translate_lines(await request(store, lines("a rather long line", "two")))
    tight = (LineBudget(number=1, max_chars=12),)
    result = await stage.translate_lines(await request(store, lines("a rather long line", "two"), budgets=tight))
    assert await texts(store, result) == ["A RATHER LON", "TWO"]
    assert result.made == 1


async def test_the_same_language_says_the_same_words(store: FolderBlobs) -> None:
    stage = TranslateActivities(DictResults(), store, ())
    result = await stage.translate_lines(await request(store, lines("one"), language="en"))
    assert await texts(store, result) == ["one"]


async def test_a_pair_that_nobody_serves_is_refused_before_anything_is_made(store: FolderBlobs) -> None:
    stage = TranslateActivities(DictResults(), store, (Upper(),))
    with pytest.raises(RejectedError, match=r"translator\.unsupported"):
        await stage.translate_lines(await request(store, lines("one"), language="fr"))


class Overheard(Upper):
    """Hears lines; what it says of one tells who was heard with it, as a recogniser's answer may."""

    name, identity, shortens, listens, at_once = "overheard", "overheard/1", False, True, 2

    async def translate(self, task: TranslationTask, speech: object) -> tuple[Translation, ...]:
        assert speech is not None, "it listens"
        self.tasks.append(task)
        heard = "+".join(line.text for line in task.lines)
        return tuple(Translation(text=f"{line.text} of {heard}") for line in task.lines)


class DyingMemory(DictResults):
    """Keeps so many results and then goes away for good."""

    def __init__(self, lasts: int) -> None:
        super().__init__()
        self.lasts = lasts

    async def keep(self, org_id: str, fingerprint: str, stage: str, result: str) -> None:
        if self.lasts == 0:
            raise KeyboardInterrupt
        self.lasts -= 1
        await super().keep(org_id, fingerprint, stage, result)


@pytest.mark.parametrize("kept", range(6))
async def test_a_kill_between_any_two_lines_leaves_no_trace_in_what_is_heard(store: FolderBlobs, kept: int) -> None:
    asked = await request(store, lines("one", "two", "three", "four", "five"))
    undisturbed = await texts(
        store, await TranslateActivities(DictResults(), store, (Overheard(),)).translate_lines(asked)
    )
    assert undisturbed[2] == "three of three+four"
    memory = DyingMemory(kept)
    with pytest.raises(KeyboardInterrupt):
        await TranslateActivities(memory, store, (Overheard(),)).translate_lines(asked)
    memory.lasts = 99
    engine = Overheard()
    result = await TranslateActivities(memory, store, (engine,)).translate_lines(asked)
    assert await texts(store, result) == undisturbed
    assert result.made == 5 - kept
    assert len(engine.tasks) == sum(last > kept for last in (2, 4, 5))
