"""Who looked at their own page lately.

Revision: 0022
Follows: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "home_visit",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("seen", ROW_ID, nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_home_visit"),
    )


def downgrade() -> None:
    op.drop_table("home_visit")
