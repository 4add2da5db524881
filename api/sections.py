"""The versioned routes in sections: each is passed over at once for addresses that are not its own."""

from collections.abc import Callable, Iterator
from functools import cached_property

from fastapi import APIRouter
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Match
from starlette.types import Scope

from api.direct_routes import DirectRoute
from api.errors import Problem

VERSION = "/v1"
_PROBLEM = {"model": Problem, "description": "A problem with its stable `code`."}


class Section(APIRouter):
    """One part's routes under `/v1`. Matching every route of the API against every address would cost more time than
    most requests need for all the rest.
    """

    def __init__(self, prefix: str = "", *, tag: str) -> None:
        # The problem is named once, so that the schema has its model; `api.manners` says which status has which codes.
        super().__init__(prefix=VERSION + prefix, tags=[tag], responses={422: _PROBLEM}, route_class=DirectRoute)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As every router does, for addresses that begin with one of the section's words."""
        words = str(scope.get("path", "")).split("/", 3)
        if len(words) < 3 or words[2] not in self._words:
            return Match.NONE, {}
        return super().matches(scope)

    def operations_with(self, dependency: Callable[..., object]) -> Iterator[tuple[str, str]]:
        """Method, in lower case, and path of each operation that asks for this dependency, however deep."""
        for route in self.routes:
            if isinstance(route, APIRoute) and _asks_for(route.dependant, dependency):
                for method in route.methods or ():
                    yield method.lower(), route.path

    @cached_property
    def _words(self) -> frozenset[str]:
        # Asked for when the app serves: all routes are there.
        return frozenset(_path(route).split("/")[2] for route in self.routes)


def _path(route: BaseRoute) -> str:
    path = getattr(route, "path", None)
    if not isinstance(path, str):
        raise TypeError("a section holds routes alone, so that its addresses can be told from their first word")
    return path


def _asks_for(dependant: Dependant, dependency: Callable[..., object]) -> bool:
    return any(one.call is dependency or _asks_for(one, dependency) for one in dependant.dependencies)
