"""How accounts reach the record: repositories of a UnitOfWork, and the few questions from before a tenant is known."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from domain.access import Permission, Role
from domain.accounts import (
    ApiKey,
    AuditEntry,
    Invitation,
    Member,
    Membership,
    Organisation,
    OwnOrganisation,
    Project,
    RefreshToken,
    Session,
    User,
)
from domain.paging import Position


class Users(Protocol):
    """The unit's person, and of others what fellow members may see."""

    async def add(self, user: User, password_hash: str | None) -> None:
        """Raises ConflictError `account.email_taken`."""
        ...

    async def get(self, user_id: str, *, lock: bool = False) -> User | None: ...
    async def update(self, user: User) -> None: ...
    async def password_hash(self, user_id: str) -> str | None: ...
    async def set_password(self, user_id: str, password_hash: str, now: datetime) -> None: ...


class Sessions(Protocol):
    """Sessions and refresh tokens of the unit's person."""

    async def add(self, session: Session, token: RefreshToken) -> None: ...
    async def get(self, session_id: str, *, lock: bool = False) -> Session | None: ...
    async def update(self, session: Session) -> None: ...
    async def token(self, token_hash: str) -> RefreshToken | None: ...
    async def rotate(self, used: RefreshToken, fresh: RefreshToken) -> None: ...
    async def revoke_others(self, user_id: str, keep: str, because: str, now: datetime) -> None: ...
    async def role_in(self, session_id: str, org_id: str, now: datetime) -> tuple[bool, Role | None]:
        """Whether the session is alive, and what its person is in this organisation."""
        ...


class Organisations(Protocol):
    """The unit's organisation, and those of the unit's person."""

    async def add(self, organisation: Organisation) -> None: ...
    async def get(self, *, lock: bool = False) -> Organisation | None: ...
    async def update(self, organisation: Organisation) -> None: ...
    async def of_user(self, user_id: str) -> Sequence[OwnOrganisation]:
        """Those that are not deleted, oldest membership first."""
        ...


class Members(Protocol):
    """Memberships of the unit's organisation."""

    async def add(self, membership: Membership) -> None:
        """Raises ConflictError `member.exists`."""
        ...

    async def get(self, user_id: str, *, lock: bool = False) -> Member | None: ...
    async def update(self, member: Member) -> None: ...
    async def remove(self, user_id: str) -> None: ...
    async def list(self, *, after: Position | None, limit: int) -> Sequence[Member]: ...
    async def lock_owners(self) -> Sequence[str]:
        """The ids of all owners, who stay what they are until the unit ends."""
        ...


class Invitations(Protocol):
    """Invitations of the unit's organisation."""

    async def add(self, invitation: Invitation) -> None: ...
    async def get(self, invitation_id: str, *, lock: bool = False) -> Invitation | None: ...
    async def update(self, invitation: Invitation) -> None: ...
    async def list(self, *, after: Position | None, limit: int) -> Sequence[Invitation]: ...


class ApiKeys(Protocol):
    """Keys of the unit's organisation."""

    async def add(self, key: ApiKey) -> None: ...
    async def get(self, key_id: str, *, lock: bool = False) -> ApiKey | None: ...
    async def update(self, key: ApiKey) -> None: ...
    async def touch(self, key_id: str, now: datetime) -> None:
        """Note the use of a key."""
        ...

    async def list(self, *, after: Position | None, limit: int) -> Sequence[ApiKey]: ...


class Projects(Protocol):
    """Projects of the unit's organisation."""

    async def add(self, project: Project) -> None: ...
    async def get(self, project_id: str, *, lock: bool = False) -> Project | None: ...
    async def update(self, project: Project) -> None: ...
    async def remove(self, project_id: str) -> None:
        """Take it away; its videos and jobs stay, without a project."""
        ...

    async def list(self, *, after: Position | None, limit: int) -> Sequence[Project]: ...


class AuditLog(Protocol):
    """The unit's organisation's log; entries are never changed."""

    async def add(self, entry: AuditEntry) -> None: ...
    async def list(
        self, *, action: str | None, actor_id: str | None, after: Position | None, limit: int
    ) -> Sequence[AuditEntry]: ...


class FoundKey(NamedTuple):
    """A key as its hash finds it; `role`: what the person who made it is in the organisation now, None when gone."""

    id: str
    org_id: str
    scopes: frozenset[Permission]
    role: Role | None
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None


class Lookups(Protocol):
    """Questions that come before the tenant is known; each needs the secret, or the address, of what it finds."""

    async def password(self, email: str) -> tuple[str, str] | None:
        """A person's id and password hash."""
        ...

    async def api_key(self, key_hash: str) -> FoundKey | None: ...
    async def refresh_token(self, token_hash: str) -> tuple[str, str] | None:
        """Its person's id and its session's."""
        ...

    async def invitation(self, token_hash: str) -> tuple[str, str] | None:
        """Its own id and its organisation's."""
        ...

    async def organisations(self, after: str, limit: int) -> Sequence[str]:
        """Ids of all organisations, in their order, from the one after `after` on."""
        ...

    async def with_queued_jobs(self, limit: int) -> Sequence[str]:
        """Ids of organisations that have jobs which were not started yet."""
        ...

    async def with_queued_renders(self, limit: int) -> Sequence[str]:
        """Organisations with clips whose render was asked for and has not begun."""
        ...
