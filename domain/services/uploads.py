"""Uploads: a client announces a file, sends it straight to object storage, and says when it is there."""

from datetime import UTC, datetime

from pydantic import Field

from domain.access import Permission, Principal
from domain.contracts.base import ArtifactRef, Contract, Digest
from domain.entities import Upload, UploadStatus
from domain.errors import ConflictError, NotFoundError, QuotaError, RejectedError
from domain.ids import random_id
from domain.ports import ObjectStore
from domain.repositories import UnitOfWorkFactory

MOST_BYTES_PER_UPLOAD = 5 * 1024**3
"""What S3 takes in one request."""

URL_SECONDS = 6 * 3600


class UploadOrder(Contract):
    """What a client is about to send; `size` in bytes."""

    filename: str = Field(min_length=1, max_length=500)
    size: int = Field(ge=0)
    sha256: Digest | None = None
    media_type: str = Field(default="application/octet-stream", pattern=r"^[\w.+-]{1,80}/[\w.+-]{1,80}$")


class UploadTicket(Contract):
    """An upload and, unless its bytes are known already (`exists`), the URL to PUT them to with exactly `headers`."""

    upload: Upload
    exists: bool
    url: str | None = None
    headers: dict[str, str] = Field(default_factory=dict)


class UploadService:
    """Use cases of uploads. `max_bytes`: the largest source that is accepted."""

    def __init__(self, uow: UnitOfWorkFactory, store: ObjectStore, max_bytes: int) -> None:
        self._uow = uow
        self._store = store
        self._max_bytes = min(max_bytes, MOST_BYTES_PER_UPLOAD)

    async def create(self, principal: Principal, order: UploadOrder) -> UploadTicket:
        """Announce a file. Bytes that the organisation owns already need not be sent again.

        Raises RejectedError `media.empty`, QuotaError `upload.too_large`.
        """
        principal.require(Permission.MEDIA_WRITE)
        if order.size == 0:
            raise RejectedError("media.empty", "The file is empty. Export or download it again.")
        if order.size > self._max_bytes:
            raise QuotaError(
                "upload.too_large",
                f"The file has {order.size / 1e9:.1f} GB; at most {self._max_bytes / 1e9:.1f} GB are accepted.",
            )
        async with self._uow(principal.org_id) as unit:
            known = await unit.artifacts.get(order.sha256) if order.sha256 else None
            if known is not None and known.size != order.size:
                raise RejectedError("upload.digest_mismatch", "The announced size and SHA-256 contradict each other.")
            upload = _upload(principal.org_id, order, known)
            await unit.uploads.add(upload)
            await unit.commit()
        if known is not None:
            return UploadTicket(upload=upload, exists=True)
        url = await self._store.presign_put(upload.key, order.size, order.media_type, URL_SECONDS)
        # All of them are signed: another size, another type or a second PUT is refused by the storage itself.
        headers = {"Content-Length": str(order.size), "Content-Type": order.media_type, "If-None-Match": "*"}
        return UploadTicket(upload=upload, exists=False, url=url, headers=headers)

    async def complete(self, principal: Principal, upload_id: str) -> Upload:
        """Note that the bytes were sent; saying it twice changes nothing.

        Raises NotFoundError `upload.not_found`, ConflictError `upload.missing`, RejectedError `upload.size_mismatch`.
        """
        principal.require(Permission.MEDIA_WRITE)
        async with self._uow(principal.org_id) as unit:
            upload = await unit.uploads.get(upload_id)
        if upload is None:
            raise NotFoundError("upload.not_found", f"There is no upload {upload_id}.")
        if upload.status is UploadStatus.COMPLETED:
            return upload
        size = await self._store.upload_size(upload.key)
        if size is None:
            raise ConflictError("upload.missing", "Nothing was uploaded yet. Send the file to the upload's URL first.")
        if size != upload.size:
            raise RejectedError("upload.size_mismatch", f"{upload.size} bytes were announced and {size} have come.")
        async with self._uow(principal.org_id) as unit:
            await unit.uploads.complete(upload_id)
            await unit.commit()
        return upload.model_copy(update={"status": UploadStatus.COMPLETED})


def _upload(org_id: str, order: UploadOrder, known: ArtifactRef | None) -> Upload:
    return Upload(
        id=random_id("upl"),
        org_id=org_id,
        filename=order.filename,
        size=order.size,
        digest=order.sha256,
        media_type=order.media_type,
        status=UploadStatus.PENDING if known is None else UploadStatus.COMPLETED,
        artifact=known,
        created_at=datetime.now(UTC),
    )
