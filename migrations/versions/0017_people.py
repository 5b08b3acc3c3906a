"""What the chat's directory said of people and user groups.

Revision: 0017
Follows: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=40)


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("membership", WORD, nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("read_at", MOMENT, nullable=False),
        sa.Column("forgotten_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("person_id", name="pk_person"),
    )
    op.create_table(
        "user_group",
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("read_at", MOMENT, nullable=False),
        sa.Column("forgotten_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("group_id", name="pk_user_group"),
    )
    op.create_table(
        "group_member",
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("group_id", "person_id", name="pk_group_member"),
    )


def downgrade() -> None:
    op.drop_table("group_member")
    op.drop_table("user_group")
    op.drop_table("person")
