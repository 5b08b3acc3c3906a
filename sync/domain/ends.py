"""When a pair has ended on both sides, so that nobody needs to be reminded of its end any more.

Source: Re-Leased help centre on Sage Intacct (limitations): a deletion in Intacct and a void in Re-Leased do
not travel; somebody does the same by hand on the other side.
"""

from sync.domain.making_steps import Pair
from sync.domain.plan import Face
from sync.domain.records import (
    Account,
    Contact,
    Dimension,
    DimensionValue,
    Document,
    DocumentStatus,
    Item,
    TaxDetail,
)

_ENDED = frozenset({DocumentStatus.VOIDED, DocumentStatus.REJECTED, DocumentStatus.PRIVATE})
"""Statuses in which a document says nothing to the other side. A draft that Re-Leased keeps to itself has no
counterpart in Intacct, so one whose counterpart was deleted there is as it should be."""


def is_deleted_and_dealt_with(pair: Pair) -> bool:
    """Whether one side was deleted, and the other is over as well: deleted, voided, rejected or archived.

    Somebody who brings the other side back (submits it again, or takes it into use) is told anew.
    """
    faces = (pair.intacct, pair.re_leased)
    return any(face.gone for face in faces) and all(is_over(face) for face in faces)


def is_over(face: Face) -> bool:
    """Whether the record has come to its end on its side."""
    match face.now:
        case Document(status=status):
            return face.gone or status in _ENDED
        case Dimension(active=active) | DimensionValue(active=active) | TaxDetail(active=active):
            return face.gone or not active
        case Account(active=active) | Contact(active=active) | Item(active=active):
            return face.gone or not active
        case _:
            return face.gone
