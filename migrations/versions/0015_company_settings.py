"""What a finance team sets for its company.

Revision: 0015
Follows: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "company_settings",
        sa.Column("link_id", ROW_ID, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_company_settings_link_id"),
        sa.PrimaryKeyConstraint("link_id", name="pk_company_settings"),
    )


def downgrade() -> None:
    op.drop_table("company_settings")
