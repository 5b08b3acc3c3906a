"""What people are told; audit, leases, schedules and deliveries.

Revision: 0003
Follows: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=40)
DIGEST = sa.String(length=64)

TABLES = ("issue", "outbox", "message", "answer", "audit", "lease", "schedule", "delivery")


def upgrade() -> None:
    _make_issue()
    _make_outbox()
    _make_message()
    _make_answer()
    _make_audit()
    _make_lease()
    _make_schedule()
    _make_delivery()
    _forbid_changes()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _make_issue() -> None:
    op.create_table(
        "issue",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("link_id", ROW_ID, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("cause", WORD, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("record_count", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("example", sa.Text(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_issue_link_id"),
        sa.PrimaryKeyConstraint("id", name="pk_issue"),
    )
    op.create_index(
        "ix_issue_open",
        "issue",
        ["link_id", "kind", "state", "cause", "subject"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )


def _make_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("topic", WORD, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("busy_until", MOMENT, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("claimed_generation", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("topic", "subject", name="uq_outbox_topic_subject"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_topic_due_at_id", "outbox", ["topic", "due_at", "id"])


def _make_message() -> None:
    op.create_table(
        "message",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("timestamp", sa.Text(), nullable=False),
        sa.Column("digest", DIGEST, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
        sa.UniqueConstraint("subject", name="uq_message_subject"),
    )


def _make_answer() -> None:
    op.create_table(
        "answer",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_answer"),
    )


def _make_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("link_id", ROW_ID, nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("digest", DIGEST, nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_audit_link_id"),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )


def _make_lease() -> None:
    op.create_table(
        "lease",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("token", ROW_ID, nullable=False),
        sa.Column("expires_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_lease"),
    )


def _make_schedule() -> None:
    op.create_table(
        "schedule",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("link_id", ROW_ID, nullable=False),
        sa.Column("every_seconds", sa.Integer(), nullable=False),
        sa.Column("next_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_schedule_link_id"),
        sa.PrimaryKeyConstraint("name", name="pk_schedule"),
    )


def _make_delivery() -> None:
    op.create_table(
        "delivery",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_delivery"),
    )
    op.create_index("ix_delivery_noted_at", "delivery", ["noted_at"])


def _forbid_changes() -> None:
    """The audit trail only grows: the database itself holds to that."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER audit_never_changed BEFORE UPDATE OR DELETE ON audit "
            "FOR EACH ROW EXECUTE FUNCTION leasebridge_refuse_change()"
        )
        op.execute(
            "CREATE TRIGGER audit_never_emptied BEFORE TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION leasebridge_refuse_change()"
        )
        return
    refuse = "SELECT RAISE(ABORT, 'rows of audit are never changed or deleted')"
    for name, change in (("audit_never_changed", "UPDATE"), ("audit_never_deleted", "DELETE")):
        op.execute(f"CREATE TRIGGER {name} BEFORE {change} ON audit BEGIN {refuse}; END")
