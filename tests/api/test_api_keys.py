"""API keys, over HTTP: shown once, stored as a hash, and never more powerful than the person who made them."""

import hashlib
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from domain.access import Permission
from domain.services import authentication
from tests.api.test_accounts import joined, said, signed_up

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def made(person, scopes: list[str], token: str = "", **more) -> dict:
    answer = await person.call("POST", "/v1/api-keys", {"name": "a key", "scopes": scopes} | more, token)
    assert answer.status_code == 201, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return answer.json()


async def rows(database, key_id: str) -> asyncpg.Record:
    owner = await asyncpg.connect(database.owner_url.replace("+asyncpg", ""))
    await owner.execute("SET cutdown.every_tenant = 'on'")
    found = await owner.fetchrow("SELECT * FROM api_keys WHERE id = $1", key_id)
    await owner.close()
    return found


async def test_a_key_is_told_once_and_kept_as_a_hash(world, database):
    owner = await signed_up(world)
    key = await made(owner, ["projects:read"])
    secret = key["secret"]
    assert secret.startswith("cd_live_")
    assert len(secret) >= 8 + 43
    listed = await owner.call("GET", "/v1/api-keys")
    again = await owner.call("GET", f"/v1/api-keys/{key['api_key']['id']}")
    assert secret not in listed.text + again.text
    row = await rows(database, key["api_key"]["id"])
    assert row["key_hash"] == hashlib.sha256(secret.encode()).hexdigest()
    assert row["prefix"] == secret[:12]
    assert secret[12:] not in str(dict(row))


async def test_a_key_does_what_its_scopes_say_and_nothing_else(world):
    owner = await signed_up(world)
    secret = (await made(owner, ["projects:read", "projects:write"]))["secret"]
    me = (await owner.call("GET", "/v1/auth/me", token=secret)).json()
    assert (me["kind"], me["organisation_id"], me["user"]) == ("key", owner.org, None)
    assert me["permissions"] == ["projects:read", "projects:write"]
    assert (await owner.call("POST", "/v1/projects", {"name": "p"}, secret)).status_code == 201
    for path in ("/v1/members", "/v1/jobs", "/v1/videos", "/v1/api-keys", "/v1/audit-log"):
        assert said(await owner.call("GET", path, token=secret)) == (403, "auth.forbidden"), path
    for method, path in (("POST", "/v1/auth/logout"), ("POST", "/v1/organisations")):
        body = {"name": "o"} if path.endswith("organisations") else None
        assert said(await owner.call(method, path, body, secret)) == (409, "auth.no_session"), path
    assert (
        len(
            (
                await owner.call("GET", "/v1/organisations", token=(await made(owner, ["organisation:read"]))["secret"])
            ).json()["items"]
        )
        == 1
    )


async def test_nobody_makes_a_key_that_may_do_more_than_they_may(world):
    owner = await signed_up(world)
    admin, editor = await joined(world, owner, "admin"), await joined(world, owner, "editor")
    beyond = await admin.call("POST", "/v1/api-keys", {"name": "k", "scopes": ["jobs:read", "organisation:delete"]})
    assert said(beyond) == (403, "key.scope_above_you")
    assert said(await editor.call("POST", "/v1/api-keys", {"name": "k", "scopes": ["jobs:read"]}))[0] == 403
    narrow = (await made(admin, ["keys:write", "jobs:read"]))["secret"]
    wider = await owner.call("POST", "/v1/api-keys", {"name": "k", "scopes": ["members:write"]}, narrow)
    assert said(wider) == (403, "key.scope_above_you")
    handed_on = await made(owner, ["jobs:read"], narrow)
    assert handed_on["api_key"]["created_by"] == admin.id
    # A key with the right to change members cannot lift anybody above its own scopes.
    members = (await made(owner, ["members:read", "members:write"]))["secret"]
    lifted = await owner.call("PATCH", f"/v1/members/{editor.id}", {"role": "owner"}, members)
    assert said(lifted) == (403, "member.above_you")


@pytest.mark.parametrize("scopes", [[], ["everything"], ["jobs:*"], [""], ["jobs:read"] * 40])
async def test_scopes_are_known_ones(world, scopes):
    answer = await world.http.post("/v1/api-keys", json={"name": "k", "scopes": scopes})
    assert said(answer) == (422, "request.invalid")


async def test_a_key_shrinks_and_ends_with_the_person_who_made_it(world):
    owner = await signed_up(world)
    admin = await joined(world, owner, "admin")
    secret = (await made(admin, ["projects:read", "members:read", "audit:read"]))["secret"]
    assert (await owner.call("GET", "/v1/audit-log", token=secret)).status_code == 200
    await owner.call("PATCH", f"/v1/members/{admin.id}", {"role": "viewer"})
    assert said(await owner.call("GET", "/v1/audit-log", token=secret)) == (403, "auth.forbidden")
    assert (await owner.call("GET", "/v1/projects", token=secret)).status_code == 200
    await owner.call("DELETE", f"/v1/members/{admin.id}")
    assert said(await owner.call("GET", "/v1/projects", token=secret)) == (401, "auth.invalid")


async def test_a_revoked_key_opens_nothing_and_revoking_again_changes_nothing(world):
    owner = await signed_up(world)
    key = await made(owner, ["projects:read"])
    assert (await owner.call("GET", "/v1/projects", token=key["secret"])).status_code == 200
    for _ in range(2):
        assert (await owner.call("DELETE", f"/v1/api-keys/{key['api_key']['id']}")).status_code == 204
    assert said(await owner.call("GET", "/v1/projects", token=key["secret"])) == (401, "auth.invalid")
    kept = (await owner.call("GET", f"/v1/api-keys/{key['api_key']['id']}")).json()
    assert (kept["revision"], bool(kept["revoked_at"])) == (2, True)


async def test_a_key_ends_when_it_expires(world, database):
    owner = await signed_up(world)
    past = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
    refused = await owner.call("POST", "/v1/api-keys", {"name": "k", "scopes": ["jobs:read"], "expires_at": past})
    assert said(refused) == (422, "key.expired")
    later = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    key = await made(owner, ["projects:read"], expires_at=later)
    assert (await owner.call("GET", "/v1/projects", token=key["secret"])).status_code == 200
    admin = await asyncpg.connect(database.owner_url.replace("+asyncpg", ""))
    await admin.execute("SET cutdown.every_tenant = 'on'")
    await admin.execute("UPDATE api_keys SET expires_at = now() WHERE id = $1", key["api_key"]["id"])
    await admin.close()
    world.parts.identity.authenticator._recent.forget()
    assert said(await owner.call("GET", "/v1/projects", token=key["secret"])) == (401, "auth.invalid")


async def test_the_use_of_a_key_is_noted_at_most_once_a_minute(world, database):
    owner = await signed_up(world)
    key = await made(owner, ["projects:read"])
    assert (await rows(database, key["api_key"]["id"]))["last_used_at"] is None
    noted = set()
    for _ in range(3):
        world.parts.identity.authenticator._recent.forget()
        assert (await owner.call("GET", "/v1/projects", token=key["secret"])).status_code == 200
        noted.add((await rows(database, key["api_key"]["id"]))["last_used_at"])
    assert len(noted) == 1
    renamed = await owner.call("PATCH", f"/v1/api-keys/{key['api_key']['id']}", {"name": "renamed"})
    assert renamed.json()["last_used_at"]


async def test_a_process_that_knew_a_caller_forgets_it_within_two_seconds():
    clock = [0.0]
    recent = authentication.RecentCallers(lambda: clock[0])
    principal = authentication.Principal("org", "key", "key", frozenset({Permission.JOBS_READ}))
    recent.put("a", principal, recent.now())
    clock[0] = authentication.REMEMBERED_SECONDS - 0.01
    assert recent.get("a") == principal
    clock[0] = authentication.REMEMBERED_SECONDS
    assert recent.get("a") is None
    assert authentication.REMEMBERED_SECONDS <= 5
