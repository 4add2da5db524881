"""What routes ask for: the parts of the app, and who is calling."""

from typing import Annotated

from fastapi import Depends, Request

from api.callers import require_caller
from api.parts import ApiParts
from domain.access import Principal

# All of these are coroutines: FastAPI would send plain functions to a thread and wait for it.


async def serving_parts(request: Request) -> ApiParts:
    """What the app is made of."""
    parts: ApiParts = request.app.state.parts
    return parts


Parts = Annotated[ApiParts, Depends(serving_parts)]


async def calling(request: Request) -> Principal:
    """Raises UnauthorizedError. That a route asks for this is what makes it one that needs credentials."""
    return require_caller(request.scope)


Caller = Annotated[Principal, Depends(calling)]
