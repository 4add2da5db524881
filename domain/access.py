"""Who may do what: roles, permissions, and the one table that joins them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Self

from domain.errors import ForbiddenError


class Permission(StrEnum):
    """What a use case asks for; API keys carry a subset of these as their scopes."""

    ORGANISATION_READ = "organisation:read"
    ORGANISATION_WRITE = "organisation:write"
    ORGANISATION_DELETE = "organisation:delete"
    MEMBERS_READ = "members:read"
    MEMBERS_WRITE = "members:write"
    KEYS_READ = "keys:read"
    KEYS_WRITE = "keys:write"
    AUDIT_READ = "audit:read"
    PROJECTS_READ = "projects:read"
    PROJECTS_WRITE = "projects:write"
    MEDIA_READ = "media:read"
    MEDIA_WRITE = "media:write"
    JOBS_READ = "jobs:read"
    JOBS_WRITE = "jobs:write"
    REVIEWS_DECIDE = "reviews:decide"
    CLIPS_WRITE = "clips:write"
    BRANDS_READ = "brands:read"
    BRANDS_WRITE = "brands:write"


class Role(StrEnum):
    """What a member is in an organisation, from most to least."""

    OWNER = "owner"
    ADMIN = "admin"
    EDITOR = "editor"
    REVIEWER = "reviewer"
    VIEWER = "viewer"


def outranks(role: Role, other: Role) -> bool:
    """Whether `role` is `other` or more."""
    order = list(Role)
    return order.index(role) <= order.index(other)


_READ = frozenset(
    {
        Permission.ORGANISATION_READ,
        Permission.PROJECTS_READ,
        Permission.MEDIA_READ,
        Permission.JOBS_READ,
        Permission.BRANDS_READ,
    }
)
_REVIEW = _READ | {Permission.REVIEWS_DECIDE, Permission.MEMBERS_READ}
_EDIT = _REVIEW | {
    Permission.PROJECTS_WRITE,
    Permission.MEDIA_WRITE,
    Permission.JOBS_WRITE,
    Permission.CLIPS_WRITE,
    Permission.BRANDS_WRITE,
}
_ADMINISTER = _EDIT | {
    Permission.ORGANISATION_WRITE,
    Permission.MEMBERS_WRITE,
    Permission.KEYS_READ,
    Permission.KEYS_WRITE,
    Permission.AUDIT_READ,
}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.VIEWER: _READ,
    Role.REVIEWER: _REVIEW,
    Role.EDITOR: _EDIT,
    Role.ADMIN: _ADMINISTER,
    Role.OWNER: _ADMINISTER | {Permission.ORGANISATION_DELETE},
}


@dataclass(frozen=True)
class Principal:
    """Who is calling, for which organisation, and what they may do there."""

    org_id: str
    actor_id: str
    actor_kind: Literal["user", "key", "system"]
    permissions: frozenset[Permission]
    session_id: str = ""
    """The login of a person."""

    @classmethod
    def system(cls, org_id: str) -> Self:
        """Cutdown itself, at work for an organisation unasked: nothing that comes from outside may become this."""
        return cls(org_id, "system", "system", frozenset(Permission))

    def require(self, permission: Permission) -> None:
        """Raises ForbiddenError `auth.forbidden` when this caller may not."""
        if permission not in self.permissions:
            raise ForbiddenError(
                "auth.forbidden", f"This needs the permission {permission}, which you do not have here."
            )
