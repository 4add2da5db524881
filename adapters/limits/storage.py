"""Where `limits` keeps its counts: in memory, settled with Postgres twice a second.

A request costs no round trip. Several processes see each other's requests at the next settlement, so together they may
take what comes within half a second too much; a process that is killed forgets as much.
"""

from __future__ import annotations

import asyncio
import hashlib
import math
import time
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog
from limits.aio.storage import Storage
from limits.aio.storage.base import SlidingWindowCounterSupport

from domain.errors import AppError
from domain.rate_limits import RateCount

if TYPE_CHECKING:
    from collections.abc import Iterable

    from domain.rate_limits import RateCounts

SETTLE_SECONDS = 0.5

log = structlog.get_logger()


@dataclass
class _Window:
    """Hits of one window: `settled` in the record, by all processes, and `fresh` ones of this process."""

    settled: int = 0
    fresh: int = 0

    @property
    def hits(self) -> int:
        return self.settled + self.fresh


class _Bucket:
    """The windows of one key, by their start in Unix time; `seconds` long each."""

    def __init__(self, org_id: str, name: str, seconds: int) -> None:
        self.org_id = org_id
        self.name = name
        self.seconds = seconds
        self.windows: dict[int, _Window] = {}

    def pair(self, now: float) -> tuple[_Window, _Window, float]:
        """The window before, the current one, and how many seconds are left of it."""
        start = int(now // self.seconds) * self.seconds
        current = self.windows.get(start)
        if current is None:
            self.windows = {at: window for at, window in self.windows.items() if at >= start - 2 * self.seconds}
            current = self.windows[start] = _Window()
        before = self.windows.get(start - self.seconds)
        return before or _Window(), current, start + self.seconds - now


class SettledStorage(Storage, SlidingWindowCounterSupport):
    """A storage of `limits` for its sliding-window strategy. Keys begin with the organisation they belong to."""

    STORAGE_SCHEME = None

    def __init__(self, counts: RateCounts) -> None:
        super().__init__()
        self._counts = counts
        self._buckets: dict[str, _Bucket] = {}
        self._loading: dict[str, asyncio.Task[_Bucket]] = {}

    @property
    def base_exceptions(self) -> type[Exception]:
        return AppError

    async def acquire_sliding_window_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count `amount` requests unless that makes more than `limit` within the last `expiry` seconds."""
        bucket = self._buckets.get(key) or await self._loaded(key, expiry)
        before, current, left = bucket.pair(time.time())
        if before.hits * left / expiry + current.hits + amount > limit:
            return False
        current.fresh += amount
        return True

    async def get_sliding_window(self, key: str, expiry: int) -> tuple[int, float, int, float]:
        """Hits and remaining life, in seconds, of the window before and of the current one."""
        bucket = self._buckets.get(key) or await self._loaded(key, expiry)
        before, current, left = bucket.pair(time.time())
        return before.hits, left, current.hits, left + expiry

    async def clear_sliding_window(self, key: str, expiry: int) -> None:  # noqa: ARG002 - the library's signature
        """Forget what this process has counted."""
        self._buckets.pop(key, None)

    async def settle(self) -> None:
        """Add what was counted to the record and learn what other processes have counted."""
        waiting: dict[str, list[tuple[_Window, RateCount]]] = defaultdict(list)
        now = time.time()
        for key, bucket in list(self._buckets.items()):
            if all(at < now - 2 * bucket.seconds for at in bucket.windows):
                del self._buckets[key]
            for at, window in bucket.windows.items():
                if window.fresh:
                    count = RateCount(bucket.name, at, window.fresh, at + 2.0 * bucket.seconds)
                    waiting[bucket.org_id].append((window, count))
        for org_id, found in waiting.items():
            totals = await self._counts.add(org_id, [count for _, count in found])
            by_window = {(total.bucket, total.window_start): total.hits for total in totals}
            for window, count in found:
                window.fresh -= count.hits
                window.settled = by_window[count.bucket, count.window_start]

    async def keep_settled(self) -> None:
        """Settle for ever; while the record is away, this process counts by itself."""
        while True:
            await asyncio.sleep(SETTLE_SECONDS)
            try:
                await self.settle()
            except AppError as error:
                log.warning("rate_counts_put_off", code=error.code)

    async def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count in the current window; returns its hits."""
        bucket = self._buckets.get(key) or await self._loaded(key, expiry)
        _, current, _ = bucket.pair(time.time())
        current.fresh += amount
        return current.hits

    async def get(self, key: str) -> int:
        """Hits of the current window."""
        bucket = self._buckets.get(key)
        return 0 if bucket is None else bucket.pair(time.time())[1].hits

    async def get_expiry(self, key: str) -> float:
        """When the current window ends, in Unix time."""
        bucket = self._buckets.get(key)
        return time.time() if bucket is None else math.ceil(time.time() + bucket.pair(time.time())[2])

    async def check(self) -> bool:
        """Counting works without the record."""
        return True

    async def reset(self) -> int | None:
        """Forget what this process has counted."""
        forgotten = len(self._buckets)
        self._buckets.clear()
        return forgotten

    async def clear(self, key: str) -> None:
        """Forget one key."""
        self._buckets.pop(key, None)

    async def _loaded(self, key: str, seconds: int) -> _Bucket:
        """The bucket as the record has it; of many requests that come first, one asks."""
        task = self._loading.get(key)
        if task is None:
            task = self._loading[key] = asyncio.create_task(self._load(key, seconds))
            task.add_done_callback(lambda _: self._loading.pop(key, None))
        return await asyncio.shield(task)

    async def _load(self, key: str, seconds: int) -> _Bucket:
        bucket = _Bucket(_org_of(key), hashlib.sha256(key.encode()).hexdigest(), seconds)
        try:
            found: Iterable[RateCount] = await self._counts.load(bucket.org_id, [bucket.name])
        except AppError as error:
            # A record that is away stops the request anyway; here it must not be what refuses it.
            log.warning("rate_counts_unread", code=error.code)
            found = ()
        bucket.windows = {count.window_start: _Window(settled=count.hits) for count in found}
        return self._buckets.setdefault(key, bucket)


def _org_of(key: str) -> str:
    """The first identifier of a key of `limits`: LIMITER/<identifiers…>/<amount>/<multiples>/<granularity>."""
    return key.split("/")[1]
