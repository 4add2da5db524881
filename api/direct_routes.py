"""Routes whose endpoints need little are called without the detour that FastAPI makes for those that need much."""

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi import Request, Response
from fastapi.datastructures import DefaultPlaceholder
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import TypeAdapter

from api.callers import require_caller
from api.dependencies import calling, serving_parts


@dataclass(frozen=True)
class _Arguments:
    """Which arguments an endpoint takes: words of its address, and what the parts and the caller are called in it."""

    words: tuple[str, ...]
    parts: tuple[str, ...]
    callers: tuple[str, ...]


class DirectRoute(APIRoute):
    """An endpoint that takes nothing but plain words of its address, the parts and the caller, and answers with a model
    is called at once: resolving dependencies and parameters in general costs five times what there is to do here.
    Every other endpoint goes FastAPI's way; both are described and answer alike.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """As FastAPI asks for it, once per route."""
        arguments = _plain_arguments(self.dependant)
        tailored = self.response_model is None or not isinstance(self.response_class, DefaultPlaceholder)
        if arguments is None or tailored or self.body_field is not None:
            return super().get_route_handler()
        return _direct(self.endpoint, arguments, TypeAdapter(self.response_model), self.status_code or HTTPStatus.OK)


def _direct(
    endpoint: Callable[..., Awaitable[object]], arguments: _Arguments, answer: TypeAdapter[Any], status: int
) -> Callable[[Request], Coroutine[Any, Any, Response]]:
    async def handle(request: Request) -> Response:
        scope = request.scope
        given = scope["path_params"]
        values = {name: given[name] for name in arguments.words}
        for name in arguments.parts:
            values[name] = scope["app"].state.parts
        for name in arguments.callers:
            values[name] = require_caller(scope)
        found = await endpoint(**values)
        if isinstance(found, Response):
            return found
        body = answer.dump_json(answer.validate_python(found, from_attributes=True), by_alias=True)
        return Response(body, status, media_type="application/json")

    return handle


def _plain_arguments(dependant: Dependant) -> _Arguments | None:
    """What the endpoint takes, or None where it takes more than is handed over here."""
    others = (
        dependant.query_params,
        dependant.header_params,
        dependant.cookie_params,
        dependant.body_params,
        dependant.request_param_name,
        dependant.response_param_name,
        dependant.background_tasks_param_name,
        dependant.http_connection_param_name,
        dependant.security_scopes_param_name,
    )
    known = all(one.call in {serving_parts, calling} for one in dependant.dependencies)
    words = dependant.path_params
    plain = all(word.field_info.annotation is str and not word.field_info.metadata for word in words)
    if any(others) or not known or not plain:
        return None
    return _Arguments(
        words=tuple(word.name for word in words),
        parts=tuple(one.name for one in dependant.dependencies if one.call is serving_parts and one.name),
        callers=tuple(one.name for one in dependant.dependencies if one.call is calling and one.name),
    )
