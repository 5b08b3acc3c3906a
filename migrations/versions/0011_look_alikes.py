"""By what records of both sides may be recognised as one and the same.

Revision: 0011
Follows: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MARKS = ("mark_name", "mark_value")


def upgrade() -> None:
    for mark in MARKS:
        # Records that were read before have none until they change: nobody has linked anything yet.
        op.add_column("record", sa.Column(mark, sa.Text(), nullable=True))
        op.create_index(
            f"ix_record_lone_{mark}",
            "record",
            ["link_id", "side", "kind", mark],
            sqlite_where=sa.text(f"{mark} IS NOT NULL AND pair_id IS NULL"),
            postgresql_where=sa.text(f"{mark} IS NOT NULL AND pair_id IS NULL"),
        )


def downgrade() -> None:
    for mark in MARKS:
        op.drop_index(f"ix_record_lone_{mark}", "record")
        op.drop_column("record", mark)
