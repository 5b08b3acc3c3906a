"""By which rights a person may decide: their own, and those of people who are away.

Nothing here is asked within a transaction: who somebody is may have to be looked up elsewhere.
"""

from dataclasses import dataclass

from sync.domain.approving.deciding import Authority
from sync.domain.choices import Person
from sync.domain.roles import Permission, Role
from sync.use_cases.people import Roster
from sync.use_cases.ports import Store


@dataclass(frozen=True, slots=True)
class Rights:
    """What a person may decide by.

    Attributes:
        authorities: Their own right first, then those of people who are away; none where they have none.
        refusal: What to say where they have none: a sentence or two.
    """

    authorities: tuple[Authority, ...]
    refusal: str = ""


def rights_of(store: Store, roster: Roster, who: Person) -> Rights:
    """The rights by which this person may decide now."""
    if not who.person_id:
        return Rights((), "Only people in Slack decide about drafts.")
    refusal = roster.refusal(who.person_id, Permission.APPROVE)
    own = () if refusal else (authority(roster, who, None),)
    # Whoever has no role at all, a bot or somebody of another workspace, decides in nobody's place.
    if roster.refusal(who.person_id, Permission.SEE) is not None:
        return Rights((), refusal or "")
    with store.reading() as transaction:
        givers = [one.giver for one in transaction.delegations.to(who.person_id)]
    lent = (authority(roster, who, one) for one in givers if may_approve(roster, one))
    return Rights((*own, *lent), refusal or "")


def authority(roster: Roster, who: Person, on_behalf_of: Person | None) -> Authority:
    """One right to decide, and how far it goes."""
    behind = on_behalf_of or who
    people = [who, *([on_behalf_of] if on_behalf_of is not None else [])]
    return Authority(
        who=who,
        on_behalf_of=on_behalf_of,
        is_unlimited=roster.role_of(behind.person_id) is Role.ADMINISTRATOR,
        known_as=tuple(name for person in people for name in _known_as(roster, person)),
    )


def may_approve(roster: Roster, person: Person) -> bool:
    """Whether the person may decide about drafts at all."""
    return roster.refusal(person.person_id, Permission.APPROVE) is None


def _known_as(roster: Roster, person: Person) -> tuple[str, ...]:
    known = roster.person(person.person_id)
    return (person.name, person.person_id, *([known.name] if known is not None else []))
