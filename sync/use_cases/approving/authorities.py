"""By which rights a person may decide: their own, and those of people who are away."""

from sync.domain.approving.deciding import Authority
from sync.domain.choices import Person
from sync.domain.roles import Permission, Role
from sync.use_cases.people import Roster
from sync.use_cases.ports import Transaction


def authorities_of(transaction: Transaction, roster: Roster, who: Person) -> tuple[Authority, ...]:
    """The person's own right first, then those of people who are away; none where they have none."""
    own = [authority(roster, who, None)] if may_approve(roster, who.person_id) else []
    givers = [one.giver for one in transaction.delegations.to(who.person_id)]
    lent = [
        authority(roster, who, giver)
        for giver in givers
        # Whoever has no role at all, a guest or a bot say, decides in nobody's place.
        if may_approve(roster, giver.person_id) and may_see(roster, who.person_id)
    ]
    return (*own, *lent)


def authority(roster: Roster, who: Person, on_behalf_of: Person | None) -> Authority:
    """One right to decide, and how far it goes."""
    behind = on_behalf_of or who
    people = [who, *([on_behalf_of] if on_behalf_of is not None else [])]
    return Authority(
        who=who,
        on_behalf_of=on_behalf_of,
        is_unlimited=roster.role_of(behind.person_id) is Role.ADMINISTRATOR,
        known_as=tuple(name for person in people for name in (person.name, person.person_id)),
    )


def may_approve(roster: Roster, person_id: str) -> bool:
    """Whether the person may decide about drafts at all."""
    return bool(person_id) and roster.refusal(person_id, Permission.APPROVE) is None


def may_see(roster: Roster, person_id: str) -> bool:
    """Whether the person has any role."""
    return bool(person_id) and roster.refusal(person_id, Permission.SEE) is None
