"""Reading reference data: dimension values, tax details, accounts."""

from collections.abc import Callable, Sequence

from sync.domain.kinds import RecordKind
from sync.domain.records import (
    Account,
    AccountClass,
    Dimension,
    DimensionValue,
    Reference,
    Sighting,
    TaxDetail,
    TaxUse,
)
from sync.ledgers.intacct.dimensions import USER_DEFINED_KEY, EnabledDimension, value_key
from sync.ledgers.intacct.reading.query import Query, changed_at
from sync.ledgers.intacct.reading.source import CREATED_MASTER, Source
from sync.ledgers.intacct.wire.envelope import Row
from sync.ledgers.intacct.wire.values import percentage_of

MASTER_STAMPS = (CREATED_MASTER, "WHENMODIFIED", "MODIFIEDBY")
"""What every master record says of its own history."""

USER_DEFINED_STAMPS = ("createdAt", "updatedAt", "updatedBy")
"""The same of records of a user-defined dimension."""

_CLASSES = {
    ("balancesheet", "debit"): AccountClass.ASSET,
    ("balancesheet", "credit"): AccountClass.LIABILITY,
    ("incomestatement", "debit"): AccountClass.EXPENSE,
    ("incomestatement", "credit"): AccountClass.REVENUE,
}
_TAX_USES = {
    "sale": TaxUse.SALES,
    "s": TaxUse.SALES,
    "purchase": TaxUse.PURCHASES,
    "p": TaxUse.PURCHASES,
}


def reference_sources(dimensions: Sequence[EnabledDimension]) -> list[Source]:
    """The values of the dimensions in use, the tax details of all tax solutions, the chart of accounts."""
    return [
        *(_dimension_values(one) for one in dimensions),
        _source(
            RecordKind.TAX_DETAIL,
            "TAXDETAIL",
            ("DETAILID", "DESCRIPTION", "TAXTYPE", "VALUE"),
            tax_detail,
        ),
        _source(
            RecordKind.ACCOUNT,
            "GLACCOUNT",
            ("ACCOUNTNO", "TITLE", "ACCOUNTTYPE", "NORMALBALANCE"),
            account,
        ),
    ]


def dimension_sightings(
    dimensions: Sequence[EnabledDimension], *, active: bool
) -> tuple[Sighting, ...]:
    """The dimensions in use, or those switched off: there is no time to filter them by."""
    return tuple(
        Sighting(
            RecordKind.DIMENSION,
            one.object_name,
            Dimension(name=one.term or one.object_name, active=active),
        )
        for one in dimensions
    )


def _dimension_values(dimension: EnabledDimension) -> Source:
    fields = (dimension.id_field, dimension.name_field)
    if dimension.is_user_defined:
        query = Query(dimension.object_name, (*fields, *USER_DEFINED_STAMPS), key=USER_DEFINED_KEY)
    else:
        query = Query(dimension.object_name, (*fields, "STATUS", *MASTER_STAMPS))
    return Source(
        RecordKind.DIMENSION_VALUE,
        query,
        lambda rows, _found: (dimension_value(dimension, row) for row in rows),
        # The stamps of projects cannot be relied on; those of user-defined objects are called otherwise.
        read_whole=dimension.is_user_defined or dimension.object_name == "PROJECT",
    )


def _source(
    kind: RecordKind, object_name: str, fields: tuple[str, ...], build: Callable[[Row], Sighting]
) -> Source:
    query = Query(object_name, (*fields, "STATUS", *MASTER_STAMPS))
    return Source(kind, query, lambda rows, _found: map(build, rows))


def dimension_value(dimension: EnabledDimension, row: Row) -> Sighting:
    """A value of a dimension, keyed `LOCATION:<id>`.

    A user-defined dimension's values have a number and a name and no state of their own (a guess: that the
    name is what people know them by).
    """
    code, name = row[dimension.id_field.upper()], row[dimension.name_field.upper()]
    record = DimensionValue(
        dimension=Reference(RecordKind.DIMENSION, dimension.object_name),
        code=code,
        name=name or code,
        active=is_active(row),
    )
    return _sighting(
        RecordKind.DIMENSION_VALUE, value_key(dimension.object_name, code), record, row
    )


def tax_detail(row: Row) -> Sighting:
    """A TAXDETAIL. A tax type that is neither Sale nor Purchase may stand on both: a guess."""
    code = row["DETAILID"]
    record = TaxDetail(
        code=code,
        name=row["DESCRIPTION"] or code,
        rate=percentage_of(row["VALUE"]),
        use=_TAX_USES.get(row["TAXTYPE"].lower(), TaxUse.BOTH),
        active=is_active(row),
    )
    return _sighting(RecordKind.TAX_DETAIL, code, record, row)


def account(row: Row) -> Sighting:
    """A GLACCOUNT."""
    number = row["ACCOUNTNO"]
    record = Account(
        number=number,
        name=row["TITLE"],
        account_class=account_class(row["ACCOUNTTYPE"], row["NORMALBALANCE"]),
        active=is_active(row),
    )
    return _sighting(RecordKind.ACCOUNT, number, record, row)


def account_class(account_type: str, normal_balance: str) -> AccountClass:
    """The class of an account, guessed: Intacct itself knows only statement and side.

    A credit account of the balance sheet may also be equity, and a contra account stands on the other side
    of its class; neither can be told from these two fields.
    """
    return _CLASSES.get((account_type.lower(), normal_balance.lower()), AccountClass.OTHER)


def is_active(row: Row) -> bool:
    """Whether a master record is active; everything but `inactive` is."""
    return row.get("STATUS", "").lower() != "inactive"


def _sighting(
    kind: RecordKind, key: str, record: DimensionValue | TaxDetail | Account, row: Row
) -> Sighting:
    return Sighting(
        kind,
        key,
        record,
        changed_at=changed_at(row, created_field=CREATED_MASTER),
        changed_by=row.get("MODIFIEDBY", ""),
    )
