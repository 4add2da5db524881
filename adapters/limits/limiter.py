"""The limiter of the API: one limit per caller, one per organisation, one per address of callers who are unknown."""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from limits import parse
from limits.aio.strategies import SlidingWindowCounterRateLimiter

from adapters.limits.storage import SettledStorage
from domain.errors import AppError
from domain.idempotency import ANONYMOUS
from domain.rate_limits import RateState

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from limits import RateLimitItem

    from domain.rate_limits import RateCounts


@dataclass(frozen=True)
class RateLimits:
    """Limits in the words of `limits`, e.g. `600/minute`."""

    caller: str
    organisation: str
    anonymous: str


class SlidingLimiter:
    """Sliding windows: what was asked in the last period counts, however the clock's minutes fall."""

    def __init__(self, storage: SettledStorage, limits: RateLimits) -> None:
        self._strategy = SlidingWindowCounterRateLimiter(storage)
        self._caller = parse(limits.caller)
        self._organisation = parse(limits.organisation)
        self._anonymous = parse(limits.anonymous)

    async def hit(self, org_id: str, caller: str) -> RateState:
        """Count one request of a known caller."""
        mine = await self._counted(self._caller, org_id, caller)
        if not mine.allowed:
            return mine
        ours = await self._counted(self._organisation, org_id)
        return min(mine, ours, key=lambda state: (state.allowed, state.remaining))

    async def hit_anonymous(self, address: str) -> RateState:
        """Count one request by its network address."""
        return await self._counted(self._anonymous, ANONYMOUS, address.replace("/", "_"))

    async def _counted(self, item: RateLimitItem, *who: str) -> RateState:
        allowed = await self._strategy.hit(item, *who)
        stats = await self._strategy.get_window_stats(item, *who)
        # The strategy tells when the next request becomes possible; the whole allowance is back after one period.
        wait = max(1, math.ceil(stats.reset_time - time.time()))
        return RateState(
            allowed=allowed,
            limit=item.amount,
            remaining=stats.remaining if allowed else 0,
            reset_seconds=item.get_expiry(),
            retry_seconds=0 if allowed else wait,
        )


@asynccontextmanager
async def open_limiter(counts: RateCounts, limits: RateLimits) -> AsyncIterator[SlidingLimiter]:
    """A limiter that settles its counts with the record until the context ends, and once more then."""
    storage = SettledStorage(counts)
    settling = asyncio.create_task(storage.keep_settled())
    try:
        yield SlidingLimiter(storage, limits)
    finally:
        settling.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await settling
        with contextlib.suppress(AppError):
            await storage.settle()
