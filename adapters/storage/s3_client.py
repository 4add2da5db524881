"""The S3 client of a process, and what S3's failures mean to the rest."""

from __future__ import annotations

from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import aioboto3
import aiohttp
from aiobotocore.config import AioConfig
from botocore.exceptions import BotoCoreError, ClientError

from domain.errors import PermanentError, TransientError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from types_aiobotocore_s3 import S3Client

_MISSING = frozenset({"404", "NoSuchKey", "NotFound"})


@dataclass(frozen=True)
class S3Address:
    """Where blobs are kept. Empty `endpoint`: AWS by region; empty keys: the machine's own AWS credentials;
    `public_endpoint`: how clients reach the same server, for presigned URLs.
    """

    bucket: str
    region: str = "us-east-1"
    endpoint: str = ""
    public_endpoint: str | None = None
    access_key: str = ""
    secret_key: str = field(default="", repr=False)


@asynccontextmanager
async def open_client(address: S3Address, endpoint: str) -> AsyncIterator[S3Client]:
    """A client with its own connections; shared by all tasks of the process."""
    config = AioConfig(
        signature_version="s3v4",
        connect_timeout=5,
        read_timeout=60,
        max_pool_connections=32,
        retries={"mode": "adaptive", "max_attempts": 3},
        # Blobs are checked against the digest that names them, so the transfer need not be signed or summed once more.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        s3={"payload_signing_enabled": False, "addressing_style": "path" if endpoint else "auto"},
    )
    session = aioboto3.Session(
        aws_access_key_id=address.access_key or None,
        aws_secret_access_key=address.secret_key or None,
        region_name=address.region,
    )
    async with session.client("s3", endpoint_url=endpoint or None, config=config) as client:
        yield client


@contextmanager
def translated() -> Iterator[None]:
    """Raise S3's errors as PermanentError `storage.missing` or, all others, as TransientError."""
    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        if code in _MISSING:
            raise PermanentError("storage.missing", "The file is no longer in the object storage.") from error
        if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") == 403:
            # Transient, because an operator can mend it while jobs wait.
            raise TransientError(
                "storage.refused", f"The object storage refuses our keys ({code}). Check the S3 settings."
            ) from error
        raise _unavailable(code) from error
    except (BotoCoreError, aiohttp.ClientError, TimeoutError, ConnectionError) as error:
        raise _unavailable(type(error).__name__) from error


def _unavailable(detail: str) -> TransientError:
    return TransientError("storage.unavailable", f"The object storage does not answer at the moment ({detail}).")
