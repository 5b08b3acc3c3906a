"""Companies that somebody paused.

Revision: 0018
Follows: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "pause",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("link_id", ROW_ID, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("person_name", sa.Text(), nullable=False),
        sa.Column("paused_at", MOMENT, nullable=False),
        sa.Column("ended_by_id", sa.Text(), nullable=False),
        sa.Column("ended_by_name", sa.Text(), nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_pause_link_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pause"),
    )
    op.create_index(
        "ix_pause_open",
        "pause",
        ["link_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    op.drop_table("pause")
