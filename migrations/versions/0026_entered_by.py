"""Who entered a document, so that nobody approves what they entered and somebody else changed.

Revision: 0026
Follows: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Unknown of what was read before, until it is read again.
    op.add_column("record", sa.Column("entered_by", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("record", "entered_by")
