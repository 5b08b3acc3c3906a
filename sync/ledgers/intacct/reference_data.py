"""Reading what the books are made of: dimensions, their values, tax details and accounts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

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
from sync.ledgers.intacct.company import SYNCED_DIMENSIONS, Company
from sync.ledgers.intacct.reading.query import (
    Query,
    Row,
    changed_at,
    changed_since,
    newest_of,
    pages_of_rows,
)
from sync.ledgers.intacct.settings import IntacctSettings
from sync.ledgers.intacct.wire.gateway import Gateway
from sync.ledgers.intacct.wire.values import percentage_of
from sync.use_cases.ports import Page

CREATED = "WHENCREATED"
MASTER_STAMPS = (CREATED, "WHENMODIFIED", "MODIFIEDBY")
"""On master records WHENCREATED is the audit stamp; on transactions it is the document's date."""

READ_WHOLE = frozenset({"PROJECT"})
"""Objects whose WHENMODIFIED cannot be relied on."""

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


@dataclass(frozen=True, slots=True)
class ReferenceData:
    """Reads the reference data of one company."""

    gateway: Gateway
    company: Company
    settings: IntacctSettings

    def dimensions(self, _since: datetime | None) -> Iterator[Page]:
        """The dimensions in use, all of them: there is no time to filter them by."""
        sightings = tuple(
            Sighting(
                RecordKind.DIMENSION,
                one.object_name,
                Dimension(name=one.term or one.object_name, active=True),
            )
            for one in self.company.refreshed().dimensions
        )
        yield Page(sightings, newest=None)

    def dimension_values(self, since: datetime | None) -> Iterator[Page]:
        """The values of all dimensions in use, dimension by dimension."""
        newest: datetime | None = None
        for dimension in self.company.facts.dimensions:
            name = dimension.object_name
            id_field, name_field, _ = SYNCED_DIMENSIONS[name]
            fields = (id_field, name_field, "STATUS", *MASTER_STAMPS)
            for rows in self._rows(name, fields, None if name in READ_WHOLE else since):
                newest = newest_of(newest, rows, created_field=CREATED)
                yield Page(tuple(dimension_value(name, row) for row in rows), newest)

    def tax_details(self, since: datetime | None) -> Iterator[Page]:
        """The tax details of all tax solutions."""
        fields = ("DETAILID", "DESCRIPTION", "TAXTYPE", "VALUE", "STATUS", *MASTER_STAMPS)
        newest: datetime | None = None
        for rows in self._rows("TAXDETAIL", fields, since):
            newest = newest_of(newest, rows, created_field=CREATED)
            yield Page(tuple(tax_detail(row) for row in rows), newest)

    def accounts(self, since: datetime | None) -> Iterator[Page]:
        """The chart of accounts."""
        fields = ("ACCOUNTNO", "TITLE", "ACCOUNTTYPE", "NORMALBALANCE", "STATUS", *MASTER_STAMPS)
        newest: datetime | None = None
        for rows in self._rows("GLACCOUNT", fields, since):
            newest = newest_of(newest, rows, created_field=CREATED)
            yield Page(tuple(account(row) for row in rows), newest)

    def _rows(
        self, object_name: str, fields: tuple[str, ...], since: datetime | None
    ) -> Iterator[list[Row]]:
        condition = None if since is None else changed_since(since, created_field=CREATED)
        query = Query(object_name, fields, condition)
        return pages_of_rows(self.gateway, query, page_size=self.settings.page_size)


def dimension_value(dimension: str, row: Row) -> Sighting:
    """A LOCATION, DEPARTMENT, CLASS or PROJECT as a dimension value, keyed `LOCATION:<id>`."""
    id_field, name_field, _ = SYNCED_DIMENSIONS[dimension]
    code = row[id_field]
    record = DimensionValue(
        dimension=Reference(RecordKind.DIMENSION, dimension),
        code=code,
        name=row[name_field] or code,
        active=is_active(row),
    )
    return _sighting(RecordKind.DIMENSION_VALUE, f"{dimension}:{code}", record, row)


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
        changed_at=changed_at(row, created_field=CREATED),
        changed_by=row.get("MODIFIEDBY", ""),
    )
