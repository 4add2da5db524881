"""Uploads, videos and blobs: what an organisation has given us and what was made of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from adapters.db.repositories.paging import newest_first
from adapters.db.session import OrgSession, columns_of
from adapters.db.tables.media import ARTIFACTS, UPLOADS, VIDEOS
from domain.contracts.base import ArtifactRef
from domain.entities import Upload, UploadStatus, Video

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.paging import Position


class SqlUploads:
    """Uploads of the unit's organisation."""

    def __init__(self, session: OrgSession) -> None:
        self._session = session

    async def add(self, upload: Upload) -> None:
        await self._session.run(insert(UPLOADS).values(columns_of(upload)))

    async def get(self, upload_id: str) -> Upload | None:
        mine = UPLOADS.c.org_id == self._session.org_id
        return await self._session.first(select(UPLOADS).where(mine, UPLOADS.c.id == upload_id), Upload)

    async def list(
        self, *, status: UploadStatus | None, digest: str | None, after: Position | None, limit: int
    ) -> Sequence[Upload]:
        page = newest_first(UPLOADS, self._session.org_id, after, limit)
        if status is not None:
            page = page.where(UPLOADS.c.status == status.value)
        if digest is not None:
            page = page.where(UPLOADS.c.digest == digest)
        return await self._session.all(page, Upload)

    async def change(self, upload_id: str, expected: UploadStatus, **values: object) -> bool:
        mine = UPLOADS.c.org_id == self._session.org_id, UPLOADS.c.id == upload_id
        changed = update(UPLOADS).where(*mine, UPLOADS.c.status == expected.value).values(values)
        return (await self._session.run(changed)).rowcount == 1

    async def expired(self, now: datetime, limit: int) -> Sequence[Upload]:
        columns = UPLOADS.c
        waiting = columns.org_id == self._session.org_id, columns.status == UploadStatus.PENDING.value
        return await self._session.all(select(UPLOADS).where(*waiting, columns.expires_at < now).limit(limit), Upload)

    async def adopt(self, upload_id: str, artifact: ArtifactRef) -> None:
        mine = UPLOADS.c.org_id == self._session.org_id, UPLOADS.c.id == upload_id
        await self._session.run(update(UPLOADS).where(*mine).values(artifact=artifact.model_dump(mode="json")))


class SqlVideos:
    """Videos of the unit's organisation."""

    def __init__(self, session: OrgSession) -> None:
        self._session = session

    async def add(self, video: Video) -> None:
        await self._session.run(insert(VIDEOS).values(columns_of(video)))

    async def get(self, video_id: str, *, lock: bool = False) -> Video | None:
        query = select(VIDEOS).where(VIDEOS.c.org_id == self._session.org_id, VIDEOS.c.id == video_id)
        return await self._session.first(query.with_for_update(key_share=True) if lock else query, Video)

    async def update(self, video: Video) -> None:
        mine = VIDEOS.c.org_id == self._session.org_id
        await self._session.run(update(VIDEOS).where(mine, VIDEOS.c.id == video.id).values(columns_of(video)))

    async def delete(self, video_id: str) -> None:
        mine = VIDEOS.c.org_id == self._session.org_id
        await self._session.run(delete(VIDEOS).where(mine, VIDEOS.c.id == video_id))

    async def list(self, *, project_id: str | None, after: Position | None, limit: int) -> Sequence[Video]:
        page = newest_first(VIDEOS, self._session.org_id, after, limit)
        return await self._session.all(
            page if project_id is None else page.where(VIDEOS.c.project_id == project_id), Video
        )


class SqlArtifacts:
    """Blobs of the unit's organisation."""

    def __init__(self, session: OrgSession) -> None:
        self._session = session

    async def put(self, ref: ArtifactRef) -> None:
        values = columns_of(ref) | {"org_id": self._session.org_id, "created_at": datetime.now(UTC)}
        await self._session.run(upsert(ARTIFACTS).values(values).on_conflict_do_nothing())

    async def get(self, digest: str) -> ArtifactRef | None:
        mine = ARTIFACTS.c.org_id == self._session.org_id
        return await self._session.first(select(ARTIFACTS).where(mine, ARTIFACTS.c.digest == digest), ArtifactRef)
