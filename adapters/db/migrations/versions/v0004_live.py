"""One log for an organisation: its own running number beside each job's, and tickets that open a stream of it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event_counters",
        sa.Column("org_id", sa.String(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["org_id"], ["organisations.id"]),
        sa.PrimaryKeyConstraint("org_id"),
        # The row is rewritten with every event: room in its page keeps that from touching the index.
        postgresql_with={"fillfactor": "50"},
    )
    op.create_table(
        "stream_tickets",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("org_id", sa.String(), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("actor_kind", sa.String(), nullable=False),
        sa.Column("permissions", postgresql.JSONB(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["org_id"], ["organisations.id"]),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_index(op.f("ix_stream_tickets_org_id"), "stream_tickets", ["org_id"], unique=False)
    op.add_column("job_events", sa.Column("org_seq", sa.BigInteger(), nullable=True))
    _number_what_was_told()
    op.alter_column("job_events", "org_seq", nullable=False)
    op.create_unique_constraint("uq_job_events_org_id_org_seq", "job_events", ["org_id", "org_seq"])


def _number_what_was_told() -> None:
    op.execute(
        """
        UPDATE job_events SET org_seq = numbered.org_seq
        FROM (
            SELECT org_id, job_id, seq,
                   row_number() OVER (PARTITION BY org_id ORDER BY told_at, job_id, seq) AS org_seq
            FROM (
                -- Clocks of workers differ; a job's own order is kept in any case.
                SELECT org_id, job_id, seq,
                       max(created_at) OVER (PARTITION BY org_id, job_id ORDER BY seq) AS told_at
                FROM job_events
            ) AS told
        ) AS numbered
        WHERE (job_events.org_id, job_events.job_id, job_events.seq)
            = (numbered.org_id, numbered.job_id, numbered.seq)
        """
    )
    op.execute(
        "INSERT INTO event_counters (org_id, last_seq) SELECT org_id, max(org_seq) FROM job_events GROUP BY org_id"
    )


def downgrade() -> None:
    op.drop_constraint("uq_job_events_org_id_org_seq", "job_events")
    op.drop_column("job_events", "org_seq")
    op.drop_table("stream_tickets")
    op.drop_table("event_counters")
