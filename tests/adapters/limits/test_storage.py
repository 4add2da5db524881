"""Sliding windows by a clock that is set by hand: what counts, for how long, and what is settled with the record."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from adapters.limits import storage
from adapters.limits.storage import SettledStorage
from domain.errors import TransientError
from domain.rate_limits import RateCount

KEY = "LIMITER/org_a/key_a/10/1/minute"
START = 1_200.0
"""Twenty whole minutes."""


@dataclass
class Clock:
    now: float = START

    def time(self) -> float:
        return self.now


@dataclass
class Counts:
    """The record, with what `others` have counted in it."""

    hits: dict[tuple[str, str, int], int] = field(default_factory=dict)
    asked: list[tuple[str, Sequence[str]]] = field(default_factory=list)
    added: list[tuple[str, list[RateCount]]] = field(default_factory=list)
    away: bool = False

    async def load(self, org_id: str, buckets: Sequence[str]) -> list[RateCount]:
        self.asked.append((org_id, buckets))
        await asyncio.sleep(0)
        self._look()
        return [
            RateCount(name, at, hits, at + 120.0)
            for (org, name, at), hits in self.hits.items()
            if org == org_id and name in buckets
        ]

    async def add(self, org_id: str, counts: Sequence[RateCount]) -> list[RateCount]:
        self._look()
        self.added.append((org_id, list(counts)))
        for count in counts:
            place = org_id, count.bucket, count.window_start
            self.hits[place] = self.hits.get(place, 0) + count.hits
        return [
            RateCount(one.bucket, one.window_start, self.hits[org_id, one.bucket, one.window_start], one.expires_at)
            for one in counts
        ]

    async def drop_expired(self, org_id: str) -> int:
        raise NotImplementedError

    def _look(self) -> None:
        if self.away:
            raise TransientError("database.unavailable", "away")


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(storage, "time", clock)
    return clock


@pytest.fixture
def counts() -> Counts:
    return Counts()


@pytest.fixture
def kept(counts: Counts) -> SettledStorage:
    return SettledStorage(counts)


async def taken(kept: SettledStorage, times: int, key: str = KEY) -> list[bool]:
    return [await kept.acquire_sliding_window_entry(key, 10, 60) for _ in range(times)]


async def test_as_many_as_the_limit_says_are_taken(kept, clock):
    assert await taken(kept, 12) == [True] * 10 + [False] * 2
    assert await kept.get_sliding_window(KEY, 60) == (0, 60.0, 10, 120.0)


async def test_several_at_once_are_taken_together_or_not_at_all(kept, clock):
    assert await kept.acquire_sliding_window_entry(KEY, 10, 60, 8)
    assert not await kept.acquire_sliding_window_entry(KEY, 10, 60, 3)
    assert await kept.acquire_sliding_window_entry(KEY, 10, 60, 2)


async def test_the_window_before_counts_by_what_is_left_of_it(kept, clock):
    await taken(kept, 10)
    clock.now = START + 60 + 15
    assert await kept.get_sliding_window(KEY, 60) == (10, 45.0, 0, 105.0)
    # Three quarters of ten are in the way: 7.5 + 2 are within ten.
    assert await taken(kept, 3) == [True, True, False]
    clock.now = START + 60 + 59
    assert await taken(kept, 9) == [True] * 7 + [False] * 2


async def test_a_window_is_forgotten_when_no_limit_looks_at_it_any_more(kept, clock):
    await taken(kept, 10)
    clock.now = START + 119
    assert (await kept.get_sliding_window(KEY, 60))[0] == 10
    clock.now = START + 120
    assert await kept.get_sliding_window(KEY, 60) == (0, 60.0, 0, 120.0)
    assert await taken(kept, 11) == [True] * 10 + [False]


async def test_each_key_counts_for_itself(kept, clock):
    other = KEY.replace("key_a", "key_b")
    assert await taken(kept, 10) == await taken(kept, 10, other) == [True] * 10


async def test_what_the_record_has_counted_counts_here_and_is_asked_for_once(kept, counts, clock):
    await taken(kept, 3)
    await kept.settle()
    fresh = SettledStorage(counts)
    counts.asked.clear()
    found = await asyncio.gather(*(fresh.acquire_sliding_window_entry(KEY, 10, 60) for _ in range(9)))
    assert sorted(found) == [False] * 2 + [True] * 7
    assert len(counts.asked) == 1
    assert counts.asked[0][0] == "org_a"
    await fresh.get_sliding_window(KEY, 60)
    assert len(counts.asked) == 1


async def test_what_was_counted_is_added_once_with_its_window_and_when_it_may_go(kept, counts, clock):
    await taken(kept, 3)
    await kept.settle()
    await kept.settle()
    ((org_id, (count,)),) = counts.added
    assert (org_id, count.window_start, count.hits, count.expires_at) == ("org_a", 1200, 3, 1320.0)
    assert "key_a" not in count.bucket
    await taken(kept, 1)
    clock.now += 60
    await taken(kept, 2)
    await kept.settle()
    assert [(one.window_start, one.hits) for one in counts.added[1][1]] == [(1200, 1), (1260, 2)]
    assert len(counts.added) == 2


async def test_what_waits_for_a_record_that_is_away_waits_for_two_windows(kept, counts, clock):
    await taken(kept, 3)
    clock.now = START + 120
    await taken(kept, 1)
    clock.now = START + 180
    await taken(kept, 2)
    await kept.settle()
    assert [(one.window_start, one.hits) for _, found in counts.added for one in found] == [(1320, 1), (1380, 2)]
    assert storage.SETTLE_SECONDS == 0.5


async def test_the_window_before_the_last_is_settled_too(kept, counts, clock):
    await taken(kept, 3)
    clock.now = START + 120
    await taken(kept, 1)
    await kept.settle()
    assert [(one.window_start, one.hits) for _, found in counts.added for one in found] == [(1200, 3), (1320, 1)]


async def test_each_organisation_is_settled_for_itself(kept, counts, clock):
    await taken(kept, 1)
    await taken(kept, 2, KEY.replace("org_a", "org_b"))
    await kept.settle()
    assert {org: [count.hits for count in found] for org, found in counts.added} == {"org_a": [1], "org_b": [2]}


async def test_others_are_counted_from_the_next_settlement_on(kept, counts, clock):
    one, other = kept, SettledStorage(counts)
    await taken(one, 4)
    await taken(other, 5)
    await one.settle()
    await other.settle()
    assert (await other.get_sliding_window(KEY, 60))[2] == 9
    await taken(one, 1)
    await one.settle()
    assert (await one.get_sliding_window(KEY, 60))[2] == 10
    assert await taken(one, 1) == [False]


async def test_what_comes_while_it_settles_is_not_lost(kept, counts, clock):
    await taken(kept, 2)
    add = counts.add

    async def slowly(org_id, found):
        await taken(kept, 3)
        return await add(org_id, found)

    counts.add = slowly
    await kept.settle()
    assert (await kept.get_sliding_window(KEY, 60))[2] == 5
    counts.add = add
    await kept.settle()
    assert [count.hits for _, found in counts.added for count in found] == [2, 3]


async def test_a_record_that_is_away_keeps_nobody_waiting_and_loses_nothing(kept, counts, clock, monkeypatch):
    counts.away = True
    assert await taken(kept, 4) == [True] * 4
    monkeypatch.setattr(storage, "SETTLE_SECONDS", 0.005)
    settling = asyncio.create_task(kept.keep_settled())
    await asyncio.sleep(0.03)
    assert not counts.added
    counts.away = False
    await asyncio.sleep(0.05)
    settling.cancel()
    assert [count.hits for _, found in counts.added for count in found] == [4]


async def test_whoever_has_not_asked_for_two_windows_is_dropped_from_memory_once_settled(kept, counts, clock):
    await taken(kept, 2)
    clock.now = START + 120
    await kept.settle()
    assert await kept.get(KEY) == 0
    counts.asked.clear()
    await taken(kept, 1)
    assert len(counts.asked) == 0
    clock.now = START + 120 + 121
    await kept.settle()
    assert len(counts.added) == 2
    await taken(kept, 1)
    assert len(counts.asked) == 1


async def test_plain_counting_has_the_same_windows(kept, counts, clock):
    assert await kept.get(KEY) == 0
    assert await kept.get_expiry(KEY) == START
    assert [await kept.incr(KEY, 60), await kept.incr(KEY, 60, 3)] == [1, 4]
    clock.now = START + 12.5
    assert await kept.get(KEY) == 4
    assert await kept.get_expiry(KEY) == START + 60
    assert await kept.check()
    await kept.clear(KEY)
    assert await kept.get(KEY) == 0


async def test_what_is_forgotten_is_forgotten_here_alone(kept, counts, clock):
    await taken(kept, 3)
    await kept.clear_sliding_window(KEY, 60)
    assert await taken(kept, 1) == [True]
    await taken(kept, 1, KEY + "x")
    assert await kept.reset() == 2
    assert await kept.get(KEY) == 0
    await kept.clear(KEY)
    await kept.clear_sliding_window(KEY, 60)
    assert kept.base_exceptions is storage.AppError
