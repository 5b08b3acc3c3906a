"""What people decide about single records, asked of the use cases as the terminal and Slack do."""

from sqlalchemy import Engine, select

from sync.domain.choices import Choice, ChoiceEnd, ChoiceVerb, Person, Unlinking
from sync.domain.kinds import RecordKind
from sync.domain.sides import Side
from sync.domain.standing import Cause, StandingState
from sync.store.models import AuditRow
from sync.use_cases.choose import Offer, choices_made, choose, offers
from sync.use_cases.ports import KnownRecord
from sync.use_cases.unlink import relink, unlink
from tests.sync.use_cases.bridge import Bridge

PRIYA = Person("Priya", "U0PRIYA")
TOM = Person("Tom", "U0TOM")


def record(
    bridge: Bridge, title: str, side: Side, kind: RecordKind = RecordKind.SALES_INVOICE
) -> KnownRecord:
    """The one record of a side that people call by this number or name."""
    with bridge.store.reading() as transaction:
        found = transaction.records.called(bridge.link.link_id, title, kind)
    (one,) = (one for one in found if one.side is side)
    return one


def stands(
    bridge: Bridge, title: str, side: Side, kind: RecordKind = RecordKind.SALES_INVOICE
) -> tuple[StandingState, Cause | None]:
    standing = record(bridge, title, side, kind).standing
    return standing.state, standing.cause


def unlinked(bridge: Bridge, one: KnownRecord, reason: str = "Disputed by the tenant") -> Unlinking:
    return unlink(bridge.store, [one.record_id], reason=reason, who=PRIYA)


def linked_again(bridge: Bridge, one: KnownRecord) -> Unlinking:
    return relink(bridge.store, [one.record_id], who=TOM)


def audited(engine: Engine, tag: str) -> list[tuple[str, str]]:
    """Who did something of this sort, and to what, in the order of the trail."""
    query = select(AuditRow.actor, AuditRow.subject).where(AuditRow.tag == tag)
    with engine.connect() as connection:
        return [(actor, subject) for actor, subject in connection.execute(query)]


def offered(
    bridge: Bridge,
    title: str,
    kind: RecordKind = RecordKind.SALES_INVOICE,
    side: Side = Side.INTACCT,
) -> Offer:
    """The one thing that a person may settle about this record."""
    (offer,) = offers(bridge.store, record(bridge, title, side, kind).record_id)
    return offer


def pick(
    bridge: Bridge,
    verb: ChoiceVerb,
    title: str = "INV-9001",
    kind: RecordKind = RecordKind.SALES_INVOICE,
    *,
    who: Person = PRIYA,
) -> Choice:
    return choose(bridge.store, offered(bridge, title, kind), verb, who=who, why="As agreed")


def outcome(bridge: Bridge, choice: Choice) -> tuple[ChoiceEnd | None, str]:
    """How a choice ended, and what came of it."""
    made = choices_made(bridge.store, choice.intacct_id)
    (one,) = (one for one in made if one.choice_id == choice.choice_id)
    return one.end, one.result
