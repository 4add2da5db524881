"""Requests are repeated when that makes sense: under one key, with pauses, and not for ever."""

import httpx
import pytest

from cutdown_sdk import (
    ConflictError,
    Cutdown,
    NotFoundError,
    RateLimitedError,
    ServerError,
    UnreachableError,
    VideoChanges,
)
from tests.sdk.python.conftest import Clock, Script
from tests.sdk.python.described import DOCUMENT, example

SCHEMAS = DOCUMENT["components"]["schemas"]
JOB = httpx.Response(201, json=example(SCHEMAS["JobView"]))
VIDEO = httpx.Response(200, json=example(SCHEMAS["VideoView"]))
BROKEN = httpx.ReadError("the line broke")
AWAY = httpx.ConnectError("connection refused")


def client(script: Script, patience: float = 60) -> Cutdown:
    return Cutdown("https://cutdown.example", "cd_live_1", transport=script, patience=patience)


def refusal(status: int, code: str = "storage.unavailable", **headers: str) -> httpx.Response:
    problem = {"type": "t", "title": "t", "status": status, "detail": "Not now.", "code": code}
    return httpx.Response(status, json=problem, headers=headers)


@pytest.mark.parametrize("failure", [BROKEN, AWAY, refusal(502), refusal(503), refusal(504), refusal(429)], ids=repr)
def test_an_order_is_repeated_under_one_key(clock: Clock, failure: httpx.Response | Exception) -> None:
    script = Script(failure, failure, JOB)
    client(script).jobs.create("vid_1")
    keys = {request.headers["idempotency-key"] for request in script.requests}
    assert (len(script.requests), len(keys)) == (3, 1)
    client(script).jobs.create("vid_1")
    assert script.requests[-1].headers["idempotency-key"] not in keys


def test_a_key_of_the_callers_is_used(clock: Clock) -> None:
    script = Script(JOB)
    client(script).jobs.create("vid_1", idempotency_key="order-17")
    assert script.requests[0].headers["idempotency-key"] == "order-17"


def test_another_request_with_the_key_that_is_still_at_work_is_waited_for(clock: Clock) -> None:
    script = Script(refusal(409, "idempotency.in_flight", **{"retry-after": "2"}), JOB)
    client(script).jobs.create("vid_1")
    assert len(script.requests) == 2
    assert 2 <= clock.waits[0] <= 3


def test_any_other_conflict_is_told_at_once(clock: Clock) -> None:
    script = Script(refusal(409, "job.finished"))
    with pytest.raises(ConflictError, match=r"job\.finished"):
        client(script).jobs.cancel("job_1")
    assert (len(script.requests), clock.waits) == (1, [])


def test_the_pause_that_the_server_asks_for_is_kept(clock: Clock) -> None:
    script = Script(refusal(429, "rate.limited", **{"retry-after": "17"}), JOB)
    client(script).jobs.create("vid_1")
    assert 17 <= clock.waits[0] <= 18


def test_a_pause_longer_than_the_patience_is_not_waited_for(clock: Clock) -> None:
    script = Script(refusal(429, "rate.limited", **{"retry-after": "3600"}))
    with pytest.raises(RateLimitedError) as limited:
        client(script).jobs.get("job_1")
    assert (limited.value.retry_after, clock.waits) == (3600, [])


def test_patience_ends_and_pauses_grow_and_differ(clock: Clock) -> None:
    script = Script(AWAY)
    with pytest.raises(UnreachableError, match=r"https://cutdown\.example"):
        client(script, patience=30).jobs.get("job_1")
    assert 15 < sum(clock.waits) <= 30
    assert clock.waits[4] > clock.waits[0]
    first = list(clock.waits)
    clock.waits.clear()
    with pytest.raises(ServerError):
        client(Script(refusal(503)), patience=30).jobs.get("job_1")
    assert clock.waits != first


def test_a_crash_of_the_server_is_told_at_once(clock: Clock) -> None:
    with pytest.raises(ServerError):
        client(Script(refusal(500, "internal.error"))).jobs.create("vid_1")
    assert clock.waits == []


def test_a_change_is_not_repeated_where_it_may_have_been_made(clock: Clock) -> None:
    """The second time the server would say that somebody else was quicker."""
    script = Script(BROKEN)
    with pytest.raises(UnreachableError) as unknown:
        client(script).videos.update("vid_1", VideoChanges(filename="a"), revision=3)
    assert (unknown.value.code, len(script.requests)) == ("api.no_answer", 1)
    with pytest.raises(ServerError):
        client(Script(refusal(503))).videos.update("vid_1", VideoChanges(filename="a"))
    assert clock.waits == []


@pytest.mark.parametrize("unsent", [AWAY, refusal(429)], ids=repr)
def test_a_change_is_repeated_where_it_was_certainly_not_made(clock: Clock, unsent: httpx.Response | Exception) -> None:
    script = Script(unsent, VIDEO)
    client(script).videos.update("vid_1", VideoChanges(filename="a"), revision=3)
    assert [request.headers["if-match"] for request in script.requests] == ['"3"', '"3"']


def test_what_is_gone_after_a_lost_answer_was_deleted_by_us(clock: Clock) -> None:
    gone = refusal(404, "project.not_found")
    for lost in (BROKEN, refusal(504)):
        client(Script(lost, gone)).projects.delete("project_1")
    for nothing_done in (AWAY, refusal(429)):
        with pytest.raises(NotFoundError):
            client(Script(nothing_done, gone)).projects.delete("project_1")
    with pytest.raises(NotFoundError):  # there is an answer to this one, which nobody has
        client(Script(BROKEN, gone)).brand_kits.remove_asset("kit_1", "asset_1")


def test_logging_in_shows_nothing_but_the_password(clock: Clock) -> None:
    """A token that has ended would be refused before the password is looked at."""
    script = Script(httpx.Response(200, json=example(SCHEMAS["TokensView"])))
    with client(script) as someone:
        someone.auth.login("ana@example.org", "secret")
        someone.auth.login("ana@example.org", "secret")
    assert all("authorization" not in request.headers for request in script.requests)
