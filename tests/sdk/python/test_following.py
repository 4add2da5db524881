"""A stream is followed through breaks: each event comes once, and the end is the job's."""

import json
from collections.abc import Iterator
from itertools import islice

import httpx
import pytest

from cutdown_sdk import Cutdown, ForbiddenError, StreamClosedError, UnreachableError
from tests.sdk.python.conftest import Clock, Script
from tests.sdk.python.described import DOCUMENT, example

JOB = example(DOCUMENT["components"]["schemas"]["JobView"])
RUNNING = httpx.Response(200, json={**JOB, "status": "running"})
ENDED = httpx.Response(200, json={**JOB, "status": "failed"})


def told(*seqs: int, after: int = 0, last: str = "stage.progress", words: str = "") -> httpx.Response:
    lines = [f"retry: 1000\nid: {seqs[0] - 1 if seqs else after}\n\n"]
    for seq in seqs:
        kind = last if seq == seqs[-1] else "stage.progress"
        event = {"org_seq": 40 + seq, "job_id": "job_1", "seq": seq, "kind": kind, "data": {}}
        data = json.dumps({**event, "created_at": "2026-01-01T12:00:00Z"})
        lines.append(f"id: {seq}\nevent: {kind}\ndata: {data}\n\n")
    return httpx.Response(200, text="".join(lines) + words, headers={"content-type": "text/event-stream"})


def closed(code: str) -> str:
    return f'event: stream.closed\ndata: {{"code": "{code}"}}\n\n'


def watch(script: Script) -> list[int]:
    with Cutdown("https://cutdown.example", "cd_live_1", transport=script) as client:
        return [event.seq for event in client.jobs.watch("job_1")]


def test_it_ends_with_the_job(clock: Clock) -> None:
    script = Script(told(1, 2, 3, last="job.completed"))
    assert watch(script) == [1, 2, 3]
    assert len(script.requests) == 1
    assert "last-event-id" not in script.requests[0].headers


@pytest.mark.parametrize("cut", [told(1, 2), told(1, 2, words="id: 3\nevent: job.comp")])
def test_a_stream_that_something_cut_off_goes_on_after_the_last_event(clock: Clock, cut: httpx.Response) -> None:
    script = Script(cut, RUNNING, told(3, 4, last="job.failed"))
    assert watch(script) == [1, 2, 3, 4]
    assert script.requests[2].headers["last-event-id"] == "2"
    assert clock.waits == [1.0]


@pytest.mark.parametrize("code", ["stream.restarting", "stream.interrupted", "stream.too_slow"])
def test_it_comes_back_when_the_server_asks_for_that(clock: Clock, code: str) -> None:
    script = Script(told(1, words=closed(code)), httpx.ConnectError("restarting"), told(2, last="job.cancelled"))
    assert watch(script) == [1, 2]
    assert script.requests[2].headers["last-event-id"] == "1"


def test_it_is_over_for_who_may_not_follow_any_more(clock: Clock) -> None:
    with pytest.raises(StreamClosedError) as over:
        watch(Script(told(1, words=closed("stream.access_ended"))))
    assert over.value.code == "stream.access_ended"


def test_a_refusal_is_told(clock: Clock) -> None:
    problem = {"type": "t", "title": "t", "status": 403, "detail": "No.", "code": "access.denied"}
    with pytest.raises(ForbiddenError, match=r"access\.denied"):
        watch(Script(httpx.Response(403, json=problem)))


def test_a_server_that_stays_away_is_told(clock: Clock) -> None:
    with pytest.raises(UnreachableError):
        watch(Script(told(1, words=closed("stream.restarting")), httpx.ConnectError("gone")))


class Breaking(httpx.SyncByteStream):
    """An answer whose line breaks after these words."""

    def __init__(self, words: bytes) -> None:
        self._words = words

    def __iter__(self) -> Iterator[bytes]:
        yield self._words
        raise httpx.ReadError("the line broke")


def test_a_line_that_breaks_again_and_again_is_not_hammered(clock: Clock) -> None:
    script = Script(told(1, 2), told(after=2), told(3), told(4, last="job.failed"))
    whole = script.answer

    def answer(request: httpx.Request) -> httpx.Response:
        found = whole(request)
        last = len(script.requests) == 4
        return found if last else httpx.Response(200, headers=found.headers, stream=Breaking(found.content))

    script.handler = answer
    assert watch(script) == [1, 2, 3, 4]
    assert [request.headers.get("last-event-id") for request in script.requests] == [None, "2", "2", "3"]
    assert min(clock.waits) >= 1.0


def test_one_who_chose_kinds_learns_the_end_from_the_job(clock: Clock) -> None:
    assert watch(Script(told(1), ENDED)) == [1]


def test_waiting_gives_the_job_as_it_ended(clock: Clock) -> None:
    with Cutdown("https://cutdown.example", transport=Script(told(1, last="job.failed"), ENDED)) as client:
        assert client.jobs.wait("job_1").status == "failed"


def test_an_organisation_is_followed_for_ever_by_its_own_numbers(clock: Clock) -> None:
    script = Script(told(1, 2), told(3))
    with Cutdown("https://cutdown.example", transport=script) as client:
        assert [event.seq for event in islice(client.events.follow(), 3)] == [1, 2, 3]
    assert script.requests[1].headers["last-event-id"] == "2"
