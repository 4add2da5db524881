"""Invitations: doors that an organisation opens for one person."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from domain.access import Permission, Principal, Role
from domain.accounts import Invitation, new_secret, plain_email, secret_hash
from domain.errors import ConflictError, NotFoundError
from domain.ids import random_id
from domain.paging import Position
from domain.repositories import UnitOfWork, UnitOfWorkFactory
from domain.services.audit import entry
from domain.services.members import may_handle

LIFETIME = timedelta(days=7)

_PREFIX = "cd_invite_"


class InvitationService:
    """Use cases of invitations; they are accepted by `AccountService`."""

    def __init__(self, uow: UnitOfWorkFactory) -> None:
        self._uow = uow

    async def create(self, principal: Principal, email: str, role: Role) -> tuple[Invitation, str]:
        """The invitation and its token, which is told this one time. Raises ForbiddenError `member.above_you`."""
        principal.require(Permission.MEMBERS_WRITE)
        may_handle(principal, role)
        now, token = datetime.now(UTC), new_secret(_PREFIX)
        invitation = Invitation(
            id=random_id("inv"),
            org_id=principal.org_id,
            email=plain_email(email),
            role=role,
            token_hash=secret_hash(token),
            invited_by=principal.actor_id,
            created_at=now,
            expires_at=now + LIFETIME,
        )
        async with self._uow(principal.org_id) as unit:
            await unit.invitations.add(invitation)
            data = {"email": invitation.email, "role": str(role)}
            await unit.audit.add(entry(principal, "invitation.created", invitation.id, **data))
            await unit.commit()
        return invitation, token

    async def list(self, principal: Principal, *, after: Position | None, limit: int) -> Sequence[Invitation]:
        """Newest first."""
        principal.require(Permission.MEMBERS_READ)
        async with self._uow(principal.org_id) as unit:
            return await unit.invitations.list(after=after, limit=limit)

    async def get(self, principal: Principal, invitation_id: str) -> Invitation:
        """Raises NotFoundError `invitation.not_found`."""
        principal.require(Permission.MEMBERS_READ)
        async with self._uow(principal.org_id) as unit:
            return await _invitation(unit, invitation_id)

    async def revoke(self, principal: Principal, invitation_id: str) -> None:
        """Close the door; closing it again changes nothing.

        Raises NotFoundError `invitation.not_found`, ConflictError `invitation.accepted`.
        """
        principal.require(Permission.MEMBERS_WRITE)
        async with self._uow(principal.org_id) as unit:
            invitation = await _invitation(unit, invitation_id, lock=True)
            if invitation.accepted_at is not None:
                raise ConflictError("invitation.accepted", "It was accepted. Remove the member instead.")
            if invitation.revoked_at is None:
                await unit.invitations.update(invitation.model_copy(update={"revoked_at": datetime.now(UTC)}))
                await unit.audit.add(entry(principal, "invitation.revoked", invitation_id))
                await unit.commit()


async def _invitation(unit: UnitOfWork, invitation_id: str, *, lock: bool = False) -> Invitation:
    found = await unit.invitations.get(invitation_id, lock=lock)
    if found is None:
        raise NotFoundError("invitation.not_found", f"There is no invitation {invitation_id}.")
    return found
