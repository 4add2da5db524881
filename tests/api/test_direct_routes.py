"""Endpoints that are called directly answer as FastAPI would have them answer; the others go FastAPI's way."""

from types import SimpleNamespace
from typing import Annotated

import httpx
import pytest
from fastapi import APIRouter, FastAPI, Path, Query, Request, Response, status
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, Field

from api.dependencies import Caller, Parts
from api.direct_routes import DirectRoute
from api.errors import install
from api.routers import jobs
from domain.access import Principal
from domain.errors import NotFoundError, UnauthorizedError

CALLER = Principal("org_a", "usr_a", "user", frozenset())


class Answer(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    seen_by: str = Field(alias="seenBy", default="")
    size: int = Field(validation_alias="bytes", default=0)


def router(kind: type[APIRoute]) -> APIRouter:
    made = APIRouter(route_class=kind)

    @made.get("/plain/{word}/{other}", response_model=Answer)
    async def plain(word: str, other: str, parts: Parts, caller: Caller) -> object:
        return SimpleNamespace(id=f"{word} {other} {parts.name}", seenBy=caller.actor_id, bytes=7)

    @made.post("/accepted/{word}", status_code=status.HTTP_202_ACCEPTED, summary="A word")
    async def accepted(word: str, who: Caller) -> Answer:
        return Answer(id=word, seenBy=who.org_id)

    @made.get("/refused/{word}")
    async def refused(word: str, parts: Parts, caller: Caller) -> Answer:
        raise NotFoundError("thing.not_found", f"There is no {word}.")

    @made.get("/own/{word}", response_model=Answer)
    async def own(word: str, caller: Caller) -> Response:
        return Response(f"its own {word}", status_code=203, media_type="text/plain")

    @made.get("/list")
    async def listed(caller: Caller) -> list[Answer]:
        return [Answer(id="one"), Answer(id="two")]

    @made.get("/asked/{word}")
    async def asked(word: str, caller: Caller, size: Annotated[int, Query(ge=1)] = 1) -> Answer:
        return Answer(id=word, bytes=size)

    @made.get("/number/{number}")
    async def number(number: int) -> Answer:
        return Answer(id=str(number))

    @made.get("/short/{word}")
    async def short(word: Annotated[str, Path(max_length=3)]) -> Answer:
        return Answer(id=word)

    @made.get("/tagged/{word}")
    async def tagged(word: str, response: Response, request: Request) -> Answer:
        response.headers["X-Word"] = word
        return Answer(id=request.url.path)

    @made.delete("/gone/{word}", status_code=status.HTTP_204_NO_CONTENT)
    async def gone(word: str, caller: Caller) -> None:
        return None

    return made


def client(kind: type[APIRoute], caller: object) -> httpx.AsyncClient:
    app = FastAPI()
    install(app)
    app.include_router(router(kind))
    app.state.parts = SimpleNamespace(name="parts")

    async def with_caller(scope, receive, send):
        scope["state"] = {"caller": caller}
        await app(scope, receive, send)

    return httpx.AsyncClient(transport=httpx.ASGITransport(with_caller), base_url="http://x")


@pytest.mark.parametrize("caller", [CALLER, None, UnauthorizedError("auth.expired", "Too old.")])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/plain/a%20b/%C3%A9"),
        ("POST", "/plain/a/b"),
        ("POST", "/accepted/a"),
        ("GET", "/refused/a"),
        ("GET", "/own/a"),
        ("GET", "/list"),
        ("GET", "/asked/a"),
        ("GET", "/asked/a?size=0"),
        ("GET", "/number/7"),
        ("GET", "/number/seven"),
        ("GET", "/short/abc"),
        ("GET", "/short/abcd"),
        ("GET", "/tagged/a"),
        ("DELETE", "/gone/a"),
    ],
)
async def test_the_answer_is_the_one_that_fastapi_gives(method, path, caller):
    async with client(APIRoute, caller) as usual, client(DirectRoute, caller) as direct:
        expected, found = await usual.request(method, path), await direct.request(method, path)
    assert (found.status_code, found.content, found.headers) == (
        expected.status_code,
        expected.content,
        expected.headers,
    )


def direct(route: APIRoute) -> bool:
    return route.get_route_handler().__module__ == DirectRoute.__module__


def test_only_what_needs_nothing_else_is_called_directly():
    found = {route.path for route in router(DirectRoute).routes if direct(route)}
    assert found == {"/plain/{word}/{other}", "/accepted/{word}", "/refused/{word}", "/own/{word}", "/list"}


def test_what_clients_poll_is_called_directly():
    found = {route.path for route in jobs.router.routes if direct(route) and "GET" in route.methods}
    assert found == {"/v1/jobs/{job_id}", "/v1/jobs/{job_id}/worker-status", "/v1/jobs/{job_id}/clips"}
