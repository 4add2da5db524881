"""What a caller is told of their limit: of the one that is nearest to being reached, in whole seconds."""

from types import SimpleNamespace

import limits.aio.strategies
import pytest

from adapters.limits import limiter, storage
from adapters.limits.limiter import RateLimits, SlidingLimiter
from adapters.limits.storage import SettledStorage
from domain.rate_limits import RateState
from tests.adapters.limits.test_storage import START, Clock, Counts


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock(START + 20)
    for place in (storage, limiter, limits.aio.strategies):
        monkeypatch.setattr(place, "time", SimpleNamespace(time=clock.time))
    return clock


def sliding(caller: str = "3/minute", organisation: str = "5/minute", anonymous: str = "2/minute") -> SlidingLimiter:
    return SlidingLimiter(SettledStorage(Counts()), RateLimits(caller, organisation, anonymous))


async def test_the_limit_that_is_nearest_is_told(clock):
    limiter = sliding()
    assert await limiter.hit("org_a", "key_a") == RateState(allowed=True, limit=3, remaining=2, reset_seconds=60)
    assert await limiter.hit("org_a", "key_b") == RateState(allowed=True, limit=3, remaining=2, reset_seconds=60)
    assert await limiter.hit("org_a", "key_c") == RateState(allowed=True, limit=3, remaining=2, reset_seconds=60)
    assert await limiter.hit("org_a", "key_d") == RateState(allowed=True, limit=5, remaining=1, reset_seconds=60)
    assert (await limiter.hit("org_a", "key_e")).remaining == 0


async def test_who_asked_too_often_is_told_when_to_ask_again(clock):
    limiter = sliding(caller="1/minute")
    await limiter.hit("org_a", "key_a")
    refused = await limiter.hit("org_a", "key_a")
    # 40 s are left of this minute, after which each second frees a sixtieth of what was asked in it.
    assert refused == RateState(allowed=False, limit=1, remaining=0, reset_seconds=60, retry_seconds=40)


async def test_a_refusal_of_the_organisation_is_told_though_the_caller_has_some_left(clock):
    limiter = sliding(caller="9/minute", organisation="1/minute")
    await limiter.hit("org_a", "key_a")
    refused = await limiter.hit("org_a", "key_b")
    assert (refused.allowed, refused.limit, refused.remaining) == (False, 1, 0)


async def test_what_a_caller_is_refused_does_not_count_for_their_organisation(clock):
    limiter = sliding(caller="1/minute", organisation="2/minute")
    for _ in range(5):
        await limiter.hit("org_a", "key_a")
    assert (await limiter.hit("org_a", "key_b")).allowed
    assert not (await limiter.hit("org_a", "key_c")).allowed


async def test_nobody_waits_for_less_than_a_second(clock):
    limiter = sliding(caller="1/minute")
    await limiter.hit("org_a", "key_a")
    for moment in (START + 59.9, START + 60):
        clock.now = moment
        assert (await limiter.hit("org_a", "key_a")).retry_seconds == 1


async def test_addresses_are_counted_each_for_itself_whatever_they_look_like(clock):
    limiter = sliding(anonymous="1/minute")
    for address in ("1.2.3.4", "fe80::1/64", "fe80::1/65", "unknown"):
        assert (await limiter.hit_anonymous(address)).allowed
        assert not (await limiter.hit_anonymous(address)).allowed
