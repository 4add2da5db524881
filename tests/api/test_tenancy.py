"""Every operation of the API, called by another organisation with this one's ids: nothing is told, nothing changes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import asyncpg
import httpx
import pytest
import pytest_asyncio

from domain.contracts.base import DEFAULT_ORG, TimeRange
from domain.contracts.clips import ClipPlan
from domain.entities import Clip, ClipState
from tests.api.conftest import bearer
from tests.api.tenancy_recipes import (
    ID_QUERIES,
    PUBLIC,
    QUERIES,
    SHARED_PARAMETERS,
    WITHOUT_CONTROL,
    Call,
    bodies,
    mixed,
)
from tests.conftest import Database

pytestmark = pytest.mark.asyncio(loop_scope="module")

PASSWORD = "a password for tests"
# What is told of the victim must not be mistaken for what the stranger has said.
ECHOED = {"digest"}


@dataclass(frozen=True)
class Operation:
    """One operation of the schema."""

    method: str
    path: str
    parameters: tuple[str, ...]
    queries: tuple[str, ...]
    has_body: bool

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"


def operations(document: dict[str, Any]) -> Iterator[Operation]:
    for path, methods in document["paths"].items():
        for method, route in methods.items():
            found = route.get("parameters", [])
            yield Operation(
                method.upper(),
                path,
                tuple(one["name"] for one in found if one["in"] == "path"),
                tuple(one["name"] for one in found if one["in"] == "query"),
                "requestBody" in route,
            )


async def made(http: httpx.AsyncClient, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = await http.post(path, json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ids(served) -> dict[str, str]:
    """One thing of each kind, of the organisation that is attacked."""
    http = served.http
    ref = await served.store.put_bytes(DEFAULT_ORG, b"victim!", "video/mp4")
    video = await made(http, "/v1/videos", {"digest": ref.digest, "filename": "victim.mp4"})
    spec = {"dubs": [{"language": "es"}], "retell": {"seconds": 30}}
    job = await made(http, "/v1/jobs", {"video_id": video["id"], "spec": spec})
    (dub,) = (await http.get("/v1/dubs", params={"job_id": job["id"]})).json()["items"]
    (retell,) = (await http.get("/v1/retells", params={"job_id": job["id"]})).json()["items"]
    upload = await made(http, "/v1/uploads", {"filename": "victim-upload.mp4", "size": 9})
    parted = await made(http, "/v1/uploads", {"filename": "victim-parts.mp4", "size": 9_000_000, "parts": True})
    invitation = await made(http, "/v1/invitations", {"email": "second@victim.example", "role": "admin"})
    person = {"email": "second@victim.example", "password": PASSWORD, "name": "Second Victim"}
    second = await made(http, "/v1/auth/sign-up", person | {"invitation": invitation["token"]})
    waiting = await made(http, "/v1/invitations", {"email": "owner@mallory.example", "role": "viewer"})
    other = await made(http, "/v1/invitations", {"email": "other@victim.example", "role": "viewer"})
    key = await made(http, "/v1/api-keys", {"name": "victim-key", "scopes": ["jobs:read"]})
    project = await made(http, "/v1/projects", {"name": "victim-project"})
    kit = await made(http, "/v1/brand-kits", {"name": "victim-kit"})
    asset = {"kind": "logo", "filename": "victim.png", "size": 10, "media_type": "image/png"}
    await made(http, f"/v1/brand-kits/{kit['id']}/assets", asset)
    words = {"name": "victim-words", "project_id": project["id"], "terms": [{"source": "victim"}]}
    glossary = await made(http, "/v1/glossaries", words)
    await http.put(f"/v1/projects/{project['id']}/brand-kit", json={"brand_kit_id": kit["id"]})
    await served.tell(job["id"], "told", "job.started")
    plan = ClipPlan(
        rank=1,
        range=TimeRange(start=1, end=2),
        first_word=0,
        last_word=1,
        title="victim-clip",
        score=1,
        sub_scores=(),
        reason="r",
    )
    clip = Clip(
        id=f"clip_{job['id']}",
        org_id=DEFAULT_ORG,
        job_id=job["id"],
        video_id=video["id"],
        plan=plan,
        state=ClipState.PUBLISHED,
        manifest=ref,
        created_at=datetime.now(UTC),
    )
    async with served.units(DEFAULT_ORG) as unit:
        await unit.clips.put(clip)
        await unit.commit()
    return {
        "organisation_id": DEFAULT_ORG,
        "user_id": second["user_id"],
        "invitation_id": other["invitation"]["id"],
        "waiting_invitation_id": waiting["invitation"]["id"],
        # Told to nobody but the victim's own guest: a stranger who guesses has another one.
        "invitation_token": other["token"],
        "key_id": key["api_key"]["id"],
        "project_id": project["id"],
        "upload_id": upload["upload"]["id"],
        "parted_upload_id": parted["upload"]["id"],
        "video_id": video["id"],
        "job_id": job["id"],
        "clip_id": clip.id,
        "dub_id": dub["id"],
        "retell_id": retell["id"],
        "glossary_id": glossary["id"],
        "digest": ref.digest,
        "kit_id": kit["id"],
        "asset_id": "ast_unknown",
        "email": "second@victim.example",
        "filename": "victim.mp4",
        "name": "victim-project",
    }


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def mallory(served) -> httpx.AsyncClient:
    """The owner of another organisation, who may do everything there."""
    person = {"email": "owner@mallory.example", "password": PASSWORD, "name": "Mallory", "organisation": "Mallory Ltd"}
    tokens = await made(served.http, "/v1/auth/sign-up", person)
    async with httpx.AsyncClient(base_url=served.url, headers=bearer(tokens["access_token"]), timeout=30) as http:
        yield http


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def schema(served) -> list[Operation]:
    return list(operations((await served.http.get("/openapi.json")).json()))


async def digests(database: Database) -> dict[str, str]:
    """A digest of all rows of the attacked organisation and its people, by table."""
    owner = await asyncpg.connect(database.owner_url.replace("+asyncpg", ""))
    await owner.execute("SET cutdown.every_tenant = 'on'")
    columns = await owner.fetch(
        "SELECT table_name, array_agg(column_name::text) AS names FROM information_schema.columns "
        "WHERE table_schema = 'public' GROUP BY table_name"
    )
    people = "(SELECT user_id FROM memberships WHERE org_id = $1)"
    found = {}
    for row in columns:
        table, names = row["table_name"], row["names"]
        if table == "rate_counts":  # the limiter's own bookkeeping of earlier requests, which it writes down late
            continue
        if "org_id" in names:
            which = "org_id = $1"
        elif table == "organisations":
            which = "id = $1"
        elif table == "users":
            which = f"id IN {people}"
        elif "user_id" in names:
            which = f"user_id IN {people}"
        else:
            continue
        found[table] = await owner.fetchval(
            f"SELECT count(*) || md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {table} t WHERE {which}",
            DEFAULT_ORG,
        )
    await owner.close()
    assert len(found) > 15
    assert sum(not digest.startswith("0d41d8") for digest in found.values()) > 10
    return found


def calls(operation: Operation, ids: dict[str, str]) -> list[Call]:
    if operation.has_body:
        return bodies(ids)[operation.name]
    return [Call(found=any(name not in SHARED_PARAMETERS for name in operation.parameters))]


def address(operation: Operation, ids: dict[str, str]) -> str:
    known = ids | SHARED_PARAMETERS
    return re.sub(r"\{(\w+)\}", lambda match: known[match[1]], operation.path)


def told_of_victim(text: str, ids: dict[str, str]) -> list[str]:
    return [name for name, value in ids.items() if name not in ECHOED and value in text]


async def test_every_operation_has_a_recipe(schema, ids):
    """An operation that is added without one fails here: say in tenancy_recipes.py how a stranger would call it."""
    known = set(ids) | set(SHARED_PARAMETERS)
    for operation in schema:
        if operation.name in PUBLIC:
            continue
        assert set(operation.parameters) <= known, f"{operation.name}: whose {operation.parameters}?"
        assert not operation.has_body or operation.name in bodies(ids), f"{operation.name}: with which body?"
        named = {name for name in operation.queries if name.endswith("_id")}
        assert named <= set(ID_QUERIES), f"{operation.name}: whose {named}?"
    assert len(schema) > 50


async def test_a_stranger_learns_and_changes_nothing(schema, ids, mallory, database):
    before = await digests(database)
    tried = 0
    for operation in schema:
        if operation.name in PUBLIC or operation.name == "POST /v1/auth/logout":
            continue
        for call in calls(operation, ids):
            answer = await mallory.request(
                operation.method,
                address(operation, ids),
                json=call.body,
                params=QUERIES.get(operation.name),
                follow_redirects=False,
            )
            tried += 1
            context = f"{operation.name} {call.body}: {answer.status_code} {answer.text[:300]}"
            if call.found:
                assert answer.status_code == 404, context
                continue
            assert answer.status_code < 500, context
            assert answer.status_code not in {404, 405}, context
            assert told_of_victim(answer.text, ids) == [], context
    assert tried > 50
    assert await digests(database) == before


async def test_filters_and_cursors_of_another_organisation_lead_nowhere(schema, ids, mallory, served, database):
    before = await digests(database)
    for operation in schema:
        for query in operation.queries:
            if query in ID_QUERIES and not operation.parameters:
                wanted = QUERIES.get(operation.name, {}) | {query: ids[ID_QUERIES[query]]}
                answer = await mallory.get(operation.path, params=wanted)
                assert answer.status_code in {200, 404}, operation.name
                assert told_of_victim(answer.text.replace(ids[ID_QUERIES[query]], ""), ids) == [], operation.name
    assert await digests(database) == before
    for _ in range(2):
        await served.http.post("/v1/projects", json={"name": "one more"})
    page = (await served.http.get("/v1/projects", params={"limit": 1})).json()
    assert page["next"]
    answer = await mallory.get("/v1/projects", params={"limit": 1, "cursor": page["next"]})
    assert (answer.status_code, answer.json()["code"]) == (422, "page.cursor_invalid")


async def test_what_is_ones_own_cannot_be_tied_to_anothers(ids, mallory, served, database):
    before = await digests(database)
    mine = {
        "project_id": (await made(mallory, "/v1/projects", {"name": "mine"}))["id"],
        "video_id": (await made(mallory, "/v1/videos", {"url": "https://1.1.1.1/mine.mp4"}))["id"],
    }
    for call, body in mixed(ids, mine):
        method, path = call.split(" ")
        answer = await mallory.request(method, path, json=body)
        assert answer.status_code == 404, f"{call} {body}: {answer.status_code} {answer.text}"
    assert await digests(database) == before


async def test_an_invitation_to_the_stranger_opens_only_with_its_token(ids, mallory):
    for wrong in (ids["waiting_invitation_id"], "cd_invite_" + "A" * 43, ids["invitation_token"]):
        answer = await mallory.post("/v1/invitations/accept", json={"token": wrong})
        assert (answer.status_code, answer.json()["code"]) == (404, "invitation.not_found")


async def test_the_same_calls_by_the_organisation_itself_find_what_they_name(schema, ids, served):
    """The control: a recipe that is wrong in itself would pass for a refusal above."""
    order = {"GET": 0, "POST": 1, "PUT": 2, "PATCH": 3, "DELETE": 4}
    # Those that end what the others need come last, the organisation itself at the very end.
    ends = {"DELETE /v1/organisations/{organisation_id}": 2, "DELETE /v1/brand-kits/{kit_id}": 1}
    person = {"email": "owner@localhost", "password": "password-of-the-tests"}
    tokens = (await served.http.post("/v1/auth/login", json=person)).json()
    async with httpx.AsyncClient(base_url=served.url, headers=bearer(tokens["access_token"]), timeout=30) as http:
        found = 0
        for operation in sorted(schema, key=lambda one: (ends.get(one.name, 0), order[one.method])):
            if operation.name in PUBLIC or not operation.parameters:
                continue
            if operation.name in WITHOUT_CONTROL:
                continue
            own = ids | ({"upload_id": ids["parted_upload_id"]} if operation.path.endswith("/parts") else {})
            for call in calls(operation, own):
                answer = await http.request(
                    operation.method, address(operation, own), json=call.body, params=QUERIES.get(operation.name)
                )
                assert answer.status_code < 500, f"{operation.name} {answer.text}"
                assert answer.status_code not in {401, 403, 404, 405, 422}, f"{operation.name} {answer.text}"
                found += 1
        assert found > 25
        assert (await http.get("/v1/auth/me")).status_code == 401
