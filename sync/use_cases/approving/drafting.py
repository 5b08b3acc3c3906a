"""Making what is put before people of a draft: names instead of keys, who changed it, what is odd about it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sync.domain.approving.drafts import Draft
from sync.domain.approving.granting import says_one_thing
from sync.domain.approving.oddities import PastDocument, oddities_of
from sync.domain.kinds import RecordKind
from sync.domain.making_steps import Pair
from sync.domain.plan import Face
from sync.domain.records import Document, Reference
from sync.domain.sides import Side
from sync.use_cases.ports import AwaitingPair, Transaction

OTHERS_COMPARED = 12
"""So many of a contact's latest documents say what is usual."""


@dataclass(frozen=True, slots=True)
class _Found:
    """One pair: what is put before people is taken from its Intacct side, and Re-Leased's is its twin."""

    pair: AwaitingPair
    intacct: Face
    re_leased: Face
    document: Document
    twin: Document


def drafts_of(
    transaction: Transaction, link_id: int, pairs: Sequence[AwaitingPair]
) -> tuple[Draft, ...]:
    """Those whose sides say one thing, as they are now.

    A few questions to the database for all of them together.
    """
    found = list(_found(transaction, pairs))
    names = _names(transaction, link_id, (one.document for one in found))
    others = _others(transaction, link_id, found)
    earlier = transaction.approvals.changers([one.pair.intacct_id for one in found])
    return tuple(
        _draft(one, names, others[one.pair.intacct_id], earlier.get(one.pair.intacct_id, ()))
        for one in found
    )


def _found(transaction: Transaction, pairs: Sequence[AwaitingPair]) -> Iterator[_Found]:
    faces = transaction.records.faces(
        [record_id for pair in pairs for record_id in (pair.intacct_id, pair.re_leased_id)]
    )
    for pair in pairs:
        intacct, re_leased = faces[pair.intacct_id], faces[pair.re_leased_id]
        says_one = says_one_thing(Pair(pair.kind, intacct, re_leased))
        document, twin = intacct.now, re_leased.now
        if says_one and isinstance(document, Document) and isinstance(twin, Document):
            yield _Found(pair, intacct, re_leased, document, twin)


def _draft(
    found: _Found,
    names: Mapping[Reference, str],
    others: Sequence[PastDocument],
    earlier: Sequence[str],
) -> Draft:
    document, kind = found.document, found.pair.kind
    is_tax_pending = document.is_tax_pending or found.twin.is_tax_pending
    said = (*found.intacct.changers, *found.re_leased.changers)
    tags = (names.get(tag, "") for line in document.lines for tag in line.dimensions)
    return Draft(
        kind=kind,
        intacct_id=found.pair.intacct_id,
        re_leased_id=found.pair.re_leased_id,
        intacct_fingerprint=found.intacct.fingerprint,
        re_leased_fingerprint=found.re_leased.fingerprint,
        title=document.number,
        contact=names.get(document.contact) or document.contact.key,
        tags=", ".join(_once(tags)),
        amount=document.gross,
        dated=document.issue_date,
        due=document.due_date,
        changers=_once((*earlier, *said)),
        workflow=found.re_leased.workflow,
        is_tax_pending=document.is_tax_pending,
        oddities=oddities_of(
            kind,
            document.gross,
            document.issue_date,
            others,
            amount_in_re_leased=document.gross if is_tax_pending else found.twin.gross,
        ),
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _names(
    transaction: Transaction, link_id: int, documents: Iterable[Document]
) -> Mapping[Reference, str]:
    """What people call the contacts of these documents and what their lines are tagged with."""
    named = {
        reference
        for document in documents
        for reference in (
            document.contact,
            *(tag for line in document.lines for tag in line.dimensions),
        )
    }
    ordered = sorted(named, key=lambda one: (one.kind, one.key))
    known = transaction.records.counterparts(link_id, Side.INTACCT, ordered, None)
    return {reference: counterpart.title for reference, counterpart in known.items()}


def _others(
    transaction: Transaction, link_id: int, found: Sequence[_Found]
) -> dict[int, tuple[PastDocument, ...]]:
    """By Intacct record: other documents of the same kind and contact."""
    kinds: dict[RecordKind, list[_Found]] = {}
    for one in found:
        kinds.setdefault(one.pair.kind, []).append(one)
    others: dict[int, tuple[PastDocument, ...]] = {}
    for kind, same in kinds.items():
        contacts = [one.document.contact.key for one in same]
        past = transaction.approvals.others_of_contacts(
            link_id, kind, contacts, most=OTHERS_COMPARED
        )
        for one in same:
            own = one.pair.intacct_id
            known = past.get(one.document.contact.key, ())
            others[own] = tuple(document for record_id, document in known if record_id != own)
    return others
