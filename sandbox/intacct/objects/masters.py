"""Field tables of the reference data: accounts, tax, dimensions, entities, the company itself."""

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.objects.definition import (
    FieldSpec,
    ObjectDefinition,
    Relation,
    Rows,
    constant,
    fields_from,
    table_rows,
)
from sandbox.intacct.tables import SortedIndex
from sandbox.intacct.wire.values import Kind

TEXT, INTEGER, BOOLEAN, ENUM, DECIMAL = (
    Kind.TEXT,
    Kind.INTEGER,
    Kind.BOOLEAN,
    Kind.ENUM,
    Kind.DECIMAL,
)

MASTER_STAMPS: tuple[FieldSpec, ...] = (
    ("WHENCREATED", Kind.TIMESTAMP, "created_at"),
    ("WHENMODIFIED", Kind.TIMESTAMP, "modified_at"),
    ("CREATEDBY", INTEGER, "created_by"),
    ("MODIFIEDBY", INTEGER, "modified_by"),
)
TOP_LEVEL: tuple[FieldSpec, ...] = (
    ("MEGAENTITYKEY", TEXT, constant("")),
    ("MEGAENTITYID", TEXT, constant("")),
    ("MEGAENTITYNAME", TEXT, constant("")),
)
STAMP_INDEXES = {"WHENMODIFIED": "modified_at", "WHENCREATED": "created_at"}

_NUMBER: FieldSpec = ("RECORDNO", INTEGER, "record_no")
_ACCOUNT: tuple[FieldSpec, ...] = (
    _NUMBER,
    ("ACCOUNTNO", TEXT, "account_no"),
    ("TITLE", TEXT, "title"),
    ("ACCOUNTTYPE", ENUM, "account_type"),
    ("NORMALBALANCE", ENUM, "normal_balance"),
    ("CLOSINGTYPE", ENUM, "closing_type"),
    ("CLOSINGACCOUNTNO", TEXT, "closing_account_no"),
    ("ALTERNATIVEACCOUNT", ENUM, "alternative_account"),
    ("CATEGORY", TEXT, "category"),
    ("STATUS", ENUM, "status"),
    ("TAXABLE", BOOLEAN, "taxable"),
    ("REQUIREDEPT", BOOLEAN, "require_department"),
    ("REQUIRELOC", BOOLEAN, "require_location"),
    ("REQUIRECLASS", BOOLEAN, "require_class"),
    ("REQUIREPROJECT", BOOLEAN, "require_project"),
    *MASTER_STAMPS,
    *TOP_LEVEL,
)
_TAX_DETAIL: tuple[FieldSpec, ...] = (
    _NUMBER,
    ("DETAILID", TEXT, "detail_id"),
    ("TAXUID", TEXT, lambda row: f"TAX{row.record_no}"),
    ("DESCRIPTION", TEXT, "description"),
    ("TAXTYPE", ENUM, "tax_type"),
    ("VALUE", DECIMAL, "value"),
    ("GLACCOUNT", TEXT, "account_no"),
    ("TAXAUTHORITY", TEXT, "tax_authority"),
    ("TAXSOLUTIONID", TEXT, "tax_solution_id"),
    ("TAXRATE", ENUM, "tax_rate"),
    ("INCLUDE", ENUM, constant("Full Amount")),
    ("REVERSECHARGE", BOOLEAN, "reverse_charge"),
    ("SYSGENERATED", BOOLEAN, constant(False)),
    ("STATUS", ENUM, "status"),
    *MASTER_STAMPS,
    *TOP_LEVEL,
)
_ITEM: tuple[FieldSpec, ...] = (
    _NUMBER,
    ("ITEMID", TEXT, "code"),
    ("NAME", TEXT, "name"),
    ("ITEMTYPE", ENUM, "item_type"),
    ("GLGROUP", TEXT, "gl_group"),
    ("TAXABLE", BOOLEAN, "taxable"),
    ("TAXGROUP.NAME", TEXT, "tax_group"),
    ("INCOMEACCTKEY", TEXT, "income_account_no"),
    ("EXPENSEACCTKEY", TEXT, "expense_account_no"),
    ("EXTENDED_DESCRIPTION", TEXT, "description"),
    ("INVACCTKEY", TEXT, "inventory_account_no"),
    ("COGSACCTKEY", TEXT, "cost_account_no"),
    ("PRODUCTLINEID", TEXT, "product_line"),
    ("ALLOWMULTIPLETAXGRPS", BOOLEAN, "multiple_tax_groups"),
    ("MRR", BOOLEAN, "monthly_recurring"),
    ("UOMGRP", TEXT, "unit"),
    ("STANDARD_UNIT", TEXT, "unit"),
    ("BASE_PRICE", DECIMAL, "base_price"),
    ("STATUS", ENUM, "status"),
    *MASTER_STAMPS,
    *TOP_LEVEL,
)
_TAX_SOLUTION: tuple[FieldSpec, ...] = (
    _NUMBER,
    ("SOLUTIONID", TEXT, "solution_id"),
    ("DESCRIPTION", TEXT, "description"),
    ("TAXMETHOD", ENUM, "tax_method"),
    ("STATUS", ENUM, "status"),
    ("SHOWMULTILINETAX", BOOLEAN, "show_multiline_tax"),
    *MASTER_STAMPS,
)
_ENTITY: tuple[FieldSpec, ...] = (
    _NUMBER,
    ("LOCATIONID", TEXT, "location_id"),
    ("NAME", TEXT, "name"),
    ("CURRENCY", TEXT, "currency"),
    ("OPCOUNTRY", TEXT, "country"),
    ("TAXID", TEXT, "tax_id"),
    ("STATUS", ENUM, "status"),
    *MASTER_STAMPS,
)
_USER: tuple[FieldSpec, ...] = (
    _NUMBER,
    ("LOGINID", TEXT, "login_id"),
    ("STATUS", ENUM, constant("active")),
    *MASTER_STAMPS,
)
_NAME_FIELD = {"DEPARTMENT": "TITLE"}


def master_objects(book: IntacctBook) -> list[ObjectDefinition]:
    """Definitions of the reference data of `book`."""
    return [
        ObjectDefinition(
            "GLACCOUNT",
            fields_from(*_ACCOUNT),
            table_rows(book.accounts, STAMP_INDEXES),
            natural_id="ACCOUNTNO",
        ),
        _tax_detail(book),
        ObjectDefinition(
            "TAXSOLUTION",
            fields_from(*_TAX_SOLUTION),
            table_rows(book.tax_solutions, STAMP_INDEXES),
            natural_id="SOLUTIONID",
        ),
        _checking_account(book),
        ObjectDefinition(
            "ITEM",
            fields_from(*_ITEM),
            table_rows(book.items, STAMP_INDEXES),
            natural_id="ITEMID",
        ),
        ObjectDefinition(
            "LOCATIONENTITY",
            fields_from(*_ENTITY),
            table_rows(book.entities, STAMP_INDEXES),
            natural_id="LOCATIONID",
        ),
        ObjectDefinition(
            "USERINFO",
            fields_from(*_USER),
            table_rows(book.users, STAMP_INDEXES),
            natural_id="LOGINID",
        ),
        _company(book),
        *(_dimension(book, dimension) for dimension in book.dimensions),
    ]


def _tax_detail(book: IntacctBook) -> ObjectDefinition:
    return ObjectDefinition(
        "TAXDETAIL",
        fields_from(*_TAX_DETAIL),
        table_rows(book.tax_details, STAMP_INDEXES),
        {
            "TAXSOLUTION": Relation(
                "TAXSOLUTION",
                "TAXSOLUTIONID",
                lambda row: book.tax_solutions.named(row.tax_solution_id),
            )
        },
        natural_id="DETAILID",
        read_by_natural_id=True,
    )


def _checking_account(book: IntacctBook) -> ObjectDefinition:
    return ObjectDefinition(
        "CHECKINGACCOUNT",
        fields_from(
            _NUMBER,
            ("BANKACCOUNTID", TEXT, "bank_account_id"),
            ("GLACCOUNTNO", TEXT, "account_no"),
            ("CURRENCY", TEXT, constant(book.currency)),
            ("STATUS", ENUM, constant("active")),
            *MASTER_STAMPS,
        ),
        table_rows(book.checking_accounts, STAMP_INDEXES),
        natural_id="BANKACCOUNTID",
    )


def _dimension(book: IntacctBook, dimension: str) -> ObjectDefinition:
    table = book.dimensions[dimension]
    specific: dict[str, tuple[FieldSpec, ...]] = {
        "LOCATION": (("CURRENCY", TEXT, "currency"),),
        "CLASS": (("DESCRIPTION", TEXT, "description"),),
        "PROJECT": (
            ("DESCRIPTION", TEXT, "description"),
            ("CUSTOMERID", TEXT, "customer_id"),
            ("CURRENCY", TEXT, "currency"),
        ),
    }
    return ObjectDefinition(
        dimension,
        fields_from(
            _NUMBER,
            (f"{dimension}ID", TEXT, "code"),
            (_NAME_FIELD.get(dimension, "NAME"), TEXT, "name"),
            ("PARENTID", TEXT, "parent_id"),
            ("STATUS", ENUM, "status"),
            *specific.get(dimension, ()),
            *MASTER_STAMPS,
            *TOP_LEVEL,
        ),
        table_rows(table, STAMP_INDEXES),
        {"PARENT": Relation(dimension, "PARENTID", lambda row: table.named(row.parent_id))},
        natural_id=f"{dimension}ID",
    )


def _company(book: IntacctBook) -> ObjectDefinition:
    """COMPANY, of which only the fields that name the company are given (the rest is unknown)."""
    only = SortedIndex()
    only.add(1, 1)
    return ObjectDefinition(
        "COMPANY",
        fields_from(
            ("RECORDNO", INTEGER, constant(1)),
            ("COMPANYID", TEXT, constant(book.company_id)),
            ("NAME", TEXT, constant(book.company_name)),
            ("CURRENCY", TEXT, constant(book.currency)),
            ("STATUS", ENUM, constant("active")),
        ),
        Rows(numbers=only, get=lambda number: book if number == 1 else None),
        natural_id="COMPANYID",
    )
