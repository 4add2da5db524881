"""What routes ask for: the parts of the app, and who is calling."""

import hmac
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.errors import UnauthorizedError
from api.parts import ApiParts
from domain.access import PERMISSIONS, Principal, Role
from domain.contracts.base import DEFAULT_ORG

_bearer = HTTPBearer(auto_error=False, description="The API token of this installation.")


def _parts(request: Request) -> ApiParts:
    parts: ApiParts = request.app.state.parts
    return parts


Parts = Annotated[ApiParts, Depends(_parts)]


def _principal(
    parts: Parts, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Principal:
    if credentials is None:
        raise UnauthorizedError("auth.missing", "Send the API token as `Authorization: Bearer …`.")
    if not hmac.compare_digest(credentials.credentials.encode(), parts.token.encode()):
        raise UnauthorizedError("auth.invalid", "This API token is not known.")
    return Principal(DEFAULT_ORG, "operator", "key", PERMISSIONS[Role.OWNER])


Caller = Annotated[Principal, Depends(_principal)]
