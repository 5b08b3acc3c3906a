"""Invoices, bills and adjustments: drafted, posted, edited, reversed, deleted."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec

from sandbox.intacct.forms import DocumentForm, LineEdit, LineForm, value_or
from sandbox.intacct.records import ZERO, Document, DocumentItem, InvoiceState
from sandbox.intacct.refusal import Refusal, business_rule
from sandbox.intacct.rules.document_checks import (
    check_may_be_deleted,
    check_may_be_edited,
    check_may_be_reversed,
)
from sandbox.intacct.rules.document_entry import EntryRules
from sandbox.intacct.rules.document_kinds import DOCUMENT_KINDS, DocumentKind, DocumentRecord
from sandbox.intacct.rules.document_lines import (
    LineGroup,
    grouped,
    numbered,
    paid_top_down,
)
from sandbox.intacct.rules.parties import PartyKind


class DocumentRules(EntryRules):
    """A document's way through Draft, Posted, Selected, Partially Paid, Paid and Reversed."""

    def create_document(
        self,
        kind: DocumentKind[DocumentRecord],
        form: DocumentForm,
        *,
        draft: bool = False,
        by: str,
        **made_from: Any,
    ) -> DocumentRecord:
        """Enter a document, posted at once unless it is a draft.

        Tax is worked out for every line and rounded half up to the cent. A draft may lie in a
        closed period and lack required dimensions until it is posted (a guess). `made_from` are
        attributes that only another module of Intacct can set, such as `module_key`.

        Raises:
            Refusal: A party, account, dimension or tax detail is unknown or inactive; the period
                is closed; the number is taken and the company keeps numbers unique.
        """
        dates = self._dates_of(kind, form)
        party = self._active_party(kind, value_or(form.party_id, ""))
        groups = self._checked_groups(kind, form, draft=draft)
        if not draft:
            self.check_period_is_open(dates.posting_date, kind.ledger)
        document = self._new_document(kind, form, party, dates, groups, draft=draft, by=by)
        document = msgspec.structs.replace(document, **made_from)
        self.documents_of(kind).put(document)
        self.note_document(kind, document, "C", by)
        return document

    def update_document(
        self,
        kind: DocumentKind[DocumentRecord],
        record_no: int,
        form: DocumentForm,
        *,
        line_edits: Sequence[LineEdit] = (),
        submit: bool = True,
        by: str,
    ) -> DocumentRecord:
        """Edit a document; a draft is posted by it unless `submit` is False.

        Lines can be edited on drafts and on posted documents that were never paid. A posted
        document does not become a draft again (a guess).
        """
        before = self.document(kind, record_no)
        check_may_be_edited(before, kind, with_lines=bool(line_edits), submit=submit)
        draft = before.state is InvoiceState.DRAFT and not submit
        document = self._with_header(kind, before, form, by)
        edits = line_edits or _untouched_lines(before, submit=submit)
        if edits:
            groups = self._edited_groups(kind, grouped(document.items), edits, draft=draft)
            document = _with_groups(document, groups)
        if not draft:
            self.check_period_is_open(document.posting_date, kind.ledger)
            document = msgspec.structs.replace(document, state=_submitted(document.state))
        self.documents_of(kind).put(document)
        self.note_document(kind, document, "M", by)
        return document

    def reverse_document(
        self,
        kind: DocumentKind[DocumentRecord],
        record_no: int,
        *,
        on: date,
        description: str = "",
        by: str,
    ) -> DocumentRecord:
        """Reverse a posted, unpaid document on that date; gives the second record, the reversal.

        Needs the company option "Enable reversal of unpaid invoices". The original becomes
        Reversed, for good. The reversal carries the same number (a guess).
        """
        original = self.document(kind, record_no)
        reversible = kind.is_adjustment or self.options.enable_reversal_of_unpaid_invoices
        check_may_be_reversed(original, kind, reversals_enabled=reversible)
        self.check_restrictions(original.items, by)
        self.check_period_is_open(on, kind.ledger)
        reversal = self.reversal_record(
            original, on=on, description=description, by=by, stamp=self.now()
        )
        reversed_original = self.edited(
            original, by, state=InvoiceState.REVERSED, reversed_by=reversal.record_no
        )
        self.documents_of(kind).put(reversal)
        self.documents_of(kind).put(reversed_original)
        self.note_document(kind, reversal, "C", by)
        self.note_document(kind, reversed_original, "M", by)
        return reversal

    def check_restrictions(self, items: Iterable[DocumentItem], by: str) -> None:
        """Refuse a reversal to a user who is restricted to other locations or departments.

        Known since 2024 R1; the wording is a guess.
        """
        user = self.user(by)
        for item in items:
            for allowed, used in (
                (user.locations, item.location_id),
                (user.departments, item.department_id),
            ):
                if allowed and used and used not in allowed:
                    raise business_rule(
                        f"You cannot reverse a transaction with lines of {used}, which is outside "
                        "your restriction."
                    )

    def delete_document(self, kind: DocumentKind[Any], record_no: int, *, by: str) -> None:
        """Delete a draft, or a posted unpaid document where the company does not reverse them.

        Adjustments can always be deleted while nothing is applied, as XML cannot reverse them.
        """
        document = self.documents_of(kind).get(record_no)
        if document is None:
            name = kind.object_name.lower()
            raise business_rule(f"Cannot find {name} with key '{record_no}' to delete.")
        reverses = self.options.enable_reversal_of_unpaid_invoices and not kind.is_adjustment
        check_may_be_deleted(document, kind, reversals_enabled=reverses)
        self.note_document(kind, document, "D", by)
        self.documents_of(kind).remove(record_no)

    def document(self, kind: DocumentKind[DocumentRecord], record_no: int) -> DocumentRecord:
        """The document of that RECORDNO.

        Raises:
            Refusal: DL03000005 with Intacct's own wording when there is none.
        """
        document = self.documents_of(kind).get(record_no)
        if document is None:
            raise no_such_document(kind, str(record_no))
        return document

    def any_document(self, record_no: int) -> Document | None:
        """The document of that RECORDNO, whatever its kind, or None."""
        found = (self.documents_of(kind).get(record_no) for kind in DOCUMENT_KINDS)
        return next((document for document in found if document is not None), None)

    def document_by_external_id(
        self, kind: DocumentKind[DocumentRecord], external_id: str
    ) -> DocumentRecord | None:
        """The first document that was entered with this external id, or None.

        That Intacct lets an external id be used twice is a guess.
        """
        table = self.documents_of(kind)
        index = table.indexes["external_id"]
        numbers = index.numbers(index.between(external_id, external_id)) if external_id else []
        return table.get(numbers[0]) if numbers else None

    def owed_by(self, party: PartyKind, party_id: str) -> Decimal:
        """What a customer owes, or what is owed to a vendor, over all posted documents."""
        total = ZERO
        for kind in (kind for kind in DOCUMENT_KINDS if kind.party is party):
            table = self.documents_of(kind)
            index = table.indexes["party_id"]
            for number in index.numbers(index.between(party_id, party_id)):
                document = table.get(number)
                if document is not None and document.raw_state == "A":
                    total += document.total_due
        return total

    def note_document(
        self, kind: DocumentKind[Any], document: Document, mode: str, by: str
    ) -> None:
        """Note a change in the audit trail, which passes over adjustments unless told otherwise."""
        audited = self.options.audit_adjustments or not kind.is_adjustment
        self.note_change(kind.object_name, document.record_no, mode, by, audited=audited)
        if audited:
            self.note_lines(f"{kind.object_name}ITEM", document.items, mode, by)

    def reversal_record(
        self, original: DocumentRecord, *, on: date, description: str, by: str, stamp: datetime
    ) -> DocumentRecord:
        """The second record that a reversal makes: the same document with negative amounts."""
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

    def _negated(self, items: Sequence[DocumentItem]) -> tuple[DocumentItem, ...]:
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


def no_such_document(kind: DocumentKind[Any], key: str) -> Refusal:
    """The refusal of a key that no document has; Intacct's own spelling, known for invoices."""
    return Refusal("DL03000005", f"No record exits for the {kind.noun}key {key}")


def _untouched_lines(before: Document, *, submit: bool) -> Sequence[LineEdit]:
    """Posting a draft checks its lines as if they were entered now."""
    if before.state is not InvoiceState.DRAFT or not submit:
        return ()
    count = sum(item.is_user_line for item in before.items)
    return [LineEdit(line_num=place, line=LineForm()) for place in range(1, count + 1)]


def _with_groups(document: DocumentRecord, groups: list[LineGroup]) -> DocumentRecord:
    items = numbered(groups)
    total = sum((item.amount for item in items), ZERO)
    return msgspec.structs.replace(document, items=paid_top_down(items, ZERO), total_entered=total)


def _submitted(state: InvoiceState) -> InvoiceState:
    return InvoiceState.POSTED if state is InvoiceState.DRAFT else state
