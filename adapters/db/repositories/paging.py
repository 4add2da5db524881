"""Pages of rows, newest first, continued after a row that the caller names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Table, select, tuple_

if TYPE_CHECKING:
    from sqlalchemy import Select


def newest_first(table: Table, org_id: str, after: str | None, limit: int) -> Select[tuple[object, ...]]:
    """At most `limit` rows of the organisation, by creation time and id downwards; none after an unknown row."""
    columns = table.c
    page = (
        select(table)
        .where(columns.org_id == org_id)
        .order_by(columns.created_at.desc(), columns.id.desc())
        .limit(limit)
    )
    if after is None:
        return page
    named = select(columns.created_at, columns.id).where(columns.org_id == org_id, columns.id == after)
    return page.where(tuple_(columns.created_at, columns.id) < named.scalar_subquery())
