"""Settling one matter after the other: what a person is asked next about a record, or about an issue."""

from collections.abc import Iterable
from dataclasses import dataclass

from sync.domain.choices import MATTERS_OF_CHOICE, ChoiceVerb
from sync.use_cases.choose import MOST_OFFERS, Offer, offers
from sync.use_cases.field_rows import FieldRow, fields_of
from sync.use_cases.ports import Issue, Store


@dataclass(frozen=True, slots=True)
class Matter:
    """Two records that a person is to settle, with all that both sides say.

    Attributes:
        offer: Both records as they are now, and what may be picked.
        fields: What each side says, field by field; where the two differ comes first.
    """

    offer: Offer
    fields: tuple[FieldRow, ...]


def matter_of(store: Store, record_id: int, other_id: int | None = None) -> Matter | None:
    """What is to be settled about a record; None where nothing is a matter of choice.

    Args:
        store: The database.
        record_id: Either of the two records.
        other_id: The other one; without it, the first that nobody has picked for yet, else the first.
    """
    found = [one for one in offers(store, record_id) if other_id in {None, *_ids(one)}]
    found.sort(key=lambda one: one.picked is not None)
    return _matter(store, found[0]) if found else None


def next_matter(store: Store, issue_id: int) -> Matter | None:
    """The first matter of an open issue that nobody has picked for yet; None where none is left."""
    issue = _open_issue(store, issue_id)
    if issue is None or issue.standing.cause not in MATTERS_OF_CHOICE:
        return None
    with store.reading() as transaction:
        held = transaction.records.standing_for(issue.link_id, [issue.standing.cause], MOST_OFFERS)
    for one in held:
        if (one.kind, one.standing.subject) != (issue.kind, issue.standing.subject):
            continue
        offer = _first_open(offers(store, one.record_id))
        if offer is not None:
            return _matter(store, offer)
    return None


def _first_open(found: Iterable[Offer]) -> Offer | None:
    """The first that nobody picked for; none where the record is to be matched with one of them already."""
    offered = list(found)
    if any(one.picked is not None and one.picked.verb is ChoiceVerb.MATCH for one in offered):
        return None
    return next((one for one in offered if one.picked is None), None)


def _open_issue(store: Store, issue_id: int) -> Issue | None:
    with store.reading() as transaction:
        try:
            issue = transaction.issues.get(issue_id)
        except KeyError:
            return None
    return issue if issue.closed_at is None else None


def _matter(store: Store, offer: Offer) -> Matter:
    rows = fields_of(store, _ids(offer))
    return Matter(offer, tuple(sorted(rows, key=lambda row: not row.differs)))


def _ids(offer: Offer) -> tuple[int, int]:
    return offer.intacct.record_id, offer.re_leased.record_id
