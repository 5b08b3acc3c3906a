"""What is read along with payments, one thing after another; with nothing to ask for, nothing is asked."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from sync.ledgers.intacct.documents.keys import KEY_FIELDS
from sync.ledgers.intacct.documents.objects import DocumentObject
from sync.ledgers.intacct.payments.batch import Part, PaymentRows
from sync.ledgers.intacct.payments.objects import Means, PaymentObject
from sync.ledgers.intacct.payments.reversals import STAMPS_APART
from sync.ledgers.intacct.payments.rows import (
    PARENT,
    advance_fields,
    detail_fields,
    payment_fields,
    total_of,
)
from sync.ledgers.intacct.reading.query import KEY, Query
from sync.ledgers.intacct.reading.source import (
    CREATED_TRANSACTION,
    CompanionOf,
    Found,
    RowsWhere,
)
from sync.ledgers.intacct.wire.envelope import Row
from sync.ledgers.intacct.wire.values import moment_in_filter, moment_of

Stage = Callable[[PaymentRows], RowsWhere | None]


def companions(what: PaymentObject, part: Part, stages: Iterable[Stage]) -> list[CompanionOf]:
    """The stages for batches whose rows are `part`, as a source takes them."""
    return [_companion(what, part, stage) for stage in stages]


def _companion(what: PaymentObject, part: Part, stage: Stage) -> CompanionOf:
    def ask(rows: Sequence[Row], found: Found) -> RowsWhere | None:
        return stage(PaymentRows(what, part, rows, found))

    return ask


def named_overpayments(batch: PaymentRows) -> RowsWhere | None:
    """The overpayments that changed details use: their payments have a new application."""
    name = batch.what.overpayment_name
    keys = _named(batch, Means.OVERPAYMENT)
    if not name:
        return None
    return RowsWhere(Query(name, (PARENT,)), KEY, keys, label=Part.NAMED_OVERPAYMENTS)


def named_payments(batch: PaymentRows) -> RowsWhere:
    """The payments of changed details, and those whose overpayments they use."""
    own = (row["PAYMENTKEY"] for row in batch.rows(Part.CHANGED_DETAILS))
    parents = (row[PARENT] for row in batch.rows(Part.NAMED_OVERPAYMENTS))
    return _payments(batch, KEY, _each_once((*own, *parents)), label=Part.PAYMENTS)


def named_advances(batch: PaymentRows) -> RowsWhere:
    """The advances that changed details use."""
    query = Query(batch.what.advance_name, advance_fields(batch.what))
    return RowsWhere(query, KEY, _named(batch, Means.ADVANCE), label=Part.ADVANCES)


def details(batch: PaymentRows) -> RowsWhere:
    """What the payments pay."""
    keys = _each_once(row[KEY] for row in batch.rows(Part.PAYMENTS))
    return RowsWhere(detail_query(batch.what), "PAYMENTKEY", keys, label=Part.DETAILS)


def naming_reversals(batch: PaymentRows) -> RowsWhere:
    """The payments that name, as their parent, one that may have been reversed."""
    keys = tuple(row[KEY] for row in batch.suspects)
    return _payments(batch, PARENT, keys, label=Part.NAMING_REVERSALS)


def stamped_reversals(batch: PaymentRows) -> RowsWhere:
    """The payments that were made when one was changed that may have been reversed."""
    changed = [moment_of(row["WHENMODIFIED"]) for row in batch.suspects]
    stamps = _stamps(moment - apart for moment in changed if moment for apart in STAMPS_APART)
    return _payments(batch, CREATED_TRANSACTION, stamps, label=Part.STAMPED_REVERSALS)


def stamped_alike(batch: PaymentRows) -> RowsWhere:
    """All payments that were changed when these reversals were made: one that fits may not be the only one."""
    possible = (row for row in batch.rows(Part.STAMPED_REVERSALS) if total_of(row) <= 0)
    made = [moment_of(row[CREATED_TRANSACTION]) for row in possible]
    stamps = _stamps(moment + apart for moment in made if moment for apart in STAMPS_APART)
    return _payments(batch, "WHENMODIFIED", stamps, label=Part.STAMPED_ALIKE)


def their_details(batch: PaymentRows) -> RowsWhere:
    """What those pay that are only looked at."""
    keys = tuple(batch.others)
    return RowsWhere(detail_query(batch.what), "PAYMENTKEY", keys, label=Part.THEIR_DETAILS)


def overpayments(batch: PaymentRows) -> RowsWhere | None:
    """What is kept of the payments that had too much."""
    name = batch.what.overpayment_name
    keys = tuple(key for key in batch.payments if batch.rest_of(key) > 0)
    if not name:
        return None
    return RowsWhere(Query(name, (PARENT,)), PARENT, keys, label=Part.OVERPAYMENTS)


def later_details(batch: PaymentRows) -> RowsWhere:
    """What the advances and overpayments were put against."""
    keys = (*batch.advances, *(row[KEY] for row in batch.rows(Part.OVERPAYMENTS)))
    first, *others = batch.what.fields_of(Means.ADVANCE, Means.OVERPAYMENT)
    return RowsWhere(
        detail_query(batch.what), first, keys, or_fields=tuple(others), label=Part.LATER_DETAILS
    )


def later_payments(batch: PaymentRows) -> RowsWhere:
    """The payments by which they were put there."""
    keys = _each_once(row["PAYMENTKEY"] for row in batch.rows(Part.LATER_DETAILS))
    unknown = tuple(key for key in keys if key not in batch.payments)
    return _payments(batch, KEY, unknown, label=Part.LATER_PAYMENTS)


def documents(batch: PaymentRows) -> RowsWhere:
    """The invoices or bills that are paid, and those that are credits."""
    return _keys_of(batch, batch.what.documents, Means.NEGATIVE_DOCUMENT, label=Part.DOCUMENTS)


def adjustments(batch: PaymentRows) -> RowsWhere:
    """The adjustments that are paid, and those that are credits."""
    return _keys_of(batch, batch.what.adjustments, Means.ADJUSTMENT, label=Part.ADJUSTMENTS)


PAID: Sequence[Stage] = (
    details,
    naming_reversals,
    stamped_reversals,
    stamped_alike,
    their_details,
)
NAMED: Sequence[Stage] = (named_overpayments, named_payments, named_advances)
LATER: Sequence[Stage] = (overpayments, later_details, later_payments)
DOCUMENTS: Sequence[Stage] = (documents, adjustments)


def detail_query(what: PaymentObject) -> Query:
    """The query for what payments pay."""
    return Query(what.details_name, detail_fields(what))


def _payments(batch: PaymentRows, field: str, values: tuple[str, ...], *, label: str) -> RowsWhere:
    query = Query(batch.what.object_name, payment_fields(batch.what))
    return RowsWhere(query, field, values, label=label)


def _stamps(moments: Iterable[datetime]) -> tuple[str, ...]:
    return _each_once(map(moment_in_filter, moments))


def _keys_of(
    batch: PaymentRows, document: DocumentObject, credit: Means, *, label: str
) -> RowsWhere:
    paid = (one.paid.key for one in batch.all_details if one.paid.kind is document.kind)
    used = (one.key for detail in batch.all_details for one in detail.uses if one.means is credit)
    query = Query(document.object_name, KEY_FIELDS)
    return RowsWhere(query, KEY, _each_once((*paid, *used)), label=label)


def _named(batch: PaymentRows, means: Means) -> tuple[str, ...]:
    fields = batch.what.fields_of(means)
    return _each_once(row[name] for row in batch.rows(Part.CHANGED_DETAILS) for name in fields)


def _each_once(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for key in keys if key))
