"""What makes a method a stage: its Temporal name, its version, its engines, and the memory of its results."""

import asyncio
import contextvars
import functools
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar, get_type_hints

from temporalio import activity

from domain.contracts.base import Contract, StageRequest
from domain.fingerprint import fingerprint
from domain.patience import patiently

HEARTBEAT_SECONDS = 1.0


class StageMemory(Protocol):
    """Keeps results by fingerprint, per organisation, as JSON text."""

    async def find(self, org_id: str, fingerprint: str) -> str | None: ...
    async def keep(self, org_id: str, fingerprint: str, stage: str, result: str) -> None: ...


class HasMemory(Protocol):
    """Every class with remembered stages holds its memory here."""

    memory: StageMemory


@dataclass(frozen=True)
class Progress:
    """What a heartbeat carries: the done share, 0..1."""

    share: float


@dataclass
class StageNotes:
    """What a running stage leaves for the interceptor that records it."""

    reused: bool = False
    engines: tuple[str, ...] = ()


stage_notes: contextvars.ContextVar[StageNotes | None] = contextvars.ContextVar("stage_notes", default=None)

Self_ = TypeVar("Self_", bound=HasMemory)
Req = TypeVar("Req", bound=StageRequest)
Res = TypeVar("Res", bound=Contract)


def remembered(
    *, version: int, engines: Callable[[Any], tuple[str, ...]] = lambda _: ()
) -> Callable[[Callable[[Self_, Req], Awaitable[Res]]], Callable[[Self_, Req], Awaitable[Res]]]:
    """Make a method an activity whose result is remembered under its fingerprint.

    `version` grows whenever the same request would give another result; `engines` names the engines (their `identity`)
    that take part in the work.
    """

    def wrap(method: Callable[[Self_, Req], Awaitable[Res]]) -> Callable[[Self_, Req], Awaitable[Res]]:
        result_type: type[Res] = get_type_hints(method)["return"]
        name = method.__name__

        @functools.wraps(method)
        async def run(self: Self_, request: Req) -> Res:
            identities = engines(self)
            key = fingerprint(name, version, identities, request)
            notes = stage_notes.get()
            if notes is not None:
                notes.engines = identities
            org_id = request.scope.org_id
            found = await self.memory.find(org_id, key)
            if found is not None:
                if notes is not None:
                    notes.reused = True
                return result_type.model_validate_json(found)
            result = await method(self, request)
            # The work is done: a database that is away for a moment must not cost all of it.
            await patiently(lambda: self.memory.keep(org_id, key, name, result.model_dump_json()))
            return result

        stage = activity.defn(run)
        _REMEMBERED[stage] = _Remembered(name, version, result_type)
        return stage

    return wrap


def stage_name(stage: Callable[..., object]) -> str:
    """The name of a remembered stage."""
    return _REMEMBERED[stage].name


def stage_version(stage: Callable[..., object]) -> int:
    """The version of a remembered stage, which is part of its fingerprints."""
    return _REMEMBERED[stage].version


async def remembered_result(
    stage: Callable[[Any, Req], Awaitable[Res]], engines: tuple[str, ...], memory: StageMemory, request: Req
) -> Res | None:
    """What this stage would bring from memory if these engines were to do the work; nothing is run."""
    known = _REMEMBERED[stage]
    key = fingerprint(known.name, known.version, engines, request)
    found = await memory.find(request.scope.org_id, key)
    result: Res | None = None if found is None else known.result.model_validate_json(found)
    return result


@dataclass(frozen=True)
class Pieces(Generic[Req, Res]):
    """The memory of a batch stage's pieces: each result is kept as soon as it is made, so that an attempt that was cut
    off, or a batch with one changed line, costs only the pieces that nobody has made.

    `name` and `version` as of a remembered stage; two kinds of pieces never share a name. A piece's request holds
    everything that decides its result, and nothing of the batch around it.
    """

    memory: StageMemory
    name: str
    version: int
    result: type[Res]

    async def find(self, request: Req, engines: tuple[str, ...]) -> Res | None:
        """The piece as these engines made it, or None."""
        found = await self.memory.find(request.scope.org_id, self._key(request, engines))
        return None if found is None else self.result.model_validate_json(found)

    async def keep(self, request: Req, engines: tuple[str, ...], result: Res) -> None:
        """Remember a piece; waits for a database that is away for a moment."""
        key, text = self._key(request, engines), result.model_dump_json()
        await patiently(lambda: self.memory.keep(request.scope.org_id, key, self.name, text))

    async def made(
        self, request: Req, engines: tuple[str, ...], make: Callable[[], Awaitable[Res]]
    ) -> tuple[Res, bool]:
        """The piece, and whether it was made now (True) or brought from memory."""
        found = await self.find(request, engines)
        if found is not None:
            return found, False
        result = await make()
        await self.keep(request, engines, result)
        return result, True

    def _key(self, request: Req, engines: tuple[str, ...]) -> str:
        return fingerprint(self.name, self.version, engines, request)


@dataclass(frozen=True)
class _Remembered:
    name: str
    version: int
    result: type[Any]


_REMEMBERED: dict[Callable[..., Any], _Remembered] = {}


def progress_heartbeat() -> Callable[[float], None]:
    """A progress callback for the running activity, callable from any thread; at most one a second."""
    if not activity.in_activity():
        return lambda _: None
    loop = asyncio.get_running_loop()
    context = contextvars.copy_context()
    last = 0.0

    def report(share: float) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < HEARTBEAT_SECONDS:
            return
        last = now
        heartbeat = functools.partial(activity.heartbeat, Progress(share=min(1.0, max(0.0, share))))
        # The activity's context lives in the loop; a worker thread only asks the loop to send.
        loop.call_soon_threadsafe(heartbeat, context=context)

    return report
