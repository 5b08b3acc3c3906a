"""Calls about payments."""

from sandbox.re_leased.book import ReLeasedBook
from sandbox.re_leased.document_records import Payment
from sandbox.re_leased.endpoint import Answer, Call, Endpoint, list_of, one_of
from sandbox.re_leased.fields import PaymentFields
from sandbox.re_leased.linking_calls import linking
from sandbox.re_leased.listing import Filter, Lister
from sandbox.re_leased.wire import read_date

_FILTERS: dict[str, Filter[Payment]] = {
    "kind": lambda payment, value: payment.kind == value,
    "contactId": lambda payment, value: payment.contact_id == value,
    "invoiceId": lambda payment, value: any(
        allocation.invoice_id == value for allocation in payment.allocations
    ),
    "status": lambda payment, value: payment.status in value.split(","),
    "dateFrom": lambda payment, value: payment.date >= read_date(value),
    "dateTo": lambda payment, value: payment.date <= read_date(value),
}


def endpoints(book: ReLeasedBook) -> list[Endpoint]:
    """Everything that can be asked about payments."""
    payments = book.payments

    def pay(call: Call) -> Answer:
        fields = call.read(PaymentFields)
        return Answer(payments.pay(call.company_id, fields, by=call.by), status=201)

    def reverse(call: Call) -> Answer:
        call.require_version(payments.get(call.company_id, call.record_id))
        return Answer(payments.reverse(call.company_id, call.record_id, by=call.by))

    path = "/companies/{company_id}/payments"
    return [
        list_of("payments", Lister(payments.shelf, _FILTERS, {"date": "date"})),
        one_of("payments", payments.get),
        Endpoint("POST", path, pay),
        Endpoint("POST", f"{path}/{{record_id}}/reverse", reverse),
        linking("payments", payments.get, payments.link),
    ]
