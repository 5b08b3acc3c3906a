"""What people should know about a ledger as a whole.

Revision: 0012
Follows: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("link_id", ROW_ID, nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("cause", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_notice_link_id"),
        sa.PrimaryKeyConstraint("link_id", "side", "cause", name="pk_notice"),
    )


def downgrade() -> None:
    op.drop_table("notice")
