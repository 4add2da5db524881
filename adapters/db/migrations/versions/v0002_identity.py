"""Accounts: people, roles, keys, projects, the audit log, and row-level security on every tenant's row."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from adapters.db.migrations.tenancy import EVERY_TENANT, ORG, PROTECT_ALL, USER, lookup, protect, show_also

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _people()
    _organisations()
    _keys()
    _projects()
    op.execute(PROTECT_ALL)
    op.execute(EVERY_TENANT)
    fellow = "EXISTS (SELECT FROM memberships m WHERE m.{0} AND m.{1})"
    protect("organisations", f"id = {ORG}")
    show_also("organisations", "member", fellow.format("org_id = organisations.id", f"user_id = {USER}"))
    show_also("memberships", "own", f"user_id = {USER}")
    protect("users", f"id = {USER}")
    show_also("users", "fellow", fellow.format("user_id = users.id", f"org_id = {ORG}"))
    for table in ("passwords", "sessions", "refresh_tokens"):
        protect(table, f"user_id = {USER}")
    protect("signing_keys", "false")
    _lookups()


def _people() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("email", name="uq_users_email"),
    )
    op.create_table(
        "passwords",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"]),
        sa.PrimaryKeyConstraint("user_id"),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("active_org", sa.String(), nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("revoked_at", _MOMENT, nullable=True),
        sa.Column("revoked_because", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"]),
        sa.ForeignKeyConstraint(["active_org"], ["organisations.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_sessions_user_id"), "sessions", ["user_id"])
    op.create_table(
        "refresh_tokens",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("used_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"]),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"]),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index(op.f("ix_refresh_tokens_session_id"), "refresh_tokens", ["session_id"])


def _organisations() -> None:
    op.add_column("organisations", sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
    op.alter_column("organisations", "revision", server_default=None)
    op.add_column("organisations", sa.Column("deleted_at", _MOMENT, nullable=True))
    op.create_table(
        "memberships",
        sa.Column("org_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["org_id"], ["organisations.id"]),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"]),
        sa.PrimaryKeyConstraint("org_id", "user_id"),
    )
    op.create_index(op.f("ix_memberships_user_id"), "memberships", ["user_id"])
    op.create_index("ix_memberships_org_id_created_at_user_id", "memberships", ["org_id", "created_at", "user_id"])
    op.create_table(
        "invitations",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("org_id", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("invited_by", sa.String(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("accepted_at", _MOMENT, nullable=True),
        sa.Column("revoked_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["org_id"], ["organisations.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash", name="uq_invitations_token_hash"),
    )
    op.create_index("ix_invitations_org_id_created_at_id", "invitations", ["org_id", "created_at", "id"])
    op.create_table(
        "audit_log",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("org_id", sa.String(), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("actor_kind", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("data", postgresql.JSONB(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["org_id"], ["organisations.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_audit_log_org_id_created_at_id", "audit_log", ["org_id", "created_at", "id"])


def _keys() -> None:
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("org_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("key_hash", sa.String(), nullable=False),
        sa.Column("scopes", postgresql.JSONB(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=True),
        sa.Column("last_used_at", _MOMENT, nullable=True),
        sa.Column("revoked_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["org_id"], ["organisations.id"]),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key_hash", name="uq_api_keys_key_hash"),
    )
    op.create_index(op.f("ix_api_keys_created_by"), "api_keys", ["created_by"])
    op.create_index("ix_api_keys_org_id_created_at_id", "api_keys", ["org_id", "created_at", "id"])
    op.create_table(
        "signing_keys",
        sa.Column("kid", sa.String(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("public", postgresql.JSONB(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("kid"),
    )


def _projects() -> None:
    op.create_table(
        "projects",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("org_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["org_id"], ["organisations.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("org_id", "id", name="uq_projects_org_id_id"),
    )
    op.create_index("ix_projects_org_id_created_at_id", "projects", ["org_id", "created_at", "id"])
    for table in ("videos", "jobs"):
        op.add_column(table, sa.Column("project_id", sa.String(), nullable=True))
        op.create_foreign_key(
            f"fk_{table}_org_id_project_id", table, "projects", ["org_id", "project_id"], ["org_id", "id"]
        )
        op.create_index(f"ix_{table}_org_id_project_id", table, ["org_id", "project_id"])
    op.create_index("ix_jobs_queued", "jobs", ["org_id"], postgresql_where=sa.text("status = 'queued'"))


def _lookups() -> None:
    lookup(
        "find_password(wanted text)",
        "user_id varchar, hash varchar",
        "SELECT u.id, p.hash FROM users u JOIN passwords p ON p.user_id = u.id WHERE u.email = wanted",
    )
    lookup(
        "find_api_key(wanted text)",
        "id varchar, org_id varchar, scopes jsonb, role varchar, "
        "expires_at timestamptz, revoked_at timestamptz, last_used_at timestamptz",
        "SELECT k.id, k.org_id, k.scopes, m.role, k.expires_at, k.revoked_at, k.last_used_at FROM api_keys k "
        "JOIN organisations o ON o.id = k.org_id AND o.deleted_at IS NULL "
        "LEFT JOIN memberships m ON m.org_id = k.org_id AND m.user_id = k.created_by WHERE k.key_hash = wanted",
    )
    lookup(
        "find_refresh_token(wanted text)",
        "user_id varchar, session_id varchar",
        "SELECT user_id, session_id FROM refresh_tokens WHERE token_hash = wanted",
    )
    lookup(
        "find_invitation(wanted text)",
        "id varchar, org_id varchar",
        "SELECT i.id, i.org_id FROM invitations i JOIN organisations o ON o.id = i.org_id AND o.deleted_at IS NULL "
        "WHERE i.token_hash = wanted",
    )
    lookup(
        "organisations_after(mark text, most integer)",
        "id varchar",
        "SELECT id FROM organisations WHERE deleted_at IS NULL AND id > mark ORDER BY id LIMIT most",
    )
    lookup(
        "organisations_with_queued_jobs(most integer)",
        "id varchar",
        "SELECT DISTINCT j.org_id FROM jobs j JOIN organisations o ON o.id = j.org_id AND o.deleted_at IS NULL "
        "WHERE j.status = 'queued' ORDER BY j.org_id LIMIT most",
    )
    lookup(
        "all_signing_keys()",
        "kid varchar, sealed varchar, public jsonb, created_at timestamptz",
        "SELECT kid, sealed, public, created_at FROM signing_keys ORDER BY created_at DESC, kid",
    )
    # Of several processes that rotate at once, one adds.
    lookup(
        "add_signing_key(a_kid text, a_sealed text, a_public jsonb, newest_before timestamptz)",
        "changed bigint",
        "WITH added AS (INSERT INTO signing_keys (kid, sealed, public, created_at) "
        "SELECT a_kid, a_sealed, a_public, clock_timestamp() "
        "WHERE NOT EXISTS (SELECT FROM signing_keys WHERE created_at >= newest_before) RETURNING 1) "
        "SELECT count(*) FROM added",
        first="PERFORM pg_advisory_xact_lock(7305804402467826);",
    )
    lookup(
        "drop_signing_keys(older_than timestamptz)",
        "changed bigint",
        "WITH gone AS (DELETE FROM signing_keys WHERE created_at < older_than "
        "AND kid <> (SELECT kid FROM signing_keys ORDER BY created_at DESC LIMIT 1) RETURNING 1) "
        "SELECT count(*) FROM gone",
    )


def downgrade() -> None:
    for function in (
        "find_password",
        "find_api_key",
        "find_refresh_token",
        "find_invitation",
        "organisations_after",
        "organisations_with_queued_jobs",
        "all_signing_keys",
        "add_signing_key",
        "drop_signing_keys",
    ):
        op.execute(f"DROP FUNCTION {function}")
    op.drop_index("ix_jobs_queued", table_name="jobs")
    for table in ("videos", "jobs"):
        op.drop_index(f"ix_{table}_org_id_project_id", table_name=table)
        op.drop_constraint(f"fk_{table}_org_id_project_id", table)
        op.drop_column(table, "project_id")
    op.execute("DROP POLICY member ON organisations")
    op.execute("DROP POLICY fellow ON users")
    op.execute("DROP POLICY own ON memberships")
    for table in (
        "projects",
        "signing_keys",
        "api_keys",
        "audit_log",
        "invitations",
        "memberships",
        "refresh_tokens",
        "sessions",
        "passwords",
        "users",
    ):
        op.drop_table(table)
    op.drop_column("organisations", "deleted_at")
    op.drop_column("organisations", "revision")
    for table in (
        "organisations",
        "artifacts",
        "stage_results",
        "uploads",
        "videos",
        "jobs",
        "clips",
        "job_events",
        "reviews",
        "stage_runs",
    ):
        op.execute(f"DROP POLICY tenant ON {table}")
        op.execute(f"DROP POLICY every_tenant ON {table}")
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
