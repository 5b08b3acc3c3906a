"""What is told of documents that are in step: files on one side only, lines without a property.

Revision: 0010
Follows: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

WITH_FILES = "attachments > attachments_told"
NUMBERS = ("attachments", "attachments_told")


def upgrade() -> None:
    for name in NUMBERS:
        op.add_column("record", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.add_column(
        "record",
        sa.Column("lacks_property", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_index(
        "ix_record_attachments",
        "record",
        ["link_id", "pair_id"],
        sqlite_where=sa.text(WITH_FILES),
        postgresql_where=sa.text(WITH_FILES),
    )
    op.create_index(
        "ix_record_lacks_property",
        "record",
        ["link_id", "kind"],
        sqlite_where=sa.text("lacks_property IS 1"),
        postgresql_where=sa.text("lacks_property IS true"),
    )


def downgrade() -> None:
    op.drop_index("ix_record_lacks_property", "record")
    op.drop_index("ix_record_attachments", "record")
    for name in (*NUMBERS, "lacks_property"):
        op.drop_column("record", name)
