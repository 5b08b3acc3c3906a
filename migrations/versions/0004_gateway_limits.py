"""How much Intacct is asked at a time, and what it cost.

Revision: 0004
Follows: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = ("gateway_slot", "gateway_bucket", "gateway_usage")


def upgrade() -> None:
    op.create_table(
        "gateway_slot",
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("taken_until", sa.Double(), nullable=False),
        sa.Column("next_holder", sa.Text(), nullable=False),
        sa.Column("next_until", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("company", "slot", name="pk_gateway_slot"),
    )
    op.create_table(
        "gateway_bucket",
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("tokens", sa.Double(), nullable=False),
        sa.Column("refilled_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("company", name="pk_gateway_bucket"),
    )
    op.create_table(
        "gateway_usage",
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("requests", sa.BigInteger(), nullable=False),
        sa.Column("transactions", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("company", "month", name="pk_gateway_usage"),
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
