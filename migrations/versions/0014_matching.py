"""The matching that follows a link, and what people answered.

Revision: 0014
Follows: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=40)


def upgrade() -> None:
    op.create_table(
        "matching",
        sa.Column("link_id", ROW_ID, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_matching_link_id"),
        sa.PrimaryKeyConstraint("link_id", name="pk_matching"),
    )
    op.create_table(
        "matching_answer",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("link_id", ROW_ID, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("re_leased_record_id", ROW_ID, nullable=False),
        sa.Column("verb", WORD, nullable=False),
        sa.Column("intacct_record_id", ROW_ID, nullable=True),
        sa.Column("answered_by", sa.Text(), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=False),
        sa.Column("archived_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_matching_answer_link_id"),
        sa.ForeignKeyConstraint(
            ["re_leased_record_id"],
            ["record.id"],
            name="fk_matching_answer_re_leased_record_id",
        ),
        sa.ForeignKeyConstraint(
            ["intacct_record_id"], ["record.id"], name="fk_matching_answer_intacct_record_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_matching_answer"),
        sa.UniqueConstraint("re_leased_record_id", name="uq_matching_answer_re_leased_record_id"),
        sa.UniqueConstraint("intacct_record_id", name="uq_matching_answer_intacct_record_id"),
    )


def downgrade() -> None:
    op.drop_table("matching_answer")
    op.drop_table("matching")
