"""Speaks to the API of a Cutdown server. Begin with `Cutdown`, or `AsyncCutdown` in an event loop; see docs/sdk.md."""

from cutdown_sdk import models
from cutdown_sdk.client import AsyncCutdown, Cutdown
from cutdown_sdk.errors import (
    ApiError,
    ConflictError,
    CutdownError,
    DamagedFileError,
    ForbiddenError,
    InvalidRequestError,
    NotFoundError,
    RateLimitedError,
    ServerError,
    StaleRevisionError,
    StorageError,
    StreamClosedError,
    TooLargeError,
    UnauthorizedError,
    UnexpectedAnswerError,
    UnreachableError,
)
from cutdown_sdk.models import *  # noqa: F403 - which ones there are is the description's to say
from cutdown_sdk.resources.jobs import FINAL_STATUSES

__all__ = [
    "FINAL_STATUSES",
    "ApiError",
    "AsyncCutdown",
    "ConflictError",
    "Cutdown",
    "CutdownError",
    "DamagedFileError",
    "ForbiddenError",
    "InvalidRequestError",
    "NotFoundError",
    "RateLimitedError",
    "ServerError",
    "StaleRevisionError",
    "StorageError",
    "StreamClosedError",
    "TooLargeError",
    "UnauthorizedError",
    "UnexpectedAnswerError",
    "UnreachableError",
]
__all__ += models.__all__
