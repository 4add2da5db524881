"""The failure language: every refusal has a stable code and a sentence that a person can act on."""

from typing import ClassVar


class AppError(Exception):
    """A failure with a stable `code` (dotted, lower case, never reused for another meaning).

    `retryable` tells the workflow engine whether another attempt can end differently.
    """

    retryable: ClassVar[bool] = False

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


class PermanentError(AppError):
    """The same input will fail again."""


class TransientError(AppError):
    """A dependency is away or overloaded; trying again later can succeed.

    `after_seconds`: how long the dependency asks to be left alone, where it says so.
    """

    retryable = True

    def __init__(self, code: str, message: str, after_seconds: float | None = None) -> None:
        super().__init__(code, message)
        self.after_seconds = after_seconds


class UnauthorizedError(PermanentError):
    """The caller did not show who they are."""


class NotFoundError(PermanentError):
    """No such thing for this organisation."""


class ForbiddenError(PermanentError):
    """The caller is known, and may not do this."""


class ConflictError(PermanentError):
    """The thing is in a state that does not allow this."""


class QuotaError(PermanentError):
    """A limit of size, length or plan is reached."""


class RejectedError(PermanentError):
    """The input is refused: unsafe, damaged, or nothing that can be worked on."""


class StaleError(PermanentError):
    """The caller's change was made on a state that is not the current one."""
