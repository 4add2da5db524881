"""A record of keyed requests in memory, with a clock that is set by hand; and a seal that can be looked into."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace

from domain.idempotency import KEPT, LOCK, Claim, Remembered


@dataclass
class MemoryRecord:
    """The slots; `log` tells what was done, `org_ids` for whom, in order."""

    now: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    slots: dict[str, Remembered] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    quicker: bool = False
    """Another one takes over whatever is about to be taken over."""
    gone: bool = False
    """What is in the way of a claim has vanished when it is looked at."""
    expired: int = 0

    async def claim(self, claim: Claim, fingerprint: str) -> bool:
        if claim.slot in self.slots:
            return False
        self._hold(claim, fingerprint)
        return True

    async def get(self, slot: str) -> tuple[Remembered | None, datetime]:
        return None if self.gone else self.slots.get(slot), self.now

    async def take_over(self, claim: Claim, fingerprint: str, seen_holder: str) -> bool:
        if self.quicker or self.slots[claim.slot].holder != seen_holder:
            return False
        self._hold(claim, fingerprint)
        return True

    async def renew(self, claim: Claim) -> None:
        self._change("renew", claim, locked_until=self.now + LOCK)

    async def finish(self, claim: Claim, answer: bytes) -> None:
        self._change("finish", claim, answer=answer)

    async def unlock(self, claim: Claim) -> None:
        self._change("unlock", claim, locked_until=self.now)

    async def forget(self, claim: Claim) -> None:
        self.log.append("forget")
        del self.slots[claim.slot]

    async def drop_expired(self) -> int:
        return self.expired

    def effect(self, claim: Claim) -> None:
        """What a commit under the claim does."""
        self._change("effect", claim, took_effect=True)
        claim.took_effect = True

    def _hold(self, claim: Claim, fingerprint: str) -> None:
        self.slots[claim.slot] = Remembered(
            slot=claim.slot,
            fingerprint=fingerprint,
            holder=claim.holder,
            locked_until=self.now + LOCK,
            expires_at=self.now + KEPT,
        )

    def _change(self, what: str, claim: Claim, **values: object) -> None:
        self.log.append(what)
        self.slots[claim.slot] = self.slots[claim.slot].model_copy(update=values)


@dataclass
class Units:
    """Units of work on one record; what is not committed counts as not done."""

    record: MemoryRecord
    commits: list[str] = field(default_factory=list)

    @asynccontextmanager
    async def __call__(self, org_id: str, user_id: str = "") -> AsyncIterator[SimpleNamespace]:
        before = dict(self.record.slots)
        committed = False

        async def commit() -> None:
            nonlocal committed
            committed = True
            self.commits.append(org_id)

        try:
            yield SimpleNamespace(idempotency=self.record, commit=commit)
        finally:
            if not committed:
                self.record.slots = before


class GlassSealer:
    """Anybody can look in, nobody can open with another key."""

    def seal(self, key: bytes, data: bytes) -> bytes:
        return key + data

    def open(self, key: bytes, sealed: bytes) -> bytes:
        assert sealed.startswith(key), "sealed with another key"
        return sealed[len(key) :]
