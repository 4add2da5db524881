"""Requests with an Idempotency-Key: who works on them, and what they were answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from adapters.db.tables.requests import IDEMPOTENCY
from domain.errors import ConflictError
from domain.idempotency import KEPT, LOCK, Claim, Remembered

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from adapters.db.session import OrgSession


class SqlIdempotency:
    """Slots of the unit's organisation; the database's clock decides."""

    def __init__(self, session: OrgSession) -> None:
        self._session = session

    async def claim(self, claim: Claim, fingerprint: str) -> bool:
        values = {"org_id": claim.org_id, "slot": claim.slot} | _taken(claim, fingerprint)
        statement = upsert(IDEMPOTENCY).values(values).on_conflict_do_nothing().returning(IDEMPOTENCY.c.slot)
        return (await self._session.run(statement)).first() is not None

    async def get(self, slot: str) -> tuple[Remembered | None, datetime]:
        # The clock is asked in the same breath, and answers where there is no row too.
        clock = select(func.clock_timestamp().label("now")).subquery()
        join = clock.outerjoin(
            IDEMPOTENCY, (IDEMPOTENCY.c.org_id == self._session.org_id) & (IDEMPOTENCY.c.slot == slot)
        )
        row = (await self._session.run(select(IDEMPOTENCY, clock.c.now).select_from(join))).mappings().one()
        found = None if row["slot"] is None else Remembered.model_validate(dict(row))
        return found, row["now"]

    async def take_over(self, claim: Claim, fingerprint: str, seen_holder: str) -> bool:
        taken = update(IDEMPOTENCY).where(*_held_by(claim, seen_holder)).values(_taken(claim, fingerprint))
        return (await self._session.run(taken)).rowcount == 1

    async def renew(self, claim: Claim) -> None:
        kept = update(IDEMPOTENCY).where(*_held_by(claim, claim.holder)).values(locked_until=_clock() + LOCK)
        await self._session.run(kept)

    async def bind(self, claim: Claim) -> None:
        bound = update(IDEMPOTENCY).where(*_held_by(claim, claim.holder), IDEMPOTENCY.c.answer.is_(None))
        if (await self._session.run(bound.values(took_effect=True))).rowcount != 1:
            raise ConflictError(
                "idempotency.overtaken", "This request took so long that another one with its key has taken over."
            )

    async def finish(self, claim: Claim, answer: bytes) -> None:
        await self._session.run(update(IDEMPOTENCY).where(*_held_by(claim, claim.holder)).values(answer=answer))

    async def unlock(self, claim: Claim) -> None:
        await self._session.run(update(IDEMPOTENCY).where(*_held_by(claim, claim.holder)).values(locked_until=_clock()))

    async def forget(self, claim: Claim) -> None:
        await self._session.run(delete(IDEMPOTENCY).where(*_held_by(claim, claim.holder)))

    async def drop_expired(self) -> int:
        expired = IDEMPOTENCY.c.org_id == self._session.org_id, IDEMPOTENCY.c.expires_at < _clock()
        return (await self._session.run(delete(IDEMPOTENCY).where(*expired))).rowcount


def _clock() -> ColumnElement[datetime]:
    # Not now(): that stands still during a transaction.
    return func.clock_timestamp()


def _taken(claim: Claim, fingerprint: str) -> dict[str, object]:
    return {
        "fingerprint": fingerprint,
        "holder": claim.holder,
        "locked_until": _clock() + LOCK,
        "expires_at": _clock() + KEPT,
        "took_effect": False,
        "answer": None,
    }


def _held_by(claim: Claim, holder: str) -> tuple[ColumnElement[bool], ...]:
    columns = IDEMPOTENCY.c
    return columns.org_id == claim.org_id, columns.slot == claim.slot, columns.holder == holder
