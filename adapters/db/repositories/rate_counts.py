"""How often callers have asked, over all processes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert as upsert

from adapters.db.tables.requests import RATE_COUNTS
from domain.rate_limits import RateCount

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import RowMapping

    from adapters.db.session import OrgSession


class SqlRateCounts:
    """Windows of the unit's organisation."""

    def __init__(self, session: OrgSession) -> None:
        self._session = session

    async def load(self, buckets: Sequence[str]) -> Sequence[RateCount]:
        columns = RATE_COUNTS.c
        query = select(RATE_COUNTS).where(columns.org_id == self._session.org_id, columns.bucket.in_(buckets))
        return [_count(row) for row in (await self._session.run(query)).mappings()]

    async def add(self, counts: Sequence[RateCount]) -> Sequence[RateCount]:
        # In one order, so that processes that settle the same windows do not wait for each other in a circle.
        ordered = sorted(counts, key=lambda count: (count.bucket, count.window_start))
        statement = upsert(RATE_COUNTS).values([_row(self._session.org_id, count) for count in ordered])
        added = statement.on_conflict_do_update(
            index_elements=["org_id", "bucket", "window_start"],
            set_={"hits": RATE_COUNTS.c.hits + statement.excluded.hits},
        ).returning(RATE_COUNTS)
        return [_count(row) for row in (await self._session.run(added)).mappings()]

    async def drop_expired(self) -> int:
        columns = RATE_COUNTS.c
        expired = columns.org_id == self._session.org_id, columns.expires_at < func.now()
        return (await self._session.run(delete(RATE_COUNTS).where(*expired))).rowcount


def _row(org_id: str, count: RateCount) -> dict[str, object]:
    return {
        "org_id": org_id,
        "bucket": count.bucket,
        "window_start": count.window_start,
        "hits": count.hits,
        "expires_at": datetime.fromtimestamp(count.expires_at, UTC),
    }


def _count(row: RowMapping) -> RateCount:
    return RateCount(row["bucket"], row["window_start"], row["hits"], row["expires_at"].timestamp())
