"""Members of an organisation: who they are, what they are, and how they leave."""

from collections.abc import Sequence

from domain.access import PERMISSIONS, Permission, Principal, Role
from domain.accounts import Member
from domain.errors import ConflictError, ForbiddenError, NotFoundError
from domain.paging import Position
from domain.repositories import UnitOfWork, UnitOfWorkFactory
from domain.revisions import require_revision
from domain.services.audit import entry
from domain.services.authentication import RecentCallers


class MemberService:
    """Use cases of members. Nobody hands out, or takes away, a role that may do more than they may themselves."""

    def __init__(self, uow: UnitOfWorkFactory, recent: RecentCallers) -> None:
        self._uow = uow
        self._recent = recent

    async def list(self, principal: Principal, *, after: Position | None, limit: int) -> Sequence[Member]:
        """The newest first."""
        principal.require(Permission.MEMBERS_READ)
        async with self._uow(principal.org_id) as unit:
            return await unit.members.list(after=after, limit=limit)

    async def get(self, principal: Principal, user_id: str) -> Member:
        """Raises NotFoundError `member.not_found`."""
        principal.require(Permission.MEMBERS_READ)
        async with self._uow(principal.org_id) as unit:
            return await _member(unit, user_id)

    async def change_role(self, principal: Principal, user_id: str, role: Role, expected: int | None = None) -> Member:
        """Raises NotFoundError `member.not_found`, ForbiddenError `member.above_you`, ConflictError
        `member.last_owner`, StaleError.
        """
        principal.require(Permission.MEMBERS_WRITE)
        async with self._uow(principal.org_id) as unit:
            owners = await unit.members.lock_owners()
            member = await _member(unit, user_id, lock=True)
            require_revision(expected, member.revision)
            may_handle(principal, member.role)
            may_handle(principal, role)
            if role is not Role.OWNER:
                _keep_an_owner(owners, user_id)
            changed = member.model_copy(update={"role": role, "revision": member.revision + 1})
            await unit.members.update(changed)
            data = {"before": str(member.role), "after": str(role)}
            await unit.audit.add(entry(principal, "member.role_changed", user_id, **data))
            await unit.commit()
        self._recent.forget()
        return changed

    async def remove(self, principal: Principal, user_id: str, expected: int | None = None) -> None:
        """Take somebody out, or leave.

        Raises NotFoundError `member.not_found`, ForbiddenError `member.above_you`, ConflictError `member.last_owner`,
        StaleError.
        """
        leaving = principal.actor_kind == "user" and principal.actor_id == user_id
        if not leaving:
            principal.require(Permission.MEMBERS_WRITE)
        async with self._uow(principal.org_id) as unit:
            owners = await unit.members.lock_owners()
            member = await _member(unit, user_id, lock=True)
            require_revision(expected, member.revision)
            if not leaving:
                may_handle(principal, member.role)
            _keep_an_owner(owners, user_id)
            await unit.members.remove(user_id)
            await unit.audit.add(entry(principal, "member.left" if leaving else "member.removed", user_id))
            await unit.commit()
        self._recent.forget()


def may_handle(principal: Principal, role: Role) -> None:
    """Raises ForbiddenError `member.above_you` when the role may do anything that the caller may not."""
    if not PERMISSIONS[role] <= principal.permissions:
        raise ForbiddenError("member.above_you", f"Only who may do all that {role}s may do handles that role.")


def _keep_an_owner(owners: Sequence[str], user_id: str) -> None:
    if set(owners) == {user_id}:
        raise ConflictError("member.last_owner", "This is the last owner. Make somebody else an owner first.")


async def _member(unit: UnitOfWork, user_id: str, *, lock: bool = False) -> Member:
    member = await unit.members.get(user_id, lock=lock)
    if member is None:
        raise NotFoundError("member.not_found", f"There is no member {user_id}.")
    return member
