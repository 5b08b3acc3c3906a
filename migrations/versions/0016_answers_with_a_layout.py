"""Answers that have a layout, and answers that a person shares with their channel.

Revision: 0016
Follows: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("answer", sa.Column("blocks", sa.Text(), nullable=False, server_default=""))
    op.add_column(
        "answer", sa.Column("is_shared", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    op.drop_column("answer", "is_shared")
    op.drop_column("answer", "blocks")
