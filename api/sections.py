"""The versioned routes in sections, each passed over at once for addresses that are not its own."""

from collections.abc import Callable, Iterator

from fastapi import APIRouter
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, APIWebSocketRoute
from starlette.routing import Match
from starlette.types import Scope

from api.errors import Problem

VERSION = "/v1"
_PROBLEM = {"model": Problem, "description": "A problem with its stable `code`."}


class Section(APIRouter):
    """One part's routes under `/v1`. Matching every route of the API against every address would cost more time than
    most requests need for all the rest.
    """

    def __init__(self, part: APIRouter) -> None:
        # Named once, so that the schema has the problem's model; `api.manners` says which status has which codes.
        super().__init__(prefix=VERSION, responses={422: _PROBLEM})
        self.include_router(part)
        routes = [route for route in part.routes if isinstance(route, APIRoute | APIWebSocketRoute)]
        if len(routes) != len(part.routes):
            raise TypeError("a section holds routes alone, so that its addresses can be told from their first word")
        self._routes = tuple(route for route in routes if isinstance(route, APIRoute))
        self._words = frozenset(route.path.split("/")[1] for route in routes)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As every router does, for addresses that begin with one of the section's words."""
        words = str(scope.get("path", "")).split("/", 3)
        if len(words) < 3 or words[2] not in self._words:
            return Match.NONE, {}
        return super().matches(scope)

    def operations_with(self, dependency: Callable[..., object]) -> Iterator[tuple[str, str]]:
        """Method, in lower case, and path of each operation that asks for this dependency, however deep."""
        for route in self._routes:
            if _asks_for(route.dependant, dependency):
                for method in route.methods or ():
                    yield method.lower(), VERSION + route.path


def _asks_for(dependant: Dependant, dependency: Callable[..., object]) -> bool:
    return any(one.call is dependency or _asks_for(one, dependency) for one in dependant.dependencies)
