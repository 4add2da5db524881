"""Every refusal is a problem with a stable code; nobody gets in without the token; bodies are bounded."""

import json

import httpx
import pytest
import structlog

from api.errors import status_of
from domain.errors import (
    AppError,
    ConflictError,
    NotFoundError,
    PermanentError,
    QuotaError,
    RejectedError,
    TransientError,
)
from tests.api.conftest import TOKEN, bearer

pytestmark = pytest.mark.asyncio(loop_scope="module")


def problem(answer: httpx.Response, status: int, code: str) -> dict:
    body = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, body["status"], body["code"]) == (status, status, code)
    assert body["type"] == f"urn:cutdown:problem:{code}"
    assert body["title"]
    assert body["detail"]
    assert body["request_id"] == answer.headers["x-request-id"]
    return body


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "auth.missing"),
        ({"Authorization": "Basic dTpw"}, "auth.missing"),
        ({"Authorization": "Bearer"}, "auth.missing"),
        (bearer("wrong"), "auth.invalid"),
        (bearer(TOKEN[:-1]), "auth.invalid"),
        (bearer(TOKEN + "x"), "auth.invalid"),
        ({"Authorization": "Bearer tök\u00e9n".encode("latin-1")}, "auth.invalid"),
    ],
)
async def test_without_the_token_nothing_is_told(world, headers, code):
    async with httpx.AsyncClient(base_url=world.url) as http:
        for path in ("/v1/jobs", "/v1/jobs/job_x/events", f"/v1/artifacts/{'0' * 64}/download", "/v1/videos"):
            answer = await http.get(path, headers=headers)
            problem(answer, 401, code)
            assert answer.headers["www-authenticate"] == "Bearer"
        problem(await http.get("/v1/jobs", params={"token": TOKEN}), 401, "auth.missing")


# Who calls these has nothing to show yet.
FOR_ANYBODY = {"/v1/auth/sign-up", "/v1/auth/login", "/v1/auth/refresh"}


async def test_every_route_of_the_api_asks_for_the_token(world):
    async with httpx.AsyncClient(base_url=world.url) as http:
        paths = (await http.get("/openapi.json")).json()["paths"]
        asked = 0
        for path, methods in paths.items():
            for method in methods:
                if path.startswith("/v1") and path not in FOR_ANYBODY:
                    assert (await http.request(method, path)).status_code == 401, path
                    asked += 1
    assert asked > 50


async def test_every_route_says_what_it_does(world):
    document = (await world.http.get("/openapi.json")).json()
    for path, methods in document["paths"].items():
        for method, route in methods.items():
            assert len(route["summary"]) > 8, f"{method} {path}"


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/v1/uploads", {"filename": "a"}, "body.size"),
        ("/v1/uploads", {"filename": "a", "size": -1}, "body.size"),
        ("/v1/uploads", {"filename": "a", "size": 1, "sha256": "XYZ"}, "body.sha256"),
        ("/v1/uploads", {"filename": "a", "size": 1, "media_type": "text/html\r\nX: y"}, "body.media_type"),
        ("/v1/jobs", {"video_id": "v", "spec": {"style": "ugly"}}, "body.spec.style"),
        ("/v1/jobs", {"video_id": "v", "spec": {"wishes": {"count": 10**9}}}, "body.spec.wishes.count"),
        ("/v1/jobs", {"video_id": "v", "org_id": "org_other"}, "body.org_id"),
        ("/v1/jobs", {"video_id": "v", "status": "completed"}, "body.status"),
    ],
)
async def test_what_is_wrong_with_a_request_is_named(world, path, body, field):
    found = problem(await world.http.post(path, json=body), 422, "request.invalid")
    assert field in [error["field"] for error in found["errors"]]


@pytest.mark.parametrize("query", ["limit=0", "limit=1000000000", "limit=x", "cursor=" + "x" * 401, "status=odd"])
async def test_lists_have_limits(world, query):
    problem(await world.http.get(f"/v1/jobs?{query}"), 422, "request.invalid")


@pytest.mark.parametrize(
    "path", ["/v1/jobs/a%00", "/v1/jobs/%00/worker-status", "/v1/videos/%00", "/v1/clips/%00", "/v1/uploads/%00b"]
)
async def test_a_character_that_the_record_has_no_place_for_is_refused(world, path):
    problem(await world.http.get(path), 422, "text.unstorable")


@pytest.mark.parametrize("key", ["", "a b", "x" * 201, "a\tb"])
async def test_an_odd_idempotency_key_is_refused(world, key):
    answer = await world.http.post("/v1/jobs", json={"video_id": "v"}, headers={"Idempotency-Key": key})
    problem(answer, 422, "request.invalid")


@pytest.mark.parametrize("body", [b"{", b"[" * 10_000, b'{"a":' * 10_000, b"\xff\xfe", b"null", b""])
async def test_what_is_not_json_is_refused(world, body):
    answer = await world.http.post("/v1/jobs", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in {400, 422}
    assert answer.json()["code"] in {"request.invalid", "http.bad_request", "request.too_deep"}


async def test_big_bodies_are_refused_announced_or_not(world):
    big = b"x" * (2 * 1024 * 1024)

    async def pieces():
        for start in range(0, len(big), 65536):
            yield big[start : start + 65536]

    problem(await world.http.post("/v1/jobs", content=big), 413, "request.too_large")
    problem(await world.http.post("/v1/jobs", content=pieces()), 413, "request.too_large")


async def test_unknown_places_and_methods_are_problems(world):
    problem(await world.http.get("/v1/nothing"), 404, "http.not_found")
    problem(await world.http.delete("/v1/jobs"), 405, "http.method_not_allowed")


async def test_a_given_request_id_is_kept_when_it_is_a_plain_one(world):
    for given, kept in (("abc-1.2_3", True), ("a b", False), ("x" * 65, False), ("<script>", False)):
        answer = await world.http.get("/healthz", headers={"X-Request-ID": given})
        assert (answer.headers["x-request-id"] == given) is kept


async def test_a_crash_tells_the_caller_nothing_but_the_request_id(world, monkeypatch):
    async def crash(*_: object, **__: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(world.parts.jobs, "list", crash)
    with structlog.testing.capture_logs():
        answer = await world.http.get("/v1/jobs")
    problem(answer, 500, "internal.error")
    assert "secret" not in answer.text


async def test_the_log_has_ids_and_no_secrets(world):
    with structlog.testing.capture_logs() as logs:
        await world.http.get("/v1/jobs/job_unknown?canary=1", headers={"X-Request-ID": "mine"})
    (line,) = [line for line in logs if line["event"] == "request"]
    assert (line["method"], line["status"], line["job_id"]) == ("GET", 404, "job_unknown")
    assert "canary" not in json.dumps(line)
    assert TOKEN not in json.dumps(logs)


async def test_readiness_names_what_is_away(world):
    assert (await world.http.get("/healthz")).json()["status"] == "ok"
    assert (await world.http.get("/readyz")).json() == {"status": "ok", "checks": {"storage": "ok"}}

    async def away() -> None:
        raise TransientError("database.unavailable", "away")

    world.parts.checks["database"] = away
    answer = await world.http.get("/readyz")
    del world.parts.checks["database"]
    assert (answer.status_code, answer.json()["checks"]) == (503, {"storage": "ok", "database": "database.unavailable"})


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (NotFoundError, 404),
        (ConflictError, 409),
        (QuotaError, 413),
        (RejectedError, 422),
        (TransientError, 503),
        (PermanentError, 400),
    ],
)
async def test_each_class_of_failure_has_its_status(kind: type[AppError], status: int):
    assert status_of(kind("a.b", "c")) == status
