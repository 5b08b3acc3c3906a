"""What a new or edited document must look like before Re-Leased takes it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from msgspec import UNSET

from sandbox.clock import Clock
from sandbox.re_leased import document_rules, external_references, line_amounts
from sandbox.re_leased.companies import Companies
from sandbox.re_leased.contacts import Contacts
from sandbox.re_leased.document_records import (
    AmountsAre,
    Document,
    Kind,
    Line,
)
from sandbox.re_leased.fields import DocumentFields
from sandbox.re_leased.line_amounts import LineMaker, Totals
from sandbox.re_leased.moments import moment
from sandbox.re_leased.properties import Properties
from sandbox.re_leased.records import Actor
from sandbox.re_leased.reference_data import ReferenceData
from sandbox.re_leased.refusal import Detail
from sandbox.re_leased.shelf import Shelf

_OWN_NUMBER = re.compile(r"RL-(\d+)")
_FIRST_NUMBER = 20001
# Taken over as they are handed in.
_PLAIN_FIELDS = (
    "reference",
    "tenancy_id",
    "service_date",
    "payment_priority",
    "source",
)
_NEVER_EMPTY = ("issue_date", "due_date", "contact_id", "invoice_number")


@dataclass(slots=True)
class DocumentDrafting:
    """Checks fields handed in and makes records out of them; keeps nothing."""

    clock: Clock
    companies: Companies
    contacts: Contacts
    properties: Properties
    reference_data: ReferenceData
    shelf: Shelf[Document]
    _last_number: int = _FIRST_NUMBER - 1

    def note_number(self, number: str) -> None:
        """Remember a number of Re-Leased's own row, so that none is given twice."""
        own = _OWN_NUMBER.fullmatch(number)
        if own:
            self._last_number = max(self._last_number, int(own[1]))

    def drafted(self, company_id: str, fields: DocumentFields, *, by: Actor) -> Document:
        """A new document, not kept yet.

        Raises:
            Refusal: 422 with one detail for every broken rule; 409 `already_linked`.
        """
        wanted = document_rules.essentials(fields)
        faults = self._header_faults(company_id, fields) + document_rules.adjustment_faults(wanted)
        maker = self._line_maker(company_id, wanted.kind, fields)
        lines, sums = self._lines(maker, fields, faults)
        self._require_linkable(company_id, fields, issued=wanted.issue_date)
        now = moment(self.clock.now())
        return Document(
            id=self.shelf.next_id(),
            company_id=company_id,
            created_at=now,
            modified_at=now,
            modified_by=by,
            external_refs=external_references.made(fields.external_refs),
            kind=wanted.kind,
            document_type=wanted.document_type,
            adjustment_type=wanted.adjustment_type,
            status=fields.status,
            invoice_number=self._number(fields),
            contact_id=wanted.contact_id,
            issue_date=wanted.issue_date,
            due_date=fields.due_date or wanted.issue_date,
            currency=self.companies.get(company_id).currency,
            amounts_are=maker.amounts_are,
            **_given(fields, _PLAIN_FIELDS),
            **_line_changes(lines, sums),
        )

    def changes(self, document: Document, fields: DocumentFields) -> dict[str, Any]:
        """The record's changes for an edit; kind and type of a document never change.

        Raises:
            Refusal: 422 with one detail for every broken rule.
        """
        given = _given(fields, (*_PLAIN_FIELDS, *_NEVER_EMPTY))
        changes = {name: value for name, value in given.items() if value or name in _PLAIN_FIELDS}
        faults = self._header_faults(document.company_id, fields)
        faults += document_rules.edit_faults(fields)
        if not fields.lines:
            document_rules.require_none(faults)
            return changes
        maker = self._line_maker(document.company_id, document.kind, fields, known=document)
        lines, sums = self._lines(maker, fields, faults)
        return changes | {"amounts_are": maker.amounts_are} | _line_changes(lines, sums)

    @staticmethod
    def _lines(
        maker: LineMaker, fields: DocumentFields, faults: list[Detail]
    ) -> tuple[list[Line], Totals]:
        lines, line_faults = maker.make(fields.lines or ())
        sums = Totals.of(lines)
        document_rules.require_none(faults + line_faults + document_rules.total_faults(sums))
        return lines, sums

    def require_within_sync(self, company_id: str, *, dated: date) -> None:
        """Nothing before the sync-from date is linked; 422 `before_sync_from_date`."""
        external_references.require_within_sync(self.companies, company_id, dated=dated)

    def _require_linkable(self, company_id: str, fields: DocumentFields, *, issued: date) -> None:
        if fields.external_refs:
            external_references.require_free(self.shelf, company_id, fields.external_refs)
            self.require_within_sync(company_id, dated=issued)

    def _header_faults(self, company_id: str, fields: DocumentFields) -> list[Detail]:
        faults = []
        currency = self.companies.get(company_id).currency
        if fields.currency not in {UNSET, currency}:
            message = f"Only {currency} is supported in this company, not {fields.currency}."
            faults.append(Detail("currency", "multi_currency_not_supported", message))
        if fields.contact_id is not UNSET:
            fault = self.contacts.find_fault(company_id, fields.contact_id)
            if fault:
                faults.append(fault)
        for name, shelf, what in (
            (fields.property_id, self.properties.shelf, "property"),
            (fields.tenancy_id, self.properties.tenancies, "tenancy"),
        ):
            if name and shelf.find(company_id, name) is None:
                message = f"There is no {what} {name} in this company."
                faults.append(Detail(f"{what}Id", f"{what}_unknown", message))
        return faults

    def _line_maker(
        self,
        company_id: str,
        kind: Kind,
        fields: DocumentFields,
        *,
        known: Document | None = None,
    ) -> LineMaker:
        usual = known.amounts_are if known else AmountsAre.TAX_EXCLUSIVE
        return LineMaker(
            company_id=company_id,
            kind=kind,
            amounts_are=fields.amounts_are or usual,
            property_id=self._property_of(company_id, fields, known),
            reference_data=self.reference_data,
            properties=self.properties,
        )

    def _property_of(
        self, company_id: str, fields: DocumentFields, known: Document | None
    ) -> str | None:
        if fields.property_id is not UNSET:
            return fields.property_id
        tenancy_id = fields.tenancy_id or (known.tenancy_id if known else None)
        tenancy = self.properties.tenancies.find(company_id, tenancy_id) if tenancy_id else None
        if tenancy:
            return tenancy.property_id
        return known.property_id if known else None

    def _number(self, fields: DocumentFields) -> str:
        """A document keeps the number it comes with, else takes the next of Re-Leased's row."""
        if fields.invoice_number:
            self.note_number(fields.invoice_number)
            return fields.invoice_number
        self._last_number += 1
        return f"RL-{self._last_number}"


def _line_changes(lines: Sequence[Line], sums: Totals) -> dict[str, Any]:
    return {
        "lines": tuple(lines),
        "property_id": sums.property_id,
        "net_total": sums.net_total,
        "tax_total": sums.tax_total,
        "gross_total": sums.gross_total,
        "amount_due": sums.gross_total,
        "tax_calculation": line_amounts.tax_calculation(lines),
    }


def _given(fields: DocumentFields, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in fields.given().items() if name in names}
