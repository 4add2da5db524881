"""Objects that clients send in parts, straight to S3 with presigned URLs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from adapters.storage.s3_client import translated
from domain.errors import ConflictError
from domain.uploads import StoredObject, StoredPart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from types_aiobotocore_s3 import S3Client

_NO_UPLOAD = "NoSuchUpload"
_BAD_PARTS = frozenset({"InvalidPart", "InvalidPartOrder", "EntityTooSmall"})
_NOT_FOUND = 404


class S3Parts:
    """The PartStore in S3."""

    def __init__(self, client: S3Client, signer: S3Client, bucket: str) -> None:
        self._client = client
        self._signer = signer
        self._bucket = bucket

    async def begin(self, key: str, media_type: str) -> str:
        """Returns S3's upload id; the type is fixed here, so a part cannot change it."""
        with translated():
            begun = await self._client.create_multipart_upload(Bucket=self._bucket, Key=key, ContentType=media_type)
        return begun["UploadId"]

    async def presign(self, key: str, storage_id: str, number: int, size: int, expires_seconds: int) -> str:
        """Size, key, upload and number are signed."""
        return await self._signer.generate_presigned_url(
            "upload_part",
            Params={
                "Bucket": self._bucket,
                "Key": key,
                "UploadId": storage_id,
                "PartNumber": number,
                "ContentLength": size,
            },
            ExpiresIn=expires_seconds,
        )

    async def list(self, key: str, storage_id: str) -> Sequence[StoredPart]:
        """What has arrived, by number."""
        found: list[StoredPart] = []
        with translated():
            try:
                pages = self._client.get_paginator("list_parts").paginate(
                    Bucket=self._bucket, Key=key, UploadId=storage_id
                )
                async for page in pages:
                    found += [
                        StoredPart(number=part["PartNumber"], size=part["Size"], etag=part["ETag"])
                        for part in page.get("Parts", [])
                    ]
            except ClientError as error:
                if _code(error) != _NO_UPLOAD:
                    raise
        return sorted(found, key=lambda part: part.number)

    async def join(self, key: str, storage_id: str, parts: Sequence[StoredPart]) -> None:
        """Raises ConflictError `upload.parts_changed` when a part was replaced in between."""
        wanted = [{"PartNumber": part.number, "ETag": part.etag} for part in parts]
        with translated():
            try:
                await self._client.complete_multipart_upload(
                    Bucket=self._bucket,
                    Key=key,
                    UploadId=storage_id,
                    MultipartUpload={"Parts": wanted},  # type: ignore[typeddict-item]
                )
            except ClientError as error:
                if _code(error) in _BAD_PARTS:
                    raise ConflictError(
                        "upload.parts_changed",
                        "A part was sent again while the upload was completed. Complete it again.",
                    ) from error
                if _code(error) != _NO_UPLOAD or await self.stat(key) is None:
                    raise

    async def abort(self, key: str, storage_id: str) -> None:
        """Drop what has arrived."""
        with translated():
            try:
                await self._client.abort_multipart_upload(Bucket=self._bucket, Key=key, UploadId=storage_id)
            except ClientError as error:
                if _code(error) != _NO_UPLOAD:
                    raise

    async def stat(self, key: str) -> StoredObject | None:
        """Size and version of an object, or None."""
        with translated():
            try:
                head = await self._client.head_object(Bucket=self._bucket, Key=key)
            except ClientError as error:
                if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") == _NOT_FOUND:
                    return None
                raise
        return StoredObject(size=head["ContentLength"], etag=head["ETag"])


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))
