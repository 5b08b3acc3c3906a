"""AR invoices: drafted, posted, edited, reversed, deleted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from sandbox.intacct.forms import InvoiceForm, LineEdit, LineForm, given, value_or
from sandbox.intacct.records import ZERO, Invoice, InvoiceItem, InvoiceState, Party
from sandbox.intacct.refusal import Refusal, already_exists, business_rule
from sandbox.intacct.rules.invoice_checks import (
    check_every_line_is_taxed,
    check_may_be_deleted,
    check_may_be_edited,
    check_may_be_reversed,
    due_by_term,
)
from sandbox.intacct.rules.invoice_lines import (
    LineGroup,
    LineRules,
    grouped,
    numbered,
    paid_top_down,
)
from sandbox.intacct.rules.parties import CUSTOMER, not_valid

_FOR_HEADER = frozenset({"lines"})


@dataclass(frozen=True, slots=True)
class _Dates:
    invoice_date: date
    posting_date: date
    due_date: date


class InvoiceRules(LineRules):
    """The invoice's way through Draft, Posted, Selected, Partially Paid, Paid and Reversed."""

    def create_invoice(self, form: InvoiceForm, *, draft: bool = False, by: str) -> Invoice:
        """Enter an invoice, posted at once unless it is a draft.

        Tax is worked out for every line and rounded half up to the cent. A draft may lie in a
        closed period and lack required dimensions until it is posted (a guess).

        Raises:
            Refusal: A customer, account, dimension or tax detail is unknown or inactive; the
                period is closed; the number is taken and the company keeps numbers unique.
        """
        dates = self._dates_of(form)
        customer = self._active_customer(value_or(form.customer_id, ""))
        groups = self._checked_groups(form, draft=draft)
        if not draft:
            self.check_period_is_open(dates.posting_date)
        invoice = self._new_invoice(form, customer, dates, groups, draft=draft, by=by)
        self.invoices.put(invoice)
        self.note_in_audit_trail("ARINVOICE", invoice.record_no, "C", by)
        return invoice

    def update_invoice(
        self,
        record_no: int,
        form: InvoiceForm,
        *,
        line_edits: Sequence[LineEdit] = (),
        submit: bool = True,
        by: str,
    ) -> Invoice:
        """Edit an invoice; a draft is posted by it unless `submit` is False.

        Lines can be edited on drafts and on posted invoices that were never paid. A posted
        invoice does not become a draft again (a guess).
        """
        before = self.invoice(record_no)
        check_may_be_edited(before, with_lines=bool(line_edits), submit=submit)
        draft = before.state is InvoiceState.DRAFT and not submit
        invoice = self._with_header(before, form, by)
        edits = line_edits or self._untouched_lines(before, submit=submit)
        if edits:
            groups = self._edited_groups(grouped(invoice.items), edits, draft=draft)
            invoice = _with_groups(invoice, groups)
        if not draft:
            self.check_period_is_open(invoice.posting_date)
            invoice = msgspec.structs.replace(invoice, state=_submitted(invoice.state))
        self.invoices.put(invoice)
        self.note_in_audit_trail("ARINVOICE", record_no, "M", by)
        return invoice

    def post_invoice(self, record_no: int, *, by: str) -> Invoice:
        """Submit a draft as it stands."""
        if self.invoice(record_no).state is not InvoiceState.DRAFT:
            raise business_rule(f"Invoice {record_no} is not a draft and cannot be submitted.")
        return self.update_invoice(record_no, InvoiceForm(), by=by)

    def reverse_invoice(
        self, record_no: int, *, on: date, description: str = "", by: str
    ) -> Invoice:
        """Reverse a posted, unpaid invoice on that date; gives the second record, the reversal.

        Needs the company option "Enable reversal of unpaid invoices". The original becomes
        Reversed, for good. The reversal carries the same invoice number (a guess).
        """
        original = self.invoice(record_no)
        check_may_be_reversed(
            original, reversals_enabled=self.options.enable_reversal_of_unpaid_invoices
        )
        self.check_period_is_open(on)
        reversal = self.reversal_record(
            original, on=on, description=description, by=by, stamp=self.now()
        )
        reversed_original = self.edited(
            original, by, state=InvoiceState.REVERSED, reversed_by=reversal.record_no
        )
        self.invoices.put(reversal)
        self.invoices.put(reversed_original)
        self.note_in_audit_trail("ARINVOICE", reversal.record_no, "C", by)
        self.note_in_audit_trail("ARINVOICE", record_no, "M", by)
        return reversal

    def delete_invoice(self, record_no: int, *, by: str) -> None:
        """Delete a draft, or a posted unpaid invoice where the company does not reverse them."""
        invoice = self.invoices.get(record_no)
        if invoice is None:
            raise business_rule(f"Cannot find arinvoice with key '{record_no}' to delete.")
        check_may_be_deleted(
            invoice, reversals_enabled=self.options.enable_reversal_of_unpaid_invoices
        )
        self.invoices.remove(record_no)
        self.note_in_audit_trail("ARINVOICE", record_no, "D", by)

    def invoice(self, record_no: int) -> Invoice:
        """The invoice of that RECORDNO.

        Raises:
            Refusal: DL03000005 with Intacct's own wording when there is none.
        """
        invoice = self.invoices.get(record_no)
        if invoice is None:
            raise Refusal("DL03000005", f"No record exits for the invoicekey {record_no}")
        return invoice

    def invoice_by_external_id(self, external_id: str) -> Invoice | None:
        """The first invoice that was entered with this external id, or None.

        That Intacct lets an external id be used twice is a guess.
        """
        index = self.invoices.indexes["external_id"]
        numbers = index.numbers(index.between(external_id, external_id)) if external_id else []
        return self.invoices.get(numbers[0]) if numbers else None

    def check_period_is_open(self, day: date) -> None:
        """Refuse a posting date in a closed period."""
        if self.closed_until is not None and day <= self.closed_until:
            raise business_rule(
                "The date must be in an open period 'AR'", "Use a date in an open period."
            )

    def _new_invoice(
        self,
        form: InvoiceForm,
        customer: Party,
        dates: _Dates,
        groups: list[LineGroup],
        *,
        draft: bool,
        by: str,
    ) -> Invoice:
        number, now, user = self.next_number(), self.now(), self.user_number(by)
        items = numbered(groups)
        return Invoice(
            record_no=number,
            created_at=now,
            created_by=user,
            modified_at=now,
            modified_by=user,
            record_id=self._invoice_number(form, number),
            state=InvoiceState.DRAFT if draft else InvoiceState.POSTED,
            customer_id=customer.party_id,
            invoice_date=dates.invoice_date,
            posting_date=dates.posting_date,
            due_date=dates.due_date,
            total_entered=sum((item.amount for item in items), ZERO),
            items=items,
            doc_number=value_or(form.doc_number, ""),
            description=value_or(form.description, ""),
            term_name=value_or(form.term_name, ""),
            currency=self._checked_currency(form),
            base_currency=self.currency,
            bill_to=value_or(form.bill_to, "") or customer.bill_to or customer.display_contact,
            ship_to=value_or(form.ship_to, "") or customer.ship_to or customer.display_contact,
            tax_solution_id=value_or(form.tax_solution_id, ""),
            external_id=value_or(form.external_id, ""),
        )

    def _invoice_number(self, form: InvoiceForm, record_no: int) -> str:
        prefix = self.options.invoice_number_prefix
        if prefix is not None:
            return f"{prefix}{record_no}"
        number = value_or(form.record_id, "")
        index = self.invoices.indexes["record_id"]
        if number and self.options.unique_invoice_numbers and index.between(number, number):
            raise already_exists("Invoice", number)
        return number

    def _checked_currency(self, form: InvoiceForm) -> str:
        currency = value_or(form.currency, "") or self.currency
        if currency != self.currency:
            raise business_rule(f"Currency {currency} is not set up for this company.")
        return currency

    def _active_customer(self, customer_id: str) -> Party:
        customer = self.customers.named(customer_id)
        if customer is None or customer.status != "active":
            raise not_valid(CUSTOMER, customer_id)
        return customer

    def _dates_of(self, form: InvoiceForm) -> _Dates:
        invoice_date = value_or(form.invoice_date, None)
        if invoice_date is None:
            raise business_rule("The invoice date is required")
        due_date = value_or(form.due_date, None)
        if due_date is None:
            due_date = due_by_term(invoice_date, value_or(form.term_name, ""))
        return _Dates(invoice_date, value_or(form.posting_date, invoice_date), due_date)

    def _checked_groups(self, form: InvoiceForm, *, draft: bool) -> list[LineGroup]:
        if not form.lines:
            raise business_rule("An invoice needs at least one line")
        solution_id = value_or(form.tax_solution_id, "")
        solution = self.tax_solutions.named(solution_id)
        if solution_id and solution is None:
            raise business_rule(f"Tax solution '{solution_id}' is not valid")
        if solution is not None and solution.tax_method == "VAT":
            check_every_line_is_taxed(form.lines)
        return self._groups_of(form.lines, draft=draft)

    def _with_header(self, before: Invoice, form: InvoiceForm, by: str) -> Invoice:
        changes = dict(given(form, leave_out=_FOR_HEADER))
        if "customer_id" in changes:
            self._active_customer(str(changes["customer_id"]))
        if "term_name" in changes and "due_date" not in changes:
            start = value_or(form.invoice_date, before.invoice_date)
            changes["due_date"] = due_by_term(start, value_or(form.term_name, ""))
        if "invoice_date" in changes and "posting_date" not in changes:
            changes["posting_date"] = changes["invoice_date"]
        self._checked_currency(form)
        return self.edited(before, by, **changes)

    def _untouched_lines(self, before: Invoice, *, submit: bool) -> Sequence[LineEdit]:
        """Posting a draft checks its lines as if they were entered now."""
        if before.state is not InvoiceState.DRAFT or not submit:
            return ()
        count = sum(item.is_user_line for item in before.items)
        return [LineEdit(line_num=place, line=LineForm()) for place in range(1, count + 1)]

    def reversal_record(
        self, original: Invoice, *, on: date, description: str, by: str, stamp: datetime
    ) -> Invoice:
        """The second record that a reversal makes: the same invoice with negative amounts."""
        user = self.user_number(by)
        return msgspec.structs.replace(
            original,
            record_no=self.next_number(),
            created_at=stamp,
            created_by=user,
            modified_at=stamp,
            modified_by=user,
            state=InvoiceState.REVERSAL,
            invoice_date=on,
            posting_date=on,
            due_date=on,
            description=description or original.description,
            total_entered=-original.total_entered,
            items=self._negated(original.items),
            external_id="",
            reversal_of=original.record_no,
        )

    def _negated(self, items: Sequence[InvoiceItem]) -> tuple[InvoiceItem, ...]:
        numbers = {item.record_no: self.next_number() for item in items}
        return tuple(
            msgspec.structs.replace(
                item,
                record_no=numbers[item.record_no],
                parent_entry=None if item.parent_entry is None else numbers[item.parent_entry],
                amount=-item.amount,
            )
            for item in items
        )


def _with_groups(invoice: Invoice, groups: list[LineGroup]) -> Invoice:
    items = numbered(groups)
    total = sum((item.amount for item in items), ZERO)
    return msgspec.structs.replace(invoice, items=paid_top_down(items, ZERO), total_entered=total)


def _submitted(state: InvoiceState) -> InvoiceState:
    return InvoiceState.POSTED if state is InvoiceState.DRAFT else state
