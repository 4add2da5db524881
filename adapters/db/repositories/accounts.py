"""People and their sessions, visible to the unit's person only but for names among fellow members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from adapters.db.session import OrgSession, columns_of
from adapters.db.tables.identity import MEMBERSHIPS, PASSWORDS, REFRESH_TOKENS, SESSIONS, USERS
from adapters.db.tables.organisations import ORGANISATIONS
from domain.access import Role
from domain.accounts import RefreshToken, Session, User
from domain.errors import ConflictError

if TYPE_CHECKING:
    from datetime import datetime


class SqlUsers:
    """People."""

    def __init__(self, session: OrgSession) -> None:
        self._session = session

    async def add(self, user: User, password_hash: str | None) -> None:
        statement = upsert(USERS).values(columns_of(user)).on_conflict_do_nothing().returning(USERS.c.id)
        if (await self._session.run(statement)).first() is None:
            raise ConflictError("account.email_taken", "There is an account with this e-mail address. Log in instead.")
        if password_hash is not None:
            await self.set_password(user.id, password_hash, user.created_at)

    async def get(self, user_id: str, *, lock: bool = False) -> User | None:
        query = select(USERS).where(USERS.c.id == user_id)
        return await self._session.first(query.with_for_update() if lock else query, User)

    async def update(self, user: User) -> None:
        await self._session.run(update(USERS).where(USERS.c.id == user.id).values(columns_of(user)))

    async def password_hash(self, user_id: str) -> str | None:
        query = select(PASSWORDS.c.hash).where(PASSWORDS.c.user_id == user_id)
        found: str | None = (await self._session.run(query)).scalar()
        return found

    async def set_password(self, user_id: str, password_hash: str, now: datetime) -> None:
        changes = {"hash": password_hash, "changed_at": now}
        statement = upsert(PASSWORDS).values(user_id=user_id, **changes)
        await self._session.run(statement.on_conflict_do_update(index_elements=("user_id",), set_=changes))


class SqlSessions:
    """Logins and their refresh tokens."""

    def __init__(self, session: OrgSession) -> None:
        self._session = session

    async def add(self, session: Session, token: RefreshToken) -> None:
        await self._session.run(insert(SESSIONS).values(columns_of(session)))
        await self._session.run(insert(REFRESH_TOKENS).values(columns_of(token)))

    async def get(self, session_id: str, *, lock: bool = False) -> Session | None:
        query = select(SESSIONS).where(SESSIONS.c.id == session_id)
        return await self._session.first(query.with_for_update() if lock else query, Session)

    async def update(self, session: Session) -> None:
        await self._session.run(update(SESSIONS).where(SESSIONS.c.id == session.id).values(columns_of(session)))

    async def token(self, token_hash: str) -> RefreshToken | None:
        query = select(REFRESH_TOKENS).where(REFRESH_TOKENS.c.token_hash == token_hash)
        return await self._session.first(query, RefreshToken)

    async def rotate(self, used: RefreshToken, fresh: RefreshToken) -> None:
        mark = update(REFRESH_TOKENS).where(REFRESH_TOKENS.c.token_hash == used.token_hash)
        await self._session.run(mark.values(used_at=fresh.created_at))
        await self._session.run(insert(REFRESH_TOKENS).values(columns_of(fresh)))

    async def revoke_others(self, user_id: str, keep: str, because: str, now: datetime) -> None:
        columns = SESSIONS.c
        others = columns.user_id == user_id, columns.id != keep, columns.revoked_at.is_(None)
        await self._session.run(update(SESSIONS).where(*others).values(revoked_at=now, revoked_because=because))

    async def role_in(self, session_id: str, org_id: str, now: datetime) -> tuple[bool, Role | None]:
        member = and_(MEMBERSHIPS.c.user_id == SESSIONS.c.user_id, MEMBERSHIPS.c.org_id == org_id)
        standing = and_(ORGANISATIONS.c.id == MEMBERSHIPS.c.org_id, ORGANISATIONS.c.deleted_at.is_(None))
        joined = SESSIONS.outerjoin(MEMBERSHIPS.join(ORGANISATIONS, standing), member)
        alive = SESSIONS.c.id == session_id, SESSIONS.c.revoked_at.is_(None), SESSIONS.c.expires_at > now
        row = (await self._session.run(select(MEMBERSHIPS.c.role).select_from(joined).where(*alive))).first()
        return row is not None, Role(row[0]) if row is not None and row[0] is not None else None
