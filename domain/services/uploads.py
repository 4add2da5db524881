"""Uploads: a client announces a file, sends it straight to object storage, and says when it is there."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from pydantic import Field

from domain.access import Permission, Principal
from domain.contracts.base import ArtifactRef, Contract, Digest
from domain.entities import Upload, UploadPurpose, UploadStatus
from domain.errors import ConflictError, NotFoundError, QuotaError, RejectedError
from domain.ids import random_id
from domain.paging import Position
from domain.ports import ObjectStore
from domain.repositories import UnitOfWork, UnitOfWorkFactory
from domain.uploads import SINGLE_BYTES, PartPlan, PartStore, StoredObject, StoredPart, check_parts, plan_parts

URL_SECONDS = 6 * 3600
PART_URL_SECONDS = 3600
PATIENCE = timedelta(hours=24)
"""How long an upload waits for its next part, or for its end."""

_SWEPT_AT_ONCE = 100


class UploadOrder(Contract):
    """What a client is about to send; `size` in bytes. `parts`: send it in parts; None: where one request won't do."""

    filename: str = Field(min_length=1, max_length=500)
    size: int = Field(ge=0)
    sha256: Digest | None = None
    media_type: str = Field(default="application/octet-stream", pattern=r"^[\w.+-]{1,80}/[\w.+-]{1,80}$")
    parts: bool | None = None


class UploadTicket(Contract):
    """An upload and, unless its bytes are known already (`exists`) or it is sent in parts, the URL to PUT them to with
    exactly `headers`.
    """

    upload: Upload
    exists: bool
    url: str | None = None
    headers: dict[str, str] = Field(default_factory=dict)


class PartTicket(Contract):
    """Where to PUT part `number`, of exactly `size` bytes."""

    number: int
    size: int
    url: str
    headers: dict[str, str]


class UploadService:
    """Use cases of uploads. `max_bytes`: the largest source that is accepted."""

    def __init__(self, uow: UnitOfWorkFactory, store: ObjectStore, parts: PartStore, max_bytes: int) -> None:
        self._uow = uow
        self._store = store
        self._parts = parts
        self._max_bytes = max_bytes

    async def create(self, principal: Principal, order: UploadOrder) -> UploadTicket:
        """Announce a source. Bytes that the organisation owns already need not be sent again.

        Raises RejectedError `media.empty`, `upload.needs_parts` or `upload.digest_mismatch`, QuotaError
        `upload.too_large`.
        """
        principal.require(Permission.MEDIA_WRITE)
        return await self.announce(principal.org_id, order, UploadPurpose.SOURCE, self._max_bytes)

    async def announce(
        self, org_id: str, order: UploadOrder, purpose: UploadPurpose, max_bytes: int, brand_kit_id: str | None = None
    ) -> UploadTicket:
        """Announce a file for any purpose; who may do so is asked before. Raises what `create` does."""
        _check_size(order, max_bytes)
        async with self._uow(org_id) as unit:
            known = await unit.artifacts.get(order.sha256) if order.sha256 else None
        if known is not None and known.size != order.size:
            raise RejectedError("upload.digest_mismatch", "The announced size and SHA-256 contradict each other.")
        upload = _upload(org_id, order, known, purpose, brand_kit_id)
        in_parts = order.size > SINGLE_BYTES if order.parts is None else order.parts
        if in_parts and known is None:
            plan = plan_parts(order.size)
            storage_id = await self._parts.begin(upload.key, order.media_type)
            upload = upload.model_copy(update={"storage_id": storage_id, "part_size": plan.part_size})
        async with self._uow(org_id) as unit:
            await unit.uploads.add(upload)
            await unit.commit()
        if known is not None or in_parts:
            return UploadTicket(upload=upload, exists=known is not None)
        url = await self._store.presign_put(upload.key, order.size, order.media_type, URL_SECONDS)
        # All of them are signed: another size, another type or a second PUT is refused by the storage itself.
        headers = {"Content-Length": str(order.size), "Content-Type": order.media_type, "If-None-Match": "*"}
        return UploadTicket(upload=upload, exists=False, url=url, headers=headers)

    async def get(self, principal: Principal, upload_id: str) -> Upload:
        """Raises NotFoundError `upload.not_found`."""
        principal.require(Permission.MEDIA_READ)
        async with self._uow(principal.org_id) as unit:
            return await _known(unit, upload_id)

    async def list(
        self,
        principal: Principal,
        *,
        status: UploadStatus | None,
        sha256: str | None,
        after: Position | None,
        limit: int,
    ) -> Sequence[Upload]:
        """Newest first. With `sha256` a client finds the upload that it was torn from."""
        principal.require(Permission.MEDIA_READ)
        async with self._uow(principal.org_id) as unit:
            return await unit.uploads.list(status=status, digest=sha256, after=after, limit=limit)

    async def part_urls(self, principal: Principal, upload_id: str, numbers: Sequence[int]) -> Sequence[PartTicket]:
        """Where to send these parts. Asking for them keeps the upload from expiring.

        Raises NotFoundError `upload.not_found`, ConflictError `upload.ended` or `upload.not_in_parts`, RejectedError
        `upload.part_unknown`.
        """
        principal.require(Permission.MEDIA_WRITE)
        async with self._uow(principal.org_id) as unit:
            upload = await _known(unit, upload_id)
            plan, storage_id = _in_parts(upload)
            sizes = {number: plan.size_of(number) for number in numbers}
            _require_pending(upload)
            if not await unit.uploads.change(upload_id, UploadStatus.PENDING, expires_at=datetime.now(UTC) + PATIENCE):
                raise _ended(upload)
            await unit.commit()
        return [
            PartTicket(
                number=number,
                size=size,
                url=await self._parts.presign(upload.key, storage_id, number, size, PART_URL_SECONDS),
                headers={"Content-Length": str(size)},
            )
            for number, size in sizes.items()
        ]

    async def arrived(self, principal: Principal, upload_id: str) -> Sequence[StoredPart]:
        """The parts that have arrived, by number. Raises as `part_urls` does."""
        principal.require(Permission.MEDIA_READ)
        async with self._uow(principal.org_id) as unit:
            upload = await _known(unit, upload_id)
        _, storage_id = _in_parts(upload)
        return await self._parts.list(upload.key, storage_id)

    async def complete(self, principal: Principal, upload_id: str) -> Upload:
        """Note that the bytes were sent, and which version they are; saying it twice changes nothing.

        Raises NotFoundError `upload.not_found`, ConflictError `upload.missing`, `upload.incomplete_parts` or
        `upload.ended`, RejectedError `upload.size_mismatch`.
        """
        principal.require(Permission.MEDIA_WRITE)
        async with self._uow(principal.org_id) as unit:
            upload = await _known(unit, upload_id)
        return await self.finish(upload)

    async def finish(self, upload: Upload) -> Upload:
        """Complete an upload of any purpose. Raises what `complete` does."""
        if upload.status is UploadStatus.COMPLETED:
            return upload
        _require_pending(upload)
        stored = await self._stored(upload)
        if stored.size != upload.size:
            raise RejectedError(
                "upload.size_mismatch", f"{upload.size} bytes were announced and {stored.size} have come."
            )
        done = {"status": UploadStatus.COMPLETED, "etag": stored.etag}
        async with self._uow(upload.org_id) as unit:
            if not await unit.uploads.change(upload.id, UploadStatus.PENDING, **done):
                current = await _known(unit, upload.id)
                if current.status is not UploadStatus.COMPLETED:
                    raise _ended(current)
                return current
            await unit.commit()
        return upload.model_copy(update=done)

    async def abort(self, principal: Principal, upload_id: str) -> None:
        """Drop an upload and what has arrived of it; saying it twice changes nothing.

        Raises NotFoundError `upload.not_found`, ConflictError `upload.completed`.
        """
        principal.require(Permission.MEDIA_WRITE)
        async with self._uow(principal.org_id) as unit:
            upload = await _known(unit, upload_id)
        await self._drop(upload, UploadStatus.ABORTED)
        async with self._uow(principal.org_id) as unit:
            if (await _known(unit, upload_id)).status is UploadStatus.COMPLETED:
                raise ConflictError("upload.completed", "This upload is complete; what was made of it may be deleted.")

    async def drop_expired(self, org_id: str) -> int:
        """Drop uploads of which nothing was heard for PATIENCE; returns how many. Safe in several processes."""
        async with self._uow(org_id) as unit:
            expired = await unit.uploads.expired(datetime.now(UTC), _SWEPT_AT_ONCE)
        return sum([await self._drop(upload, UploadStatus.EXPIRED) for upload in expired])

    async def _drop(self, upload: Upload, status: UploadStatus) -> bool:
        async with self._uow(upload.org_id) as unit:
            dropped = await unit.uploads.change(upload.id, UploadStatus.PENDING, status=status)
            await unit.commit()
        if dropped or upload.status in {UploadStatus.ABORTED, UploadStatus.EXPIRED}:
            if upload.storage_id is not None:
                await self._parts.abort(upload.key, upload.storage_id)
            await self._store.delete_upload(upload.key)
        return dropped

    async def _stored(self, upload: Upload) -> StoredObject:
        stored = await self._parts.stat(upload.key)
        if stored is None and upload.storage_id is not None:
            plan, storage_id = _in_parts(upload)
            arrived = await self._parts.list(upload.key, storage_id)
            check_parts(plan, arrived)
            await self._parts.join(upload.key, storage_id, arrived)
            stored = await self._parts.stat(upload.key)
        if stored is None:
            raise ConflictError("upload.missing", "Nothing was uploaded yet. Send the file to the upload's URL first.")
        return stored


def _check_size(order: UploadOrder, max_bytes: int) -> None:
    if order.size == 0:
        raise RejectedError("media.empty", "The file is empty. Export or download it again.")
    if order.size > max_bytes:
        raise QuotaError(
            "upload.too_large",
            f"The file has {order.size / 1e9:.1f} GB; at most {max_bytes / 1e9:.1f} GB are accepted.",
        )
    if order.size > SINGLE_BYTES and order.parts is False:
        raise RejectedError("upload.needs_parts", "A file above 5 GiB is sent in parts; leave `parts` out.")


async def _known(unit: UnitOfWork, upload_id: str) -> Upload:
    upload = await unit.uploads.get(upload_id)
    if upload is None:
        raise NotFoundError("upload.not_found", f"There is no upload {upload_id}.")
    return upload


def _in_parts(upload: Upload) -> tuple[PartPlan, str]:
    if upload.storage_id is None or upload.part_size is None:
        raise ConflictError("upload.not_in_parts", "This upload is sent in one request, to its own URL.")
    return PartPlan(size=upload.size, part_size=upload.part_size), upload.storage_id


def _require_pending(upload: Upload) -> None:
    if upload.status is not UploadStatus.PENDING:
        raise _ended(upload)


def _ended(upload: Upload) -> ConflictError:
    return ConflictError("upload.ended", f"This upload has ended ({upload.status}). Announce the file again.")


def _upload(
    org_id: str, order: UploadOrder, known: ArtifactRef | None, purpose: UploadPurpose, brand_kit_id: str | None
) -> Upload:
    now = datetime.now(UTC)
    return Upload(
        id=random_id("upl"),
        org_id=org_id,
        filename=order.filename.replace("\0", ""),
        size=order.size,
        digest=order.sha256,
        media_type=order.media_type,
        status=UploadStatus.PENDING if known is None else UploadStatus.COMPLETED,
        purpose=purpose,
        brand_kit_id=brand_kit_id,
        expires_at=now + PATIENCE if known is None else None,
        artifact=known,
        created_at=now,
    )
