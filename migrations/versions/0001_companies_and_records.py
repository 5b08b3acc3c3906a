"""The linked companies, the records of both sides, and which records are one.

Revision: 0001
Follows: nothing
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=40)
DIGEST = sa.String(length=64)

TABLES = ("link", "record", "pair", "watermark")


def upgrade() -> None:
    _make_link()
    _make_record()
    _make_pair()
    _make_watermark()
    _forbid_changes()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION leasebridge_refuse_change()")


def _make_link() -> None:
    op.create_table(
        "link",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("intacct_company_id", sa.Text(), nullable=False),
        sa.Column("intacct_entity_id", sa.Text(), nullable=False),
        sa.Column("re_leased_company_id", sa.Text(), nullable=False),
        sa.Column("sync_from", sa.Date(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("linked_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_link"),
        sa.UniqueConstraint(
            "intacct_company_id",
            "intacct_entity_id",
            name="uq_link_intacct_company_id_intacct_entity_id",
        ),
        sa.UniqueConstraint("re_leased_company_id", name="uq_link_re_leased_company_id"),
        sa.UniqueConstraint("token", name="uq_link_token"),
    )


def _make_record() -> None:
    op.create_table(
        "record",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("link_id", ROW_ID, nullable=False),
        sa.Column("side", WORD, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("fingerprint", DIGEST, nullable=False),
        sa.Column("agreed", sa.Text(), nullable=True),
        sa.Column("agreed_fingerprint", DIGEST, nullable=False),
        sa.Column("natural_key", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("document_date", sa.Date(), nullable=True),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=True),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("needs_look", sa.Boolean(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("cause", WORD, nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("pair_id", ROW_ID, nullable=True),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_record_link_id"),
        sa.PrimaryKeyConstraint("id", name="pk_record"),
        sa.UniqueConstraint(
            "link_id", "side", "kind", "key", name="uq_record_link_id_side_kind_key"
        ),
    )
    op.create_index(
        "ix_record_cause",
        "record",
        [
            "link_id",
            "kind",
            "state",
            "cause",
            "subject",
            "currency",
            "amount",
            "side",
            "pair_id",
            "id",
        ],
        sqlite_where=sa.text("cause IS NOT NULL"),
        postgresql_where=sa.text("cause IS NOT NULL"),
    )
    op.create_index(
        "ix_record_lone_to_look_at",
        "record",
        ["link_id", "kind", "side", "id"],
        sqlite_where=sa.text("needs_look IS 1 AND pair_id IS NULL"),
        postgresql_where=sa.text("needs_look IS true AND pair_id IS NULL"),
    )
    op.create_index(
        "ix_record_look_alike",
        "record",
        ["link_id", "side", "kind", "natural_key"],
        sqlite_where=sa.text("natural_key IS NOT NULL AND pair_id IS NULL"),
        postgresql_where=sa.text("natural_key IS NOT NULL AND pair_id IS NULL"),
    )
    op.create_index(
        "ix_record_paired_to_look_at",
        "record",
        ["link_id", "kind", "pair_id"],
        sqlite_where=sa.text("needs_look IS 1 AND pair_id IS NOT NULL"),
        postgresql_where=sa.text("needs_look IS true AND pair_id IS NOT NULL"),
    )
    op.create_index(
        "ix_record_tally",
        "record",
        ["link_id", "gone", "side", "kind", "state", "currency", "amount"],
    )


def _make_pair() -> None:
    op.create_table(
        "pair",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("link_id", ROW_ID, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("intacct_record_id", ROW_ID, nullable=False),
        sa.Column("re_leased_record_id", ROW_ID, nullable=False),
        sa.Column("linked_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["intacct_record_id"], ["record.id"], name="fk_pair_intacct_record_id"
        ),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_pair_link_id"),
        sa.ForeignKeyConstraint(
            ["re_leased_record_id"], ["record.id"], name="fk_pair_re_leased_record_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_pair"),
        sa.UniqueConstraint("intacct_record_id", name="uq_pair_intacct_record_id"),
        sa.UniqueConstraint("re_leased_record_id", name="uq_pair_re_leased_record_id"),
    )


def _make_watermark() -> None:
    op.create_table(
        "watermark",
        sa.Column("link_id", ROW_ID, nullable=False),
        sa.Column("side", WORD, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("newest", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_watermark_link_id"),
        sa.PrimaryKeyConstraint("link_id", "side", "kind", name="pk_watermark"),
    )


def _forbid_changes() -> None:
    """A link is for ever: the database itself holds to that."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            """
            CREATE FUNCTION leasebridge_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME;
            END $$
            """
        )
        op.execute(
            "CREATE TRIGGER link_never_changed BEFORE UPDATE OR DELETE ON link "
            "FOR EACH ROW EXECUTE FUNCTION leasebridge_refuse_change()"
        )
        op.execute(
            "CREATE TRIGGER link_never_emptied BEFORE TRUNCATE ON link "
            "FOR EACH STATEMENT EXECUTE FUNCTION leasebridge_refuse_change()"
        )
        return
    refuse = "SELECT RAISE(ABORT, 'rows of link are never changed or deleted')"
    for name, change in (("link_never_changed", "UPDATE"), ("link_never_deleted", "DELETE")):
        op.execute(f"CREATE TRIGGER {name} BEFORE {change} ON link BEGIN {refuse}; END")
