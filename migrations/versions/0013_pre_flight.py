"""What the pre-flight check found when a link was proposed.

Revision: 0013
Follows: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Proposals from before last a day, and were made without a check.
    op.add_column(
        "link_proposal", sa.Column("checks", sa.Text(), server_default="[]", nullable=False)
    )


def downgrade() -> None:
    op.drop_column("link_proposal", "checks")
