"""What routes ask for: the parts of the app, and who is calling."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPBearer
from starlette.requests import HTTPConnection

from api.callers import require_caller
from api.parts import ApiParts
from domain.access import Principal


class _Bearer(HTTPBearer):
    """Only for the published schema: the credential was read before the route was looked for."""

    async def __call__(self, request: HTTPConnection) -> None:
        """Nothing more to do."""


_bearer = _Bearer(auto_error=False, description="An access token or an API key.")


# All of these are coroutines: FastAPI would send plain functions to a thread and wait for it.


async def _parts(request: Request) -> ApiParts:
    parts: ApiParts = request.app.state.parts
    return parts


Parts = Annotated[ApiParts, Depends(_parts)]


async def _principal(request: Request, _described: Annotated[None, Depends(_bearer)]) -> Principal:
    return require_caller(request.scope)


Caller = Annotated[Principal, Depends(_principal)]
