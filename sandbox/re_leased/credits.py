"""Allocating credit notes and crediting adjustments to invoices."""

import itertools
from collections.abc import Sequence
from decimal import Decimal

from sandbox.re_leased.document_records import Allocation, Document, Status
from sandbox.re_leased.documents import Documents
from sandbox.re_leased.fields import AllocationFields
from sandbox.re_leased.money import cents, plain, total
from sandbox.re_leased.records import Actor
from sandbox.re_leased.refusal import Detail, broken_rule, broken_rules, not_found
from sandbox.re_leased.settlement import settled, settlement_fault


class Credits:
    """Puts credit against invoices of the same contact (Allocating a credit note)."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def allocate(
        self,
        company_id: str,
        credit_id: str,
        items: Sequence[AllocationFields],
        *,
        by: Actor,
    ) -> Document:
        """Put the credit against invoices; all of `items` or none. Returns the credit document.

        Raises:
            Refusal: 422 `credit_not_approved`, `credit_contact_mismatch`,
                `allocation_exceeds_balance`, `invoice_already_paid`; 409 for an invoice that is
                not Approved.
        """
        credit = self._documents.get(company_id, credit_id)
        _require_credit(credit)
        amounts = _amounts(items)
        faults = [
            fault
            for position, (invoice_id, amount) in enumerate(amounts.items())
            if (fault := self._fault(credit, invoice_id, amount, f"items[{position}]"))
        ]
        given = total(amounts.values())
        if given > credit.amount_due:
            message = f"{given} is more than the {credit.amount_due} left on {credit.title}."
            faults.append(Detail("items", "allocation_exceeds_balance", message))
        if faults:
            raise broken_rules(faults)
        return self._put(credit, items, by=by)

    def take_off(
        self, company_id: str, credit_id: str, allocation_id: str, *, by: Actor
    ) -> Document:
        """Take credit off a document again, as a person would; the interface has no call for it (a guess).

        Raises:
            Refusal: 404 when the credit shows no such allocation.
        """
        credit = self._documents.get(company_id, credit_id)
        taken = next((one for one in credit.allocations if one.id == allocation_id), None)
        if taken is None:
            raise not_found("allocation", allocation_id)
        for document in (self._documents.get(company_id, taken.invoice_id), credit):
            left = tuple(one for one in document.allocations if one.id != allocation_id)
            changes = settled(document, credited=-taken.amount)
            self._documents.shelf.change(document, by=by, allocations=left, **changes)
        return self._documents.get(company_id, credit_id)

    def _fault(
        self, credit: Document, invoice_id: str, amount: Decimal, field: str
    ) -> Detail | None:
        invoice = self._documents.get(credit.company_id, invoice_id)
        if invoice.is_credit:
            message = f"{invoice.title} is a credit itself."
            return Detail(f"{field}.invoiceId", "invalid_value", message)
        if (invoice.contact_id, invoice.kind) != (credit.contact_id, credit.kind):
            message = f"{credit.title} and {invoice.title} are not of the same contact and kind."
            return Detail(f"{field}.invoiceId", "credit_contact_mismatch", message)
        return settlement_fault(
            invoice, amount, field=f"{field}.amount", exceeds="allocation_exceeds_balance"
        )

    def _put(self, credit: Document, items: Sequence[AllocationFields], *, by: Actor) -> Document:
        numbers = itertools.count(1)
        made = [
            Allocation(
                id=f"{credit.id}-{credit.version}-{next(numbers)}",
                credit_note_id=credit.id,
                invoice_id=item.invoice_id,
                amount=cents(item.amount),
                date=item.date,
            )
            for item in items
        ]
        for allocation in made:
            invoice = self._documents.get(credit.company_id, allocation.invoice_id)
            self._documents.shelf.change(
                invoice,
                by=by,
                allocations=(*invoice.allocations, allocation),
                **settled(invoice, credited=allocation.amount),
            )
        given = total(allocation.amount for allocation in made)
        return self._documents.shelf.change(
            credit,
            by=by,
            allocations=(*credit.allocations, *made),
            **settled(credit, credited=given),
        )


def _amounts(items: Sequence[AllocationFields]) -> dict[str, Decimal]:
    """What each invoice gets, an invoice named twice counted together."""
    if not items:
        raise broken_rule("required", "Name at least one invoice.", field="items")
    amounts: dict[str, Decimal] = {}
    for item in items:
        amount = cents(plain(item.amount, field="amount"))
        amounts[item.invoice_id] = amounts.get(item.invoice_id, Decimal()) + amount
    return amounts


def _require_credit(credit: Document) -> None:
    if not credit.is_credit:
        raise broken_rule("invalid_value", f"{credit.title} is not a credit.")
    if credit.status is Status.PAID:
        message = f"{credit.title} is used up."
        raise broken_rule("allocation_exceeds_balance", message)
    if credit.status is not Status.APPROVED:
        message = f"{credit.title} is {credit.status}; only approved credit can be allocated."
        raise broken_rule("credit_not_approved", message)
