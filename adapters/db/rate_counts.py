"""The counts of rate limits, each call in a transaction of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.rate_limits import RateCount
    from domain.repositories import UnitOfWorkFactory


class DbRateCounts:
    """Reads and adds counts, per organisation."""

    def __init__(self, units: UnitOfWorkFactory) -> None:
        self._units = units

    async def load(self, org_id: str, buckets: Sequence[str]) -> Sequence[RateCount]:
        """The windows of these buckets."""
        async with self._units(org_id) as unit:
            return await unit.rate_counts.load(buckets)

    async def add(self, org_id: str, counts: Sequence[RateCount]) -> Sequence[RateCount]:
        """Add hits; returns the windows' totals."""
        async with self._units(org_id) as unit:
            totals = await unit.rate_counts.add(counts)
            await unit.commit()
        return totals

    async def drop_expired(self, org_id: str) -> int:
        """Forget windows that no limit looks at any more."""
        async with self._units(org_id) as unit:
            gone = await unit.rate_counts.drop_expired()
            await unit.commit()
        return gone
