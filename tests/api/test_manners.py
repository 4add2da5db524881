"""What is promised of every operation holds for every operation: found in the schema, so that none can be forgotten."""

import asyncio
import json
import re

import httpx
import pytest

from adapters.db.rate_counts import DbRateCounts
from adapters.limits.limiter import RateLimits, open_limiter
from api.parts import ApiParts
from tests.api.conftest import TOKEN, bearer, serving

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def operations(world, *wanted: str) -> list[tuple[str, str, dict]]:
    paths = (await world.http.get("/openapi.json")).json()["paths"]
    return [
        (method, path, operation)
        for path, methods in paths.items()
        for method, operation in methods.items()
        if path.startswith("/v1/") and (not wanted or method in wanted)
    ]


def filled(path: str) -> str:
    known = {"digest": "0" * 64, "gate": "clips", "number": "1"}
    return re.sub(r"\{(\w+)\}", lambda name: known.get(name[1], f"{name[1]}_x"), path)


async def test_every_post_takes_a_key_and_tells_its_answer_again(world):
    posts = await operations(world, "post")
    assert len(posts) > 15
    for number, (_, path, operation) in enumerate(posts):
        names = {parameter["name"] for parameter in operation.get("parameters", [])}
        assert "Idempotency-Key" in names, path
        # Also a refusal is an answer: it is told again, and a changed request is not taken for the first one.
        key = {"Idempotency-Key": f"manners-{number}"}
        first = await world.http.post(filled(path), json={"nothing": number}, headers=key)
        again = await world.http.post(filled(path), json={"nothing": number}, headers=key)
        other = await world.http.post(filled(path), json={"nothing": [number]}, headers=key)
        assert first.status_code < 500, (path, first.text)
        if first.status_code == 401:
            continue
        assert "idempotent-replayed" not in first.headers
        assert (again.status_code, again.content, again.headers.get("idempotent-replayed")) == (
            first.status_code,
            first.content,
            "true",
        ), path
        assert (other.status_code, other.json()["code"]) == (422, "idempotency.mismatch"), path


async def test_every_example_of_a_request_is_taken(world):
    tried = 0
    for method, path, operation in await operations(world):
        if "requestBody" not in operation:
            continue
        body = operation["requestBody"]["content"]["application/json"]["example"]
        answer = await world.http.request(method, filled(path), json=body)
        # Its ids are nobody's: what counts is that the request is understood.
        assert answer.status_code < 500, (path, answer.text)
        assert "request.invalid" not in answer.text, (path, answer.text)
        tried += 1
    assert tried > 20


async def test_every_answer_tells_the_rate_and_has_an_id_and_every_refusal_is_a_problem(world):
    for method, path, _ in await operations(world):
        # Streams do not end: what is told before their first event is enough.
        async with world.http.stream(method, filled(path), json={"nothing": 1}) as answer:
            if "event-stream" not in answer.headers.get("content-type", ""):
                await answer.aread()
        assert answer.status_code < 500, path
        assert int(answer.headers["ratelimit-remaining"]) <= int(answer.headers["ratelimit-limit"]), path
        assert answer.headers["x-request-id"]
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == "application/problem+json", path
            assert {"type", "title", "status", "detail", "code", "request_id"} <= set(answer.json())


async def test_every_list_is_paged_alike(world):
    lists = [
        (path, operation)
        for _, path, operation in await operations(world, "get")
        if "cursor" in {parameter["name"] for parameter in operation.get("parameters", [])}
    ]
    assert len(lists) >= 4
    for path, operation in lists:
        place = filled(path)
        for query in ("cursor=x", "cursor=AAAAAAAAAAAAAAAA", "cursor=%00"):
            answer = await world.http.get(f"{place}?{query}")
            assert answer.status_code in {404, 422}, (path, answer.text)
            if answer.status_code == 422:
                assert answer.json()["code"] == "page.cursor_invalid", path
        assert (await world.http.get(f"{place}?limit=201")).status_code == 422
        assert operation["responses"]["200"]["headers"]["Link"]


async def test_everything_with_a_revision_has_an_etag_and_its_changes_take_if_match(world):
    found = await operations(world, "patch", "put", "delete")
    with_tag = [
        (method, path)
        for method, path, operation in await operations(world)
        if any("ETag" in answer.get("headers", {}) for answer in operation["responses"].values())
    ]
    assert len(with_tag) > 4
    tagged = {path for _, path in with_tag}
    for _, path, operation in found:
        if path in tagged:
            names = {parameter["name"] for parameter in operation.get("parameters", [])}
            assert "If-Match" in names, path


async def test_a_lost_race_is_told_and_nothing_is_overwritten(world):
    made = await world.http.post("/v1/brand-kits", json={"name": "Acme"})
    place = f"/v1/brand-kits/{made.json()['id']}"
    assert made.headers["etag"] == '"1"'

    async def rename(name: str) -> httpx.Response:
        return await world.http.patch(place, json={"name": name}, headers={"If-Match": '"1"'})

    answers = await asyncio.gather(*(rename(f"name {number}") for number in range(10)))
    (won,) = [answer for answer in answers if answer.status_code == 200]
    assert {(answer.status_code, answer.json()["code"]) for answer in answers if answer is not won} == {
        (412, "revision.stale")
    }
    now = await world.http.get(place)
    assert (now.headers["etag"], now.json()["name"]) == ('"2"', won.json()["name"])
    for tag, status in (('"x"', 422), ("2", 422), ('"1", "2"', 422), ('W/"2"', 200), ("*", 200)):
        assert (await world.http.patch(place, json={"name": "n"}, headers={"If-Match": tag})).status_code == status
    assert (await world.http.delete(place, headers={"If-Match": '"1"'})).status_code == 412
    assert (await world.http.delete(place)).status_code == 204


async def test_a_next_page_is_linked_and_a_cursor_is_good_for_its_own_list_only(world, video_id):
    for number in range(3):
        await world.http.post("/v1/brand-kits", json={"name": f"kit {number}"})
    first = await world.http.get("/v1/brand-kits", params={"limit": 2})
    link = re.fullmatch(r'<(.+)>; rel="next"', first.headers["link"])
    second = await world.http.get(link[1])
    assert second.json()["items"][0]["id"] not in {item["id"] for item in first.json()["items"]}
    cursor = first.json()["next"]
    changed = cursor[:-1] + ("A" if cursor[-1] != "A" else "B")
    for path, query in (("/v1/videos", {"cursor": cursor}), ("/v1/brand-kits", {"cursor": changed})):
        answer = await world.http.get(path, params=query)
        assert (answer.status_code, answer.json()["code"]) == (422, "page.cursor_invalid")


async def test_keys_of_two_organisations_and_of_nobody_are_independent(world):
    key = {"Idempotency-Key": "shared"}
    mine = await world.http.post("/v1/brand-kits", json={"name": "mine"}, headers=key)
    people = {
        "email": "other@example.org",
        "password": "a long enough password",
        "name": "Ola",
        "organisation": "Other",
    }
    async with httpx.AsyncClient(base_url=world.url) as http:
        joined = await http.post("/v1/auth/sign-up", json=people, headers=key)
        if joined.status_code == 422:
            pytest.fail(joined.text)
        again = await http.post("/v1/auth/sign-up", json=people, headers=key)
        assert again.headers["idempotent-replayed"] == "true"
        assert again.content == joined.content
        token = joined.json()["access_token"]
        theirs = await http.post("/v1/brand-kits", json={"name": "theirs"}, headers=key | bearer(token))
    assert (mine.status_code, theirs.status_code) == (201, 201)
    assert "idempotent-replayed" not in theirs.headers
    assert mine.json()["id"] != theirs.json()["id"]


async def test_what_is_remembered_gives_nothing_away(world, database):
    import asyncpg

    key = {"Idempotency-Key": "canary-key-of-the-client"}
    await world.http.post("/v1/brand-kits", json={"name": "canary-in-the-answer"}, headers=key)
    connection = await asyncpg.connect(database.owner_url.replace("+asyncpg", ""))
    async with connection.transaction():
        await connection.execute("SELECT set_config('cutdown.every_tenant', 'on', true)")
        rows = await connection.fetch("SELECT * FROM idempotency WHERE answer IS NOT NULL")
    await connection.close()
    assert rows
    kept = json.dumps([[str(value) for value in row.values()] for row in rows])
    assert "canary" not in kept
    assert TOKEN not in kept


async def test_who_asks_too_often_is_told_to_wait_and_a_forwarded_address_does_not_help(world):
    few = RateLimits(caller="5/hour", organisation="100/hour", anonymous="4/hour")
    async with open_limiter(DbRateCounts(world.units), few) as limiter:
        fields = {name: getattr(world.parts, name) for name in ApiParts.__dataclass_fields__} | {"limiter": limiter}
        async with serving(ApiParts(**fields)) as url, httpx.AsyncClient(base_url=url) as http:
            for number in range(6):
                known = await http.get("/v1/videos", headers=bearer(TOKEN))
                nobody = await http.get("/v1/videos", headers={"X-Forwarded-For": f"10.0.0.{number}"})
            assert (await http.get("/healthz")).status_code == 200
    for answer in (known, nobody):
        assert (answer.status_code, answer.json()["code"]) == (429, "rate.limited")
        assert int(answer.headers["retry-after"]) >= 1
        assert answer.headers["ratelimit-remaining"] == "0"
