"""Up to when deletions on each side are known.

Revision: 0005
Follows: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "deletion_watermark",
        sa.Column("link_id", ROW_ID, nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("known_until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_deletion_watermark_link_id"),
        sa.PrimaryKeyConstraint("link_id", "side", name="pk_deletion_watermark"),
    )


def downgrade() -> None:
    op.drop_table("deletion_watermark")
