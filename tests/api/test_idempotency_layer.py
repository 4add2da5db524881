"""What surrounds every POST: who is let through untouched, what is remembered of an answer, and what is told again."""

import asyncio
import json
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.types import Message

import api.idempotency
from api.idempotency import Idempotency
from domain.access import Principal
from domain.errors import TransientError, UnauthorizedError
from domain.idempotency import CURRENT_CLAIM, LOCK
from domain.services.idempotency import IdempotencyService
from tests.domain.services.idempotency_record import GlassSealer, MemoryRecord, Units

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

CALLER = Principal("org_a", "user_a", "user", frozenset())
KEY = [(b"idempotency-key", b"one")]


class Scene:
    """The layer around one route, `answer`; `bodies` are those that it was asked with."""

    def __init__(self) -> None:
        self.record = MemoryRecord()
        self.units = Units(self.record)
        self.service = IdempotencyService(self.units, GlassSealer())
        self.layer = Idempotency(self._route)
        self.bodies: list[bytes] = []
        self.asked = asyncio.Event()
        self.claims: list[object] = []
        self.answer: Callable[[], Awaitable[Response]] = self.made

    async def made(self) -> Response:
        return JSONResponse({"number": len(self.bodies)}, 201, {"Location": "/v1/things/1", "X-Own": "x"})

    async def ask(self, body: bytes = b"{}", **changes: object) -> list[Message]:
        sent: list[Message] = []

        waiting = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> Message:
            return waiting.pop() if waiting else await asyncio.Event().wait()  # the client stays

        async def send(message: Message) -> None:
            sent.append(message)

        await self.layer(self.scope(**changes), receive, send)
        return sent

    def scope(self, **changes: object) -> dict[str, object]:
        parts = SimpleNamespace(idempotency=self.service)
        return {
            "type": "http",
            "method": "POST",
            "path": "/v1/things",
            "query_string": b"",
            "headers": KEY,
            "state": {"caller": CALLER, "request_id": "r1"},
            "client": ("1.2.3.4", 5),
            "app": SimpleNamespace(state=SimpleNamespace(parts=parts)),
        } | changes

    async def _route(self, scope, receive, send) -> None:
        self.claims.append(CURRENT_CLAIM.get())
        if scope["type"] == "http":
            self.bodies.append((await receive()).get("body", b""))
            self.asked.set()
        await (await self.answer())(scope, receive, send)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def head(sent: list[Message]) -> dict[bytes, bytes]:
    return dict(sent[0]["headers"])


def content(sent: list[Message]) -> bytes:
    return b"".join(message["body"] for message in sent[1:])


async def test_the_second_request_gets_the_first_ones_answer_with_what_belongs_to_it_alone(scene: Scene):
    first, second = await scene.ask(), await scene.ask()
    assert len(scene.bodies) == 1
    assert (first[0]["status"], content(first)) == (201, b'{"number":1}')
    assert head(first)[b"x-own"] == b"x"
    assert b"idempotent-replayed" not in head(first)
    assert (second[0]["status"], content(second)) == (201, b'{"number":1}')
    assert [message["type"] for message in second] == ["http.response.start", "http.response.body"]
    assert head(second) == {
        b"location": b"/v1/things/1",
        b"content-type": b"application/json",
        b"content-length": b"12",
        b"idempotent-replayed": b"true",
    }


@pytest.mark.parametrize(
    "name",
    [
        b"content-type",
        b"location",
        b"etag",
        b"link",
        b"cache-control",
        b"www-authenticate",
        b"set-cookie",
        b"retry-after",
    ],
)
async def test_what_says_something_of_the_answer_is_told_again(scene: Scene, name: bytes):
    async def answer() -> Response:
        return Response(b"x", 200, {name.decode().title(): "told \xe9"})

    scene.answer = answer
    await scene.ask()
    assert head(await scene.ask())[name] == b"told \xe9"


@pytest.mark.parametrize(
    "changes",
    [
        {"method": "GET"},
        {"method": "PATCH"},
        {"headers": []},
        {"headers": [(b"idempotency-keys", b"one")]},
        {"state": {"caller": UnauthorizedError("auth.invalid", "No.")}},
    ],
)
async def test_whoever_sends_no_key_or_cannot_be_known_is_let_through(scene: Scene, changes: dict[str, object]):
    for number in (1, 2):
        assert json.loads(content(await scene.ask(**changes)))["number"] == number
    assert scene.claims == [None, None]
    assert not scene.record.slots


async def test_streams_are_let_through(scene: Scene):
    heard = []

    async def route(scope, receive, send) -> None:
        heard.append(scope["type"])

    await Idempotency(route)({"type": "websocket", "headers": KEY}, None, None)
    assert heard == ["websocket"]


@pytest.mark.parametrize("key", [b"", b"a b", b"x" * 201, b"\xe9", b"a\n"])
async def test_an_odd_key_is_refused_before_anything_is_done(scene: Scene, key: bytes):
    sent = await scene.ask(headers=[(b"idempotency-key", key)])
    told = json.loads(content(sent))
    assert (sent[0]["status"], told["code"], told["request_id"]) == (422, "request.invalid", "r1")
    assert told["errors"] == [{"field": "header.Idempotency-Key", "message": "1 to 200 visible ASCII characters"}]
    assert "header.Idempotency-Key" in told["detail"]
    assert not scene.bodies


@pytest.mark.parametrize("key", [b"!", b"~" * 200])
async def test_a_plain_key_is_taken(scene: Scene, key: bytes):
    assert (await scene.ask(headers=[(b"idempotency-key", key)]))[0]["status"] == 201


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (b'{"a":1,"b":[1, 2]}', b' {"b": [1,2],  "a": 1}\n', True),
        (b'{"a":1}', b'{"a":2}', False),
        (b"[1,2]", b"[2,1]", False),
        (b"no json", b"no json", True),
        (b"no json", b"no  json", False),
        (b"", b"", True),
        (b"\xff", b"\xfe", False),
        (b"[" * 100_000, b"[" * 100_000, True),
    ],
)
async def test_spaces_and_the_order_of_keys_make_no_other_request(scene: Scene, first: bytes, second: bytes, *, same):
    await scene.ask(first)
    again = await scene.ask(second)
    assert scene.bodies == [first]
    assert again[0]["status"] == (201 if same else 422)
    if not same:
        told = json.loads(content(again))
        assert (told["code"], told["request_id"]) == ("idempotency.mismatch", "r1")


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"path": "/v1/others"}, False),
        ({"headers": [(b"idempotency-key", b"two")]}, False),
        ({"client": ("5.6.7.8", 5)}, True),
        ({"state": {"caller": Principal("org_b", "user_a", "user", frozenset())}}, False),
        ({"state": {"caller": None}}, False),
    ],
)
async def test_each_organisation_route_and_key_has_answers_of_its_own(scene: Scene, changes, *, same: bool):
    await scene.ask()
    assert (b"idempotent-replayed" in head(await scene.ask(**changes))) is same


@pytest.mark.parametrize(
    "changes", [{"query_string": b"a=1"}, {"state": {"caller": Principal("org_a", "user_b", "user", frozenset())}}]
)
async def test_another_caller_or_query_is_another_request(scene: Scene, changes: dict[str, object]):
    await scene.ask()
    assert json.loads(content(await scene.ask(**changes)))["code"] == "idempotency.mismatch"


async def test_strangers_are_told_apart_by_their_address(scene: Scene):
    for client, replayed in ((("1.1.1.1", 1), False), (("1.1.1.1", 2), True), (("2.2.2.2", 1), False), (None, False)):
        sent = await scene.ask(state={"caller": None}, client=client)
        assert (b"idempotent-replayed" in head(sent)) is replayed
    assert set(scene.units.commits) == {"anonymous"}


async def test_the_route_works_under_the_claim_and_nothing_after_it_does(scene: Scene):
    await scene.ask()
    (claim,) = scene.claims
    assert claim.slot in scene.record.slots
    assert CURRENT_CLAIM.get() is None


async def test_the_route_hears_the_body_once_and_then_what_follows(scene: Scene):
    following = iter([{"type": "http.request", "body": b"[1]"}, {"type": "http.disconnect"}])
    heard: list[Message] = []

    async def receive() -> Message:
        return next(following)

    async def route(scope, receive, send) -> None:
        heard.extend([await receive(), await receive()])
        await Response(b"")(scope, receive, send)

    async def send(message: Message) -> None:
        return None

    await Idempotency(route)(scene.scope(), receive, send)
    assert [message.get("body") for message in heard] == [b"[1]", None]


async def test_an_answer_in_pieces_is_told_again_as_a_whole(scene: Scene):
    async def answer() -> Response:
        async def pieces():
            for piece in (b"one", b" ", b"two"):
                yield piece

        return StreamingResponse(pieces(), 200, media_type="text/plain")

    scene.answer = answer
    assert content(await scene.ask()) == b"one two"
    again = await scene.ask()
    assert (content(again), head(again)[b"content-length"]) == (b"one two", b"7")


async def test_the_answer_is_remembered_before_the_client_has_it(scene: Scene):
    sent_at: list[list[str]] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"{}"}

    async def send(message: Message) -> None:
        sent_at.append(list(scene.record.log))

    await scene.layer(scene.scope(), receive, send)
    assert sent_at == [["finish"]] * 2


async def test_while_the_first_works_the_second_is_asked_to_come_back(scene: Scene):
    go = asyncio.Event()

    async def answer() -> Response:
        await go.wait()
        return await scene.made()

    scene.answer = answer
    first = asyncio.create_task(scene.ask())
    await scene.asked.wait()
    second = await scene.ask()
    assert (second[0]["status"], head(second)[b"retry-after"]) == (409, b"1")
    go.set()
    assert (await first)[0]["status"] == 201


@pytest.mark.parametrize(("effect", "then"), [(False, 201), (True, 409)])
async def test_a_crash_frees_the_key_unless_something_was_done(scene: Scene, *, effect: bool, then: int):
    async def crash() -> Response:
        if effect:
            scene.record.effect(CURRENT_CLAIM.get())
        raise RuntimeError("lost")

    scene.answer = crash
    with pytest.raises(RuntimeError, match="lost"):
        await scene.ask()
    assert CURRENT_CLAIM.get() is None
    scene.answer = scene.made
    assert (await scene.ask())[0]["status"] == then


async def test_a_client_that_leaves_takes_the_work_along_but_not_what_is_known_of_it(scene: Scene):
    async def answer() -> Response:
        await asyncio.sleep(30)
        raise AssertionError

    scene.answer = answer
    asked = asyncio.create_task(scene.ask())
    await scene.asked.wait()
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    assert scene.record.log == ["forget"]


async def test_a_slow_holder_shows_that_it_lives_also_when_the_record_was_away(scene: Scene, monkeypatch):
    monkeypatch.setattr(api.idempotency, "RENEW_SECONDS", 0.01)
    renew, asked, enough = scene.record.renew, [], asyncio.Event()

    async def flaky(claim) -> None:
        asked.append(CURRENT_CLAIM.get())
        if len(asked) == 4:
            enough.set()
        if len(asked) == 2:
            raise TransientError("database.unavailable", "away")
        await renew(claim)

    scene.record.renew = flaky

    async def answer() -> Response:
        scene.record.now += LOCK / 2
        await enough.wait()
        return await scene.made()

    scene.answer = answer
    await scene.ask()
    (slot,) = scene.record.slots.values()
    assert slot.locked_until == scene.record.now + LOCK
    assert set(asked) == {None}, "a renewal is no effect of the request"
    await asyncio.sleep(0.05)
    assert len(asked) == 4, "nobody goes on after the answer"
