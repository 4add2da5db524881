"""Videos: sources from an upload, a public address or known bytes."""

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from domain.access import Permission, Principal
from domain.contracts.base import ArtifactRef
from domain.contracts.media import BlobSource, Source, UploadSource, UrlSource
from domain.entities import UploadStatus, Video
from domain.errors import ConflictError, NotFoundError
from domain.ids import random_id
from domain.paging import Position
from domain.ports import SourceFetcher
from domain.repositories import UnitOfWork, UnitOfWorkFactory

MOST_NAME_LETTERS = 500


class VideoService:
    """Use cases of videos."""

    def __init__(self, uow: UnitOfWorkFactory, fetcher: SourceFetcher) -> None:
        self._uow = uow
        self._fetcher = fetcher

    async def from_upload(self, principal: Principal, upload_id: str, filename: str | None) -> Video:
        """Raises NotFoundError `upload.not_found`, ConflictError `upload.incomplete`."""
        principal.require(Permission.MEDIA_WRITE)
        async with self._uow(principal.org_id) as unit:
            upload = await unit.uploads.get(upload_id)
            if upload is None:
                raise NotFoundError("upload.not_found", f"There is no upload {upload_id}.")
            if upload.status is not UploadStatus.COMPLETED:
                raise ConflictError("upload.incomplete", "The upload was not completed yet.")
            origin = UploadSource(upload_id=upload_id)
            return await _added(unit, principal.org_id, filename or upload.filename, origin, upload.artifact)

    async def from_url(self, principal: Principal, url: str, filename: str | None) -> Video:
        """The bytes are fetched by the first job. Raises RejectedError `fetch.*` for addresses that are refused."""
        principal.require(Permission.MEDIA_WRITE)
        await self._fetcher.check(url)
        named = unquote(urlsplit(url).path.rpartition("/")[2]) or "video"
        async with self._uow(principal.org_id) as unit:
            return await _added(unit, principal.org_id, filename or named, UrlSource(url=url), None)

    async def from_digest(self, principal: Principal, digest: str, filename: str) -> Video:
        """Raises NotFoundError `artifact.not_found` for bytes that the organisation doesn't own."""
        principal.require(Permission.MEDIA_WRITE)
        async with self._uow(principal.org_id) as unit:
            ref = await unit.artifacts.get(digest)
            if ref is None:
                raise NotFoundError("artifact.not_found", "There is no file with this digest.")
            return await _added(unit, principal.org_id, filename, BlobSource(artifact=ref), ref)

    async def get(self, principal: Principal, video_id: str) -> Video:
        """Raises NotFoundError `video.not_found`."""
        principal.require(Permission.MEDIA_READ)
        async with self._uow(principal.org_id) as unit:
            video = await unit.videos.get(video_id)
        if video is None:
            raise NotFoundError("video.not_found", f"There is no video {video_id}.")
        return video

    async def list(self, principal: Principal, *, after: Position | None, limit: int) -> Sequence[Video]:
        """Newest first."""
        principal.require(Permission.MEDIA_READ)
        async with self._uow(principal.org_id) as unit:
            return await unit.videos.list(after=after, limit=limit)


async def _added(unit: UnitOfWork, org_id: str, filename: str, origin: Source, source: ArtifactRef | None) -> Video:
    video = Video(
        id=random_id("vid"),
        org_id=org_id,
        filename=filename.replace("\0", "")[:MOST_NAME_LETTERS],
        origin=origin,
        source=source,
        created_at=datetime.now(UTC),
    )
    await unit.videos.add(video)
    await unit.commit()
    return video
