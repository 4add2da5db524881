"""How often a caller may ask: what a limiter answers, and where it keeps its counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class RateState:
    """Where a caller stands with the limit that is nearest to being reached. Seconds count from now: `reset_seconds`
    until the caller may ask as often as `limit` says again, `retry_seconds` until one more request is taken (0 when
    this one was).
    """

    allowed: bool
    limit: int
    remaining: int
    reset_seconds: int
    retry_seconds: int = 0


@dataclass(frozen=True)
class RateCount:
    """Requests of one window; `bucket` names whom and which limit is counted, `window_start` is Unix time."""

    bucket: str
    window_start: int
    hits: int
    expires_at: float


class RateCounts(Protocol):
    """Counts that outlive a process and are shared by all of them; TransientError while the record is away."""

    async def load(self, org_id: str, buckets: Sequence[str]) -> Sequence[RateCount]: ...

    async def add(self, org_id: str, counts: Sequence[RateCount]) -> Sequence[RateCount]:
        """Add hits; returns the windows' totals over all processes."""
        ...

    async def drop_expired(self, org_id: str) -> int: ...


class RateCountRecord(Protocol):
    """The windows of the unit's organisation."""

    async def load(self, buckets: Sequence[str]) -> Sequence[RateCount]: ...

    async def add(self, counts: Sequence[RateCount]) -> Sequence[RateCount]:
        """Add hits; returns the windows' totals."""
        ...

    async def drop_expired(self) -> int: ...


class RateLimiter(Protocol):
    """Decides whether a request is taken."""

    async def hit(self, org_id: str, caller: str) -> RateState:
        """Count one request of a caller who is known, for themselves and for their organisation."""
        ...

    async def hit_anonymous(self, address: str) -> RateState:
        """Count one request of nobody known, by their network address."""
        ...
