"""Records that people hold where they are, and records found by what people call them.

Revision: 0006
Follows: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
OPEN = "relinked_at IS NULL"


def upgrade() -> None:
    op.create_table(
        "unlinking",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("link_id", ROW_ID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("intacct_record_id", ROW_ID, nullable=True),
        sa.Column("re_leased_record_id", ROW_ID, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("person_name", sa.Text(), nullable=False),
        sa.Column("unlinked_at", MOMENT, nullable=False),
        sa.Column("relinked_by_id", sa.Text(), nullable=False),
        sa.Column("relinked_by_name", sa.Text(), nullable=False),
        sa.Column("relinked_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_unlinking_link_id"),
        sa.ForeignKeyConstraint(
            ["intacct_record_id"], ["record.id"], name="fk_unlinking_intacct_record_id"
        ),
        sa.ForeignKeyConstraint(
            ["re_leased_record_id"], ["record.id"], name="fk_unlinking_re_leased_record_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_unlinking"),
    )
    for side in ("intacct", "re_leased"):
        _index(f"ix_unlinking_{side}_record", [f"{side}_record_id"], unique=True)
    _index("ix_unlinking_open", ["link_id", "unlinked_at"], unique=False)
    op.add_column("record", sa.Column("folded_title", sa.Text(), nullable=True))
    # Close enough until a record is read again: capitals beyond ASCII are folded by Python only.
    op.execute("UPDATE record SET folded_title = substr(lower(trim(title)), 1, 500)")
    op.create_index("ix_record_link_id_folded_title", "record", ["link_id", "folded_title"])


def downgrade() -> None:
    op.drop_index("ix_record_link_id_folded_title", "record")
    op.drop_column("record", "folded_title")
    op.drop_table("unlinking")


def _index(name: str, columns: list[str], *, unique: bool) -> None:
    op.create_index(
        name,
        "unlinking",
        columns,
        unique=unique,
        sqlite_where=sa.text(OPEN),
        postgresql_where=sa.text(OPEN),
    )
