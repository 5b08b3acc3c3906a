"""Runs that stopped before they wrote far more than usual, and what people answered.

Revision: 0023
Follows: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
LASTING = sa.text("state IN ('open', 'left')")


def upgrade() -> None:
    op.create_table(
        "hold",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("link_id", ROW_ID, nullable=False),
        sa.Column("run_id", ROW_ID, nullable=False),
        sa.Column("plan_id", ROW_ID, nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("answered_by_id", sa.Text(), nullable=False),
        sa.Column("answered_by_name", sa.Text(), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("released_run_id", ROW_ID, nullable=True),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_hold_link_id"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_hold_run_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_hold_plan_id"),
        sa.ForeignKeyConstraint(["released_run_id"], ["run.id"], name="fk_hold_released_run_id"),
        sa.PrimaryKeyConstraint("id", name="pk_hold"),
    )
    op.create_index(
        "ix_hold_lasting",
        "hold",
        ["link_id"],
        unique=True,
        sqlite_where=LASTING,
        postgresql_where=LASTING,
    )
    op.create_index("ix_hold_link_id_id", "hold", ["link_id", "id"])


def downgrade() -> None:
    op.drop_table("hold")
