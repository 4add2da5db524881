"""People, over HTTP: signing up, logging in and out, tokens that are stolen, roles, invitations, and who may leave."""

import asyncio
import secrets
from typing import Any

import httpx
import pytest

from api.housekeeping import START_EVERY_SECONDS
from domain.access import PERMISSIONS, Role
from domain.errors import TransientError
from tests.api.conftest import World, bearer

pytestmark = pytest.mark.asyncio(loop_scope="module")

PASSWORD = "a password for tests"


class Person:
    """Somebody who has signed up."""

    def __init__(self, world: World, tokens: dict[str, Any], email: str) -> None:
        self.http, self.email, self.tokens = httpx.AsyncClient(base_url=world.url, timeout=30), email, tokens
        self.id, self.org = tokens["user_id"], tokens["organisation_id"]
        self.token = tokens["access_token"]

    async def call(self, method: str, path: str, body: dict[str, Any] | None = None, token: str = "") -> httpx.Response:
        return await self.http.request(method, path, json=body, headers=bearer(token or self.token))

    async def refresh(self, token: str) -> httpx.Response:
        return await self.http.post("/v1/auth/refresh", json={"refresh_token": token})


def said(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def signed_up(world: World, invitation: str | None = None, email: str = "") -> Person:
    email = email or f"{secrets.token_hex(6)}@people.example"
    body = {"email": email, "password": PASSWORD, "name": "A Person"}
    body |= {"invitation": invitation} if invitation else {"organisation": "Their organisation"}
    async with httpx.AsyncClient(base_url=world.url, timeout=30) as http:
        answer = await http.post("/v1/auth/sign-up", json=body)
    assert answer.status_code == 201, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return Person(world, answer.json(), email)


async def joined(world: World, owner: Person, role: str) -> Person:
    email = f"{secrets.token_hex(6)}@people.example"
    invited = await owner.call("POST", "/v1/invitations", {"email": email, "role": role})
    assert invited.status_code == 201, invited.text
    return await signed_up(world, invited.json()["token"], email)


async def test_who_signs_up_owns_an_organisation_and_sees_nothing_of_others(world):
    person = await signed_up(world)
    me = (await person.call("GET", "/v1/auth/me")).json()
    assert (me["kind"], me["id"], me["organisation_id"]) == ("user", person.id, person.org)
    assert set(me["permissions"]) == {str(permission) for permission in PERMISSIONS[Role.OWNER]}
    assert [(one["id"], one["role"]) for one in me["organisations"]] == [(person.org, "owner")]
    assert (await person.call("GET", "/v1/videos")).json()["items"] == []
    assert [one["user_id"] for one in (await person.call("GET", "/v1/members")).json()["items"]] == [person.id]
    assert "password" not in str(me).lower()


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"password": "short"}, 422, "account.weak_password"),
        ({"password": "a" * 40}, 422, "account.weak_password"),
        ({"email": "nobody"}, 422, "request.invalid"),
        ({"email": "a@b@c"}, 422, "request.invalid"),
        ({"name": ""}, 422, "request.invalid"),
        ({"organisation": None}, 422, "account.one_way"),
        ({"invitation": "both"}, 422, "account.one_way"),
        ({"invitation": "made up", "organisation": None}, 404, "invitation.not_found"),
        ({"role": "owner"}, 422, "request.invalid"),
        ({"org_id": "org_default"}, 422, "request.invalid"),
        ({"password": "x" * 1001}, 422, "request.invalid"),
    ],
)
async def test_a_sign_up_that_is_not_right_is_refused(world, changes, status, code):
    body = {"email": "x@people.example", "password": PASSWORD, "name": "X", "organisation": "O"} | changes
    async with httpx.AsyncClient(base_url=world.url) as http:
        assert said(await http.post("/v1/auth/sign-up", json=body)) == (status, code)


async def test_one_address_is_one_account_however_it_is_written_and_however_many_try_at_once(world):
    person = await signed_up(world)
    body = {"password": PASSWORD, "name": "Again", "organisation": "Again"}
    async with httpx.AsyncClient(base_url=world.url, timeout=60) as http:
        for email in (person.email, f"  {person.email.upper()} "):
            assert said(await http.post("/v1/auth/sign-up", json=body | {"email": email})) == (
                409,
                "account.email_taken",
            )
        wanted = body | {"email": "many@people.example"}
        answers = await asyncio.gather(*(http.post("/v1/auth/sign-up", json=wanted) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7


async def test_an_unknown_address_and_a_wrong_password_get_one_answer(world):
    person = await signed_up(world)
    async with httpx.AsyncClient(base_url=world.url, timeout=30) as http:
        answers = [
            await http.post("/v1/auth/login", json={"email": email, "password": "wrong password"})
            for email in (person.email, "nobody@people.example")
        ]
        known, unknown = (
            {name: value for name, value in answer.json().items() if name != "request_id"} for answer in answers
        )
        assert known == unknown
        assert known["code"] == "auth.bad_credentials"
        assert [answer.status_code for answer in answers] == [401, 401]
        login = {"email": person.email.upper(), "password": PASSWORD}
        assert (await http.post("/v1/auth/login", json=login)).json()["user_id"] == person.id
        other = await http.post("/v1/auth/login", json=login | {"organisation_id": "org_default"})
        assert said(other) == (404, "organisation.not_found")


async def test_each_refresh_token_is_good_once_and_its_reuse_ends_the_session_for_both(world):
    person = await signed_up(world)
    first = person.tokens["refresh_token"]
    second = (await person.refresh(first)).json()
    assert second["refresh_token"] != first
    assert (await person.call("GET", "/v1/auth/me", token=second["access_token"])).status_code == 200
    third = (await person.refresh(second["refresh_token"])).json()
    assert said(await person.refresh(first)) == (401, "auth.refresh_reused")
    assert said(await person.refresh(third["refresh_token"])) == (401, "auth.refresh_refused")
    for token in (person.token, second["access_token"], third["access_token"]):
        assert said(await person.call("GET", "/v1/auth/me", token=token)) == (401, "auth.invalid")
    login = await person.http.post("/v1/auth/login", json={"email": person.email, "password": PASSWORD})
    assert login.status_code == 200


async def test_of_many_who_show_one_refresh_token_at_once_at_most_one_is_served(world):
    person = await signed_up(world)
    answers = await asyncio.gather(*(person.refresh(person.tokens["refresh_token"]) for _ in range(12)))
    assert [answer.status_code for answer in answers].count(200) == 1
    (winner,) = (answer.json() for answer in answers if answer.status_code == 200)
    assert (await person.refresh(winner["refresh_token"])).status_code == 401


async def test_tokens_are_not_taken_for_each_other(world):
    person = await signed_up(world)
    for wrong in (person.tokens["refresh_token"], "cd_live_" + "A" * 43, "cd_live_", person.token[:-2]):
        assert said(await person.call("GET", "/v1/auth/me", token=wrong)) == (401, "auth.invalid")
    assert said(await person.refresh("cd_refresh_" + "A" * 43)) == (401, "auth.refresh_refused")
    assert (await person.refresh(person.token)).status_code == 422
    assert (await person.refresh(person.tokens["refresh_token"])).status_code == 200


async def test_logging_out_ends_the_session_at_once(world):
    person = await signed_up(world)
    assert (await person.call("POST", "/v1/auth/logout")).status_code == 204
    assert (await person.call("GET", "/v1/auth/me")).status_code == 401
    assert (await person.refresh(person.tokens["refresh_token"])).status_code == 401


async def test_a_changed_password_ends_the_other_sessions(world):
    person = await signed_up(world)
    login = {"email": person.email, "password": PASSWORD}
    other = (await person.http.post("/v1/auth/login", json=login)).json()
    wrong = await person.call("POST", "/v1/auth/password", {"current": "wrong", "wanted": "another password"})
    assert said(wrong) == (401, "auth.bad_credentials")
    weak = await person.call("POST", "/v1/auth/password", {"current": PASSWORD, "wanted": "weak"})
    assert said(weak) == (422, "account.weak_password")
    done = await person.call("POST", "/v1/auth/password", {"current": PASSWORD, "wanted": "another password"})
    assert done.status_code == 204
    assert (await person.call("GET", "/v1/auth/me")).status_code == 200
    assert (await person.call("GET", "/v1/auth/me", token=other["access_token"])).status_code == 401
    assert (await person.refresh(other["refresh_token"])).status_code == 401
    assert (await person.http.post("/v1/auth/login", json=login)).status_code == 401
    login["password"] = "another password"
    assert (await person.http.post("/v1/auth/login", json=login)).status_code == 200


async def test_a_person_in_two_organisations_switches_and_each_token_is_for_one(world):
    owner, guest = await signed_up(world), await signed_up(world)
    invited = await owner.call("POST", "/v1/invitations", {"email": guest.email, "role": "viewer"})
    assert said(await guest.call("POST", "/v1/auth/switch", {"organisation_id": owner.org}))[0] == 404
    accepted = await guest.call("POST", "/v1/invitations/accept", {"token": invited.json()["token"]})
    assert accepted.json() == {"organisation_id": owner.org}
    again = await guest.call("POST", "/v1/invitations/accept", {"token": invited.json()["token"]})
    assert again.status_code == 404
    project = (await owner.call("POST", "/v1/projects", {"name": "theirs"})).json()
    place = f"/v1/projects/{project['id']}"
    assert (await guest.call("GET", place)).status_code == 404
    switched = (await guest.call("POST", "/v1/auth/switch", {"organisation_id": owner.org})).json()["access_token"]
    assert (await guest.call("GET", place, token=switched)).status_code == 200
    assert said(await guest.call("PATCH", place, {"name": "mine"}, switched)) == (403, "auth.forbidden")
    assert (await guest.call("GET", place)).status_code == 404
    assert len((await guest.call("GET", "/v1/organisations")).json()["items"]) == 2
    # The session stays where it was switched to.
    refreshed = (await guest.refresh(guest.tokens["refresh_token"])).json()
    assert refreshed["organisation_id"] == owner.org
    assert (await owner.call("DELETE", f"/v1/members/{guest.id}")).status_code == 204
    assert (await guest.call("GET", place, token=switched)).status_code == 401
    assert (await guest.call("GET", "/v1/auth/me")).status_code == 200
    back = (await guest.refresh(refreshed["refresh_token"])).json()
    assert back["organisation_id"] == guest.org


async def test_a_founder_ends_an_organisation_and_nobody_gets_in_any_more(world):
    owner = await signed_up(world)
    founded = (await owner.call("POST", "/v1/organisations", {"name": "Short-lived"})).json()
    token = (await owner.call("POST", "/v1/auth/switch", {"organisation_id": founded["id"]})).json()["access_token"]
    order = {"name": "k", "scopes": ["projects:read"]}
    key = (await owner.call("POST", "/v1/api-keys", order, token)).json()["secret"]
    assert (await owner.call("GET", "/v1/projects", token=key)).status_code == 200
    place = f"/v1/organisations/{founded['id']}"
    renamed = await owner.call("PATCH", place, {"name": "Renamed"}, token)
    assert (renamed.json()["revision"], renamed.json()["name"]) == (2, "Renamed")
    assert (await owner.call("DELETE", place, token=token)).status_code == 204
    for credential in (token, key):
        assert (await owner.call("GET", "/v1/projects", token=credential)).status_code == 401
    assert [one["id"] for one in (await owner.call("GET", "/v1/organisations")).json()["items"]] == [owner.org]


async def test_an_invitation_is_for_one_address_one_time_and_until_it_is_revoked(world):
    owner, stranger = await signed_up(world), await signed_up(world)
    order = {"email": "expected@people.example", "role": "editor"}
    invited = (await owner.call("POST", "/v1/invitations", order)).json()
    assert "token_hash" not in str(invited)
    wrong = await stranger.call("POST", "/v1/invitations/accept", {"token": invited["token"]})
    assert said(wrong) == (404, "invitation.not_found")
    place = f"/v1/invitations/{invited['invitation']['id']}"
    for _ in range(2):
        assert (await owner.call("DELETE", place)).status_code == 204
    body = {"email": order["email"], "password": PASSWORD, "name": "E", "invitation": invited["token"]}
    assert said(await owner.http.post("/v1/auth/sign-up", json=body)) == (404, "invitation.not_found")
    member = await joined(world, owner, "editor")
    (accepted, revoked) = (await owner.call("GET", "/v1/invitations")).json()["items"]
    assert (accepted["email"], revoked["email"]) == (member.email, order["email"])
    assert accepted["accepted_at"]
    assert revoked["revoked_at"]
    assert said(await owner.call("DELETE", f"/v1/invitations/{accepted['id']}")) == (409, "invitation.accepted")


async def test_only_an_owner_makes_owners_and_nobody_handles_roles_above_their_own(world):
    owner = await signed_up(world)
    admin, editor = await joined(world, owner, "admin"), await joined(world, owner, "editor")
    forbidden = (403, "member.above_you")
    order = {"email": "boss@people.example", "role": "owner"}
    assert said(await admin.call("POST", "/v1/invitations", order)) == forbidden
    assert said(await admin.call("PATCH", f"/v1/members/{admin.id}", {"role": "owner"})) == forbidden
    assert said(await admin.call("PATCH", f"/v1/members/{owner.id}", {"role": "viewer"})) == forbidden
    assert said(await admin.call("DELETE", f"/v1/members/{owner.id}")) == forbidden
    assert said(await editor.call("PATCH", f"/v1/members/{editor.id}", {"role": "admin"})) == (403, "auth.forbidden")
    assert said(await editor.call("DELETE", f"/v1/members/{admin.id}")) == (403, "auth.forbidden")
    changed = (await admin.call("PATCH", f"/v1/members/{editor.id}", {"role": "viewer"})).json()
    assert (changed["role"], changed["revision"]) == ("viewer", 2)
    # The new role holds at once, with the token of before.
    assert said(await editor.call("POST", "/v1/projects", {"name": "p"})) == (403, "auth.forbidden")
    assert (await editor.call("DELETE", f"/v1/members/{editor.id}")).status_code == 204
    assert (await owner.call("PATCH", f"/v1/members/{admin.id}", {"role": "owner"})).json()["role"] == "owner"


async def test_the_last_owner_stays_also_when_two_leave_at_once(world):
    owner = await signed_up(world)
    last = (409, "member.last_owner")
    assert said(await owner.call("DELETE", f"/v1/members/{owner.id}")) == last
    assert said(await owner.call("PATCH", f"/v1/members/{owner.id}", {"role": "admin"})) == last
    other = await joined(world, owner, "owner")
    answers = await asyncio.gather(
        *(person.call("DELETE", f"/v1/members/{person.id}") for person in (owner, other) for _ in range(3))
    )
    statuses = [answer.status_code for answer in answers]
    assert statuses.count(204) == 1, statuses
    remaining = owner if (await owner.call("GET", "/v1/members")).status_code == 200 else other
    (member,) = (await remaining.call("GET", "/v1/members")).json()["items"]
    assert (member["user_id"], member["role"]) == (remaining.id, "owner")


async def test_who_changed_what_is_in_the_audit_log_without_secrets(world):
    owner = await signed_up(world)
    invited = (await owner.call("POST", "/v1/invitations", {"email": "a@b.example", "role": "viewer"})).json()
    made = (await owner.call("POST", "/v1/api-keys", {"name": "k", "scopes": ["jobs:read"]})).json()
    await owner.call("DELETE", f"/v1/api-keys/{made['api_key']['id']}")
    answer = await owner.call("GET", "/v1/audit-log")
    entries = answer.json()["items"]
    actions = [entry["action"] for entry in entries]
    assert actions == ["key.revoked", "key.created", "invitation.created", "organisation.created"]
    assert {(entry["actor_id"], entry["actor_kind"]) for entry in entries} == {(owner.id, "user")}
    for secret in (invited["token"], made["secret"], PASSWORD):
        assert secret not in answer.text
    some = (await owner.call("GET", "/v1/audit-log?action=key.created&limit=1")).json()["items"]
    assert [entry["subject"] for entry in some] == [made["api_key"]["id"]]
    assert (await owner.call("GET", "/v1/audit-log?actor_id=usr_other")).json()["items"] == []


async def test_a_job_is_in_the_project_of_its_video_and_outlives_it(world):
    owner = await signed_up(world)
    project = (await owner.call("POST", "/v1/projects", {"name": "p"})).json()["id"]
    video = (await owner.call("POST", "/v1/videos", {"url": "https://1.1.1.1/talk.mp4"})).json()["id"]
    loose = (await owner.call("POST", "/v1/jobs", {"video_id": video})).json()
    assert (await owner.call("PATCH", f"/v1/videos/{video}", {"project_id": project})).status_code == 200
    job = (await owner.call("POST", "/v1/jobs", {"video_id": video})).json()
    assert (loose["project_id"], job["project_id"]) == (None, project)
    listed = (await owner.call("GET", f"/v1/jobs?project_id={project}")).json()["items"]
    assert [one["id"] for one in listed] == [job["id"]]
    assert (await owner.call("DELETE", f"/v1/projects/{project}")).status_code == 204
    assert (await owner.call("GET", f"/v1/jobs/{job['id']}")).json()["project_id"] is None


async def test_jobs_of_every_organisation_are_started_when_the_engine_is_back(world):
    world.engine.away = TransientError("temporal.unavailable", "away")
    jobs = {}
    for _ in range(2):
        owner = await signed_up(world)
        video = (await owner.call("POST", "/v1/videos", {"url": "https://1.1.1.1/talk.mp4"})).json()["id"]
        jobs[(await owner.call("POST", "/v1/jobs", {"video_id": video})).json()["id"]] = owner.org
    assert not set(jobs) & set(world.engine.started)
    world.engine.away = None
    async with asyncio.timeout(2 * START_EVERY_SECONDS):
        while not set(jobs) <= set(world.engine.started):  # noqa: ASYNC110 - the fake has no bell
            await asyncio.sleep(0.2)
    assert {job: world.engine.started[job].org_id for job in jobs} == jobs


async def test_a_change_on_an_outdated_revision_is_refused(world):
    owner = await signed_up(world)
    made = await owner.call("POST", "/v1/projects", {"name": "p"})
    place = f"/v1/projects/{made.json()['id']}"
    assert made.headers["etag"] == '"1"'
    headers = bearer(owner.token) | {"If-Match": '"1"'}
    assert (await owner.http.patch(place, json={"name": "q"}, headers=headers)).headers["etag"] == '"2"'
    assert (await owner.http.patch(place, json={"name": "r"}, headers=headers)).status_code == 412
    assert (await owner.http.delete(place, headers=headers)).status_code == 412
    assert (await owner.call("GET", place)).json()["name"] == "q"
    assert (await owner.call("DELETE", place)).status_code == 204
    assert (await owner.call("GET", place)).status_code == 404
