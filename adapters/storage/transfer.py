"""Moving bytes between local files and S3 in pieces, so that memory stays small whatever the size."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from types_aiobotocore_s3 import S3Client
    from types_aiobotocore_s3.type_defs import CompletedPartTypeDef

    from domain.contracts.base import ArtifactRef

MOST_COPY_BYTES = 5 * 1024**3
"""What S3 copies by one request."""
COPY_PART_BYTES = 512 * 1024 * 1024

SINGLE_PUT_BYTES = 64 * 1024 * 1024
PART_BYTES = 8 * 1024 * 1024
_MOST_PARTS = 10_000
_PARTS_AT_ONCE = 3
_PIECE_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class Place:
    """An object's address."""

    bucket: str
    key: str


@dataclass(frozen=True)
class Received:
    """What came down: SHA-256 and size of the written bytes, and the version of the object that they were."""

    digest: str
    size: int
    etag: str


async def receive(client: S3Client, place: Place, descriptor: int) -> Received:
    """Stream an object into an open file, hashing on the way."""
    answer = await client.get_object(Bucket=place.bucket, Key=place.key)
    digest = hashlib.sha256()
    size = 0

    def write(pieces: list[bytes]) -> None:
        for piece in pieces:
            digest.update(piece)
            rest = memoryview(piece)
            while rest:
                rest = rest[os.write(descriptor, rest) :]

    pieces: list[bytes] = []
    gathered = 0
    body = answer["Body"]
    async with body:
        async for piece in body.iter_chunks(_PIECE_BYTES):
            pieces.append(piece)
            gathered += len(piece)
            if gathered >= _PIECE_BYTES:
                await asyncio.to_thread(write, pieces)
                size, pieces, gathered = size + gathered, [], 0
    await asyncio.to_thread(write, pieces)
    return Received(digest.hexdigest(), size + gathered, answer["ETag"])


async def send_at_once(client: S3Client, place: Place, body: BinaryIO | bytes, ref: ArtifactRef) -> None:
    """Store bytes by one request; servers that know checksums refuse what was damaged on the way."""
    await client.put_object(
        Bucket=place.bucket,
        Key=place.key,
        Body=body,
        ContentLength=ref.size,
        ContentType=ref.media_type,
        ChecksumSHA256=base64.b64encode(bytes.fromhex(ref.digest)).decode(),
    )


async def send(client: S3Client, place: Place, file: Path, ref: ArtifactRef) -> None:
    """Store a local file: by one request when it is small, else in parts; what fails leaves no parts behind."""
    if ref.size < SINGLE_PUT_BYTES:
        with await asyncio.to_thread(file.open, "rb") as body:
            await send_at_once(client, place, body, ref)
        return
    started = await client.create_multipart_upload(Bucket=place.bucket, Key=place.key, ContentType=ref.media_type)
    upload_id = started["UploadId"]
    try:
        parts = await _send_parts(client, place, upload_id, file, ref.size)
        await client.complete_multipart_upload(
            Bucket=place.bucket, Key=place.key, UploadId=upload_id, MultipartUpload={"Parts": parts}
        )
    except BaseException:
        abort = client.abort_multipart_upload(Bucket=place.bucket, Key=place.key, UploadId=upload_id)
        with contextlib.suppress(Exception):  # the first error is the one to tell; the sweep takes what is left
            await asyncio.shield(asyncio.ensure_future(abort))
        raise


async def copy(client: S3Client, source: Place, etag: str, target: Place, ref: ArtifactRef) -> None:
    """Copy an object within S3; refused (PreconditionFailed) when it isn't the version `etag` any more."""
    origin = {"Bucket": source.bucket, "Key": source.key}
    if ref.size <= MOST_COPY_BYTES:
        await client.copy_object(
            Bucket=target.bucket,
            Key=target.key,
            CopySource=origin,  # type: ignore[arg-type]
            CopySourceIfMatch=etag,
            ContentType=ref.media_type,
            MetadataDirective="REPLACE",
        )
        return
    started = await client.create_multipart_upload(Bucket=target.bucket, Key=target.key, ContentType=ref.media_type)
    upload_id = started["UploadId"]
    try:
        parts: list[CompletedPartTypeDef] = []
        for number, start in enumerate(range(0, ref.size, COPY_PART_BYTES), start=1):
            end = min(start + COPY_PART_BYTES, ref.size) - 1
            copied = await client.upload_part_copy(
                Bucket=target.bucket,
                Key=target.key,
                UploadId=upload_id,
                PartNumber=number,
                CopySource=origin,  # type: ignore[arg-type]
                CopySourceIfMatch=etag,
                CopySourceRange=f"bytes={start}-{end}",
            )
            parts.append({"PartNumber": number, "ETag": copied["CopyPartResult"]["ETag"]})
        await client.complete_multipart_upload(
            Bucket=target.bucket, Key=target.key, UploadId=upload_id, MultipartUpload={"Parts": parts}
        )
    except BaseException:
        abort = client.abort_multipart_upload(Bucket=target.bucket, Key=target.key, UploadId=upload_id)
        with contextlib.suppress(Exception):  # the first error is the one to tell; the sweep takes what is left
            await asyncio.shield(asyncio.ensure_future(abort))
        raise


async def _send_parts(
    client: S3Client, place: Place, upload_id: str, file: Path, size: int
) -> list[CompletedPartTypeDef]:
    length = max(PART_BYTES, -(-size // _MOST_PARTS))
    turn = asyncio.Semaphore(_PARTS_AT_ONCE)
    descriptor = os.open(file, os.O_RDONLY | os.O_CLOEXEC)

    async def part(number: int) -> CompletedPartTypeDef:
        async with turn:
            body = await asyncio.to_thread(os.pread, descriptor, length, (number - 1) * length)
            sent = await client.upload_part(
                Bucket=place.bucket, Key=place.key, UploadId=upload_id, PartNumber=number, Body=body
            )
        return {"PartNumber": number, "ETag": sent["ETag"]}

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(part(number)) for number in range(1, -(-size // length) + 1)]
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None
    finally:
        os.close(descriptor)
    return [task.result() for task in tasks]
