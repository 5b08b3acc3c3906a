"""What a person saw of a draft, and whether just that was posted: each of both records, field by field."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from sandbox.intacct.records import Document as IntacctDocument
from sandbox.intacct.records import InvoiceState
from sandbox.re_leased.document_records import Document as ReLeasedDocument
from sandbox.re_leased.document_records import Status
from sync.domain.approving.approvals import Approval
from sync.domain.money import Money
from sync.domain.records.documents import Document
from sync.domain.sides import Side
from sync.store.models import RecordRow
from sync.store.snapshots import decoded_record
from tests.scenarios.papers import PAPERS
from tests.simulation.scene import Scene
from tests.sync.use_cases.bridge import COMPANY

Face = Mapping[str, object]
"""A document's fields by name, in the same form for all who tell of it."""


def seen_of(scene: Scene, approval: Approval) -> Mapping[Side, Face]:
    """What the person has before them: both records as we know them, as far as the card is of these."""
    draft = approval.draft
    shown = {
        draft.intacct_id: draft.intacct_fingerprint,
        draft.re_leased_id: draft.re_leased_fingerprint,
    }
    with scene.engine.connect() as connection:
        rows = list(connection.execute(select(RecordRow).where(RecordRow.id.in_(shown))))
    return {row.side: _known(row) for row in rows if row.fingerprint == shown[row.id]}


def stands_otherwise(
    scene: Scene, side: Side, key: str, seen: Mapping[Side, Face], *, posted_only: bool = True
) -> Iterator[str]:
    """Where a document that is posted because of an approval is not what was seen; or a draft that may be."""
    look = _in_intacct if side is Side.INTACCT else _in_re_leased
    stands = look(scene, key, posted_only=posted_only)
    if stands is None:
        return
    if side not in seen:
        yield f"{stands['number']} is approved in {side}, and had moved when it was shown."
        return
    for name, value in seen[side].items():
        if stands[name] != value:
            yield f"{stands['number']} is approved in {side}: {name} {stands[name]}, shown {value}."


def _known(row: Any) -> Face:
    document = decoded_record(row.kind, row.content)
    assert isinstance(document, Document)
    is_due = row.kind in {paper.kind for paper in PAPERS if paper.sign > 0}
    return {
        "number": document.number,
        "contact": document.contact.key,
        "dated": document.issue_date,
        "due": document.due_date if is_due else None,
        "lines": [
            (
                line.account.key.partition(" [")[0],
                line.description,
                line.net.amount,
                _amount(line.tax),
            )
            for line in document.lines
        ],
    }


def _amount(money: Money | None) -> Decimal | None:
    return None if money is None else money.amount


def _in_intacct(scene: Scene, key: str, *, posted_only: bool) -> Face | None:
    for paper in PAPERS:
        for one in scene.world.intacct.documents_of(paper.book):
            is_meant = one.state is InvoiceState.POSTED or not posted_only
            if str(one.record_no) == key and is_meant:
                return _face_there(one, paper.sign)
    return None


def _face_there(one: IntacctDocument, sign: int) -> Face:
    taxes = {item.parent_entry: item.amount for item in one.items if not item.is_user_line}
    return {
        "number": one.record_id,
        "contact": one.party_id,
        "dated": one.invoice_date,
        "due": one.due_date if sign > 0 else None,
        "lines": [
            (item.account_no, item.memo, sign * item.amount, sign * taxes.get(item.record_no, 0))
            for item in one.items
            if item.is_user_line
        ],
    }


def _in_re_leased(scene: Scene, key: str, *, posted_only: bool) -> Face | None:
    every = scene.world.re_leased.documents.shelf.every(COMPANY)
    meant = (one for one in every if one.status is Status.APPROVED or not posted_only)
    found = (one for one in meant if one.id == key)
    return next((_face_here(one) for one in found), None)


def _face_here(one: ReLeasedDocument) -> Face:
    return {
        "number": one.invoice_number,
        "contact": one.contact_id,
        "dated": one.issue_date,
        "due": None if one.is_credit else one.due_date,
        "lines": [
            (line.account_code, line.description, line.net_amount, line.tax_amount)
            for line in one.lines
        ],
    }
