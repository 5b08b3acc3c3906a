"""What people were told, and what they did about it.

Revision: 0021
Follows: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=40)
DIGEST = sa.String(length=64)


def upgrade() -> None:
    _care_of_issues()
    _issue_lists()
    _stoppages()
    _alert_marks()
    _watches()


def _care_of_issues() -> None:
    op.create_table(
        "issue_care",
        sa.Column("issue_id", ROW_ID, nullable=False),
        sa.Column("link_id", ROW_ID, nullable=False),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("assigned_to", sa.Text(), nullable=False),
        sa.Column("assigned_at", MOMENT, nullable=True),
        sa.Column("snoozed_until", MOMENT, nullable=True),
        sa.Column("snoozed_by_id", sa.Text(), nullable=False),
        sa.Column("snoozed_by_name", sa.Text(), nullable=False),
        sa.Column("muted_by_id", sa.Text(), nullable=False),
        sa.Column("muted_by_name", sa.Text(), nullable=False),
        sa.Column("muted_why", sa.Text(), nullable=False),
        sa.Column("muted_at", MOMENT, nullable=True),
        sa.Column("escalated_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_issue_care_issue_id"),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_issue_care_link_id"),
        sa.PrimaryKeyConstraint("issue_id", name="pk_issue_care"),
    )
    living = sa.text("told_at IS NOT NULL AND said <> 'closed'")
    op.create_index(
        "ix_issue_care_told",
        "issue_care",
        ["link_id", "issue_id"],
        sqlite_where=living,
        postgresql_where=living,
    )
    op.create_index("ix_issue_care_escalated", "issue_care", ["link_id", "escalated_at"])


def _issue_lists() -> None:
    op.create_table(
        "issue_list",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("link_id", ROW_ID, nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("newest", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_issue_list_link_id"),
        sa.PrimaryKeyConstraint("id", name="pk_issue_list"),
    )
    _index_of_what_lasts("ix_issue_list_current", "issue_list", ["link_id"], unique=True)


def _stoppages() -> None:
    op.create_table(
        "stoppage",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("link_id", ROW_ID, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last_run_id", ROW_ID, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("works_again", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_stoppage_link_id"),
        sa.ForeignKeyConstraint(["last_run_id"], ["run.id"], name="fk_stoppage_last_run_id"),
        sa.PrimaryKeyConstraint("id", name="pk_stoppage"),
    )
    _index_of_what_lasts("ix_stoppage_lasting", "stoppage", ["link_id"], unique=True)


def _alert_marks() -> None:
    op.create_table(
        "alert_mark",
        sa.Column("link_id", ROW_ID, nullable=False),
        sa.Column("newest_issue", ROW_ID, nullable=False),
        sa.Column("digest_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_alert_mark_link_id"),
        sa.PrimaryKeyConstraint("link_id", name="pk_alert_mark"),
    )


def _watches() -> None:
    op.create_table(
        "watch",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("link_id", ROW_ID, nullable=False),
        sa.Column("record_id", ROW_ID, nullable=False),
        sa.Column("awaited", WORD, nullable=False),
        sa.Column("fingerprint", DIGEST, nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("person_name", sa.Text(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("remind_at", MOMENT, nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("ending", WORD, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_watch_link_id"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_watch_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_watch"),
    )
    _index_of_what_lasts(
        "ix_watch_lasting", "watch", ["link_id", "record_id", "awaited", "person_id"], unique=True
    )
    _index_of_what_lasts("ix_watch_due", "watch", ["remind_at"], unique=False)


def _index_of_what_lasts(name: str, table: str, columns: list[str], *, unique: bool) -> None:
    lasts = sa.text("ended_at IS NULL")
    op.create_index(name, table, columns, unique=unique, sqlite_where=lasts, postgresql_where=lasts)


def downgrade() -> None:
    for table in ("watch", "alert_mark", "stoppage", "issue_list", "issue_care"):
        op.drop_table(table)
