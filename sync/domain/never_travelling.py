"""What a record needs and the other side lacks: told apart by whether it may still come.

Source of the rule on payments: Re-Leased's help centre on sync errors: an allocation of a credit dated before
the sync-from date cannot be carried, because its credit is not found.
"""

from collections.abc import Sequence

from sync.domain.causes import CAUSE_TEXTS
from sync.domain.crossing import MISSING, Counterpart, Counterparts, CounterpartState, named
from sync.domain.records import CreditAllocation, Payment, Record, Reference
from sync.domain.standing import Cause, Standing, StandingState


def waiting_for(missing: Sequence[Reference], counterparts: Counterparts) -> Standing:
    """Waiting for the first of `missing` that may still come; the detail names all of them.

    One that somebody unlinked comes before all others: it does not come by itself.
    """
    first = min(missing, key=lambda one: _FIRST_TO_TELL.index(_state(one, counterparts)))
    is_unlinked = _state(first, counterparts) is _UNLINKED
    return Standing(
        StandingState.WAITING,
        Cause.WAITS_FOR_UNLINKED if is_unlinked else Cause.MISSING_COUNTERPART,
        subject=named(first, counterparts),
        detail=", ".join(_told(one, counterparts) for one in missing),
    )


def settling_what_never_travels(record: Record, counterparts: Counterparts) -> Standing | None:
    """Where a payment, or an allocation of a credit, stands that settles what will never travel.

    Args:
        record: A newcomer of any kind.
        counterparts: Of the records that it refers to.

    Returns:
        Set aside where it settles nothing that travels. Refused where it also settles what travels, once all of
        that is known. None in every other case, among them money that may still be applied to something else.
    """
    settled = _settled_by(record)
    states = {_state(one, counterparts) for one in settled}
    if _NEVER not in states or states & {_MISSING, _UNLINKED}:
        return None
    if states != {_NEVER}:
        return _refused(record, settled, counterparts)
    if isinstance(record, Payment) and record.unapplied.amount > 0:
        return None
    return Standing(
        StandingState.SET_ASIDE,
        Cause.SETTLES_NOTHING_THAT_TRAVELS,
        detail=", ".join(_told(one, counterparts) for one in settled),
    )


_MISSING, _UNLINKED = CounterpartState.MISSING, CounterpartState.UNLINKED
_NEVER = CounterpartState.NEVER
_FIRST_TO_TELL = (_UNLINKED, _MISSING, _NEVER)


def _settled_by(record: Record) -> tuple[Reference, ...]:
    match record:
        case Payment():
            return tuple(one.document for one in record.allocations)
        case CreditAllocation():
            return record.credit, record.document
        case _:
            return ()


def _refused(record: Record, settled: Sequence[Reference], counterparts: Counterparts) -> Standing:
    """Refused for the first that never travels; the detail says which travel and which do not."""
    never = [one for one in settled if _state(one, counterparts) is _NEVER]
    others = ", ".join(named(one, counterparts) for one in settled if one not in never)
    is_payment = isinstance(record, Payment)
    return Standing(
        StandingState.REFUSED,
        Cause.PAYMENT_TRAVELS_ONLY_IN_PART if is_payment else Cause.CREDIT_TRAVELS_ONLY_IN_PART,
        subject=named(never[0], counterparts),
        detail=f"{', '.join(_told(one, counterparts) for one in never)}; travels: {others}",
    )


def _state(reference: Reference, counterparts: Counterparts) -> CounterpartState:
    return counterparts.get(reference, MISSING).state


def _told(reference: Reference, counterparts: Counterparts) -> str:
    """The record's name, and why it never travels where that is so."""
    counterpart: Counterpart = counterparts.get(reference, MISSING)
    name = named(reference, counterparts)
    if counterpart.cause is None:
        return name
    why = CAUSE_TEXTS[counterpart.cause].title
    return f"{name} ({why[0].lower()}{why[1:]})"
