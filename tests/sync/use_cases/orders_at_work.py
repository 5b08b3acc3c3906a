"""What people do in companies that use Order Entry and Purchasing, in an accountant's words."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from sandbox.calls import Part
from sandbox.intacct.forms import ItemForm
from sandbox.intacct.order_forms import OrderForm, OrderLineForm
from sandbox.intacct.order_records import OrderDocument
from sandbox.intacct.rules.order_kinds import ORDER_ENTRY, OrderKind
from sandbox.re_leased import document_records as re_leased
from sandbox.re_leased.document_records import DocumentType, Kind, Status
from sandbox.re_leased.fields import DocumentFields, LineFields, TaxTypeFields
from sandbox.re_leased.records import Actor
from sandbox.seed.portfolio import Portfolio
from sync.domain.kinds import RecordKind
from sync.domain.modules import Modules
from sync.domain.sides import Side
from sync.use_cases.ports import Store
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS, Bridge, bridge_over
from tests.sync.use_cases.people import DUE, TODAY

BOTH_MODULES = Modules(order_entry=True, purchasing=True)
EXTERNAL = "EXT"
RE_LEASED_ITSELF = Actor(type="system", id="re-leased", name="Re-Leased")
RENT, REPAIRS, DEPOSITS = "4000", "5000", "2150"


@contextmanager
def company_with_modules(
    store: Store,
    modules: Modules = BOTH_MODULES,
    *,
    rent_item: str = "",
    start: Portfolio | None = None,
) -> Iterator[Bridge]:
    """Linked, in step, and Re-Leased has the tax type Externally Calculated Tax; no document is there yet.

    Args:
        store: The database.
        modules: Which modules the company uses.
        rent_item: An item for rent that was in Intacct before the companies were linked.
        start: What the stand-in world starts with; by default what one of usual size does.
    """
    with bridge_over(store, documents=0, modules=modules, start=start) as bridge:
        fields = TaxTypeFields(
            display_name="Externally Calculated Tax",
            calculation=re_leased.TaxMode.EXTERNAL,
            applies_to=(Kind.INCOME, Kind.EXPENSE),
        )
        bridge.re_leased.reference_data.put_tax_type(COMPANY, EXTERNAL, fields, by=RE_LEASED_ITSELF)
        if rent_item:
            item_in_intacct(bridge, rent_item)
        bridge.sync()
        yield bridge


def rent_lines(
    *nets: str, tax: str | None = EXTERNAL, account: str = RENT
) -> tuple[LineFields, ...]:
    return tuple(
        LineFields(
            account_code=account, description="Rent", net_amount=Decimal(net), tax_type_code=tax
        )
        for net in nets
    )


def enter_in_re_leased(
    bridge: Bridge,
    contact_id: str,
    *nets: str,
    number: str = "RL-9001",
    kind: Kind = Kind.INCOME,
    document_type: DocumentType = DocumentType.INVOICE,
    tax: str = EXTERNAL,
    account: str = "",
    status: Status = Status.APPROVED,
    **changes: Any,
) -> str:
    """A person enters a document whose tax Intacct shall work out; its id."""
    usual = RENT if kind is Kind.INCOME else REPAIRS
    given: dict[str, Any] = {
        "kind": kind,
        "document_type": document_type,
        "status": status,
        "invoice_number": number,
        "contact_id": contact_id,
        "issue_date": TODAY,
        "due_date": DUE,
        "lines": rent_lines(*nets, tax=tax, account=account or usual),
    }
    fields = DocumentFields(**{**given, **changes})
    return bridge.re_leased.documents.create(COMPANY, fields, by=MARCUS).id


def order(bridge: Bridge, number: str, kind: OrderKind = ORDER_ENTRY) -> OrderDocument:
    """The document of this number in Order Entry, or in Purchasing."""
    definition = "Sales Invoice" if kind is ORDER_ENTRY else "Vendor Invoice"
    return bridge.intacct.order(kind, f"{definition}-{number}")


def enter_order(
    bridge: Bridge,
    party_id: str,
    *prices: str,
    number: str = "INV-9001",
    kind: OrderKind = ORDER_ENTRY,
    item_id: str = "",
) -> OrderDocument:
    """A person enters a document in Order Entry, or in Purchasing."""
    usual = "4000 [s]" if kind is ORDER_ENTRY else "5000 [p]"
    form = OrderForm(
        definition="Sales Invoice" if kind is ORDER_ENTRY else "Vendor Invoice",
        party_id=party_id,
        order_date=TODAY,
        due_date=DUE,
        doc_no=number,
        lines=tuple(
            OrderLineForm(item_id=item_id or usual, price=Decimal(price), memo="Rent")
            for price in prices
        ),
    )
    return bridge.intacct.save_order(kind, form, by=FIONA)


def item_in_intacct(bridge: Bridge, code: str, **changes: Any) -> None:
    """A person makes an item for rent."""
    fields: dict[str, Any] = {
        "code": code,
        "name": "Rent as we call it",
        "item_type": "Non-Inventory (Sales only)",
        "income_account_no": RENT,
    }
    bridge.intacct.create_item(ItemForm(**{**fields, **changes}), by=FIONA)


def items(bridge: Bridge, containing: str = "") -> list[str]:
    """The ids of Intacct's items."""
    return sorted(key for key in bridge.keys(Side.INTACCT, RecordKind.ITEM) if containing in key)


def functions_sent(bridge: Bridge, name: str) -> int:
    """How often Intacct was sent this function."""
    calls = bridge.running.world.calls.latest(Part.INTACCT)
    return sum(call.names.count(name) for call in calls)


def tax_puts(bridge: Bridge) -> int:
    """How often tax was put on a document in Re-Leased."""
    calls = bridge.running.world.calls.latest(Part.RE_LEASED)
    return sum(name.endswith("/calculated-tax") for call in calls for name in call.names)
