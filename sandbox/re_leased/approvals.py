"""Who may approve, and which expenses an approval workflow holds."""

from decimal import Decimal

import msgspec

from sandbox.re_leased.document_records import Approval, Document, Kind
from sandbox.re_leased.records import Actor
from sandbox.re_leased.refusal import Refusal
from sandbox.storage import Collection, Storage


class Workflow(msgspec.Struct, frozen=True, kw_only=True):
    """Expenses at or above an amount, perhaps of one property, need somebody's approval."""

    name: str
    from_total: Decimal
    property_id: str | None = None


class WithheldRight(msgspec.Struct, frozen=True):
    """An actor who may not approve."""

    actor_id: str


class Approvals:
    """Approval workflows (one a company here) and the right to approve."""

    def __init__(self, storage: Storage) -> None:
        self._workflows = Collection(storage, "re_leased_workflow", Workflow)
        self._withheld = Collection(storage, "re_leased_withheld_right", WithheldRight)

    def set_workflow(self, company_id: str, workflow: Workflow) -> None:
        """From now on, expenses that meet the workflow's conditions are held by it."""
        self._workflows.put(company_id, workflow)

    def withhold_right(self, actor_id: str) -> None:
        """Take the right "Can approve invoices" from a person or an interface key."""
        self._withheld.put(actor_id, WithheldRight(actor_id))

    def asked_of(self, document: Document) -> Approval:
        """What the document's submission asks for. Workflows hold expenses only."""
        workflow = self._matching(document)
        if workflow is None:
            return Approval()
        return Approval(required=True, workflow=workflow.name, step=1)

    def require_right(self, document: Document, *, by: Actor) -> None:
        """A person who can approve invoices passes by the workflow; an interface key does not.

        That no key has the bypass right is assumed, and the stricter choice.

        Raises:
            Refusal: 403 `forbidden` without the right; 403 `approval_workflow_required`.
        """
        if by.id in self._withheld:
            raise Refusal(403, "forbidden", f"{by.name} may not approve invoices.")
        workflow = self._matching(document)
        if workflow is not None and by.type == "api":
            raise Refusal(
                403,
                "approval_workflow_required",
                f"{document.title} is held by the approval workflow {workflow.name}; "
                "approve it in Re-Leased.",
            )

    def _matching(self, document: Document) -> Workflow | None:
        workflow = self._workflows.get(document.company_id)
        if workflow is None or document.kind is not Kind.EXPENSE:
            return None
        is_large = document.gross_total >= workflow.from_total
        is_here = workflow.property_id in {None, document.property_id}
        return workflow if is_large and is_here else None
