"""Organisations: founding, naming and ending them."""

from collections.abc import Sequence
from datetime import UTC, datetime

from domain.access import Permission, Principal, Role
from domain.accounts import Membership, Organisation, OwnOrganisation
from domain.errors import NotFoundError
from domain.ids import random_id
from domain.repositories import UnitOfWork, UnitOfWorkFactory
from domain.revisions import require_revision
from domain.services.audit import entry
from domain.services.authentication import RecentCallers
from domain.services.sessions import of_person


class OrganisationService:
    """Use cases of organisations. A caller works on the one that the token or key is for, and on no other."""

    def __init__(self, uow: UnitOfWorkFactory, recent: RecentCallers) -> None:
        self._uow = uow
        self._recent = recent

    async def mine(self, principal: Principal) -> Sequence[OwnOrganisation | Organisation]:
        """All organisations of a person; of a key the one that it is for."""
        if principal.actor_kind == "user":
            async with self._uow("", principal.actor_id) as unit:
                return await unit.organisations.of_user(principal.actor_id)
        return [await self.get(principal, principal.org_id)]

    async def create(self, principal: Principal, name: str) -> Organisation:
        """Found one; the caller owns it. Raises ConflictError `auth.no_session` for keys."""
        user_id, _ = of_person(principal)
        now = datetime.now(UTC)
        founded = Organisation(id=random_id("org"), name=name, created_at=now)
        async with self._uow(founded.id, user_id) as unit:
            await unit.organisations.add(founded)
            await unit.members.add(Membership(org_id=founded.id, user_id=user_id, role=Role.OWNER, created_at=now))
            founder = Principal(founded.id, user_id, "user", frozenset())
            await unit.audit.add(entry(founder, "organisation.created", founded.id, name=name))
            await unit.commit()
        return founded

    async def get(self, principal: Principal, organisation_id: str) -> Organisation:
        """Raises NotFoundError `organisation.not_found`, also for others than the caller's."""
        principal.require(Permission.ORGANISATION_READ)
        async with self._uow(principal.org_id) as unit:
            return await _found(unit, principal, organisation_id)

    async def rename(
        self, principal: Principal, organisation_id: str, name: str, expected: int | None = None
    ) -> Organisation:
        """Raises NotFoundError `organisation.not_found`, StaleError."""
        principal.require(Permission.ORGANISATION_WRITE)
        async with self._uow(principal.org_id) as unit:
            found = await _found(unit, principal, organisation_id, lock=True)
            require_revision(expected, found.revision)
            found = found.model_copy(update={"name": name, "revision": found.revision + 1})
            await unit.organisations.update(found)
            await unit.audit.add(entry(principal, "organisation.renamed", found.id, name=name))
            await unit.commit()
        return found

    async def delete(self, principal: Principal, organisation_id: str, expected: int | None = None) -> None:
        """End it: from now on nobody gets in. Raises NotFoundError `organisation.not_found`, StaleError."""
        principal.require(Permission.ORGANISATION_DELETE)
        async with self._uow(principal.org_id) as unit:
            found = await _found(unit, principal, organisation_id, lock=True)
            require_revision(expected, found.revision)
            ended = {"deleted_at": datetime.now(UTC), "revision": found.revision + 1}
            await unit.organisations.update(found.model_copy(update=ended))
            await unit.audit.add(entry(principal, "organisation.deleted", found.id))
            await unit.commit()
        self._recent.forget()


async def _found(unit: UnitOfWork, principal: Principal, organisation_id: str, *, lock: bool = False) -> Organisation:
    found = await unit.organisations.get(lock=lock) if organisation_id == principal.org_id else None
    if found is None:
        raise NotFoundError("organisation.not_found", f"There is no organisation {organisation_id}.")
    return found
