"""What routes ask for: the parts of the app, and who is calling."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.callers import require_caller
from api.parts import ApiParts
from domain.access import Principal

# Only for the description of the API: the credential was read before the route was looked for.
_bearer = HTTPBearer(auto_error=False, description="An access token or an API key.")


# All of these are coroutines: FastAPI would send plain functions to a thread and wait for it.


async def _parts(request: Request) -> ApiParts:
    parts: ApiParts = request.app.state.parts
    return parts


Parts = Annotated[ApiParts, Depends(_parts)]


async def _principal(
    request: Request, _credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Principal:
    return require_caller(request.scope)


Caller = Annotated[Principal, Depends(_principal)]
