"""Random sequences of keyed requests against a model: at most one effect per key, and the answer that belongs to it.

Requests come one after another and all at once, with the same and with other bodies, for two organisations. Holders are
refused, fail before and after their effect, die at both places without a trace, and come back after others took over.
"""

import asyncio
import contextlib
import json
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

import uvloop
from fastapi import FastAPI
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from sqlalchemy import delete, text, update
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import Message, Scope

from adapters.db.engine import open_engine
from adapters.db.tables.media import UPLOADS
from adapters.db.tables.requests import IDEMPOTENCY
from adapters.db.unit_of_work import SqlUnitOfWorkFactory
from adapters.sealing import AesSealer
from api import errors
from api.idempotency import Idempotency
from api.middleware import RequestLog
from domain.access import PERMISSIONS, Principal, Role
from domain.entities import Upload, UploadStatus
from domain.errors import ConflictError
from domain.idempotency import CURRENT_CLAIM, Answer, Claim
from domain.ids import random_id
from domain.services.idempotency import IdempotencyService

ORGS = ("org_default", "org_other")
MODES = ("ok", "refused", "fails", "fails_after", "dies", "dies_after")
Result = TypeVar("Result")
_OWNER = PERMISSIONS[Role.OWNER]


class _Death(BaseException):
    """The process is gone: nothing of it runs any more."""


class MortalService(IdempotencyService):
    """Ends nothing for holders that have died."""

    def __init__(self, uow: SqlUnitOfWorkFactory) -> None:
        super().__init__(uow, AesSealer())
        self.dead: set[str] = set()

    async def end(self, claim: Claim, answer: Answer) -> None:
        if claim.slot not in self.dead:
            await super().end(claim, answer)


@dataclass
class Reply:
    """An answer as the client has it."""

    status: int
    body: bytes
    replayed: bool

    @property
    def code(self) -> str:
        return str(json.loads(self.body).get("code", ""))


class Bench:
    """The middleware under test, around one route whose effect is a row in Postgres."""

    def __init__(self, app_url: str) -> None:
        self.loop = uvloop.new_event_loop()
        self.told: Counter[str] = Counter()
        """How often what was answered."""
        self.engine = open_engine(app_url, pool_size=10)
        self.units = SqlUnitOfWorkFactory(self.engine)
        self.service = MortalService(self.units)
        self.gate: asyncio.Event | None = None
        self.entered = asyncio.Event()
        app = FastAPI(openapi_url=None)
        app.add_route("/v1/effects/{thing}", self._effect, methods=["POST"])
        errors.install(app)
        app.add_middleware(Idempotency)
        app.add_middleware(RequestLog)
        app.state.parts = self
        self.app = app

    @property
    def idempotency(self) -> MortalService:
        return self.service

    def run(self, work: Coroutine[None, None, Result]) -> Result:
        return self.loop.run_until_complete(work)

    def close(self) -> None:
        self.run(self.engine.dispose())
        self.loop.close()

    async def ask(self, org_id: str, thing: str, key: str, order: dict[str, object]) -> Reply:
        sent: list[Message] = []
        body = json.dumps(order).encode()
        scope: Scope = {
            "type": "http",
            "method": "POST",
            "path": f"/v1/effects/{thing}",
            "query_string": b"",
            "headers": [(b"idempotency-key", key.encode()), (b"content-type", b"application/json")],
            "state": {"caller": Principal(org_id, "actor", "key", _OWNER)},
            "client": ("127.0.0.1", 1),
        }

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        with contextlib.suppress(_Death):
            await self.app(scope, receive, send)
        if not sent:
            self.told["no answer"] += 1
            return Reply(0, b"{}", replayed=False)
        names = {name for name, _ in sent[0]["headers"]}
        content = b"".join(message.get("body", b"") for message in sent[1:])
        reply = Reply(sent[0]["status"], content, b"idempotent-replayed" in names)
        self.told["replayed" if reply.replayed else reply.code or str(reply.status)] += 1
        return reply

    async def take_effects(self, org_id: str) -> Counter[str]:
        """What was done for the organisation, by tag; after that its tables are empty."""
        async with self._as(org_id) as connection:
            done = await connection.execute(delete(UPLOADS).returning(UPLOADS.c.filename))
            await connection.execute(delete(IDEMPOTENCY))
            return Counter(done.scalars())

    async def let_locks_expire(self, org_id: str) -> None:
        long_ago = text("clock_timestamp() - interval '1 second'")
        async with self._as(org_id) as connection:
            await connection.execute(update(IDEMPOTENCY).values(locked_until=long_ago))

    @asynccontextmanager
    async def _as(self, org_id: str) -> AsyncIterator[AsyncConnection]:
        async with self.engine.begin() as connection:
            tenant = text("SELECT set_config('cutdown.org_id', :org_id, true)").bindparams(org_id=org_id)
            await connection.execute(tenant)
            yield connection

    async def _effect(self, request: Request) -> JSONResponse:
        order = await request.json()
        org_id = request.scope["state"]["caller"].org_id
        mode = order["mode"]
        if mode == "refused":
            raise ConflictError("effect.refused", "Not now.")
        if mode == "fails":
            raise RuntimeError
        if mode == "dies":
            self._die()
        if mode == "slow" and self.gate is not None:
            self.entered.set()
            await self.gate.wait()
        upload = _row(org_id, order["tag"])
        async with self.units(org_id) as unit:
            await unit.uploads.add(upload)
            await unit.commit()
        if mode == "fails_after":
            raise RuntimeError
        if mode == "dies_after":
            self._die()
        return JSONResponse({"id": upload.id}, status_code=201)

    def _die(self) -> None:
        claim = CURRENT_CLAIM.get()
        assert claim is not None
        self.service.dead.add(claim.slot)
        raise _Death


@dataclass
class Slot:
    """What the model knows of one key."""

    order: dict[str, object] | None = None
    answer: Reply | None = None
    locked: bool = False
    took_effect: bool = False


@dataclass
class Model:
    slots: dict[tuple[str, str, str], Slot] = field(default_factory=dict)

    def of(self, place: tuple[str, str, str]) -> Slot:
        return self.slots.setdefault(place, Slot())


places = st.tuples(st.sampled_from(ORGS), st.sampled_from(["a", "b"]), st.sampled_from(["k1", "k2"]))
modes = st.sampled_from(MODES)


class KeyedRequests(RuleBasedStateMachine):
    """`bench` is set on a subclass by whoever runs the machine."""

    bench: Bench

    @initialize()
    def begin(self) -> None:
        self.model = Model()
        self.run_id = secrets.token_hex(6)

    def order(self, place: tuple[str, str, str], mode: str, variant: int) -> dict[str, object]:
        return {"tag": f"{self.run_id}:{':'.join(place[1:])}", "mode": mode, "variant": variant}

    @rule(place=places, mode=modes, variant=st.integers(0, 1))
    def one(self, place: tuple[str, str, str], mode: str, variant: int) -> None:
        """One request; when the slot is known, mode and variant are part of what has to be the same."""
        slot = self.model.of(place)
        order = self.order(place, mode, variant)
        reply = self.bench.run(self.bench.ask(*place, order))
        if slot.order is not None and slot.order != order:
            assert (reply.status, reply.code) == (422, "idempotency.mismatch")
            return
        if slot.answer is not None:
            assert (reply.status, reply.body, reply.replayed) == (slot.answer.status, slot.answer.body, True)
            return
        if slot.locked:
            assert (reply.status, reply.code) == (409, "idempotency.in_flight")
            return
        if slot.took_effect:
            assert (reply.status, reply.code) == (409, "idempotency.answer_lost")
            return
        assert not reply.replayed
        self._ran(slot, order, mode, reply)

    @rule(place=places, times=st.integers(1, 3))
    def again(self, place: tuple[str, str, str], times: int) -> None:
        """The same request once more, if there was one."""
        slot = self.model.of(place)
        if slot.order is not None:
            for _ in range(times):
                self.one(place, str(slot.order["mode"]), int(str(slot.order["variant"])))

    @rule(place=places, mode=st.sampled_from(["ok", "refused", "fails"]), count=st.integers(2, 8), other=st.booleans())
    def burst(self, place: tuple[str, str, str], mode: str, count: int, *, other: bool) -> None:
        """Many at once, some of them with another body."""
        slot = self.model.of(place)
        orders = [self.order(place, mode, index % 2 if other else 0) for index in range(count)]

        async def all_at_once() -> list[Reply]:
            return list(await asyncio.gather(*(self.bench.ask(*place, order) for order in orders)))

        replies = self.bench.run(all_at_once())
        known = slot.order is not None
        final = [
            (order, reply)
            for order, reply in zip(orders, replies, strict=True)
            if reply.status in {201} or reply.code == "effect.refused"
        ]
        fresh = [(order, reply) for order, reply in final if not reply.replayed]
        if known:
            assert not fresh or (
                slot.answer is None and not slot.locked and not slot.took_effect and fresh[0][0] == slot.order
            )
        assert len(fresh) <= 1
        assert {reply.status for reply in replies} <= {201, 409, 422, 500}
        if fresh:
            order, reply = fresh[0]
            assert all(one.body == reply.body for _, one in final)
            slot.order, slot.answer, slot.locked = order, reply, False
            slot.took_effect = mode == "ok"
        elif not known and mode != "fails":
            raise AssertionError("nobody was let in")
        if slot.answer is not None:
            assert all((one.status, one.body) == (slot.answer.status, slot.answer.body) for _, one in final)

    @rule(place=places)
    def overtaken(self, place: tuple[str, str, str]) -> None:
        """A slow holder is taken for dead, another one does the work, and the slow one comes too late."""
        slot = self.model.of(place)
        if slot.order is not None:
            return
        order = self.order(place, "slow", 0)

        async def play() -> tuple[Reply, Reply]:
            self.bench.gate, self.bench.entered = asyncio.Event(), asyncio.Event()
            slow = asyncio.create_task(self.bench.ask(*place, order))
            await self.bench.entered.wait()
            gate, self.bench.gate = self.bench.gate, None
            assert (await self.bench.ask(*place, order)).code == "idempotency.in_flight"
            await self.bench.let_locks_expire(place[0])
            quick = await self.bench.ask(*place, order)
            gate.set()
            return await slow, quick

        for other, known in self.model.slots.items():
            if other[0] == place[0]:
                known.locked = False
        late, quick = self.bench.run(play())
        assert (quick.status, quick.replayed) == (201, False)
        assert (late.status, late.code) == (409, "idempotency.overtaken")
        slot.order, slot.answer, slot.took_effect = order, quick, True

    @rule(org_id=st.sampled_from(ORGS))
    def time_passes(self, org_id: str) -> None:
        """The locks of dead holders run out."""
        self.bench.run(self.bench.let_locks_expire(org_id))
        for place, slot in self.model.slots.items():
            if place[0] == org_id:
                slot.locked = False
        self.bench.service.dead.clear()

    def teardown(self) -> None:
        """Effects stay, so looking once at the end finds each that was too many."""
        if not hasattr(self, "model"):
            return
        for org_id in ORGS:
            found = self.bench.run(self.bench.take_effects(org_id))
            expected = {
                f"{self.run_id}:{thing}:{key}": 1
                for (org, thing, key), slot in self.model.slots.items()
                if org == org_id and slot.took_effect
            }
            assert dict(found) == expected, "an effect happened twice, or not at all"
        self.bench.service.dead.clear()
        self.bench.told["sequences"] += 1

    def _ran(self, slot: Slot, order: dict[str, object], mode: str, reply: Reply) -> None:
        if mode == "fails":
            assert reply.status == 500
            return
        slot.order = order
        if mode in {"dies", "dies_after"}:
            assert reply.status == 0
            slot.locked, slot.took_effect = True, mode == "dies_after"
        elif mode == "fails_after":
            assert reply.status == 500
            slot.took_effect = True
        else:
            assert reply.status == (201 if mode == "ok" else 409)
            slot.answer, slot.took_effect = reply, mode == "ok"


def _row(org_id: str, tag: object) -> Upload:
    return Upload(
        id=random_id("upl"),
        org_id=org_id,
        filename=str(tag),
        size=1,
        digest=None,
        media_type="a/b",
        status=UploadStatus.PENDING,
        created_at=datetime.now(UTC),
    )
