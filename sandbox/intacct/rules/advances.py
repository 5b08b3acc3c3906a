"""Money on account: advances from customers and to vendors, and what receipts had too much."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sandbox.intacct.forms import AdvanceForm, PaymentForm
from sandbox.intacct.payment_records import AdvanceItem, OnAccount, Payment, PaymentState
from sandbox.intacct.records import ZERO
from sandbox.intacct.refusal import business_rule
from sandbox.intacct.rules.document_lines import to_cent
from sandbox.intacct.rules.parties import not_valid
from sandbox.intacct.rules.payment_kinds import RECEIPT, PaymentKind
from sandbox.intacct.rules.settlement import SettlementRules


class AdvanceRules(SettlementRules):
    """Takes in money that is not applied yet, and gives back what was never applied."""

    def receive_advance(
        self,
        form: PaymentForm,
        items: Sequence[AdvanceForm],
        *,
        kind: PaymentKind[Any] = RECEIPT,
        by: str,
    ) -> OnAccount:
        """Enter money from a customer, or to a vendor, that is to be applied later."""
        self.check_payer(kind, form)
        self.check_account(form)
        self.check_period_is_open(form.receipt_date, kind.ledger)
        amount = sum((item.amount for item in items), ZERO)
        if amount <= ZERO:
            raise business_rule("An advance needs a positive amount")
        lines = tuple(self._item(kind, item, place) for place, item in enumerate(items, start=1))
        advance = self._on_account(form, amount, by, items=lines)
        self.advances_of(kind).put(advance)
        self.note_in_audit_trail(kind.advance_name, advance.record_no, "C", by)
        return advance

    def keep_overpayment(self, form: PaymentForm, payment: Payment, by: str) -> OnAccount:
        """Keep what a receipt had beyond its invoices on the customer's account."""
        kept = self._on_account(form, form.overpayment, by, parent_payment=payment.record_no)
        self.overpayments.put(kept)
        self.note_in_audit_trail("ARPOSTEDOVERPAYMENT", kept.record_no, "C", by)
        return kept

    def void_overpayments(self, payment_key: int, by: str) -> None:
        """Void what a receipt left on account; refused while any of it is applied."""
        for kept in self.overpayments:
            if kept.parent_payment == payment_key and kept.state is not PaymentState.VOIDED:
                if kept.total_applied:
                    raise business_rule(
                        f"Overpayment {kept.record_no} is applied.", "Undo that first."
                    )
                self.overpayments.put(self.edited(kept, by, state=PaymentState.VOIDED))
                self.note_in_audit_trail("ARPOSTEDOVERPAYMENT", kept.record_no, "M", by)

    def check_payer(self, kind: PaymentKind[Any], form: PaymentForm) -> None:
        """Refuse a party that is not there; several customers are paid for under a payer's name."""
        if form.payer_name and not form.party_id:
            return
        if self.parties_of(kind.party).named(form.party_id) is None:
            raise not_valid(kind.party, form.party_id)

    def check_account(self, form: PaymentForm) -> None:
        """Refuse money without an account to go to or come from."""
        if not (form.financial_entity or form.undeposited_account_no or form.batch):
            raise business_rule("A bank account or undeposited funds account is required")
        bank = form.financial_entity
        if bank and self.checking_accounts.named(bank) is None:
            raise business_rule(f"Bank account '{bank}' is not valid")

    def money_fields(self, form: PaymentForm, by: str) -> dict[str, Any]:
        """The fields that every record of money takes from its form."""
        now, user = self.now(), self.user_number(by)
        return {
            "record_no": self.next_number(),
            "created_at": now,
            "created_by": user,
            "modified_at": now,
            "modified_by": user,
            "party_id": form.party_id,
            "payment_method": form.payment_method,
            "receipt_date": form.receipt_date,
            "payment_date": form.payment_date or form.receipt_date,
            "financial_entity": form.financial_entity,
            "undeposited_account_no": form.undeposited_account_no,
            "batch": form.batch,
            "payer_name": form.payer_name,
            "doc_number": form.doc_number,
            "description": form.description,
            "currency": form.currency or self.currency,
            "base_currency": self.currency,
        }

    def _item(self, kind: PaymentKind[Any], form: AdvanceForm, place: int) -> AdvanceItem:
        item = AdvanceItem(
            record_no=self.next_number(),
            line_no=place,
            account_no=form.account_no,
            amount=to_cent(form.amount),
            memo=form.memo,
            location_id=form.location_id,
            department_id=form.department_id,
            class_id=form.class_id,
            project_id=form.project_id,
            custom_fields=form.custom_fields,
        )
        self.check_members(item)
        self.check_custom_fields(f"{kind.advance_name}ITEM", item.custom_fields)
        return item

    def _on_account(
        self,
        form: PaymentForm,
        amount: Decimal,
        by: str,
        *,
        items: tuple[AdvanceItem, ...] = (),
        parent_payment: int | None = None,
    ) -> OnAccount:
        first = items[0] if items else None
        return OnAccount(
            **self.money_fields(form, by),
            state=PaymentState.COMPLETE,
            total_entered=to_cent(amount),
            account_no="" if first is None else first.account_no,
            location_id=form.location_id if first is None else first.location_id,
            department_id=form.department_id if first is None else first.department_id,
            items=items,
            parent_payment=parent_payment,
        )
