"""What people pick for records that the sync cannot settle by itself.

Revision: 0007
Follows: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=40)
DIGEST = sa.String(length=64)


def upgrade() -> None:
    op.create_table(
        "choice",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("link_id", ROW_ID, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("verb", WORD, nullable=False),
        sa.Column("intacct_record_id", ROW_ID, nullable=False),
        sa.Column("re_leased_record_id", ROW_ID, nullable=False),
        sa.Column("intacct_fingerprint", DIGEST, nullable=False),
        sa.Column("re_leased_fingerprint", DIGEST, nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("person_name", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("chosen_at", MOMENT, nullable=False),
        sa.Column("ending", WORD, nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_choice_link_id"),
        sa.ForeignKeyConstraint(
            ["intacct_record_id"], ["record.id"], name="fk_choice_intacct_record_id"
        ),
        sa.ForeignKeyConstraint(
            ["re_leased_record_id"], ["record.id"], name="fk_choice_re_leased_record_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_choice"),
    )
    op.create_index(
        "ix_choice_open",
        "choice",
        ["intacct_record_id", "re_leased_record_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    for side in ("intacct", "re_leased"):
        op.create_index(f"ix_choice_{side}_record_id", "choice", [f"{side}_record_id"])


def downgrade() -> None:
    op.drop_table("choice")
