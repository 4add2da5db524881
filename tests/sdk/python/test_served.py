"""The client against the real API: people, tokens, pages, revisions, keys and live events."""

import asyncio
import secrets
from itertools import islice
from pathlib import Path

import pytest

from bench.api_server import KEY
from cutdown_sdk import (
    AsyncCutdown,
    Cutdown,
    ForbiddenError,
    InvalidRequestError,
    NotFoundError,
    ProjectChange,
    StaleRevisionError,
    UnauthorizedError,
)

PASSWORD = "a long enough password"


def email() -> str:
    return f"{secrets.token_hex(6)}@example.org"


def test_a_person_signs_up_works_and_leaves(api_url: str) -> None:
    address = email()
    with Cutdown(api_url) as ana:
        with pytest.raises(UnauthorizedError):
            ana.auth.me()
        tokens = ana.auth.sign_up(address, PASSWORD, "Ana", organisation="Anas")
        me = ana.auth.me()
        assert (me.kind, me.organisation_id) == ("user", tokens.organisation_id)
        invited = ana.invitations.create(email(), "editor")
        with Cutdown(api_url) as bo:
            bo.auth.sign_up(invited.invitation.email, PASSWORD, "Bo", invitation=invited.token)
            assert {member.role for member in bo.members.list()} == {"owner", "editor"}
        other = ana.organisations.create("Another")
        ana.auth.switch(other.id)
        assert list(ana.invitations.list()) == []
        ana.auth.logout()
        with pytest.raises(UnauthorizedError):
            ana.auth.me()
        ana.auth.login(address, PASSWORD, organisation_id=tokens.organisation_id)
        assert len(list(ana.members.list())) == 2


def test_a_session_that_was_kept_goes_on(api_url: str) -> None:
    with Cutdown(api_url) as first:
        kept = first.auth.sign_up(email(), PASSWORD, "Ana", organisation="Anas")
    with Cutdown(api_url) as later:
        tokens = later.auth.refresh(kept.refresh_token)
        assert later.auth.me().id == tokens.user_id == kept.user_id


def test_a_token_is_renewed_before_it_ends(api_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("cutdown_sdk.credential.monotonic", lambda: now)
    with Cutdown(api_url) as client:
        first = client.auth.sign_up(email(), PASSWORD, "Ana", organisation="Anas")
        client.auth.me()
        assert client._driver._http.headers.get("authorization") is None
        now = first.expires_in - 10.0
        client.auth.me()
        assert client.auth._api.credential.refresh_token != first.refresh_token


async def test_many_that_renew_at_once_share_one_renewal(api_url: str) -> None:
    """A refresh token that comes twice ends its session: the server must see one renewal."""
    async with AsyncCutdown(api_url) as client:
        await client.auth.sign_up(email(), PASSWORD, "Ana", organisation="Anas")
        client.auth._api.credential.doubt()
        found = await asyncio.gather(*(client.auth.me() for _ in range(12)))
        assert len({one.id for one in found}) == 1
        await client.projects.create("It still works")


def test_a_token_that_the_server_takes_no_more_is_renewed_and_the_call_repeated(api_url: str) -> None:
    with Cutdown(api_url) as client:
        client.auth.sign_up(email(), PASSWORD, "Ana", organisation="Anas")
        client.auth._api.credential.bearer = "a.b.c"
        assert client.projects.create("Spring").name == "Spring"


def test_lists_are_gone_through_page_by_page_and_only_as_far_as_wanted(api_url: str) -> None:
    with Cutdown(api_url) as client:
        client.auth.sign_up(email(), PASSWORD, "Ana", organisation="Anas")
        made = [client.projects.create(f"Project {n}").id for n in range(5)]
        assert [project.id for project in client.projects.list(page_size=2)] == made[::-1]
        assert [project.id for project in islice(client.projects.list(page_size=2), 1)] == made[:3:-1]


def test_a_change_on_an_old_revision_is_refused(api_url: str) -> None:
    with Cutdown(api_url, KEY) as client:
        project = client.projects.create("Spring")
        changed = client.projects.update(project.id, ProjectChange(name="Summer"), revision=project.revision)
        with pytest.raises(StaleRevisionError) as stale:
            client.projects.update(project.id, ProjectChange(name="Autumn"), revision=project.revision)
        assert stale.value.code == "revision.stale"
        assert client.projects.get(project.id).name == "Summer"
        with pytest.raises(StaleRevisionError):
            client.projects.delete(project.id, revision=project.revision)
        client.projects.delete(project.id, revision=changed.revision)
        with pytest.raises(NotFoundError):
            client.projects.get(project.id)


def test_one_key_makes_one_thing(api_url: str) -> None:
    with Cutdown(api_url, KEY) as client:
        key = secrets.token_hex(8)
        assert client.projects.create("A", idempotency_key=key) == client.projects.create("A", idempotency_key=key)
        with pytest.raises(InvalidRequestError, match=r"idempotency\.mismatch"):
            client.projects.create("B", idempotency_key=key)


def test_a_key_is_made_used_and_revoked(api_url: str) -> None:
    with Cutdown(api_url, KEY) as owner:
        made = owner.api_keys.create("reader", ["projects:read"])
        with Cutdown(api_url, made.secret) as reader:
            list(reader.projects.list())
            with pytest.raises(ForbiddenError):
                reader.projects.create("No")
        assert owner.api_keys.rename(made.api_key.id, "old reader", revision=made.api_key.revision).name == "old reader"
        owner.api_keys.revoke(made.api_key.id)
        assert "key.revoked" in {entry.action for entry in islice(owner.audit_log.list(), 5)}


async def test_events_come_live_and_those_before_too(api_url: str, tmp_path: Path) -> None:
    (tmp_path / "talk.mp4").write_bytes(secrets.token_bytes(1000))
    async with AsyncCutdown(api_url, KEY) as client, asyncio.timeout(20):
        video = await client.videos.upload(tmp_path / "talk.mp4")
        following = client.events.follow(after=0, kinds=["job.*"])
        told = asyncio.create_task(anext(following))
        job = await client.jobs.create(video.id)  # the engine is away here: it stays queued
        first = await told
        assert (first.kind, first.job_id) == ("job.queued", job.id)
        assert [event.kind async for event in client.jobs.events(job.id)] == ["job.queued"]
        assert [event.org_seq async for event in client.events.past(job_ids=[job.id])] == [first.org_seq]
        assert [one.id async for one in client.jobs.list(status="queued")] == [job.id]
