"""Transcripts, edits of clips, and review policies."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from adapters.db.migrations.tenancy import lookup

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_CLIPS = ("revision", "recipe", "rendered", "transcript_revision", "settings", "render")
_REVIEWS = ("actor", "reason", "policy", "reminded_at", "escalated_at")


def upgrade() -> None:
    _transcripts()
    _clips()
    _reviews()


def _transcripts() -> None:
    op.create_table(
        "transcripts",
        sa.Column("video_id", sa.String(), nullable=False),
        sa.Column("org_id", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("artifact", postgresql.JSONB(), nullable=False),
        sa.Column("base", postgresql.JSONB(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["video_id"], ["videos.id"]),
        sa.ForeignKeyConstraint(["org_id"], ["organisations.id"]),
        sa.PrimaryKeyConstraint("video_id"),
    )
    op.create_index("ix_transcripts_org_id", "transcripts", ["org_id"])
    op.create_table(
        "transcript_revisions",
        sa.Column("video_id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("org_id", sa.String(), nullable=False),
        sa.Column("artifact", postgresql.JSONB(), nullable=False),
        sa.Column("base", postgresql.JSONB(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("actor_kind", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("operations", postgresql.JSONB(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["video_id"], ["transcripts.video_id"]),
        sa.ForeignKeyConstraint(["org_id"], ["organisations.id"]),
        sa.PrimaryKeyConstraint("video_id", "revision"),
    )
    op.create_index(
        "ix_transcript_revisions_org_id_video_id", "transcript_revisions", ["org_id", "video_id", "created_at", "id"]
    )


def _clips() -> None:
    op.create_table(
        "job_analyses",
        sa.Column("job_id", sa.String(), nullable=False),
        sa.Column("org_id", sa.String(), nullable=False),
        sa.Column("transcript", postgresql.JSONB(), nullable=False),
        sa.Column("picture", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"]),
        sa.ForeignKeyConstraint(["org_id"], ["organisations.id"]),
        sa.PrimaryKeyConstraint("job_id"),
    )
    op.create_index("ix_job_analyses_org_id", "job_analyses", ["org_id"])
    for name in ("revision", "recipe"):
        op.add_column("clips", sa.Column(name, sa.Integer(), nullable=False, server_default="1"))
        op.alter_column("clips", name, server_default=None)
    op.add_column("clips", sa.Column("rendered", sa.Integer(), nullable=True))
    op.add_column("clips", sa.Column("transcript_revision", sa.Integer(), nullable=True))
    op.execute("UPDATE clips SET rendered = 1 WHERE state = 'published'")
    op.add_column("clips", sa.Column("settings", postgresql.JSONB(), nullable=False, server_default="{}"))
    op.alter_column("clips", "settings", server_default=None)
    op.add_column("clips", sa.Column("render", postgresql.JSONB(), nullable=True))
    queued = sa.text("(render ->> 'state') = 'queued'")
    op.create_index("ix_clips_render_queued", "clips", ["org_id"], postgresql_where=queued)
    lookup(
        "organisations_with_queued_renders(most integer)",
        "id varchar",
        "SELECT DISTINCT c.org_id FROM clips c JOIN organisations o ON o.id = c.org_id AND o.deleted_at IS NULL "
        "WHERE (c.render ->> 'state') = 'queued' ORDER BY c.org_id LIMIT most",
    )


def _reviews() -> None:
    op.create_table(
        "review_policies",
        sa.Column("org_id", sa.String(), nullable=False),
        sa.Column("project_id", sa.String(), nullable=False),
        sa.Column("gates", postgresql.JSONB(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["org_id"], ["organisations.id"]),
        sa.ForeignKeyConstraint(
            ["org_id", "project_id"],
            ["projects.org_id", "projects.id"],
            name="fk_review_policies_org_id_project_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("org_id", "project_id"),
    )
    op.add_column("reviews", sa.Column("actor", sa.String(), nullable=True))
    op.add_column("reviews", sa.Column("reason", sa.String(), nullable=True))
    op.add_column("reviews", sa.Column("policy", postgresql.JSONB(), nullable=True))
    op.add_column("reviews", sa.Column("reminded_at", _MOMENT, nullable=True))
    op.add_column("reviews", sa.Column("escalated_at", _MOMENT, nullable=True))
    op.execute("UPDATE reviews SET actor = decision->>'decided_by', reason = decision->>'note'")


def downgrade() -> None:
    for name in reversed(_REVIEWS):
        op.drop_column("reviews", name)
    op.drop_table("review_policies")
    op.execute("DROP FUNCTION organisations_with_queued_renders")
    op.drop_index("ix_clips_render_queued", table_name="clips")
    for name in reversed(_CLIPS):
        op.drop_column("clips", name)
    op.drop_table("job_analyses")
    op.drop_table("transcript_revisions")
    op.drop_table("transcripts")
