"""Invoices, credit notes and adjustments: making, editing and moving them through their states."""

from typing import Any

import msgspec

from sandbox.clock import Clock
from sandbox.re_leased import external_references
from sandbox.re_leased.approvals import Approvals
from sandbox.re_leased.document_drafting import DocumentDrafting
from sandbox.re_leased.document_records import (
    Approval,
    Decision,
    Document,
    LineTracking,
    Status,
)
from sandbox.re_leased.fields import DecisionFields, DocumentFields, ReferenceFields
from sandbox.re_leased.moments import moment
from sandbox.re_leased.money import ZERO
from sandbox.re_leased.property_records import TrackingDefault
from sandbox.re_leased.records import Actor
from sandbox.re_leased.refusal import broken_rule, wrong_status
from sandbox.re_leased.shelf import Shelf

_EDITABLE = frozenset({Status.DRAFT, Status.AWAITING_APPROVAL, Status.REJECTED, Status.APPROVED})
_NO_DECISION = DecisionFields()


class Documents:
    """The documents of all companies."""

    def __init__(
        self,
        clock: Clock,
        *,
        drafting: DocumentDrafting,
        approvals: Approvals,
        shelf: Shelf[Document],
    ) -> None:
        self._clock = clock
        self._drafting = drafting
        self._approvals = approvals
        self.shelf = shelf

    def get(self, company_id: str, document_id: str) -> Document:
        """The document.

        Raises:
            Refusal: 404 when the company has none such, or it was a draft and is deleted.
        """
        return self.shelf.get(company_id, document_id, what="invoice")

    def create(self, company_id: str, fields: DocumentFields, *, by: Actor) -> Document:
        """Make a document as Draft, Awaiting Approval or Approved.

        Raises:
            Refusal: 422 for every broken rule of its fields; 403 for Approved without the right,
                or when a workflow holds it; 409 `already_linked`.
        """
        document = self._drafting.drafted(company_id, fields, by=by)
        if document.status is Status.APPROVED:
            self._approvals.require_right(document, by=by)
        if document.status is Status.AWAITING_APPROVAL:
            asked = self._approvals.asked_of(document)
            document = msgspec.structs.replace(document, approval=asked)
        return self.shelf.put(document)

    def edit(
        self, company_id: str, document_id: str, fields: DocumentFields, *, by: Actor
    ) -> Document:
        """Change what is given; lines are replaced as a whole (Editing an invoice).

        That a rejected document can be edited before it is submitted again is assumed.

        Raises:
            Refusal: 422 `invoice_not_editable` when it is Paid, Voided or paid in part; 422 for
                every broken rule of the new fields.
        """
        document = self.get(company_id, document_id)
        if document.status not in _EDITABLE or document.is_settled_in_part:
            paid = "paid in part" if document.status in _EDITABLE else str(document.status)
            message = f"{document.title} is {paid} and cannot be edited; void it and raise another."
            raise broken_rule("invoice_not_editable", message)
        changes = self._drafting.changes(document, fields)
        return self.shelf.change(document, by=by, **changes, **self._asked_anew(document, changes))

    def delete(self, company_id: str, document_id: str, *, by: Actor) -> None:
        """Delete a draft; a tombstone stays for a while. Only drafts can be deleted.

        Raises:
            Refusal: 409 when it is no draft.
        """
        document = self._in(company_id, document_id, {Status.DRAFT}, action="delete")
        self.shelf.change(document, by=by, status=Status.DELETED, external_refs=())

    def submit(
        self,
        company_id: str,
        document_id: str,
        decision: DecisionFields = _NO_DECISION,
        *,
        by: Actor,
    ) -> Document:
        """Hand a draft or a rejected document in for approval; 409 from any other status."""
        allowed = {Status.DRAFT, Status.REJECTED}
        document = self._in(company_id, document_id, allowed, action="submit")
        asked = self._approvals.asked_of(document)
        return self._decided(document, Status.AWAITING_APPROVAL, decision, approval=asked, by=by)

    def approve(
        self,
        company_id: str,
        document_id: str,
        decision: DecisionFields = _NO_DECISION,
        *,
        by: Actor,
    ) -> Document:
        """Make a draft or submitted document final.

        Raises:
            Refusal: 409 from any other status; 403 without the right to approve, or when a
                workflow holds the expense.
        """
        allowed = {Status.DRAFT, Status.AWAITING_APPROVAL}
        document = self._in(company_id, document_id, allowed, action="approve")
        self._approvals.require_right(document, by=by)
        return self._decided(document, Status.APPROVED, decision, approval=Approval(), by=by)

    def reject(
        self,
        company_id: str,
        document_id: str,
        decision: DecisionFields = _NO_DECISION,
        *,
        by: Actor,
    ) -> Document:
        """Decline a submitted document; it goes back to who submitted it. 409 otherwise."""
        allowed = {Status.AWAITING_APPROVAL}
        document = self._in(company_id, document_id, allowed, action="reject")
        return self._decided(document, Status.REJECTED, decision, approval=Approval(), by=by)

    def reset_to_draft(
        self,
        company_id: str,
        document_id: str,
        decision: DecisionFields = _NO_DECISION,
        *,
        by: Actor,
    ) -> Document:
        """Take a document back, as when accounting software refused it (Xero sync errors).

        Raises:
            Refusal: 409 unless Awaiting Approval or Approved; 422 `invoice_has_payments`.
        """
        allowed = {Status.AWAITING_APPROVAL, Status.APPROVED}
        document = self._in(company_id, document_id, allowed, action="reset")
        _require_unsettled(document)
        return self._decided(document, Status.DRAFT, decision, approval=Approval(), by=by)

    def void(
        self,
        company_id: str,
        document_id: str,
        decision: DecisionFields = _NO_DECISION,
        *,
        by: Actor,
    ) -> Document:
        """Cancel an approved document for good (Voiding an invoice).

        Raises:
            Refusal: 422 `invoice_has_payments` while a payment or credit stands against it, a
                paid one included; 409 from any other status than Approved.
        """
        allowed = {Status.APPROVED, Status.PAID}
        document = self._in(company_id, document_id, allowed, action="void")
        _require_unsettled(document)
        return self._decided(
            document,
            Status.VOIDED,
            decision,
            approval=document.approval,
            by=by,
            void_reason=decision.comment or None,
            amount_due=ZERO,
        )

    def link(
        self, company_id: str, document_id: str, reference: ReferenceFields, *, by: Actor
    ) -> Document:
        """Put an external reference on the document.

        Raises:
            Refusal: 409 `already_linked`; 422 `before_sync_from_date`.
        """
        document = self.get(company_id, document_id)
        self._drafting.require_within_sync(company_id, dated=document.issue_date)
        return external_references.link(self.shelf, document, reference, by=by)

    def retrack(
        self,
        company_id: str,
        property_id: str,
        tracking: tuple[TrackingDefault, ...],
        *,
        by: Actor,
    ) -> int:
        """Give the property's open documents its new options; returns how many were changed."""
        options = tuple(
            LineTracking(category_id=default.category_id, option_id=default.option_id)
            for default in tracking
        )
        changed = 0
        for document in self.shelf.every(company_id):
            is_open = document.status in _EDITABLE and not document.is_settled_in_part
            lines = tuple(
                msgspec.structs.replace(line, tracking=options)
                if line.property_id == property_id
                else line
                for line in document.lines
            )
            if is_open and lines != document.lines:
                self.shelf.change(document, by=by, lines=lines)
                changed += 1
        return changed

    def _in(
        self, company_id: str, document_id: str, allowed: set[Status], *, action: str
    ) -> Document:
        document = self.get(company_id, document_id)
        if document.status not in allowed:
            raise wrong_status(action, document.title, current_status=document.status)
        return document

    def _asked_anew(self, document: Document, changes: dict[str, Any]) -> dict[str, Any]:
        """What was submitted and edited may now be held by a workflow, or no longer."""
        if document.status is not Status.AWAITING_APPROVAL:
            return {}
        asked = self._approvals.asked_of(msgspec.structs.replace(document, **changes))
        last = document.approval.last_decision
        return {"approval": msgspec.structs.replace(asked, last_decision=last)}

    def _decided(
        self,
        document: Document,
        status: Status,
        decision: DecisionFields,
        *,
        approval: Approval,
        by: Actor,
        **changes: Any,
    ) -> Document:
        taken = Decision(
            decision=status,
            actor=decision.actor,
            at=moment(self._clock.now()),
            comment=decision.comment,
            initiated_in=decision.initiated_in,
        )
        return self.shelf.change(
            document,
            by=by,
            status=status,
            approval=msgspec.structs.replace(approval, last_decision=taken),
            **changes,
        )


def _require_unsettled(document: Document) -> None:
    if document.status is Status.PAID or document.is_settled_in_part:
        message = f"{document.title} has payments or credits; reverse them first."
        raise broken_rule("invoice_has_payments", message)
