"""Drafts that await approval, what people decided about them, and who decides for whom.

Revision: 0020
Follows: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=40)
DIGEST = sa.String(length=64)
DOCUMENTS = "('sales_invoice', 'bill', 'sales_credit', 'purchase_credit')"
IS_ACTIVE = sa.text("ended_at IS NULL")


def upgrade() -> None:
    _mark_drafts()
    _create_approvals()
    _create_decisions()
    _create_delegations()


def _mark_drafts() -> None:
    op.add_column(
        "record", sa.Column("is_draft", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("record", sa.Column("workflow", sa.Text(), nullable=False, server_default=""))
    # A quotation mark within a text is written with a backslash before it, so only the status can match.
    op.execute(
        sa.text(
            f"UPDATE record SET is_draft = :yes WHERE kind IN {DOCUMENTS} "  # noqa: S608 - our own words
            'AND content LIKE \'%"status":"draft"%\''
        ).bindparams(sa.bindparam("yes", True, type_=sa.Boolean()))
    )
    op.create_index(
        "ix_record_draft",
        "record",
        ["link_id", "side", "id"],
        sqlite_where=sa.text("is_draft IS 1"),
        postgresql_where=sa.text("is_draft IS true"),
    )


def _create_approvals() -> None:
    op.create_table(
        "approval",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("link_id", ROW_ID, nullable=False),
        sa.Column("batch_id", ROW_ID, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("intacct_record_id", ROW_ID, nullable=False),
        sa.Column("re_leased_record_id", ROW_ID, nullable=False),
        sa.Column("intacct_fingerprint", DIGEST, nullable=False),
        sa.Column("re_leased_fingerprint", DIGEST, nullable=False),
        sa.Column("digest", DIGEST, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("title", "contact", "tags")),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("changers", sa.Text(), nullable=False),
        sa.Column("oddities", sa.Text(), nullable=False),
        sa.Column("workflow", sa.Text(), nullable=False),
        sa.Column("is_tax_pending", sa.Boolean(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("verb", WORD, nullable=True),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("reminded_at", MOMENT, nullable=True),
        sa.Column("escalated_at", MOMENT, nullable=True),
        sa.Column("run_id", ROW_ID, nullable=True),
        sa.Column("taken_up_at", MOMENT, nullable=True),
        sa.Column("posted_at", MOMENT, nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_approval_link_id"),
        sa.ForeignKeyConstraint(
            ["intacct_record_id"], ["record.id"], name="fk_approval_intacct_record_id"
        ),
        sa.ForeignKeyConstraint(
            ["re_leased_record_id"], ["record.id"], name="fk_approval_re_leased_record_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_approval"),
    )
    op.create_index(
        "ix_approval_active",
        "approval",
        ["intacct_record_id"],
        unique=True,
        sqlite_where=IS_ACTIVE,
        postgresql_where=IS_ACTIVE,
    )
    op.create_index(
        "ix_approval_active_link",
        "approval",
        ["link_id", "id"],
        sqlite_where=IS_ACTIVE,
        postgresql_where=IS_ACTIVE,
    )
    op.create_index("ix_approval_batch", "approval", ["batch_id", "id"])
    op.create_index("ix_approval_intacct_record", "approval", ["intacct_record_id", "id"])


def _create_decisions() -> None:
    op.create_table(
        "approval_decision",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("approval_id", ROW_ID, nullable=False),
        sa.Column("verb", WORD, nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("person_name", sa.Text(), nullable=False),
        sa.Column("behalf_id", sa.Text(), nullable=False),
        sa.Column("behalf_name", sa.Text(), nullable=False),
        sa.Column("digest", DIGEST, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["approval_id"], ["approval.id"], name="fk_approval_decision_approval_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_approval_decision"),
        sa.UniqueConstraint(
            "approval_id",
            "person_id",
            "verb",
            name="uq_approval_decision_approval_id_person_id_verb",
        ),
    )
    if op.get_bind().dialect.name == "postgresql":
        refuse = "EXECUTE FUNCTION leasebridge_refuse_change()"
        op.execute(
            "CREATE TRIGGER approval_decision_never_changed BEFORE UPDATE OR DELETE "
            f"ON approval_decision FOR EACH ROW {refuse}"
        )
        op.execute(
            "CREATE TRIGGER approval_decision_never_emptied BEFORE TRUNCATE "
            f"ON approval_decision FOR EACH STATEMENT {refuse}"
        )
        return
    refuse = "SELECT RAISE(ABORT, 'rows of approval_decision are never changed or deleted')"
    for name, change in (("changed", "UPDATE"), ("deleted", "DELETE")):
        op.execute(
            f"CREATE TRIGGER approval_decision_never_{name} BEFORE {change} ON approval_decision "
            f"BEGIN {refuse}; END"
        )


def _create_delegations() -> None:
    op.create_table(
        "delegation",
        sa.Column("id", ROW_ID, nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("giver_id", "giver_name", "taker_id", "taker_name")
        ),
        sa.Column("begins_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_delegation"),
    )
    for person in ("taker", "giver"):
        op.create_index(f"ix_delegation_{person}", "delegation", [f"{person}_id", "ends_at"])


def downgrade() -> None:
    for table in ("delegation", "approval_decision", "approval"):
        op.drop_table(table)
    op.drop_index("ix_record_draft", "record")
    for name in ("workflow", "is_draft"):
        op.drop_column("record", name)
