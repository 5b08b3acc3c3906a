"""People enter, change and delete documents of Order Entry and Purchasing, and their like in Re-Leased."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from sandbox.intacct.order_forms import OrderForm, OrderLineEdit, OrderLineForm
from sandbox.intacct.order_records import OrderDocument
from sandbox.intacct.rules.order_kinds import ORDER_ENTRY, PURCHASING, OrderKind
from sandbox.re_leased.document_records import DocumentType, Kind, Status
from sandbox.re_leased.fields import DocumentFields, LineFields
from tests.scenarios.papers import PAPERS_BY_NAME, Paper
from tests.simulation.people.acting import Act, Somebody
from tests.simulation.people.documents import (
    approve,
    attach,
    change_amount_in_re_leased,
    reject,
    submit,
    take_back,
)
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS
from tests.sync.use_cases.orders_at_work import EXTERNAL

_SALE, _BILL = PAPERS_BY_NAME["sales invoice"], PAPERS_BY_NAME["bill"]
_DUE = timedelta(days=14)


def enter_order(who: Somebody) -> str:
    """A sales invoice in Order Entry, or a vendor invoice in Purchasing."""
    kind, paper = who.pick(((ORDER_ENTRY, _SALE), (PURCHASING, _BILL)))
    number = who.entered.next("OR")
    form = OrderForm(
        definition="Sales Invoice" if kind is ORDER_ENTRY else "Vendor Invoice",
        party_id=who.party(paper).party_id,
        order_date=who.today,
        due_date=who.today + _DUE,
        doc_no=number,
        lines=(OrderLineForm(item_id=_item(kind), price=who.amount(), memo="Rent"),),
    )
    made = who.intacct.save_order(kind, form, by=FIONA)
    return f"enters {made.doc_id}"


def _item(kind: OrderKind) -> str:
    return "4000 [s]" if kind is ORDER_ENTRY else "5000 [p]"


def _orders(who: Somebody) -> Iterator[tuple[OrderKind, OrderDocument]]:
    return (
        (kind, one) for kind in (ORDER_ENTRY, PURCHASING) for one in who.intacct.orders_of(kind)
    )


def change_order(who: Somebody) -> str:
    """Another price."""
    kind, one = who.pick(_orders(who))
    edit = OrderLineEdit(line_num=1, line=OrderLineForm(price=who.amount()))
    who.intacct.edit_order(kind, one.doc_id, OrderForm(), line_edits=[edit], by=FIONA)
    return f"changes {one.doc_id}"


def delete_order(who: Somebody) -> str:
    """Delete it with what it posted."""
    kind, one = who.pick(_orders(who))
    who.intacct.delete_order(kind, one.doc_id, by=FIONA)
    return f"deletes {one.doc_id}"


def enter_for_orders(who: Somebody) -> str:
    """A document in Re-Leased whose tax Intacct shall work out."""
    paper = who.pick((_SALE, _BILL))
    number = who.entered.next("RO")
    made = who.re_leased.documents.create(COMPANY, _fields(who, paper, number), by=MARCUS)
    return f"enters {paper.kind.singular} {number}, {made.status}, net {made.net_total}"


def _fields(who: Somebody, paper: Paper, number: str) -> DocumentFields:
    external = EXTERNAL if who.chance.random() < 0.9 else paper.terms.untaxed
    lines = tuple(
        LineFields(
            account_code=paper.terms.account,
            description="Rent",
            net_amount=who.amount(),
            tax_type_code=external,
        )
        for _ in range(who.chance.choice((1, 2)))
    )
    return DocumentFields(
        kind=Kind.INCOME if paper is _SALE else Kind.EXPENSE,
        document_type=DocumentType.INVOICE,
        status=who.chance.choice((Status.AWAITING_APPROVAL, Status.APPROVED)),
        invoice_number=number,
        contact_id=who.contact(paper).id,
        issue_date=who.today,
        due_date=who.today + _DUE,
        lines=lines,
    )


def tax_engine(who: Somebody) -> str:
    """The engine that works tax out goes away, or comes back."""
    away = not who.intacct.options.tax_engine_away
    who.intacct.options.tax_engine_away = away
    return f"finds the tax engine {'away' if away else 'there'}"


ORDERS: Mapping[str, Act] = {
    "enter an order": enter_order,
    "change an order": change_order,
    "delete an order": delete_order,
    "enter for orders in Re-Leased": enter_for_orders,
    "tax engine": tax_engine,
    "submit": submit,
    "approve in Re-Leased": approve,
    "reject in Re-Leased": reject,
    "take back": take_back,
    "change amount in Re-Leased": change_amount_in_re_leased,
    "attach a file": attach,
}
"""By name."""
