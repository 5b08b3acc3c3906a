"""Likeness: what two records have in common that may be one and the same."""

from sync.domain.kinds import RecordKind
from sync.domain.records import Contact, CreditAllocation, Document, Payment, Record

Likeness = tuple[object, ...]
"""Something of a record that no two records of one side have in common as a rule."""


def likenesses(kind: RecordKind, record: Record) -> frozenset[Likeness]:
    """By what `record` can be taken for another of its side; each begins with the kind.

    A document is like another with its number, or with its amount, contact and date; a payment like one with
    its amount, contact and day; an allocation like one of the same credit, document and amount; a contact
    like one with its name. Reference data has codes, by which it is linked, and is like nothing.

    References are taken as they stand, so that only records in one side's keys can be compared.
    """
    match record:
        case Document():
            money: Likeness = (kind, record.gross, record.contact, record.issue_date)
            number = record.number.strip().casefold()
            return frozenset({money, (kind, number)} if number else {money})
        case Payment():
            return frozenset({(kind, record.amount, record.contact, record.paid_on)})
        case CreditAllocation():
            return frozenset({(kind, record.amount, record.credit, record.document)})
        case Contact():
            return frozenset({(kind, " ".join(record.name.split()).casefold())})
        case _:
            return frozenset()
