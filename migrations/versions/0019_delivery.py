"""Whose turn it is to be posted, and what an operator was told of.

Revision: 0019
Follows: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("outbox", sa.Column("lane", sa.Text(), nullable=True))
    op.create_index("ix_outbox_topic_lane_id", "outbox", ["topic", "lane", "id"])
    op.add_column("message", sa.Column("kept_at", MOMENT, nullable=True))
    op.create_table(
        "channel_pace",
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("free_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("lane", name="pk_channel_pace"),
    )
    op.create_table(
        "trouble",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("over_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_trouble"),
    )
    op.create_index(
        "ix_trouble_open",
        "trouble",
        ["subject"],
        unique=True,
        sqlite_where=sa.text("over_at IS NULL"),
        postgresql_where=sa.text("over_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("trouble")
    op.drop_table("channel_pace")
    op.drop_column("message", "kept_at")
    op.drop_index("ix_outbox_topic_lane_id", "outbox")
    op.drop_column("outbox", "lane")
