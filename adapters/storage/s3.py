"""The ObjectStore in S3: blobs under their organisation and SHA-256, with copies in the machine's cache."""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote

from botocore.exceptions import ClientError

from adapters.storage.hashing import digest_and_size
from adapters.storage.parts import S3Parts
from adapters.storage.s3_client import S3Address, open_client, translated
from adapters.storage.transfer import Place, copy, receive, send, send_at_once
from domain.contracts.base import ArtifactRef
from domain.errors import PermanentError, RejectedError, TransientError
from domain.patience import patiently

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import timedelta
    from pathlib import Path

    from types_aiobotocore_s3 import S3Client

    from adapters.storage.cache import BlobCache, Pin


# How much longer than our own the uploads of clients are left alone.
_CLIENTS_PATIENCE = 14


class ArtifactLedger(Protocol):
    """Keeps which blobs an organisation owns; every blob stored here is noted before it is returned."""

    async def note(self, org_id: str, ref: ArtifactRef) -> None: ...


@asynccontextmanager
async def open_store(
    address: S3Address, cache: BlobCache, ledger: ArtifactLedger, patience_seconds: float = 0.0
) -> AsyncIterator[S3ObjectStore]:
    """The store of a process, until the context ends.

    `patience_seconds`: how long storing a blob waits for servers that are away, instead of failing at once.
    """
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(open_client(address, address.endpoint))
        # URLs are signed for the name by which clients reach the server.
        public = address.public_endpoint
        signer = await stack.enter_async_context(open_client(address, public)) if public else client
        yield S3ObjectStore(client, signer, address.bucket, cache, ledger, patience_seconds)


class S3ObjectStore:
    """Content-addressed blobs of organisations. Errors: TransientError `storage.*` while S3 is away or a transfer was
    damaged, PermanentError `storage.missing` when the object is gone.
    """

    def __init__(
        self,
        client: S3Client,
        signer: S3Client,
        bucket: str,
        cache: BlobCache,
        ledger: ArtifactLedger,
        patience_seconds: float = 0.0,
    ) -> None:
        self._client = client
        self._signer = signer
        self._bucket = bucket
        self._cache = cache
        self._ledger = ledger
        self._patience = patience_seconds
        self.parts = S3Parts(client, signer, bucket)

    async def put_file(self, org_id: str, path: Path, media_type: str) -> ArtifactRef:
        """Store a file, which isn't changed afterwards; nothing is sent when the blob is there already."""
        digest, size = await asyncio.to_thread(digest_and_size, path)
        ref = ArtifactRef(digest=digest, size=size, media_type=media_type)

        async def store() -> None:
            place = self._blob(org_id, digest)
            with translated():
                if await self._size(place) != ref.size:
                    await send(self._client, place, path, ref)

        await patiently(store, self._patience)
        await asyncio.to_thread(self._cache.keep, org_id, ref, path)
        await patiently(lambda: self._ledger.note(org_id, ref), self._patience)
        return ref

    async def put_bytes(self, org_id: str, data: bytes, media_type: str) -> ArtifactRef:
        """Store a small blob."""
        digest = hashlib.sha256(data).hexdigest()
        ref = ArtifactRef(digest=digest, size=len(data), media_type=media_type)

        async def store() -> None:
            place = self._blob(org_id, digest)
            with translated():
                if await self._size(place) != ref.size:
                    await send_at_once(self._client, place, data, ref)

        await patiently(store, self._patience)
        async with self._cache.arriving() as arrival:
            await asyncio.to_thread(arrival.path.write_bytes, data)
            (await asyncio.to_thread(self._cache.settle, arrival, org_id, ref)).release()
        await patiently(lambda: self._ledger.note(org_id, ref), self._patience)
        return ref

    @asynccontextmanager
    async def local(self, org_id: str, ref: ArtifactRef) -> AsyncIterator[Path]:
        """A read-only local copy; it stays while the context is open."""
        pin = await self._obtain(org_id, ref)
        try:
            yield pin.path
        finally:
            pin.release()

    def forget(self, org_id: str, *refs: ArtifactRef) -> None:
        """Give up local copies, as far as nobody holds them."""
        for ref in refs:
            self._cache.drop(org_id, ref)

    async def read_bytes(self, org_id: str, ref: ArtifactRef) -> bytes:
        """All bytes of a small blob."""
        async with self.local(org_id, ref) as path:
            return await asyncio.to_thread(path.read_bytes)

    async def presign_get(self, org_id: str, ref: ArtifactRef, filename: str, expires_seconds: int) -> str:
        """A URL that hands out this blob as a download named `filename`."""
        plain = "".join(letter if letter.isascii() and letter.isprintable() else "_" for letter in filename)
        plain = plain.replace('"', "'").replace("\\", "_")
        disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"
        return await self._signer.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self._bucket,
                "Key": self._blob(org_id, ref.digest).key,
                "ResponseContentDisposition": disposition,
                "ResponseContentType": ref.media_type,
            },
            ExpiresIn=expires_seconds,
        )

    async def presign_put(self, key: str, size: int, media_type: str, expires_seconds: int) -> str:
        """A URL that takes one PUT of exactly `size` bytes with this Content-Type and `If-None-Match: *`, so that
        what has been uploaded cannot be exchanged.
        """
        return await self._signer.generate_presigned_url(
            "put_object",
            Params={
                "Bucket": self._bucket,
                "Key": key,
                "ContentLength": size,
                "ContentType": media_type,
                "IfNoneMatch": "*",
            },
            ExpiresIn=expires_seconds,
        )

    async def adopt_upload(
        self,
        org_id: str,
        key: str,
        media_type: str,
        expected_digest: str | None = None,
        expected_etag: str | None = None,
    ) -> ArtifactRef:
        """Hash the object under an upload key, keeping what was read in the cache, and copy it to a blob in S3.

        Raises RejectedError `upload.digest_mismatch`, `upload.swapped` when it is not the version `expected_etag`.
        """
        upload = Place(self._bucket, key)
        size = await self.upload_size(key)
        if size is None:
            raise PermanentError("storage.missing", "The upload is not in the object storage.")
        await asyncio.to_thread(self._cache.make_room, size)
        async with self._cache.arriving() as arrival:
            with translated():
                received = await receive(self._client, upload, arrival.descriptor)
            if expected_etag is not None and received.etag != expected_etag:
                raise RejectedError(
                    "upload.swapped", "The uploaded file is not the one that was completed. Upload it again."
                )
            if expected_digest is not None and received.digest != expected_digest:
                raise RejectedError(
                    "upload.digest_mismatch", "The uploaded bytes are not those announced (SHA-256). Upload them again."
                )
            ref = ArtifactRef(digest=received.digest, size=received.size, media_type=media_type)
            place = self._blob(org_id, ref.digest)
            with translated():
                if await self._size(place) != ref.size:
                    # The copy is refused when the upload is another one by now than the one that was hashed.
                    await copy(self._client, upload, received.etag, place, ref)
            (await asyncio.to_thread(self._cache.settle, arrival, org_id, ref)).release()
        await self._ledger.note(org_id, ref)
        return ref

    async def upload_size(self, key: str) -> int | None:
        """Bytes under an upload key, or None when nothing is there."""
        with translated():
            return await self._size(Place(self._bucket, key))

    async def delete_upload(self, key: str) -> None:
        """Remove an upload; one that is gone already is no failure."""
        with translated():
            await self._client.delete_object(Bucket=self._bucket, Key=key)

    async def abort_stale_uploads(self, older_than: timedelta) -> int:
        """Drop the parts of multipart uploads that were begun and never ended; returns how many there were."""
        now = datetime.now(UTC)
        aborted = 0
        with translated():
            pages = self._client.get_paginator("list_multipart_uploads").paginate(Bucket=self._bucket)
            async for page in pages:
                for upload in page.get("Uploads", []):
                    # Clients have deadlines of their own; here goes only what the record has lost.
                    patience = older_than * (_CLIENTS_PATIENCE if "/uploads/" in upload["Key"] else 1)
                    if upload["Initiated"] < now - patience:
                        await self._client.abort_multipart_upload(
                            Bucket=self._bucket, Key=upload["Key"], UploadId=upload["UploadId"]
                        )
                        aborted += 1
        return aborted

    async def check(self) -> None:
        """Raise TransientError when the bucket cannot be reached."""
        with translated():
            await self._client.head_bucket(Bucket=self._bucket)

    async def _obtain(self, org_id: str, ref: ArtifactRef) -> Pin:
        pin = await asyncio.to_thread(self._cache.pin, org_id, ref)
        if pin is not None:
            return pin
        async with self._cache.arriving(f"{org_id}-{ref.digest}") as arrival:
            # Another task or process may have brought it while this one waited for its turn.
            pin = await asyncio.to_thread(self._cache.pin, org_id, ref)
            if pin is not None:
                return pin
            await asyncio.to_thread(self._cache.make_room, ref.size)
            with translated():
                received = await receive(self._client, self._blob(org_id, ref.digest), arrival.descriptor)
            if received.digest != ref.digest:
                raise TransientError("storage.damaged", "A file arrived damaged from the object storage.")
            return await asyncio.to_thread(self._cache.settle, arrival, org_id, ref)

    async def _size(self, place: Place) -> int | None:
        try:
            head = await self._client.head_object(Bucket=place.bucket, Key=place.key)
        except ClientError as error:
            if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") == 404:
                return None
            raise
        return head["ContentLength"]

    def _blob(self, org_id: str, digest: str) -> Place:
        return Place(self._bucket, f"{org_id}/blobs/{digest[:2]}/{digest}")
