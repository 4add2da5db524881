"""The audit log: each change of who may do what writes its entry in its own transaction."""

from collections.abc import Sequence
from datetime import UTC, datetime

from domain.access import Permission, Principal
from domain.accounts import AuditEntry
from domain.ids import random_id
from domain.paging import Position
from domain.repositories import UnitOfWorkFactory


def entry(principal: Principal, action: str, subject: str, **data: str) -> AuditEntry:
    """What the caller did to `subject`; for the unit that does it."""
    return AuditEntry(
        id=random_id("aud"),
        org_id=principal.org_id,
        actor_id=principal.actor_id,
        actor_kind=principal.actor_kind,
        action=action,
        subject=subject,
        data=data,
        created_at=datetime.now(UTC),
    )


class AuditService:
    """Use cases of the audit log."""

    def __init__(self, uow: UnitOfWorkFactory) -> None:
        self._uow = uow

    async def list(
        self, principal: Principal, *, action: str | None, actor_id: str | None, after: Position | None, limit: int
    ) -> Sequence[AuditEntry]:
        """Newest first."""
        principal.require(Permission.AUDIT_READ)
        async with self._uow(principal.org_id) as unit:
            return await unit.audit.list(action=action, actor_id=actor_id, after=after, limit=limit)
