"""Links that were proposed, and the mode a link has had at each time.

Revision: 0008
Follows: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=40)


def upgrade() -> None:
    op.create_table(
        "link_proposal",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("intacct_company_id", sa.Text(), nullable=False),
        sa.Column("intacct_entity_id", sa.Text(), nullable=False),
        sa.Column("intacct_name", sa.Text(), nullable=False),
        sa.Column("intacct_currency", sa.Text(), nullable=False),
        sa.Column("re_leased_company_id", sa.Text(), nullable=False),
        sa.Column("re_leased_name", sa.Text(), nullable=False),
        sa.Column("re_leased_currency", sa.Text(), nullable=False),
        sa.Column("native_connection", sa.Text(), nullable=False),
        sa.Column("sync_from", sa.Date(), nullable=False),
        sa.Column("mode", WORD, nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("link_id", ROW_ID, nullable=True),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_link_proposal_link_id"),
        sa.PrimaryKeyConstraint("id", name="pk_link_proposal"),
    )
    op.create_table(
        "link_mode",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("link_id", ROW_ID, nullable=False),
        sa.Column("mode", WORD, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_link_mode_link_id"),
        sa.PrimaryKeyConstraint("id", name="pk_link_mode"),
    )
    if op.get_bind().dialect.name == "postgresql":
        _guard_modes_on_postgresql()
    else:
        _guard_modes_and_links_on_sqlite()


def _guard_modes_on_postgresql() -> None:
    refuse = "EXECUTE FUNCTION leasebridge_refuse_change()"
    op.execute(
        "CREATE TRIGGER link_mode_never_changed BEFORE UPDATE OR DELETE ON link_mode "
        f"FOR EACH ROW {refuse}"
    )
    op.execute(
        "CREATE TRIGGER link_mode_never_emptied BEFORE TRUNCATE ON link_mode "
        f"FOR EACH STATEMENT {refuse}"
    )


def _guard_modes_and_links_on_sqlite() -> None:
    refuse = "SELECT RAISE(ABORT, 'rows of link_mode are never changed or deleted')"
    for name, change in (("changed", "UPDATE"), ("deleted", "DELETE")):
        op.execute(
            f"CREATE TRIGGER link_mode_never_{name} BEFORE {change} ON link_mode BEGIN {refuse}; END"
        )
    # INSERT OR REPLACE takes the old row away without asking the trigger that guards deletions.
    op.execute(
        """
        CREATE TRIGGER link_never_replaced BEFORE INSERT ON link WHEN EXISTS (
            SELECT 1 FROM link WHERE id = NEW.id OR token = NEW.token
            OR re_leased_company_id = NEW.re_leased_company_id
            OR (intacct_company_id = NEW.intacct_company_id
                AND intacct_entity_id = NEW.intacct_entity_id)
        ) BEGIN SELECT RAISE(ABORT, 'rows of link are never changed or deleted'); END
        """
    )


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        op.execute("DROP TRIGGER link_never_replaced")
    op.drop_table("link_mode")
    op.drop_table("link_proposal")
