"""The memory of a batch stage's pieces."""

import pytest

from activities.stage import Pieces
from domain.contracts.base import Contract, StageRequest, StageScope
from domain.errors import PermanentError, TransientError
from tests.activities.memory_store import DictResults

ENGINES = ("bell/1",)


class RingRequest(StageRequest):
    tone: str


class Rung(Contract):
    sound: str


class Bell:
    """Rings, and counts how often."""

    def __init__(self, memory: DictResults, version: int = 1) -> None:
        self.pieces = Pieces(memory, "ring_bells/bell", version, Rung)
        self.rung: list[str] = []

    async def ring(self, tone: str, *, org: str = "org_a", engines: tuple[str, ...] = ENGINES) -> tuple[Rung, bool]:
        async def make() -> Rung:
            self.rung.append(tone)
            return Rung(sound=f"~{tone}~")

        scope = StageScope(org_id=org, job_id="job", step="ring 1/1")
        return await self.pieces.made(RingRequest(scope=scope, tone=tone), engines, make)


async def test_a_piece_is_made_once_and_then_brought_from_memory() -> None:
    memory = DictResults()
    bell = Bell(memory)
    assert await bell.ring("c") == (Rung(sound="~c~"), True)
    assert await bell.ring("c") == (Rung(sound="~c~"), False)
    assert bell.rung == ["c"]


async def test_a_stage_that_breaks_off_keeps_what_it_has_made() -> None:
    memory = DictResults()

    async def stage(bell: Bell, *tones: str) -> None:
        for tone in tones:
            if tone == "crack":
                raise PermanentError("bell.cracked", "The bell has a crack.")
            await bell.ring(tone)

    with pytest.raises(PermanentError):
        await stage(Bell(memory), "c", "d", "crack", "e")
    second = Bell(memory)
    await stage(second, "c", "d", "f", "e")
    assert second.rung == ["f", "e"]


async def test_another_engine_version_or_organisation_makes_its_own() -> None:
    memory = DictResults()
    await Bell(memory).ring("c")
    assert (await Bell(memory).ring("c", engines=("bell/2",)))[1]
    assert (await Bell(memory).ring("c", org="org_b"))[1]
    assert (await Bell(memory, version=2).ring("c"))[1]
    assert not (await Bell(memory).ring("c"))[1]


async def test_the_step_around_a_piece_does_not_matter() -> None:
    pieces = Pieces(DictResults(), "ring_bells/bell", 1, Rung)
    first = RingRequest(scope=StageScope(org_id="org_a", job_id="job", step="ring 1/2"), tone="c")
    other = RingRequest(scope=StageScope(org_id="org_a", job_id="job_2", step="ring 2/2"), tone="c")
    await pieces.keep(first, ENGINES, Rung(sound="~"))
    assert await pieces.find(other, ENGINES) == Rung(sound="~")


async def test_a_made_piece_outlives_a_short_absence_of_the_memory() -> None:
    class Blinking(DictResults):
        away = 2

        async def keep(self, org_id: str, fingerprint: str, stage: str, result: str) -> None:
            self.away -= 1
            if self.away >= 0:
                raise TransientError("database.unavailable", "The database is away.")
            await super().keep(org_id, fingerprint, stage, result)

    memory = Blinking()
    bell = Bell(memory)
    assert (await bell.ring("c"))[1]
    assert bell.rung == ["c"]
    assert len(memory.kept) == 1
