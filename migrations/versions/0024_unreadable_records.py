"""What people should know of a ledger may be about records of several kinds, and how many.

The rows are made anew by every reading, so none is carried over.

Revision: 0024
Follows: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.drop_table("notice")
    op.create_table(
        "notice",
        *_columns(),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("record_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_notice_link_id"),
        sa.PrimaryKeyConstraint("link_id", "side", "cause", "kind", name="pk_notice"),
    )


def downgrade() -> None:
    op.drop_table("notice")
    op.create_table(
        "notice",
        *_columns(),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_notice_link_id"),
        sa.PrimaryKeyConstraint("link_id", "side", "cause", name="pk_notice"),
    )


def _columns() -> list[sa.Column[object]]:
    return [
        sa.Column("link_id", ROW_ID, nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("cause", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
    ]
