"""Videos: sources from an upload, a public address or known bytes."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Self
from urllib.parse import unquote, urlsplit

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from domain.access import Permission, Principal
from domain.contracts.base import ArtifactRef, Contract
from domain.contracts.media import BlobSource, Source, UploadSource, UrlSource
from domain.entities import UploadStatus, Video
from domain.errors import ConflictError, NotFoundError
from domain.ids import random_id
from domain.paging import Position
from domain.ports import SourceFetcher
from domain.repositories import UnitOfWork, UnitOfWorkFactory
from domain.revisions import require_revision

MOST_NAME_LETTERS = 500

VideoName = Annotated[str, StringConstraints(min_length=1, max_length=MOST_NAME_LETTERS, pattern=r"^[^\x00]*$")]


class VideoChanges(Contract):
    """What of a video can be changed; what is not given stays."""

    model_config = ConfigDict(extra="forbid")

    filename: VideoName | None = None
    project_id: str | None = Field(default=None, max_length=80)

    @model_validator(mode="after")
    def _named(self) -> Self:
        if "filename" in self.model_fields_set and self.filename is None:
            raise ValueError("a video keeps a filename")
        return self


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
            raise _unknown(video_id)
        return video

    async def update(self, principal: Principal, video_id: str, changes: VideoChanges, expected: int | None) -> Video:
        """Rename a video or move it to another project.

        Raises NotFoundError `video.not_found` or `project.not_found`, StaleError `revision.stale`.
        """
        principal.require(Permission.MEDIA_WRITE)
        async with self._uow(principal.org_id) as unit:
            video = await unit.videos.get(video_id, lock=True)
            if video is None:
                raise _unknown(video_id)
            require_revision(expected, video.revision)
            given = changes.model_dump(exclude_unset=True)
            if changes.project_id is not None and await unit.projects.get(changes.project_id) is None:
                raise NotFoundError("project.not_found", f"There is no project {changes.project_id}.")
            video = video.model_copy(update=given | {"revision": video.revision + 1})
            await unit.videos.update(video)
            await unit.commit()
        return video

    async def delete(self, principal: Principal, video_id: str, expected: int | None) -> None:
        """Forget a video of which no job was made; its bytes stay the organisation's.

        Raises NotFoundError `video.not_found`, StaleError `revision.stale`, ConflictError `video.in_use`.
        """
        principal.require(Permission.MEDIA_WRITE)
        async with self._uow(principal.org_id) as unit:
            video = await unit.videos.get(video_id, lock=True)
            if video is None:
                raise _unknown(video_id)
            require_revision(expected, video.revision)
            try:
                await unit.videos.delete(video_id)
            except ConflictError as error:
                raise ConflictError("video.in_use", "There are jobs of this video; it stays with them.") from error
            await unit.commit()

    async def list(
        self, principal: Principal, *, project_id: str | None, after: Position | None, limit: int
    ) -> Sequence[Video]:
        """Newest first."""
        principal.require(Permission.MEDIA_READ)
        async with self._uow(principal.org_id) as unit:
            return await unit.videos.list(project_id=project_id, after=after, limit=limit)


def _unknown(video_id: str) -> NotFoundError:
    return NotFoundError("video.not_found", f"There is no video {video_id}.")


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
