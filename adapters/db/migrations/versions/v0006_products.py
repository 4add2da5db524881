"""Dubs, retells and glossaries."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from adapters.db.migrations.tenancy import lookup

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_QUEUED = "(render ->> 'state') = 'queued'"
_SIGNATURE = "organisations_with_queued_renders(most integer)"
_OF_CLIPS = (
    "SELECT DISTINCT c.org_id FROM clips c JOIN organisations o ON o.id = c.org_id AND o.deleted_at IS NULL "
    "WHERE (c.render ->> 'state') = 'queued' ORDER BY c.org_id LIMIT most"
)
_OF_ALL = (
    "SELECT DISTINCT q.org_id FROM (SELECT c.org_id, c.render FROM clips c UNION ALL "
    "SELECT d.org_id, d.render FROM dubs d UNION ALL SELECT r.org_id, r.render FROM retells r) q "
    "JOIN organisations o ON o.id = q.org_id AND o.deleted_at IS NULL "
    "WHERE (q.render ->> 'state') = 'queued' ORDER BY q.org_id LIMIT most"
)


def upgrade() -> None:
    _product("dubs", sa.Column("language", sa.String(), nullable=False))
    _product("retells")
    op.create_table(
        "glossaries",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("org_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("project_id", sa.String(), nullable=True),
        sa.Column("source_language", sa.String(), nullable=True),
        sa.Column("target_language", sa.String(), nullable=True),
        sa.Column("terms", postgresql.JSONB(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["org_id"], ["organisations.id"]),
        sa.ForeignKeyConstraint(
            ["org_id", "project_id"],
            ["projects.org_id", "projects.id"],
            name="fk_glossaries_org_id_project_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_glossaries_org_id_created_at_id", "glossaries", ["org_id", "created_at", "id"])
    op.create_index("ix_glossaries_org_id_project_id", "glossaries", ["org_id", "project_id"])
    op.execute("DROP FUNCTION organisations_with_queued_renders")
    lookup(_SIGNATURE, "id varchar", _OF_ALL)


def _product(table: str, *own: sa.Column[object]) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("org_id", sa.String(), nullable=False),
        sa.Column("job_id", sa.String(), nullable=False),
        sa.Column("video_id", sa.String(), nullable=False),
        *own,
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("wish", postgresql.JSONB(), nullable=False),
        sa.Column("settings", postgresql.JSONB(), nullable=False),
        sa.Column("order", postgresql.JSONB(), nullable=True),
        sa.Column("result", postgresql.JSONB(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("recipe", sa.Integer(), nullable=False),
        sa.Column("rendered", sa.Integer(), nullable=True),
        sa.Column("render", postgresql.JSONB(), nullable=True),
        sa.Column("error_code", sa.String(), nullable=True),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["org_id"], ["organisations.id"]),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"]),
        sa.ForeignKeyConstraint(["video_id"], ["videos.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(f"ix_{table}_job_id", table, ["job_id"])
    op.create_index(f"ix_{table}_video_id", table, ["video_id"])
    op.create_index(f"ix_{table}_org_id_created_at_id", table, ["org_id", "created_at", "id"])
    op.create_index(f"ix_{table}_render_queued", table, ["org_id"], postgresql_where=sa.text(_QUEUED))


def downgrade() -> None:
    op.execute("DROP FUNCTION organisations_with_queued_renders")
    lookup(_SIGNATURE, "id varchar", _OF_CLIPS)
    for table in ("glossaries", "retells", "dubs"):
        op.drop_table(table)
