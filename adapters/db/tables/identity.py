"""Tables of accounts: people, their memberships and sessions, keys, invitations, projects and the audit log."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from adapters.db.tables.base import JsonObject, json_column, moment, table_of


class UserRow(SQLModel, table=True):
    """A person; `email` in lower case. Visible to the person and to whoever shares an organisation with them."""

    __tablename__: ClassVar[str] = "users"
    __table_args__ = (UniqueConstraint("email", name="uq_users_email"),)

    id: str = Field(primary_key=True)
    email: str
    name: str
    revision: int
    created_at: datetime = Field(sa_column=moment())


class PasswordRow(SQLModel, table=True):
    """The hash of a person's password, apart from the person: fellow members may never read it."""

    __tablename__: ClassVar[str] = "passwords"

    user_id: str = Field(primary_key=True, foreign_key="users.id")
    hash: str
    changed_at: datetime = Field(sa_column=moment())


class MembershipRow(SQLModel, table=True):
    """What a person is in an organisation."""

    __tablename__: ClassVar[str] = "memberships"
    __table_args__ = (Index("ix_memberships_org_id_created_at_user_id", "org_id", "created_at", "user_id"),)

    org_id: str = Field(primary_key=True, foreign_key="organisations.id")
    user_id: str = Field(primary_key=True, foreign_key="users.id", index=True)
    role: str
    revision: int
    created_at: datetime = Field(sa_column=moment())


class InvitationRow(SQLModel, table=True):
    """An open door for one person; only the hash of its token is kept."""

    __tablename__: ClassVar[str] = "invitations"
    __table_args__ = (
        UniqueConstraint("token_hash", name="uq_invitations_token_hash"),
        Index("ix_invitations_org_id_created_at_id", "org_id", "created_at", "id"),
    )

    id: str = Field(primary_key=True)
    org_id: str = Field(foreign_key="organisations.id")
    email: str
    role: str
    token_hash: str
    invited_by: str
    created_at: datetime = Field(sa_column=moment())
    expires_at: datetime = Field(sa_column=moment())
    accepted_at: datetime | None = Field(sa_column=moment(nullable=True))
    revoked_at: datetime | None = Field(sa_column=moment(nullable=True))


class ProjectRow(SQLModel, table=True):
    """A folder of videos and jobs."""

    __tablename__: ClassVar[str] = "projects"
    __table_args__ = (
        UniqueConstraint("org_id", "id", name="uq_projects_org_id_id"),
        ForeignKeyConstraint(
            ["org_id", "brand_kit_id"], ["brand_kits.org_id", "brand_kits.id"], name="fk_projects_org_id_brand_kit_id"
        ),
        Index("ix_projects_org_id_brand_kit_id", "org_id", "brand_kit_id"),
        Index("ix_projects_org_id_created_at_id", "org_id", "created_at", "id"),
    )

    id: str = Field(primary_key=True)
    org_id: str = Field(foreign_key="organisations.id")
    name: str
    description: str
    brand_kit_id: str | None
    revision: int
    created_at: datetime = Field(sa_column=moment())


class ApiKeyRow(SQLModel, table=True):
    """A key of a program; only its hash is kept."""

    __tablename__: ClassVar[str] = "api_keys"
    __table_args__ = (
        UniqueConstraint("key_hash", name="uq_api_keys_key_hash"),
        Index("ix_api_keys_org_id_created_at_id", "org_id", "created_at", "id"),
    )

    id: str = Field(primary_key=True)
    org_id: str = Field(foreign_key="organisations.id")
    name: str
    prefix: str
    key_hash: str
    scopes: list[str] = Field(sa_column=json_column(nullable=False))
    created_by: str = Field(foreign_key="users.id", index=True)
    revision: int
    created_at: datetime = Field(sa_column=moment())
    expires_at: datetime | None = Field(sa_column=moment(nullable=True))
    last_used_at: datetime | None = Field(sa_column=moment(nullable=True))
    revoked_at: datetime | None = Field(sa_column=moment(nullable=True))


class SessionRow(SQLModel, table=True):
    """A login: one family of refresh tokens. `active_org` is the organisation that its access tokens are for."""

    __tablename__: ClassVar[str] = "sessions"

    id: str = Field(primary_key=True)
    user_id: str = Field(foreign_key="users.id", index=True)
    active_org: str | None = Field(foreign_key="organisations.id")
    created_at: datetime = Field(sa_column=moment())
    expires_at: datetime = Field(sa_column=moment())
    revoked_at: datetime | None = Field(sa_column=moment(nullable=True))
    revoked_because: str | None


class RefreshTokenRow(SQLModel, table=True):
    """One refresh token of a family, by its hash; used ones stay, so that their reuse is noticed."""

    __tablename__: ClassVar[str] = "refresh_tokens"

    token_hash: str = Field(primary_key=True)
    session_id: str = Field(foreign_key="sessions.id", index=True)
    user_id: str = Field(foreign_key="users.id")
    created_at: datetime = Field(sa_column=moment())
    used_at: datetime | None = Field(sa_column=moment(nullable=True))


class SigningKeyRow(SQLModel, table=True):
    """A key that access tokens are signed with: the private half sealed, the public half as a JWK."""

    __tablename__: ClassVar[str] = "signing_keys"

    kid: str = Field(primary_key=True)
    sealed: str
    public: JsonObject = Field(sa_column=json_column(nullable=False))
    created_at: datetime = Field(sa_column=moment())


class AuditRow(SQLModel, table=True):
    """Who changed what in an organisation; the app role may add entries and read them, and nothing else."""

    __tablename__: ClassVar[str] = "audit_log"
    __table_args__ = (Index("ix_audit_log_org_id_created_at_id", "org_id", "created_at", "id"),)

    id: str = Field(primary_key=True)
    org_id: str = Field(foreign_key="organisations.id")
    actor_id: str
    actor_kind: str
    action: str
    subject: str
    data: JsonObject = Field(sa_column=json_column(nullable=False))
    created_at: datetime = Field(sa_column=moment())


USERS = table_of(UserRow)
PASSWORDS = table_of(PasswordRow)
MEMBERSHIPS = table_of(MembershipRow)
INVITATIONS = table_of(InvitationRow)
PROJECTS = table_of(ProjectRow)
API_KEYS = table_of(ApiKeyRow)
SESSIONS = table_of(SessionRow)
REFRESH_TOKENS = table_of(RefreshTokenRow)
SIGNING_KEYS = table_of(SigningKeyRow)
AUDIT_LOG = table_of(AuditRow)
