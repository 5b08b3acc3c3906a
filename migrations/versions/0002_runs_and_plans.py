"""Runs, the plans they make, and the journal of what they write.

Revision: 0002
Follows: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=40)
DIGEST = sa.String(length=64)

TABLES = ("run", "plan", "plan_step", "intent")


def upgrade() -> None:
    _make_run()
    _make_plan()
    _make_plan_step()
    _make_intent()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _make_run() -> None:
    op.create_table(
        "run",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("link_id", ROW_ID, nullable=False),
        sa.Column("purpose", WORD, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("person_name", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("plan_id", ROW_ID, nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("phase", WORD, nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("needs_a_person", sa.Integer(), nullable=False),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("started_at", MOMENT, nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_run_link_id"),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
    )
    op.create_index("ix_run_link_id_id", "run", ["link_id", "id"])
    op.create_index(
        "ix_run_unfinished",
        "run",
        ["id"],
        sqlite_where=sa.text("state IN ('queued', 'running')"),
        postgresql_where=sa.text("state IN ('queued', 'running')"),
    )


def _make_plan() -> None:
    op.create_table(
        "plan",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("run_id", ROW_ID, nullable=False),
        sa.Column("link_id", ROW_ID, nullable=False),
        sa.Column("digest", DIGEST, nullable=False),
        sa.Column("applied_by_run", ROW_ID, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["applied_by_run"], ["run.id"], name="fk_plan_applied_by_run"),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_plan_link_id"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_plan_run_id"),
        sa.PrimaryKeyConstraint("id", name="pk_plan"),
    )


def _make_plan_step() -> None:
    op.create_table(
        "plan_step",
        sa.Column("plan_id", ROW_ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("verb", WORD, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("side", WORD, nullable=False),
        sa.Column("source_id", ROW_ID, nullable=False),
        sa.Column("target_id", ROW_ID, nullable=True),
        sa.Column("digest", DIGEST, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_plan_step_plan_id"),
        sa.ForeignKeyConstraint(["source_id"], ["record.id"], name="fk_plan_step_source_id"),
        sa.ForeignKeyConstraint(["target_id"], ["record.id"], name="fk_plan_step_target_id"),
        sa.PrimaryKeyConstraint("plan_id", "position", name="pk_plan_step"),
    )
    op.create_index(
        "ix_plan_step_sort",
        "plan_step",
        ["plan_id", "kind", "verb", "side", "position", "currency", "amount"],
    )
    op.create_index("ix_plan_step_source", "plan_step", ["plan_id", "source_id"])
    op.create_index("ix_plan_step_target", "plan_step", ["plan_id", "target_id"])


def _make_intent() -> None:
    op.create_table(
        "intent",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("link_id", ROW_ID, nullable=False),
        sa.Column("run_id", ROW_ID, nullable=False),
        sa.Column("side", WORD, nullable=False),
        sa.Column("verb", WORD, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("step_digest", DIGEST, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("write", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_intent_link_id"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_intent_run_id"),
        sa.PrimaryKeyConstraint("id", name="pk_intent"),
        sa.UniqueConstraint("key", name="uq_intent_key"),
    )
    op.create_index(
        "ix_intent_result",
        "intent",
        ["run_id", "state", "kind", "verb", "side", "currency", "amount"],
    )
    op.create_index("ix_intent_step_digest", "intent", ["step_digest"])
    op.create_index(
        "ix_intent_unresolved",
        "intent",
        ["link_id", "id"],
        sqlite_where=sa.text("state IN ('sending', 'unknown')"),
        postgresql_where=sa.text("state IN ('sending', 'unknown')"),
    )
