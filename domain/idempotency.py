"""What an Idempotency-Key promises: which request it stands for, and what a request that comes again is told."""

import hashlib
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Protocol

from pydantic import ConfigDict

from domain.contracts.base import Contract

KEPT = timedelta(hours=24)
"""How long an answer is remembered, counted from the first request."""

LOCK = timedelta(seconds=30)
"""A holder that was not heard of for so long is taken for dead."""

RENEW_SECONDS = LOCK.total_seconds() / 3

ANONYMOUS = "anonymous"
"""Stands for the organisation where nobody has shown who they are, e.g. at sign-up."""

# What the server may answer otherwise the next time: who calls, how often, and whether we work at all.
_PASSING = frozenset({401, 408, 425, 429})
_SERVER_ERRORS = 500


@dataclass(frozen=True)
class KeyedRequest:
    """A request that carries an Idempotency-Key. `path` is as it was asked, so each thing has keys of its own; `client`
    is the network address where nobody is known.
    """

    org_id: str
    actor_id: str
    method: str
    path: str
    query: bytes
    key: str = field(repr=False)
    body: bytes = field(repr=False)
    client: str = ""

    @property
    def slot(self) -> str:
        """Where the answer is remembered: one per organisation, route and key; tells nothing of the key."""
        return _digest("slot", self.org_id, self.client, self.method, self.path, self.key)

    @property
    def fingerprint(self) -> str:
        """What has to be the same when the key comes again: who asks, and for what."""
        return _digest("fingerprint", self.actor_id, self.query, self.body)

    @property
    def secret(self) -> bytes:
        """32 bytes that seal the answer: only a request with this key and this body can open it again."""
        return bytes.fromhex(_digest("secret", self.slot, self.key, self.actor_id, self.query, self.body))


class Answer(Contract):
    """An answer as it left the server; header names in lower case."""

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


class Remembered(Contract):
    """What the record knows of a slot. `took_effect`: the holder's work is committed; `answer` is sealed, and None
    until the work has ended.
    """

    slot: str
    fingerprint: str
    holder: str
    locked_until: datetime
    expires_at: datetime
    took_effect: bool = False
    answer: bytes | None = None


class Verdict(Enum):
    """What happens to a request with a key."""

    RUN = auto()
    REPLAY = auto()
    MISMATCH = auto()
    IN_FLIGHT = auto()
    ANSWER_LOST = auto()


def judge(found: Remembered | None, fingerprint: str, now: datetime) -> Verdict:
    """Decide about a request by what is remembered of its slot at `now`.

    Work that took effect is never done again: when its holder died before it could answer, that is what is told.
    """
    if found is None or found.expires_at <= now:
        return Verdict.RUN
    if found.fingerprint != fingerprint:
        return Verdict.MISMATCH
    if found.answer is not None:
        return Verdict.REPLAY
    if found.locked_until > now:
        return Verdict.IN_FLIGHT
    return Verdict.ANSWER_LOST if found.took_effect else Verdict.RUN


def is_kept(status: int) -> bool:
    """Whether an answer with this HTTP status is final, so that it is told again."""
    return status < _SERVER_ERRORS and status not in _PASSING


@dataclass
class Claim:
    """The right to do the work of one slot; `took_effect` once a transaction of that work is committed."""

    org_id: str
    slot: str
    holder: str
    secret: bytes = field(repr=False)
    took_effect: bool = False


class Sealer(Protocol):
    """Encrypts what is kept, so that the record alone gives nothing away; keys have 32 bytes."""

    def seal(self, key: bytes, data: bytes) -> bytes: ...
    def open(self, key: bytes, sealed: bytes) -> bytes: ...


class IdempotencyRecord(Protocol):
    """The slots of the unit's organisation; the database's clock decides."""

    async def claim(self, claim: Claim, fingerprint: str) -> bool:
        """Take a slot of which nothing is remembered; False when there is something."""
        ...

    async def get(self, slot: str) -> tuple[Remembered | None, datetime]:
        """What is remembered, and the time by which to judge it."""
        ...

    async def take_over(self, claim: Claim, fingerprint: str, seen_holder: str) -> bool:
        """Take a slot from the holder that was seen; False when another one was quicker."""
        ...

    async def renew(self, claim: Claim) -> None: ...

    async def bind(self, claim: Claim) -> None:
        """Let the slot take effect with this transaction.

        Raises ConflictError `idempotency.overtaken` when the claim is not the slot's any more.
        """
        ...

    async def finish(self, claim: Claim, answer: bytes) -> None: ...

    async def unlock(self, claim: Claim) -> None:
        """End the holder's time at once."""
        ...

    async def forget(self, claim: Claim) -> None: ...
    async def drop_expired(self) -> int: ...


CURRENT_CLAIM: ContextVar[Claim | None] = ContextVar("current_claim", default=None)
"""The claim under which the running request works; each of its commits is bound to it."""


def _digest(purpose: str, *parts: str | bytes) -> str:
    """SHA-256 in hexadecimal over parts whose borders count."""
    found = hashlib.sha256(purpose.encode())
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "big") + data)
    return found.hexdigest()
