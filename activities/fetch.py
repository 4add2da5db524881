"""Brings a job's source into content-addressed storage."""

from pathlib import Path

from temporalio import activity

from activities.stage import StageMemory, progress_heartbeat
from domain.contracts.base import ArtifactRef
from domain.contracts.media import BlobSource, FetchRequest, FetchResult, UploadSource, UrlSource
from domain.errors import NotFoundError, QuotaError, RejectedError
from domain.ports import ObjectStore, Scratch, SourceFetcher
from domain.repositories import UnitOfWorkFactory


class FetchActivities:
    """Uploads, public addresses and blobs of the organisation. Nothing is remembered: what lies behind an address can
    change, and an upload knows itself what it has become.
    """

    def __init__(
        self,
        memory: StageMemory,
        store: ObjectStore,
        uow: UnitOfWorkFactory,
        scratch: Scratch,
        fetcher: SourceFetcher,
        max_bytes: int,
    ) -> None:
        self.memory = memory
        self._store = store
        self._uow = uow
        self._scratch = scratch
        self._fetcher = fetcher
        self._max_bytes = max_bytes

    @activity.defn
    async def fetch_source(self, request: FetchRequest) -> FetchResult:
        """Raises NotFoundError `upload.*` or `video.source_missing`, RejectedError `upload.*`, `fetch.*` or
        `media.empty`, QuotaError `media.too_large`.
        """
        org_id = request.scope.org_id
        match request.source:
            case UploadSource(upload_id=upload_id):
                artifact = await self._from_upload(org_id, upload_id)
            case UrlSource(url=url):
                artifact = await self._from_url(org_id, url)
            case BlobSource(artifact=ref):
                artifact = await self._known(org_id, ref)
        return FetchResult(artifact=artifact)

    async def _from_upload(self, org_id: str, upload_id: str) -> ArtifactRef:
        async with self._uow(org_id) as unit:
            upload = await unit.uploads.get(upload_id)
        if upload is None:
            raise NotFoundError("upload.not_found", f"There is no upload {upload_id}.")
        if upload.artifact is not None:
            # An attempt before this one may have ended just before it could tidy up.
            await self._store.delete_upload(upload.key)
            return upload.artifact
        size = await self._store.upload_size(upload.key)
        if size is None:
            raise RejectedError("upload.lost", "The uploaded file is not in the storage any more. Upload it again.")
        self._check(size)
        artifact = await self._store.adopt_upload(org_id, upload.key, upload.media_type, upload.digest, upload.etag)
        async with self._uow(org_id) as unit:
            await unit.uploads.adopt(upload_id, artifact)
            await unit.commit()
        await self._store.delete_upload(upload.key)
        return artifact

    async def _from_url(self, org_id: str, url: str) -> ArtifactRef:
        with self._scratch.folder("fetch") as folder:
            target = Path(folder) / "source"
            media_type = await self._fetcher.download(url, target, progress_heartbeat())
            self._check(target.stat().st_size)
            return await self._store.put_file(org_id, target, media_type)

    async def _known(self, org_id: str, ref: ArtifactRef) -> ArtifactRef:
        async with self._uow(org_id) as unit:
            known = await unit.artifacts.get(ref.digest)
        if known is None:
            raise NotFoundError("video.source_missing", "The source of this video is not in the storage any more.")
        return known

    def _check(self, size: int) -> None:
        if size == 0:
            raise RejectedError("media.empty", "The file is empty. Export or download it again.")
        if size > self._max_bytes:
            raise QuotaError(
                "media.too_large",
                f"The file has {size / 1e9:.1f} GB; at most {self._max_bytes / 1e9:.1f} GB are accepted.",
            )
