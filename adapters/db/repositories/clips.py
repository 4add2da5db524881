"""Clips and the review gates before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Integer, cast, select
from sqlalchemy.dialects.postgresql import insert as upsert

from adapters.db.session import OrgSession, columns_of
from adapters.db.tables.clips import CLIPS, REVIEWS
from domain.entities import Clip, Review

if TYPE_CHECKING:
    from collections.abc import Sequence


class SqlClips:
    """Clips of the unit's organisation."""

    def __init__(self, session: OrgSession) -> None:
        self._session = session

    async def put(self, clip: Clip) -> None:
        values = columns_of(clip)
        changes = {name: value for name, value in values.items() if name not in {"id", "org_id", "created_at"}}
        mine = CLIPS.c.org_id == self._session.org_id
        await self._session.run(
            upsert(CLIPS).values(values).on_conflict_do_update(index_elements=("id",), set_=changes, where=mine)
        )

    async def get(self, clip_id: str, *, lock: bool = False) -> Clip | None:
        query = select(CLIPS).where(CLIPS.c.org_id == self._session.org_id, CLIPS.c.id == clip_id)
        return await self._session.first(query.with_for_update(key_share=True) if lock else query, Clip)

    async def of_job(self, job_id: str, *, lock: bool = False) -> Sequence[Clip]:
        query = select(CLIPS).where(CLIPS.c.org_id == self._session.org_id, CLIPS.c.job_id == job_id)
        if lock:
            # In the order of ids, as everyone locks who locks several; ranks may change meanwhile.
            locked = await self._session.all(query.order_by(CLIPS.c.id).with_for_update(key_share=True), Clip)
            return tuple(sorted(locked, key=lambda clip: (clip.plan.rank, clip.id)))
        return await self._session.all(query.order_by(cast(CLIPS.c.plan["rank"].astext, Integer), CLIPS.c.id), Clip)

    async def of_video(self, video_id: str, *, lock: bool = False) -> Sequence[Clip]:
        query = select(CLIPS).where(CLIPS.c.org_id == self._session.org_id, CLIPS.c.video_id == video_id)
        query = query.order_by(CLIPS.c.id)
        return await self._session.all(query.with_for_update(key_share=True) if lock else query, Clip)

    async def waiting(self, limit: int) -> Sequence[Clip]:
        query = select(CLIPS).where(CLIPS.c.org_id == self._session.org_id, CLIPS.c.render["state"].astext == "queued")
        return await self._session.all(query.order_by(CLIPS.c.id).limit(limit), Clip)


class SqlReviews:
    """Review gates of the unit's organisation."""

    def __init__(self, session: OrgSession) -> None:
        self._session = session

    async def put(self, review: Review) -> None:
        values = columns_of(review)
        changes = {name: value for name, value in values.items() if name not in {"org_id", "job_id", "gate"}}
        mine = REVIEWS.c.org_id == self._session.org_id
        statement = upsert(REVIEWS).values(values)
        await self._session.run(
            statement.on_conflict_do_update(index_elements=("job_id", "gate"), set_=changes, where=mine)
        )

    async def of_job(self, job_id: str) -> Sequence[Review]:
        query = select(REVIEWS).where(REVIEWS.c.org_id == self._session.org_id, REVIEWS.c.job_id == job_id)
        return await self._session.all(query.order_by(REVIEWS.c.opened_at), Review)
