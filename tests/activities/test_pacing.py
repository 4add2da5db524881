"""The stage joins batches, places their lines, and tells which have to become shorter."""

from pathlib import Path

from activities.pacing import PacingActivities
from domain.contracts.base import ArtifactRef, StageScope, TimeRange
from domain.contracts.dubbing import FitLinesRequest
from domain.contracts.lines import Line, PlacedLines, SpokenLine, SpokenLines
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


async def test_nothing_to_say_is_an_empty_timeline(tmp_path: Path) -> None:
    stage = PacingActivities(DictResults(), FolderBlobs(tmp_path))
    scope = StageScope(org_id="org_a", job_id="job_1", step="fit")
    result = await stage.fit_lines(FitLinesRequest(scope=scope, spoken=(), duration=3))
    assert (result.tight, result.stretched) == ((), 0)
