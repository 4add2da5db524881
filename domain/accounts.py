"""Who uses Cutdown and for whom: people, organisations, memberships, sessions, keys, projects and the audit log."""

import hashlib
import secrets
from datetime import datetime

from pydantic import Field

from domain.access import Permission, Role
from domain.contracts.base import Contract

KEY_PREFIX = "cd_live_"
"""What every API key begins with, so that scanners of leaked secrets find it."""


class User(Contract):
    """A person; `email` in lower case."""

    id: str
    email: str
    name: str
    revision: int = 1
    created_at: datetime


class Organisation(Contract):
    """A tenant. After `deleted_at` nobody gets in any more."""

    id: str
    name: str
    revision: int = 1
    created_at: datetime
    deleted_at: datetime | None = None


class Membership(Contract):
    """What a person is in an organisation."""

    org_id: str
    user_id: str
    role: Role
    revision: int = 1
    created_at: datetime


class Member(Membership):
    """A membership with the person behind it."""

    email: str
    name: str

    @property
    def id(self) -> str:
        """Members are told apart by their person."""
        return self.user_id


class OwnOrganisation(Contract):
    """An organisation as one of its members sees it."""

    id: str
    name: str
    role: Role
    revision: int
    created_at: datetime


class Invitation(Contract):
    """An open door for the person with this e-mail address, for one time and until `expires_at`."""

    id: str
    org_id: str
    email: str
    role: Role
    token_hash: str
    invited_by: str
    created_at: datetime
    expires_at: datetime
    accepted_at: datetime | None = None
    revoked_at: datetime | None = None

    def open_at(self, now: datetime) -> bool:
        """Whether it can still be accepted."""
        return self.accepted_at is None and self.revoked_at is None and now < self.expires_at


class Session(Contract):
    """A login, and the family of its refresh tokens; `active_org`: what its access tokens are for."""

    id: str
    user_id: str
    active_org: str | None
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    revoked_because: str | None = None

    def alive_at(self, now: datetime) -> bool:
        """Whether its tokens are still good."""
        return self.revoked_at is None and now < self.expires_at


class RefreshToken(Contract):
    """A refresh token, by its hash. One that is shown again after `used_at` was stolen by somebody."""

    token_hash: str
    session_id: str
    user_id: str
    created_at: datetime
    used_at: datetime | None = None


class ApiKey(Contract):
    """A key of a program. It may do what its scopes say and the person who made it may do at that moment."""

    id: str
    org_id: str
    name: str
    prefix: str
    key_hash: str
    scopes: tuple[Permission, ...]
    created_by: str
    revision: int = 1
    created_at: datetime
    expires_at: datetime | None = None
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None


class Project(Contract):
    """A folder of videos and jobs."""

    id: str
    org_id: str
    name: str
    description: str = ""
    revision: int = 1
    created_at: datetime


class AuditEntry(Contract):
    """Who changed what; `data` holds what is worth knowing of the change, never a secret."""

    id: str
    org_id: str
    actor_id: str
    actor_kind: str
    action: str
    subject: str
    data: dict[str, str] = Field(default_factory=dict)
    created_at: datetime


def new_secret(prefix: str) -> str:
    """A token of 256 random bits that begins with `prefix`."""
    return prefix + secrets.token_urlsafe(32)


def secret_hash(secret: str) -> str:
    """What is kept of a token. It has 256 random bits, so that one round of SHA-256 cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()


def plain_email(email: str) -> str:
    """One spelling per mailbox: without spaces around it, in lower case."""
    return email.strip().lower()
