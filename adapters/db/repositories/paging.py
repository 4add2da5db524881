"""Pages of rows, newest first, continued where the page before ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Table, literal, select, tuple_

if TYPE_CHECKING:
    from sqlalchemy import Select

    from domain.paging import Position


def newest_first(table: Table, org_id: str, after: Position | None, limit: int) -> Select[tuple[object, ...]]:
    """At most `limit` rows of the organisation, by creation time and id downwards, from after a position on."""
    columns = table.c
    page = (
        select(table)
        .where(columns.org_id == org_id)
        .order_by(columns.created_at.desc(), columns.id.desc())
        .limit(limit)
    )
    if after is None:
        return page
    position = tuple_(literal(after.created_at), literal(after.id))
    return page.where(tuple_(columns.created_at, columns.id) < position)
