"""Choosing: a person settles what the sync cannot, with both values in view. The next run carries it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sync.domain.choices import Choice, ChoiceVerb, Person, choices_for
from sync.domain.errors import LeasebridgeError
from sync.domain.plan import Face
from sync.domain.sides import Side
from sync.use_cases.ports import AuditEvent, KnownRecord, Store, Transaction


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
        made = transaction.choices.add(_choice(now, verb, who=who, why=why.strip()))
        facts = {"choice": str(made.choice_id), "picked": verb.value, "why": made.why}
        facts |= {side.value: seen for side, seen in now.fingerprints.items()}
        transaction.audit.append(
            AuditEvent(
                tag="choice:made",
                link_id=made.link_id,
                actor=str(who),
                subject=f"{made.kind.singular.capitalize()} {now.intacct.title}",
                facts=facts,
            )
        )
    return made


def _offers(transaction: Transaction, record_id: int) -> tuple[Offer, ...]:
    partner = transaction.records.pair_partner([record_id]).get(record_id)
    if partner is None:
        return ()
    return _offers_for(transaction, record_id, [partner])


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
    return tuple(_offer(own, known[other], faces, verbs, picked) for other in others)


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
