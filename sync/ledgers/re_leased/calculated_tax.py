"""Putting the tax that Intacct worked out on a document that waits for it, line by line."""

from decimal import Decimal

from sync.domain.calculated_tax import without_calculated_tax
from sync.domain.errors import BrokenPromise
from sync.domain.records import EXTERNAL_TAX, Document
from sync.ledgers.re_leased import wire, wire_bodies, wire_shapes
from sync.ledgers.re_leased.client import Request
from sync.ledgers.re_leased.document_form import written_amount
from sync.ledgers.re_leased.json_text import written
from sync.use_cases.ports import Write


def is_only_tax(now: Document, wanted: Document) -> bool:
    """Whether all that the lines lack is the tax that was worked out for them."""
    if wanted.is_tax_pending or any(one.tax_detail != EXTERNAL_TAX for one in wanted.lines):
        return False
    lines = [[without_calculated_tax(line) for line in one.lines] for one in (now, wanted)]
    return lines[0] == lines[1]


def tax_request(write: Write, stored: wire_shapes.Invoice, wanted: Document) -> Request:
    """The action that puts the lines' tax on a document.

    Args:
        write: The write it carries out.
        stored: The document as it stands, with the ids of its lines.
        wanted: The same with the tax of every line known.
    """
    lines = [
        wire_bodies.CalculatedLine(line_id=there.id, tax_amount=written_amount(line.tax))
        for there, line in zip(stored.lines, wanted.lines, strict=True)
        if line.tax is not None
    ]
    if len(lines) != len(stored.lines):
        raise BrokenPromise(f"The tax of {wanted.number} is not known for every line.")
    body = wire_bodies.CalculatedTax(
        source=wire.INITIATED_IN_INTACCT,
        external_document_id=wanted.number,
        lines=lines,
        tax_total=sum((line.tax_amount for line in lines), Decimal(0)),
    )
    return Request(
        "POST",
        wire.record_path(wire.Resource.INVOICES, write.key, wire.Action.CALCULATED_TAX),
        written(body),
        idempotency_key=write.intent_key,
        version=write.version,
    )
