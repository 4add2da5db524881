"""Finds out who calls, once per request, for everything that wants to know."""

from starlette.types import Scope

from api.headers import header_of
from api.parts import ApiParts
from domain.access import Principal
from domain.errors import AppError, UnauthorizedError

_CALLER = "caller"
_SCHEME = "bearer"


async def identify(parts: ApiParts, scope: Scope) -> Principal | None:
    """Who the Authorization header stands for; None without one of the right kind. Raises UnauthorizedError."""
    scheme, _, credential = (header_of(scope, b"authorization") or "").partition(" ")
    if scheme.lower() != _SCHEME or not credential.strip():
        return None
    return await parts.identity.authenticator.identify(credential.strip())


async def remember_caller(parts: ApiParts, scope: Scope) -> Principal | AppError | None:
    """Identify the caller and keep the result, also a refusal: there are routes for callers who are not known yet."""
    found: Principal | AppError | None
    try:
        found = await identify(parts, scope)
    except AppError as error:
        found = error
    scope.setdefault("state", {})[_CALLER] = found
    return found


def caller_of(scope: Scope) -> Principal | AppError | None:
    """Who calls, why they were not let in, or None where nobody has shown who they are."""
    found: Principal | AppError | None = scope.get("state", {}).get(_CALLER)
    return found


def require_caller(scope: Scope) -> Principal:
    """Raises UnauthorizedError `auth.missing`, or why the caller was not let in."""
    found = caller_of(scope)
    if found is None:
        raise UnauthorizedError("auth.missing", "Send an access token or an API key as `Authorization: Bearer …`.")
    if isinstance(found, AppError):
        raise found
    return found
