"""Organisations, their members and who is invited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert

from adapters.db.repositories.paging import newest_first
from adapters.db.session import OrgSession, columns_of
from adapters.db.tables.identity import INVITATIONS, MEMBERSHIPS, USERS
from adapters.db.tables.organisations import ORGANISATIONS
from domain.access import Role
from domain.accounts import Invitation, Member, Membership, Organisation, OwnOrganisation
from domain.errors import ConflictError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement

    from domain.paging import Position

_MEMBERS = select(MEMBERSHIPS, USERS.c.email, USERS.c.name).join(USERS, USERS.c.id == MEMBERSHIPS.c.user_id)


class SqlOrganisations:
    """The unit's organisation, and those of the unit's person."""

    def __init__(self, session: OrgSession) -> None:
        self._session = session

    async def add(self, organisation: Organisation) -> None:
        await self._session.run(insert(ORGANISATIONS).values(columns_of(organisation)))

    async def get(self, *, lock: bool = False) -> Organisation | None:
        mine = ORGANISATIONS.c.id == self._session.org_id, ORGANISATIONS.c.deleted_at.is_(None)
        query = select(ORGANISATIONS).where(*mine)
        return await self._session.first(query.with_for_update() if lock else query, Organisation)

    async def update(self, organisation: Organisation) -> None:
        mine = ORGANISATIONS.c.id == self._session.org_id
        await self._session.run(update(ORGANISATIONS).where(mine).values(columns_of(organisation)))

    async def of_user(self, user_id: str) -> Sequence[OwnOrganisation]:
        columns = ORGANISATIONS.c
        query = (
            select(columns.id, columns.name, columns.revision, columns.created_at, MEMBERSHIPS.c.role)
            .join(MEMBERSHIPS, MEMBERSHIPS.c.org_id == columns.id)
            .where(MEMBERSHIPS.c.user_id == user_id, columns.deleted_at.is_(None))
            .order_by(MEMBERSHIPS.c.created_at, columns.id)
        )
        return await self._session.all(query, OwnOrganisation)


class SqlMembers:
    """Memberships of the unit's organisation."""

    def __init__(self, session: OrgSession) -> None:
        self._session = session

    async def add(self, membership: Membership) -> None:
        statement = upsert(MEMBERSHIPS).values(columns_of(membership)).on_conflict_do_nothing()
        if (await self._session.run(statement.returning(MEMBERSHIPS.c.user_id))).first() is None:
            raise ConflictError("member.exists", "This person is a member already.")

    async def get(self, user_id: str, *, lock: bool = False) -> Member | None:
        query = _MEMBERS.where(self._mine(), MEMBERSHIPS.c.user_id == user_id)
        return await self._session.first(query.with_for_update(of=MEMBERSHIPS) if lock else query, Member)

    async def update(self, member: Member) -> None:
        mine = self._mine(), MEMBERSHIPS.c.user_id == member.user_id
        values = {"role": member.role.value, "revision": member.revision}
        await self._session.run(update(MEMBERSHIPS).where(*mine).values(values))

    async def remove(self, user_id: str) -> None:
        await self._session.run(delete(MEMBERSHIPS).where(self._mine(), MEMBERSHIPS.c.user_id == user_id))

    async def list(self, *, after: Position | None, limit: int) -> Sequence[Member]:
        key = tuple_(MEMBERSHIPS.c.created_at, MEMBERSHIPS.c.user_id)
        query = _MEMBERS.where(self._mine())
        if after is not None:
            query = query.where(key < tuple_(after.created_at, after.id))
        ordered = query.order_by(MEMBERSHIPS.c.created_at.desc(), MEMBERSHIPS.c.user_id.desc())
        return await self._session.all(ordered.limit(limit), Member)

    async def lock_owners(self) -> Sequence[str]:
        owners = MEMBERSHIPS.c.role == Role.OWNER.value
        query = select(MEMBERSHIPS.c.user_id).where(self._mine(), owners).order_by(MEMBERSHIPS.c.user_id)
        return tuple(row[0] for row in await self._session.run(query.with_for_update()))

    def _mine(self) -> ColumnElement[bool]:
        return MEMBERSHIPS.c.org_id == self._session.org_id


class SqlInvitations:
    """Invitations of the unit's organisation."""

    def __init__(self, session: OrgSession) -> None:
        self._session = session

    async def add(self, invitation: Invitation) -> None:
        await self._session.run(insert(INVITATIONS).values(columns_of(invitation)))

    async def get(self, invitation_id: str, *, lock: bool = False) -> Invitation | None:
        mine = INVITATIONS.c.org_id == self._session.org_id, INVITATIONS.c.id == invitation_id
        query = select(INVITATIONS).where(*mine)
        return await self._session.first(query.with_for_update() if lock else query, Invitation)

    async def update(self, invitation: Invitation) -> None:
        mine = INVITATIONS.c.org_id == self._session.org_id, INVITATIONS.c.id == invitation.id
        await self._session.run(update(INVITATIONS).where(*mine).values(columns_of(invitation)))

    async def list(self, *, after: Position | None, limit: int) -> Sequence[Invitation]:
        return await self._session.all(newest_first(INVITATIONS, self._session.org_id, after, limit), Invitation)
