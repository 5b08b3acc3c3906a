"""Choosing: a person settles what the sync cannot, with both values in view. The next run carries it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sync.domain.choices import (
    MATTERS_OF_CHOICE,
    Choice,
    ChoiceEnd,
    ChoiceEnding,
    ChoiceVerb,
    Person,
    choices_for,
)
from sync.domain.errors import LeasebridgeError
from sync.domain.plan import Candidate, Face
from sync.domain.sides import Side
from sync.domain.standing import Cause, StandingState
from sync.use_cases.end_choices import end_choices
from sync.use_cases.look_alikes import with_look_alikes
from sync.use_cases.ports import AuditEvent, KnownRecord, Store, Transaction

MOST_OFFERS = 100
"""How many records are listed at a time; whoever has settled them sees the next."""


class CannotChoose(LeasebridgeError):
    """The choice is not offered, or the records are not as they were shown."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Two records that a person is to settle, as they were when they were shown.

    Attributes:
        intacct: The Intacct record, with where it stands: both values, and who changed it last.
        re_leased: The Re-Leased record.
        choices: What may be picked.
        fingerprints: By side: the content that was shown.
        picked: What was picked already, and no run has carried out yet.
    """

    intacct: KnownRecord
    re_leased: KnownRecord
    choices: tuple[ChoiceVerb, ...]
    fingerprints: Mapping[Side, str]
    picked: Choice | None


def offers(store: Store, record_id: int) -> tuple[Offer, ...]:
    """What a person may pick for this record: one offer for each record that it is to be settled with.

    Empty where nothing about the record is a matter of choice.
    """
    with store.reading() as transaction:
        return _offers(transaction, record_id)


def open_offers(store: Store, link_id: int) -> tuple[Offer, ...]:
    """What waits for somebody's choice, the first `MOST_OFFERS` of it, kind by kind."""
    with store.reading() as transaction:
        held = transaction.records.standing_for(link_id, MATTERS_OF_CHOICE, MOST_OFFERS)
        found = {
            (offer.intacct.record_id, offer.re_leased.record_id): offer
            for one in held
            for offer in _offers(transaction, one.record_id)
        }
    return tuple(found.values())


def choices_made(store: Store, record_id: int) -> tuple[Choice, ...]:
    """Every choice ever made for this record, the newest first, with what came of it."""
    with store.reading() as transaction:
        return transaction.choices.of_records([record_id])


def choose(store: Store, offer: Offer, verb: ChoiceVerb, *, who: Person, why: str = "") -> Choice:
    """Note what a person picked. An earlier choice for the same two records is replaced, until a run began it.

    Args:
        store: The database.
        offer: What the person was shown.
        verb: What they picked.
        who: Who they are.
        why: In their words, if they like.

    Returns:
        The choice, open until the next run.

    Raises:
        CannotChoose: It is not offered for these records, or they have moved since they were shown.
    """
    with store.transaction() as transaction:
        now = _same_offer(transaction, offer)
        if verb not in now.choices:
            raise CannotChoose(_not_offered(now, verb))
        if verb is ChoiceVerb.MATCH:
            _end_other_matches(transaction, now, who)
        made = transaction.choices.add(_choice(now, verb, who=who, why=why.strip()))
        said = f"{verb.label}; {made.why}" if made.why else verb.label
        facts = {"choice": str(made.choice_id), "picked": verb.value, "reason": said}
        facts |= {one.side.value: one.key for one in (now.intacct, now.re_leased)}
        facts |= {f"{side.value} content": seen for side, seen in now.fingerprints.items()}
        transaction.audit.append(
            AuditEvent(
                tag="record:chosen",
                link_id=made.link_id,
                actor=str(who),
                subject=_subject(now),
                facts=facts,
            )
        )
    return made


def _offers(transaction: Transaction, record_id: int) -> tuple[Offer, ...]:
    partner = transaction.records.pair_partner([record_id]).get(record_id)
    others = [partner] if partner is not None else _look_alikes(transaction, record_id)
    return _offers_for(transaction, record_id, others) if others else ()


def _look_alikes(transaction: Transaction, record_id: int) -> list[int]:
    """The records of the other side that look the same and nobody said are apart."""
    own = transaction.records.known([record_id]).get(record_id)
    if own is None or not choices_for(own.kind, own.standing.cause):
        return []
    face = transaction.records.faces([record_id])[record_id]
    intacct, re_leased = (face, None) if face.side is Side.INTACCT else (None, face)
    (candidate,) = with_look_alikes(
        transaction, own.link_id, [Candidate(own.kind, intacct, re_leased)], None
    )
    apart = {
        one.other_id(record_id)
        for one in transaction.choices.of_records([record_id])
        if one.keeps_apart
    }
    return [one.record_id for one in candidate.look_alikes if one.record_id not in apart]


def _offers_for(transaction: Transaction, record_id: int, others: list[int]) -> tuple[Offer, ...]:
    known = transaction.records.known([record_id, *others])
    faces = transaction.records.faces([record_id, *others])
    own = known[record_id]
    verbs = choices_for(own.kind, own.standing.cause)
    if not verbs:
        return ()
    picked = {
        (one.intacct_id, one.re_leased_id): one
        for one in transaction.choices.of_records([record_id])
        if one.is_open
    }
    return tuple(
        _offer(own, known[other], faces, verbs, picked)
        for other in others
        if _may_be_picked(own, known[other])
    )


def _may_be_picked(own: KnownRecord, other: KnownRecord) -> bool:
    """What a rule sets aside is matched with nothing, except a draft that Re-Leased keeps to itself."""
    if own.is_linked:
        return True
    is_set_aside = other.standing.state is StandingState.SET_ASIDE
    return not is_set_aside or other.standing.cause is Cause.PRIVATE_DRAFT


def _offer(
    own: KnownRecord,
    other: KnownRecord,
    faces: Mapping[int, Face],
    verbs: tuple[ChoiceVerb, ...],
    picked: Mapping[tuple[int, int], Choice],
) -> Offer:
    intacct, re_leased = (own, other) if own.side is Side.INTACCT else (other, own)
    return Offer(
        intacct=intacct,
        re_leased=re_leased,
        choices=verbs,
        fingerprints={one.side: faces[one.record_id].fingerprint for one in (intacct, re_leased)},
        picked=picked.get((intacct.record_id, re_leased.record_id)),
    )


def _same_offer(transaction: Transaction, shown: Offer) -> Offer:
    """The offer for the same two records as it is now."""
    for now in _offers(transaction, shown.intacct.record_id):
        if now.re_leased.record_id == shown.re_leased.record_id:
            if now.fingerprints == shown.fingerprints:
                return now
            raise CannotChoose(
                f"{shown.intacct.title} has changed since it was shown. Look at both values again."
            )
    raise CannotChoose(f"There is nothing left to choose for {shown.intacct.title}.")


def _end_other_matches(transaction: Transaction, offer: Offer, who: Person) -> None:
    """A record is matched once: what was picked before, and is not carried out yet, is replaced."""
    ids = {offer.intacct.record_id, offer.re_leased.record_id}
    end_choices(
        transaction,
        offer.intacct.link_id,
        [
            ChoiceEnding(
                one.choice_id,
                ChoiceEnd.REPLACED,
                _subject(offer),
                f"Replaced by {who.name}: {offer.re_leased.title} is matched with another.",
            )
            for one in transaction.choices.of_records(sorted(ids))
            if one.is_open
            and one.verb is ChoiceVerb.MATCH
            and {one.intacct_id, one.re_leased_id} != ids
        ],
    )


def _subject(offer: Offer) -> str:
    return f"{offer.intacct.kind.singular.capitalize()} {offer.intacct.title}"


def _not_offered(offer: Offer, verb: ChoiceVerb) -> str:
    offered = ", ".join(one.label for one in offer.choices)
    return (
        f"“{verb.label}” cannot be picked for {offer.intacct.kind.singular} "
        f"{offer.intacct.title}. What can: {offered}."
    )


def _choice(offer: Offer, verb: ChoiceVerb, *, who: Person, why: str) -> Choice:
    return Choice(
        choice_id=0,
        link_id=offer.intacct.link_id,
        kind=offer.intacct.kind,
        verb=verb,
        intacct_id=offer.intacct.record_id,
        re_leased_id=offer.re_leased.record_id,
        intacct_fingerprint=offer.fingerprints[Side.INTACCT],
        re_leased_fingerprint=offer.fingerprints[Side.RE_LEASED],
        who=who,
        why=why,
        chosen_at=datetime.now(tz=UTC),
    )
