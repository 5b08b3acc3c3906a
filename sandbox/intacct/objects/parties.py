"""Field tables of customers, vendors and contacts."""

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.master_records import Party
from sandbox.intacct.objects.definition import (
    FieldSpec,
    ObjectDefinition,
    Relation,
    fields_from,
    table_rows,
)
from sandbox.intacct.objects.masters import MASTER_STAMPS, STAMP_INDEXES, TOP_LEVEL
from sandbox.intacct.rules.parties import CUSTOMER, VENDOR
from sandbox.intacct.tables import Table
from sandbox.intacct.wire.values import Kind

TEXT, INTEGER, BOOLEAN, ENUM = Kind.TEXT, Kind.INTEGER, Kind.BOOLEAN, Kind.ENUM

_CONTACT: tuple[FieldSpec, ...] = (
    ("RECORDNO", INTEGER, "record_no"),
    ("CONTACTNAME", TEXT, "contact_name"),
    ("PRINTAS", TEXT, "print_as"),
    ("COMPANYNAME", TEXT, "company_name"),
    ("PREFIX", TEXT, "prefix"),
    ("FIRSTNAME", TEXT, "first_name"),
    ("LASTNAME", TEXT, "last_name"),
    ("INITIAL", TEXT, "initial"),
    ("PHONE1", TEXT, "phone1"),
    ("PHONE2", TEXT, "phone2"),
    ("CELLPHONE", TEXT, "cellphone"),
    ("PAGER", TEXT, "pager"),
    ("FAX", TEXT, "fax"),
    ("EMAIL1", TEXT, "email1"),
    ("EMAIL2", TEXT, "email2"),
    ("URL1", TEXT, "url1"),
    ("URL2", TEXT, "url2"),
    ("TAXID", TEXT, "tax_id"),
    ("TAXABLE", BOOLEAN, "taxable"),
    ("STATUS", ENUM, "status"),
    ("MAILADDRESS.ADDRESS1", TEXT, "address1"),
    ("MAILADDRESS.ADDRESS2", TEXT, "address2"),
    ("MAILADDRESS.ADDRESS3", TEXT, "address3"),
    ("MAILADDRESS.CITY", TEXT, "city"),
    ("MAILADDRESS.STATE", TEXT, "state"),
    ("MAILADDRESS.ZIP", TEXT, "zip_code"),
    ("MAILADDRESS.COUNTRY", TEXT, "country"),
    ("MAILADDRESS.COUNTRYCODE", TEXT, "country_code"),
    *MASTER_STAMPS,
)
_PARTY: tuple[FieldSpec, ...] = (
    ("RECORDNO", INTEGER, "record_no"),
    ("NAME", TEXT, "name"),
    ("STATUS", ENUM, "status"),
    ("PARENTID", TEXT, "parent_id"),
    ("TERMNAME", TEXT, "term_name"),
    ("TAXID", TEXT, "tax_id"),
    ("CURRENCY", TEXT, "currency"),
    ("CREDITLIMIT", Kind.CURRENCY, "credit_limit"),
    ("ONHOLD", BOOLEAN, "on_hold"),
    ("COMMENTS", TEXT, "comments"),
    *MASTER_STAMPS,
    *TOP_LEVEL,
)


def party_objects(book: IntacctBook) -> list[ObjectDefinition]:
    """Definitions of CUSTOMER, VENDOR and CONTACT of `book`."""
    contact = ObjectDefinition(
        "CONTACT",
        fields_from(*_CONTACT),
        table_rows(book.contacts, STAMP_INDEXES),
        natural_id="CONTACTNAME",
    )
    return [contact, _customer(book), _vendor(book)]


def _customer(book: IntacctBook) -> ObjectDefinition:
    return _party(
        book,
        "CUSTOMER",
        book.customers,
        ("CUSTTYPE", TEXT, "type_name"),
        ("ARACCOUNT", TEXT, "account_no"),
        ("DELIVERY_OPTIONS", ENUM, "delivery_options"),
        ("ENTITY", TEXT, lambda row: f"C{row.party_id}"),
        ("TOTALDUE", Kind.CURRENCY, lambda row: book.owed_by(CUSTOMER, row.party_id)),
        contacts=("BILLTO", "SHIPTO"),
    )


def _vendor(book: IntacctBook) -> ObjectDefinition:
    # A vendor is paid and returned to; that its contacts are named as on AP bills is a guess.
    return _party(
        book,
        "VENDOR",
        book.vendors,
        ("VENDTYPE", TEXT, "type_name"),
        ("APACCOUNT", TEXT, "account_no"),
        ("ENTITY", TEXT, lambda row: f"V{row.party_id}"),
        ("TOTALDUE", Kind.CURRENCY, lambda row: book.owed_by(VENDOR, row.party_id)),
        contacts=("PAYTO", "RETURNTO"),
    )


def _party(
    book: IntacctBook,
    name: str,
    table: Table[Party],
    *specific: FieldSpec,
    contacts: tuple[str, str],
) -> ObjectDefinition:
    bill_to, ship_to = contacts
    named = book.contacts.named
    return ObjectDefinition(
        name,
        fields_from((f"{name}ID", TEXT, "party_id"), *_PARTY, *specific),
        table_rows(table, STAMP_INDEXES),
        {
            "DISPLAYCONTACT": Relation(
                "CONTACT", "DISPLAYCONTACTKEY", lambda row: named(row.display_contact)
            ),
            bill_to: Relation("CONTACT", f"{bill_to}KEY", lambda row: named(row.bill_to)),
            ship_to: Relation("CONTACT", f"{ship_to}KEY", lambda row: named(row.ship_to)),
            "PARENT": Relation(name, "PARENTID", lambda row: table.named(row.parent_id)),
        },
        natural_id=f"{name}ID",
        nested=("DISPLAYCONTACT",),
    )
