"""What can go wrong, as exceptions with a stable code and a sentence that a person can act on."""

from typing import ClassVar

from cutdown_sdk.models import FieldProblem


class CutdownError(Exception):
    """Anything that this package raises. `code` is dotted and never changes its meaning; docs/errors.md lists them."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return f"{self.message} ({self.code})"


class ApiError(CutdownError):
    """The API refused a request. `request_id` is the name under which its log knows it, `errors` says what is wrong
    with which field, and `retry_after` (seconds) when another attempt makes sense, where the API said so.
    """

    statuses: ClassVar[range | tuple[int, ...]] = ()

    def __init__(
        self,
        code: str,
        message: str,
        status: int,
        *,
        errors: tuple[FieldProblem, ...] = (),
        request_id: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(code, message)
        self.status = status
        self.errors = errors
        self.request_id = request_id
        self.retry_after = retry_after

    def __str__(self) -> str:
        fields = "".join(f"\n  {error.field}: {error.message}" for error in self.errors)
        known_as = f", request {self.request_id}" if self.request_id else ""
        return f"{self.message} ({self.code}{known_as}){fields}"


class UnauthorizedError(ApiError):
    """401: the key or token is missing, wrong, or has ended."""

    statuses = (401,)


class ForbiddenError(ApiError):
    """403: known, and may not do this."""

    statuses = (403,)


class NotFoundError(ApiError):
    """404: no such thing in this organisation."""

    statuses = (404,)


class ConflictError(ApiError):
    """409: the thing is in a state that does not allow this."""

    statuses = (409,)


class StaleRevisionError(ApiError):
    """412: somebody was quicker, and nothing has changed. Get the thing again and decide anew."""

    statuses = (412,)


class TooLargeError(ApiError):
    """413: above a limit of size, length or plan."""

    statuses = (413,)


class InvalidRequestError(ApiError):
    """400 and 422: the request is not one that can be done; `errors` says where."""

    statuses = (400, 422)


class RateLimitedError(ApiError):
    """429, for longer than the client's patience."""

    statuses = (429,)


class ServerError(ApiError):
    """5xx, for longer than the client's patience."""

    statuses = range(500, 600)


class UnreachableError(CutdownError):
    """No answer for longer than the client's patience: `api.unreachable`, nothing was done; `api.no_answer`, the line
    broke and it is not known.
    """


class UnexpectedAnswerError(CutdownError):
    """An answer that is none of this API's: is this the address of a Cutdown server?"""


class StorageError(CutdownError):
    """The object storage did not take or give a file."""


class DamagedFileError(CutdownError):
    """A file that arrived is not the one that was promised; it was thrown away."""


class StreamClosedError(CutdownError):
    """The server ended a stream for good, e.g. because the membership has ended; `code` says why."""


def kind_of(status: int) -> type[ApiError]:
    """The exception for an HTTP status."""
    return next((kind for kind in ApiError.__subclasses__() if status in kind.statuses), ApiError)
