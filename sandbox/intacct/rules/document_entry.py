"""What is filled in on a document: parties, dates, numbers, currency, and the lines' groups."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sandbox.intacct.forms import DocumentForm, given, value_or
from sandbox.intacct.master_records import Party
from sandbox.intacct.records import ZERO, InvoiceState
from sandbox.intacct.refusal import already_exists, business_rule
from sandbox.intacct.rules.document_checks import check_every_line_is_taxed, due_by_term
from sandbox.intacct.rules.document_kinds import DocumentKind, DocumentRecord
from sandbox.intacct.rules.document_lines import LineGroup, LineRules, numbered
from sandbox.intacct.rules.parties import CUSTOMER, not_valid
from sandbox.intacct.tables import Table

_FOR_HEADER = frozenset({"lines", "customer_id", "vendor_id"})


@dataclass(frozen=True, slots=True)
class _Dates:
    invoice_date: date
    posting_date: date
    due_date: date


class EntryRules(LineRules):
    """Turns a filled-in form into a document, and refuses what does not fit."""

    def documents_of(self, kind: DocumentKind[DocumentRecord]) -> Table[DocumentRecord]:
        """The table of that kind."""
        table: Table[DocumentRecord] = getattr(self, kind.table)
        return table

    def check_period_is_open(self, day: date, ledger: str = "AR") -> None:
        """Refuse a posting date in a closed period."""
        if self.closed_until is not None and day <= self.closed_until:
            raise business_rule(
                f"The date must be in an open period '{ledger}'", "Use a date in an open period."
            )

    def _new_document(
        self,
        kind: DocumentKind[DocumentRecord],
        form: DocumentForm,
        party: Party,
        dates: _Dates,
        groups: list[LineGroup],
        *,
        draft: bool,
        by: str,
    ) -> DocumentRecord:
        self.check_custom_fields(kind.object_name, value_or(form.custom_fields, {}))
        number, now, user = self.next_number(), self.now(), self.user_number(by)
        items = numbered(groups)
        return kind.record(
            record_no=number,
            created_at=now,
            created_by=user,
            modified_at=now,
            modified_by=user,
            record_id=self._document_number(kind, form, number),
            state=InvoiceState.DRAFT if draft else InvoiceState.POSTED,
            party_id=party.party_id,
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
            bill_to=value_or(form.bill_to, "") or party.bill_to or party.display_contact,
            ship_to=value_or(form.ship_to, "") or party.ship_to or party.display_contact,
            tax_solution_id=value_or(form.tax_solution_id, ""),
            external_id=value_or(form.external_id, ""),
            supdoc_id=value_or(form.supdoc_id, ""),
            module_key=kind.module_key,
            custom_fields=value_or(form.custom_fields, {}),
        )

    def _document_number(
        self, kind: DocumentKind[DocumentRecord], form: DocumentForm, record_no: int
    ) -> str:
        prefix = self.options.invoice_number_prefix
        if prefix is not None and kind.party is CUSTOMER:
            return f"{prefix}{record_no}"
        number = value_or(form.record_id, "")
        index = self.documents_of(kind).indexes["record_id"]
        if number and self.options.unique_invoice_numbers and index.between(number, number):
            raise already_exists(kind.noun.capitalize(), number)
        return number

    def _checked_currency(self, form: DocumentForm) -> str:
        currency = value_or(form.currency, "") or self.currency
        if currency != self.currency and currency not in self.options.further_currencies:
            raise business_rule(f"Currency {currency} is not set up for this company.")
        return currency

    def _active_party(self, kind: DocumentKind[Any], party_id: str) -> Party:
        party = self.parties_of(kind.party).named(party_id)
        if party is None or party.status != "active":
            raise not_valid(kind.party, party_id)
        return party

    def _dates_of(self, kind: DocumentKind[Any], form: DocumentForm) -> _Dates:
        invoice_date = value_or(form.invoice_date, None)
        if invoice_date is None:
            raise business_rule(f"The {kind.noun} date is required")
        due_date = value_or(form.due_date, None)
        if due_date is None:
            term = value_or(form.term_name, "")
            due_date = invoice_date if kind.is_adjustment else due_by_term(invoice_date, term)
        return _Dates(invoice_date, value_or(form.posting_date, invoice_date), due_date)

    def _checked_groups(
        self, kind: DocumentKind[Any], form: DocumentForm, *, draft: bool
    ) -> list[LineGroup]:
        if not form.lines:
            raise business_rule(f"An {kind.noun} needs at least one line")
        solution_id = value_or(form.tax_solution_id, "")
        solution = self.tax_solutions.named(solution_id)
        if solution_id and solution is None:
            raise business_rule(f"Tax solution '{solution_id}' is not valid")
        if solution is not None and solution.tax_method == "VAT":
            check_every_line_is_taxed(form.lines)
        return self._groups_of(kind, form.lines, draft=draft)

    def _with_header(
        self,
        kind: DocumentKind[DocumentRecord],
        before: DocumentRecord,
        form: DocumentForm,
        by: str,
    ) -> DocumentRecord:
        changes = dict(given(form, leave_out=_FOR_HEADER))
        party_id = value_or(form.party_id, "")
        if party_id:
            changes["party_id"] = self._active_party(kind, party_id).party_id
        if "term_name" in changes and "due_date" not in changes:
            start = value_or(form.invoice_date, before.invoice_date)
            changes["due_date"] = due_by_term(start, value_or(form.term_name, ""))
        if "invoice_date" in changes and "posting_date" not in changes:
            changes["posting_date"] = changes["invoice_date"]
        if "custom_fields" in changes:
            self.check_custom_fields(kind.object_name, changes["custom_fields"])
            changes["custom_fields"] = {**before.custom_fields, **changes["custom_fields"]}
        self._checked_currency(form)
        return self.edited(before, by, **changes)
