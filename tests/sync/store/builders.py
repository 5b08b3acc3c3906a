"""Small records, links and steps for the tests of the database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from sync.domain.kinds import RecordKind
from sync.domain.links import CompanyLink
from sync.domain.money import Money
from sync.domain.plan import Step, StepVerb
from sync.domain.records import (
    Account,
    AccountClass,
    Address,
    Contact,
    Document,
    DocumentLine,
    DocumentStatus,
    Record,
    Reference,
    Sighting,
    amount_of,
    title_of,
)
from sync.domain.rules import Terms
from sync.domain.settling import Settlement
from sync.domain.sides import Side
from sync.store.snapshots import fingerprint

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = NOON

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, seconds: float) -> datetime:
        self.moment += timedelta(seconds=seconds)
        return self.moment


HARBOUR = CompanyLink(
    link_id=0,
    token="h4rb0ur1",
    name="Harbour Estates",
    intacct_company_id="HARBOUR",
    intacct_entity_id="",
    re_leased_company_id="rl-1",
    terms=Terms(sync_from=date(2026, 1, 1), currency="GBP"),
)
QUAYSIDE = replace(
    HARBOUR,
    token="qu4ys1d3",
    name="Quayside Estates",
    intacct_entity_id="QUAY",
    re_leased_company_id="rl-2",
)


def account(number: str = "4000", name: str = "Rent", *, active: bool = True) -> Account:
    return Account(number, name, AccountClass.REVENUE, active)


def contact(name: str = "Rowan Bakery") -> Contact:
    nowhere = Address()
    return Contact(name, name, "", "", "", "", "", "", nowhere, nowhere, active=True)


def invoice(
    number: str = "INV-1", net: str = "100.00", *, currency: str = "GBP", customer: str = "C-1"
) -> Document:
    line = DocumentLine(
        description="Rent March",
        account=Reference(RecordKind.ACCOUNT, "4000"),
        net=Money(Decimal(net), currency),
        tax=Money(Decimal(0), currency),
        tax_detail=None,
        dimensions=(),
    )
    return Document(
        number=number,
        reference="",
        contact=Reference(RecordKind.CUSTOMER, customer),
        issue_date=date(2026, 3, 1),
        due_date=date(2026, 3, 31),
        currency=currency,
        status=DocumentStatus.DRAFT,
        lines=(line,),
    )


def pounds(amount: str) -> Money:
    return Money(Decimal(amount), "GBP")


def seen(key: str, record: Record, *, gone: bool = False, version: str = "") -> Sighting:
    kinds = {Account: RecordKind.ACCOUNT, Contact: RecordKind.CUSTOMER}
    kind = kinds.get(type(record), RecordKind.SALES_INVOICE)
    return Sighting(kind, key, record, version=version, changed_at=NOON, gone=gone)


def step(
    verb: StepVerb,
    source_id: int,
    record: Record,
    *,
    kind: RecordKind = RecordKind.SALES_INVOICE,
    side: Side = Side.RE_LEASED,
    target_id: int | None = None,
) -> Step:
    return Step(
        verb=verb,
        kind=kind,
        side=side,
        source_id=source_id,
        source_fingerprint=fingerprint(record),
        target_id=target_id,
        target_fingerprint=fingerprint(record) if target_id else "",
        fields=(),
        title=title_of(record),
        amount=amount_of(record),
    )


def settlement(
    source_id: int,
    record: Record,
    *,
    target_key: str,
    kind: RecordKind = RecordKind.SALES_INVOICE,
    target_side: Side = Side.RE_LEASED,
    target_id: int | None = None,
    target_now: Record | None = None,
) -> Settlement:
    return Settlement(
        kind=kind,
        source_id=source_id,
        source_agreed=record,
        target_side=target_side,
        target_id=target_id,
        target_key=target_key,
        target_now=target_now,
        target_version="",
        target_agreed=record,
    )
