"""What the API promises in common: remembered answers, rate counts, uploads in parts, revisions, brand kits."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _requests()
    _uploads()
    _brands()
    op.add_column("videos", sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
    op.alter_column("videos", "revision", server_default=None)
    op.drop_constraint("uq_jobs_org_id_idempotency_key", "jobs")
    op.drop_column("jobs", "idempotency_key")


def _requests() -> None:
    op.create_table(
        "idempotency",
        sa.Column("org_id", sa.String(), nullable=False),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("locked_until", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("took_effect", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("org_id", "slot"),
    )
    op.create_index("ix_idempotency_expires_at", "idempotency", ["expires_at"])
    op.create_table(
        "rate_counts",
        sa.Column("org_id", sa.String(), nullable=False),
        sa.Column("bucket", sa.String(), nullable=False),
        sa.Column("window_start", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hits", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("org_id", "bucket", "window_start"),
    )
    op.create_index("ix_rate_counts_expires_at", "rate_counts", ["expires_at"])


def _uploads() -> None:
    op.add_column("uploads", sa.Column("purpose", sa.String(), nullable=False, server_default="source"))
    op.alter_column("uploads", "purpose", server_default=None)
    op.add_column("uploads", sa.Column("brand_kit_id", sa.String(), nullable=True))
    op.add_column("uploads", sa.Column("storage_id", sa.String(), nullable=True))
    op.add_column("uploads", sa.Column("part_size", sa.BigInteger(), nullable=True))
    op.add_column("uploads", sa.Column("etag", sa.String(), nullable=True))
    op.add_column("uploads", sa.Column("expires_at", _MOMENT, nullable=True))
    op.execute("UPDATE uploads SET expires_at = created_at + interval '1 day' WHERE status = 'pending'")
    op.create_index("ix_uploads_org_id_created_at_id", "uploads", ["org_id", "created_at", "id"])
    op.drop_index("ix_uploads_org_id", table_name="uploads")


def _brands() -> None:
    op.create_table(
        "brand_kits",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("org_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("colours", postgresql.JSONB(), nullable=False),
        sa.Column("fonts", postgresql.JSONB(), nullable=False),
        sa.Column("assets", postgresql.JSONB(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["org_id"], ["organisations.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("org_id", "id", name="uq_brand_kits_org_id_id"),
    )
    op.create_index("ix_brand_kits_org_id_created_at_id", "brand_kits", ["org_id", "created_at", "id"])
    op.add_column("projects", sa.Column("brand_kit_id", sa.String(), nullable=True))
    op.create_foreign_key(
        "fk_projects_org_id_brand_kit_id", "projects", "brand_kits", ["org_id", "brand_kit_id"], ["org_id", "id"]
    )
    op.create_index("ix_projects_org_id_brand_kit_id", "projects", ["org_id", "brand_kit_id"])


def downgrade() -> None:
    op.add_column("jobs", sa.Column("idempotency_key", sa.String(), nullable=True))
    op.create_unique_constraint("uq_jobs_org_id_idempotency_key", "jobs", ["org_id", "idempotency_key"])
    op.drop_column("videos", "revision")
    op.drop_index("ix_projects_org_id_brand_kit_id", table_name="projects")
    op.drop_constraint("fk_projects_org_id_brand_kit_id", "projects")
    op.drop_column("projects", "brand_kit_id")
    op.drop_table("brand_kits")
    op.create_index("ix_uploads_org_id", "uploads", ["org_id"])
    op.drop_index("ix_uploads_org_id_created_at_id", table_name="uploads")
    for column in ("expires_at", "etag", "part_size", "storage_id", "brand_kit_id", "purpose"):
        op.drop_column("uploads", column)
    op.drop_table("rate_counts")
    op.drop_table("idempotency")
