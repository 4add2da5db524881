"""Rate limits with their counts in Postgres: over restarts, over processes, and cheap enough to be asked every time."""

import asyncio
import statistics
import time

import pytest

from adapters.db.engine import open_engine
from adapters.db.rate_counts import DbRateCounts
from adapters.db.unit_of_work import SqlUnitOfWorkFactory
from adapters.limits.limiter import RateLimits, open_limiter
from adapters.limits.storage import SETTLE_SECONDS
from domain.contracts.base import DEFAULT_ORG
from domain.errors import TransientError
from domain.ids import random_id

LIMITS = RateLimits(caller="10/hour", organisation="15/hour", anonymous="3/hour")
WIDE = RateLimits(caller="1000000/hour", organisation="1000000/hour", anonymous="1000000/hour")


@pytest.fixture
async def counts(database):
    engine = open_engine(database.app_url)
    yield DbRateCounts(SqlUnitOfWorkFactory(engine))
    await engine.dispose()


@pytest.fixture(autouse=True)
async def forgotten(database):
    """The organisation's own limit is shared by all tests of this module."""
    import asyncpg

    yield
    connection = await asyncpg.connect(database.owner_url.replace("+asyncpg", ""))
    async with connection.transaction():
        await connection.execute("SELECT set_config('cutdown.every_tenant', 'on', true)")
        await connection.execute("DELETE FROM rate_counts")
    await connection.close()


async def test_a_caller_is_refused_after_their_share_and_told_when_to_come_back(counts):
    caller = random_id("key")
    async with open_limiter(counts, LIMITS) as limiter:
        states = [await limiter.hit(DEFAULT_ORG, caller) for _ in range(12)]
    assert [state.allowed for state in states] == [True] * 10 + [False] * 2
    assert [state.remaining for state in states[:10]] == list(range(9, -1, -1))
    assert states[0].limit == 10
    assert states[0].retry_seconds == 0
    assert 1 <= states[-1].retry_seconds <= 3600


async def test_all_callers_of_an_organisation_share_its_limit(counts):
    async with open_limiter(counts, LIMITS) as limiter:
        first, second = random_id("key"), random_id("key")
        assert all([(await limiter.hit(DEFAULT_ORG, first)).allowed for _ in range(10)])
        taken = [await limiter.hit(DEFAULT_ORG, second) for _ in range(10)]
        assert [state.allowed for state in taken] == [True] * 5 + [False] * 5
        assert taken[4].limit == 15
        assert (await limiter.hit("org_other_one", first)).allowed


async def test_what_was_counted_outlives_the_process(counts):
    async with open_limiter(counts, LIMITS) as limiter:
        for _ in range(3):
            assert (await limiter.hit_anonymous("1.2.3.4")).allowed
    async with open_limiter(counts, LIMITS) as limiter:
        assert not (await limiter.hit_anonymous("1.2.3.4")).allowed
        assert (await limiter.hit_anonymous("1.2.3.5")).allowed


async def test_processes_see_each_others_requests_within_a_moment(counts):
    caller = random_id("key")
    async with open_limiter(counts, LIMITS) as one, open_limiter(counts, LIMITS) as two:
        for limiter in (one, two):
            for _ in range(5):
                assert (await limiter.hit(DEFAULT_ORG, caller)).allowed
        await asyncio.sleep(3 * SETTLE_SECONDS)
        await one.hit(DEFAULT_ORG, caller)
        await two.hit(DEFAULT_ORG, caller)
        await asyncio.sleep(3 * SETTLE_SECONDS)
        assert not (await one.hit(DEFAULT_ORG, caller)).allowed
        assert not (await two.hit(DEFAULT_ORG, caller)).allowed


async def test_a_decision_costs_less_than_a_millisecond(counts):
    async with open_limiter(counts, WIDE) as limiter:
        await limiter.hit(DEFAULT_ORG, "warm")
        spent = []
        for _ in range(500):
            began = time.perf_counter()
            await limiter.hit(DEFAULT_ORG, "warm")
            spent.append(time.perf_counter() - began)
    assert statistics.median(spent) < 0.001


async def test_a_record_that_is_away_refuses_nobody_and_loses_no_count(counts):
    class Away(DbRateCounts):
        away = True

        async def load(self, org_id, buckets):
            if self.away:
                raise TransientError("database.unavailable", "away")
            return await super().load(org_id, buckets)

        async def add(self, org_id, found):
            if self.away:
                raise TransientError("database.unavailable", "away")
            return await super().add(org_id, found)

    flaky = Away(counts._units)
    async with open_limiter(flaky, LIMITS) as limiter:
        assert (await limiter.hit_anonymous("9.9.9.9")).allowed
        await asyncio.sleep(2 * SETTLE_SECONDS)
        assert (await limiter.hit_anonymous("9.9.9.9")).allowed
        flaky.away = False
    async with open_limiter(counts, LIMITS) as limiter:
        assert (await limiter.hit_anonymous("9.9.9.9")).remaining == 0
