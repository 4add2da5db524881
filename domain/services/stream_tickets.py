"""Tickets that open a live stream where no header can be sent: short-lived, and good for one time."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from domain.access import Permission, Principal
from domain.entities import StreamTicket
from domain.errors import ForbiddenError
from domain.repositories import UnitOfWorkFactory

LIFETIME = timedelta(seconds=30)
_LONGEST = 200


@dataclass(frozen=True)
class IssuedTicket:
    """A ticket as its holder gets it; the record keeps only its digest."""

    ticket: str
    expires_at: datetime


class StreamTicketService:
    """Use cases of tickets. A ticket begins with its organisation, so that it is looked for there and nowhere else."""

    def __init__(self, uow: UnitOfWorkFactory) -> None:
        self._uow = uow

    async def issue(self, principal: Principal) -> IssuedTicket:
        """A ticket that stands for this caller. Raises ForbiddenError `auth.forbidden`."""
        principal.require(Permission.JOBS_READ)
        now = datetime.now(UTC)
        ticket = f"{principal.org_id}.{secrets.token_urlsafe(32)}"
        kept = StreamTicket(
            digest=_digest(ticket),
            org_id=principal.org_id,
            actor_id=principal.actor_id,
            actor_kind=principal.actor_kind,
            permissions=tuple(sorted(principal.permissions)),
            expires_at=now + LIFETIME,
        )
        async with self._uow(principal.org_id) as unit:
            await unit.stream_tickets.drop_expired(now)
            await unit.stream_tickets.add(kept)
            await unit.commit()
        return IssuedTicket(ticket, kept.expires_at)

    async def redeem(self, ticket: str) -> Principal:
        """Whom the ticket stands for; it is spent. Raises ForbiddenError `stream.ticket_refused`."""
        org_id, dot, _ = ticket.partition(".")
        if dot and len(ticket) <= _LONGEST and ticket.isascii() and ticket.isprintable():
            async with self._uow(org_id) as unit:
                kept = await unit.stream_tickets.take(_digest(ticket))
                await unit.commit()
            if kept is not None and kept.expires_at > datetime.now(UTC):
                permissions = frozenset(Permission(name) for name in kept.permissions)
                return Principal(kept.org_id, kept.actor_id, kept.actor_kind, permissions)
        raise ForbiddenError(
            "stream.ticket_refused", "This ticket is not good, or not any more. Get another from /v1/stream-tickets."
        )


def _digest(ticket: str) -> str:
    return hashlib.sha256(ticket.encode()).hexdigest()
