"""The stage joins batches, places their lines, and tells which have to become shorter."""

from pathlib import Path

import pytest

from activities.pacing import PacingActivities
from domain.contracts.base import ArtifactRef, StageScope, TimeRange
from domain.contracts.dubbing import FitLinesRequest
from domain.contracts.lines import Line, PlacedLines, SpokenLine, SpokenLines
from domain.heuristics.pacing import in_source
from tests.activities.memory_store import DictResults, FolderBlobs

SOUND = ArtifactRef(digest="0" * 64, size=1, media_type="audio/flac")


def batch(*lines: tuple[int, float, float, float]) -> SpokenLines:
    made = [
        SpokenLine(
            line=Line(
                number=number,
                slot=TimeRange(start=start, end=end),
                first_word=0,
                last_word=1,
                source="una",
                text="t" * 30,
            ),
            voice="v",
            audio=SOUND,
            seconds=seconds,
        )
        for number, start, end, seconds in lines
    ]
    return SpokenLines(language="en", lines=tuple(made))


async def test_batches_become_one_timeline(tmp_path: Path) -> None:
    store, memory = FolderBlobs(tmp_path), DictResults()
    stage = PacingActivities(memory, store)
    batches = [batch((1, 0, 2, 1.5), (2, 2.4, 4, 9.0)), batch((3, 5, 6.0, 1.4), (4, 6.2, 8, 1.0))]
    stored = [await store.put_bytes("org_a", one.model_dump_json().encode(), "application/json") for one in batches]
    request = FitLinesRequest(
        scope=StageScope(org_id="org_a", job_id="job_1", step="fit"), spoken=tuple(stored), duration=10
    )
    result = await stage.fit_lines(request)
    placed = PlacedLines.model_validate_json(await store.read_bytes("org_a", result.placed))
    assert (placed.language, placed.duration) == ("en", 10)
    assert [line.spoken.line.number for line in placed.lines] == [1, 2, 3, 4]
    assert [line.flags for line in placed.lines] == [(), ("too_long",), ("stretched", "borrowed"), ()]
    assert [budget.number for budget in result.tight] == [2, 3]
    assert result.stretched == 1
    assert await stage.fit_lines(request) == result
    assert len(memory.kept) == 1


async def test_each_clip_has_a_timeline_of_its_own(tmp_path: Path) -> None:
    """What is heard in a clip is placed within its parts; another line of another clip changes nothing there."""
    store, memory = FolderBlobs(tmp_path), DictResults()
    stage = PacingActivities(memory, store)
    scope = StageScope(org_id="org_a", job_id="job_1", step="fit")
    parts = (TimeRange(start=0, end=3), TimeRange(start=8, end=10))
    found = []
    for elsewhere in (1.0, 1.5):
        spoken = batch((1, 1, 2.5, 1.8), (2, 4, 6, elsewhere), (3, 8, 9.5, 1.9))
        stored = await store.put_bytes("org_a", spoken.model_dump_json().encode(), "application/json")
        request = FitLinesRequest(scope=scope, spoken=(stored,), duration=5, parts=parts)
        found.append((await stage.fit_lines(request)).placed)
    assert found[0] == found[1]
    placed = PlacedLines.model_validate_json(await store.read_bytes("org_a", found[0]))
    assert [line.spoken.line.number for line in placed.lines] == [1, 3]
    assert [in_source(line, parts).start for line in placed.lines] == pytest.approx([1, 8], abs=0.1)
    assert placed.lines[-1].end <= 5


async def test_nothing_to_say_is_an_empty_timeline(tmp_path: Path) -> None:
    stage = PacingActivities(DictResults(), FolderBlobs(tmp_path))
    scope = StageScope(org_id="org_a", job_id="job_1", step="fit")
    result = await stage.fit_lines(FitLinesRequest(scope=scope, spoken=(), duration=3))
    assert (result.tight, result.stretched) == ((), 0)
