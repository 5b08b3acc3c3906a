"""Drafts in the database, as runs leave them: linked, in step, and not decided."""

from dataclasses import replace
from datetime import timedelta

from sync.domain.approving.approvals import Approval, ApprovalVerb, Decided
from sync.domain.approving.drafts import Draft
from sync.domain.choices import Person
from sync.domain.kinds import RecordKind
from sync.domain.records import DocumentStatus
from sync.domain.sides import Side
from sync.store.sql_store import SqlStore
from sync.use_cases.ports import AwaitingPair
from tests.sync.store.builders import NOON, invoice, seen, settlement

GRACE, HENRY = Person("grace", "U0GRACE"), Person("henry", "U0HENRY")


def linked_draft(
    store: SqlStore,
    link_id: int,
    number: str = "INV-1",
    *,
    net: str = "100.00",
    customer: str = "C-1",
) -> Draft:
    """A draft invoice in both ledgers, linked, and as it would be put before people."""
    record = invoice(number, net, customer=customer)
    with store.transaction() as transaction:
        transaction.records.see(link_id, Side.INTACCT, [seen(f"i-{number}", record)])
        (one,) = transaction.records.called(link_id, number)
        made = settlement(one.record_id, record, target_key=f"r-{number}")
        transaction.records.settle(link_id, [made])
        (partner,) = transaction.records.pair_partner([one.record_id]).values()
        faces = transaction.records.faces([one.record_id, partner])
    return Draft(
        kind=RecordKind.SALES_INVOICE,
        intacct_id=one.record_id,
        re_leased_id=partner,
        intacct_fingerprint=faces[one.record_id].fingerprint,
        re_leased_fingerprint=faces[partner].fingerprint,
        title=number,
        contact="Mill Bakery",
        tags="Quay House",
        amount=record.gross,
        dated=record.issue_date,
        due=record.due_date,
        changers=("Marcus Poe",),
    )


def opened(store: SqlStore, link_id: int, *drafts: Draft) -> tuple[Approval, ...]:
    with store.transaction() as transaction:
        return transaction.approvals.open(link_id, drafts, expires_after=timedelta(hours=72))


def approves(approval: Approval, who: Person = GRACE) -> Decided:
    return Decided(ApprovalVerb.APPROVE, who, approval.draft.digest, "", None, NOON)


def awaiting(store: SqlStore, link_id: int) -> list[AwaitingPair]:
    with store.reading() as transaction:
        return list(transaction.approvals.awaiting(link_id, limit=100))


def seen_again(
    store: SqlStore,
    link_id: int,
    number: str = "INV-1",
    *,
    reference: str = "",
    status: DocumentStatus = DocumentStatus.DRAFT,
) -> None:
    """Intacct shows the document anew, with these changes."""
    record = replace(invoice(number), reference=reference, status=status)
    with store.transaction() as transaction:
        transaction.records.see(link_id, Side.INTACCT, [seen(f"i-{number}", record)])


POSTED = DocumentStatus.POSTED
