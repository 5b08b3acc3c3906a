"""Names that records had before, addresses to open them at, and what else they are found by.

Revision: 0009
Follows: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CONTACTS = "kind IN ('customer', 'vendor')"
NOTE_FORMER_NAME = (
    "INSERT INTO former_name (record_id, link_id, name, folded_name) "
    "SELECT OLD.id, OLD.link_id, OLD.title, OLD.folded_title WHERE OLD.folded_title IS NOT NULL "
    "AND NOT EXISTS (SELECT 1 FROM former_name WHERE record_id = OLD.id "
    "AND folded_name = OLD.folded_title)"
)
HAS_ANOTHER_NAME = "OLD.folded_title <> NEW.folded_title"


def upgrade() -> None:
    op.add_column("record", sa.Column("address", sa.Text(), nullable=False, server_default=""))
    op.add_column("record", sa.Column("contact_key", sa.Text(), nullable=True))
    op.add_column("intent", sa.Column("source_id", ROW_ID, nullable=True))
    _fill_what_can_be_known()
    op.create_table(
        "former_name",
        sa.Column("record_id", ROW_ID, nullable=False),
        sa.Column("link_id", ROW_ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded_name", _by_letter(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_former_name_record_id"),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_former_name_link_id"),
        sa.PrimaryKeyConstraint("record_id", "folded_name", name="pk_former_name"),
    )
    _index("ix_former_name_link_id_folded_name", "former_name", ["link_id", "folded_name"])
    _index("ix_record_contact_name", "record", ["link_id", "folded_title", "id"], CONTACTS)
    _index(
        "ix_record_of_contact",
        "record",
        ["link_id", "side", "contact_key", "id"],
        "contact_key IS NOT NULL",
    )
    _index("ix_record_amount", "record", ["link_id", "amount", "id"], "amount IS NOT NULL")
    _index("ix_intent_source_id", "intent", ["source_id"])
    _index("ix_audit_link_id_subject", "audit", ["link_id", "subject"])
    if op.get_bind().dialect.name == "postgresql":
        _compare_names_by_letter()
        op.execute(
            "CREATE FUNCTION note_former_name() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {NOTE_FORMER_NAME}; RETURN NULL; END $$"
        )
        op.execute(
            "CREATE TRIGGER record_renamed AFTER UPDATE ON record FOR EACH ROW "
            f"WHEN ({HAS_ANOTHER_NAME}) EXECUTE FUNCTION note_former_name()"
        )
    else:
        op.execute(
            "CREATE TRIGGER record_renamed AFTER UPDATE ON record FOR EACH ROW "
            f"WHEN {HAS_ANOTHER_NAME} BEGIN {NOTE_FORMER_NAME}; END"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER record_renamed ON record")
        op.execute("DROP FUNCTION note_former_name()")
        op.alter_column("record", "folded_title", type_=sa.Text())
    else:
        op.execute("DROP TRIGGER record_renamed")
    op.drop_index("ix_audit_link_id_subject", "audit")
    op.drop_index("ix_intent_source_id", "intent")
    for name in ("ix_record_amount", "ix_record_of_contact", "ix_record_contact_name"):
        op.drop_index(name, "record")
    op.drop_table("former_name")
    op.drop_column("intent", "source_id")
    op.drop_column("record", "contact_key")
    op.drop_column("record", "address")


def _by_letter() -> sa.Text:
    """Text that is compared letter by letter, so that an index finds what begins with some letters."""
    return sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _compare_names_by_letter() -> None:
    op.alter_column("record", "folded_title", type_=sa.Text(collation="C"))


def _fill_what_can_be_known() -> None:
    """Contents are JSON on both databases; what a later reading would fill as well is filled now."""
    if op.get_bind().dialect.name == "postgresql":
        contact = "content::json -> 'contact' ->> 'key'"
        source = "(step::json ->> 'source_id')::bigint"
    else:
        contact = "json_extract(content, '$.contact.key')"
        source = "json_extract(step, '$.source_id')"
    op.execute(f"UPDATE record SET contact_key = {contact} WHERE amount IS NOT NULL")  # noqa: S608 - our own words
    op.execute(f"UPDATE intent SET source_id = {source}")  # noqa: S608 - our own words


def _index(name: str, table: str, columns: list[str], where: str = "") -> None:
    condition = sa.text(where) if where else None
    op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)
